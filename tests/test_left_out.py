"""What a source leaves out on purpose is no fault of the file, and is counted by its reason."""

from dataclasses import replace

from loaders.core import LeftOut, Read, Record
from loaders.gather import gather
from loaders.sources import nations
from tests.test_loader_gather import NATIONS, record

PRIVATE = "private persons are not kept"


def parse(line: Record):
    if line["iso2"] == "XX":
        raise LeftOut(PRIVATE)
    yield from nations.parse(line)


def test_left_out_records_are_counted_by_reason_and_none_is_refused():
    records: list[Read] = [record(), LeftOut("a total"), record(iso2="XX"), LeftOut("a total")]

    found = gather(replace(NATIONS, parse=parse), records)

    assert found.left_out == {"a total": 2, PRIVATE: 1}
    assert (found.read, found.refused, set(found.rows)) == (4, [], {"nation/JP"})
