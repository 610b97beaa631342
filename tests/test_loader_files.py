"""Files become records with their places, or a refusal that says where and what to do."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.core import Record
from loaders.files import LONGEST_FIELD, read_csv
from loaders.yamls import read_yaml
from schema.errors import LoadRefused, RowError
from tests.conftest import SOAK

COLUMNS = ("id", "name")


def written(folder: Path, content: bytes, name: str = "things.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_row_becomes_a_record_that_knows_its_line_and_leaves_empty_cells_out(tmp_path):
    path = written(tmp_path, b"id,name\nJP,Japan\nKR,\n")

    records = list(read_csv(path, COLUMNS))

    assert records == [{"id": "JP", "name": "Japan"}, {"id": "KR"}]
    assert [record.place for record in records if isinstance(record, Record)] == ["things.csv:2", "things.csv:3"]


def test_a_byte_order_mark_and_the_order_of_columns_do_not_matter(tmp_path):
    path = written(tmp_path, b"\xef\xbb\xbfname,id\nJapan,JP\n")

    assert list(read_csv(path, COLUMNS)) == [{"id": "JP", "name": "Japan"}]


@pytest.mark.parametrize(
    ("content", "what", "where"),
    [
        (b"", "the file is empty", "things.csv"),
        (b"id,title\nJP,Japan\n", "the header lacks 'name'; the header does not know 'title'", "things.csv:1"),
        (b"id,name,id\n", "the header has twice 'id'", "things.csv:1"),
        (b"id,name\nJP,Japan\nCI,C\xf4te\n", "the file is not UTF-8", "things.csv:3, byte 5 (0xf4)"),
        (b'id,name\nJP,"Japan\n', "not CSV: unexpected end of data", "things.csv:2"),
        (b"id,name\nJP," + b"x" * 200_000, f"a field is longer than {LONGEST_FIELD:,} characters", "things.csv:2"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(tmp_path, content, what, where):
    with pytest.raises(LoadRefused) as refusal:
        list(read_csv(written(tmp_path, content), COLUMNS))

    assert what in refusal.value.what
    assert (refusal.value.where, bool(refusal.value.remedy)) == (where, True)


def test_a_single_line_of_a_hundred_megabytes_is_refused(tmp_path):
    path = tmp_path / "things.csv"
    with path.open("wb") as file:
        file.write(b"id,name\n")
        file.writelines(b"x" * 1_000_000 for _ in range(100))

    with pytest.raises(LoadRefused, match="a field is longer"):
        list(read_csv(path, COLUMNS))


def test_a_row_cut_short_is_an_error_in_its_place_and_the_others_are_read(tmp_path):
    path = written(tmp_path, b"id,name\nJP\nKR,Korea\n")

    error, record = read_csv(path, COLUMNS)

    assert isinstance(error, RowError)
    assert (error.what, error.where) == ("1 cells where the header has 2", "things.csv:2")
    assert record == {"id": "KR", "name": "Korea"}


@given(st.binary(max_size=300))
def test_whatever_the_bytes_a_csv_file_gives_records_or_a_refusal(tmp_path_factory, content):
    path = written(tmp_path_factory.mktemp("any"), b"id,name\n" + content)

    assert all(place.startswith("things.csv") for place in places(path))


def places(path: Path) -> list[str]:
    """Where each record stands, or the one place of the refusal."""
    try:
        records = list(read_csv(path, COLUMNS))
    except LoadRefused as refusal:
        return [refusal.where]
    return [record.place if isinstance(record, Record) else record.where for record in records]


def test_a_mapping_of_a_yaml_file_knows_its_line(tmp_path):
    told = read_yaml(written(tmp_path, b"rules:\n- id: one\n- id: two\n  cite: usc/10/2342\n", "rules.yaml"))

    assert told == {"rules": [{"id": "one"}, {"id": "two", "cite": "usc/10/2342"}]}
    assert [record.place for record in told["rules"]] == ["rules.yaml:2", "rules.yaml:3"]


PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.dates() | st.text()
NESTED = st.recursive(PLAIN, lambda told: st.lists(told) | st.dictionaries(st.text(), told), max_leaves=20)


@settings(max_examples=200 if SOAK else 40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=NESTED, flow=st.sampled_from([True, False, None]))
def test_whatever_is_written_as_yaml_is_read_as_yaml_has_it(tmp_path, told, flow):
    text = yaml.safe_dump(told, default_flow_style=flow, allow_unicode=True)

    assert read_yaml(written(tmp_path, text.encode(), "told.yaml")) == yaml.safe_load(text)


@pytest.mark.parametrize(
    ("content", "what", "where"),
    [
        (b"", "the file is empty", "rules.yaml"),
        (b"rules: ]", "not YAML", "rules.yaml:1"),
        (b"a: 1\na: 2\n", "the key 'a' stands twice", "rules.yaml:2"),
        (b"yes: 1\n", "the key True is no text", "rules.yaml:1"),
        (b"a: \xf4\n", "the file is not UTF-8", "rules.yaml:1, byte 4 (0xf4)"),
        (b"a: 1\n---\nb: 2\n", "a second document begins here", "rules.yaml:2"),
        (b"a: 1\nb: *x\n", "nothing is called 'x' before it is repeated", "rules.yaml:2"),
        (b"a: &x 1\nb: &x 2\n", "the anchor 'x' stands twice", "rules.yaml:2"),
        (b"a: !!python/name:os x\n", "could not determine a constructor", "rules.yaml:1"),
        (b"[" * 5_000 + b"]" * 5_000, "nested too deep", "rules.yaml"),
    ],
)
def test_a_yaml_file_that_cannot_be_read_is_refused_with_its_place(tmp_path, content, what, where):
    with pytest.raises(LoadRefused) as refusal:
        read_yaml(written(tmp_path, content, "rules.yaml"))

    assert what in refusal.value.what
    assert refusal.value.where == where
