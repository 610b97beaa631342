"""MOUs, treaties and other agreements, one a line, with a line for each participant where they joined one by one."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from loaders.core import SOURCED, Emitted, Loader, Record, items, origin_of, slug
from loaders.tables import has_columns, read_facts
from schema.agreements import AGREEMENT, AUTHORIZED_BY, CONCERNS_PROGRAM, DROPPED_OUT_OF, PARTY_TO
from schema.core import Link, Origin
from schema.errors import RowError
from schema.lifecycle import PROGRAM

COLUMNS = (
    *("id", "title_kind", "kind", "short_name", "program", "purpose", "parties", "authority_ids", "signed_on"),
    *("in_force_from", "in_force_to", "status", "seen_on", "notes", *SOURCED),
)
PARTICIPANTS = ("mou_id", "party", "role", "signed_on", "left_on", "notes", *SOURCED)
ABOUT = Origin("Programs named in the collected agreements", "", "documented")
"""Of the program itself; that an agreement is about it is stated in the agreement's source."""

NEVER = "dropped before entry into force"


def records(files: list[Path]) -> Iterator[Record | RowError]:
    """The agreements, each with its participants; a participant of an agreement that is not there is refused."""
    joined: dict[str, list[Record]] = defaultdict(list)
    lists = [path for path in files if has_columns(path, PARTICIPANTS)]
    for record in (record for path in lists for record in read_facts(path, PARTICIPANTS)):
        if isinstance(record, Record) and "mou_id" in record:
            joined[record.pop("mou_id")].append(record)
        else:
            yield record if isinstance(record, RowError) else RowError("mou_id is empty", record.place, "fill it in")
    for record in (record for path in files if path not in lists for record in read_facts(path, COLUMNS)):
        if isinstance(record, Record):
            record["participants"] = joined.pop(record.get("id", ""), [])
        yield record
    for name, lines in joined.items():
        yield RowError(
            f"there is no agreement {name}", lines[0].place, "tell the agreement, or mend the name", "mou_id"
        )


def parse(record: Record) -> Emitted:
    """The agreement, its parties, the authorities on which it rests, and the program that it is about."""
    program = record.pop("program", None)
    row = AGREEMENT.row(
        id=f"agreement/{record.pop('id')}",
        title=record.pop("short_name"),
        kinds=items(record.pop("kind")),
        title_kind=record.pop("title_kind", None),
        purpose=record.pop("purpose", None),
        signed_on=record.get("signed_on"),
        in_force_from=record.pop("in_force_from", None),
        in_force_to=record.pop("in_force_to", None),
        status=record.pop("status"),
        seen_on=record.pop("seen_on", None),
        notes=record.pop("notes", None),
    )
    yield row
    signed, parties = record.pop("signed_on", None), items(record.pop("parties"))
    participants = record.pop("participants", [])
    told = {line["party"] for line in participants if "party" in line}
    for party in parties:
        if party not in told:
            yield PARTY_TO.link(_stakeholder(party), row.id, signed_on=signed)
    for line in participants:
        yield _participant(line, row.id)
    for authority in items(record.pop("authority_ids", None)):
        yield AUTHORIZED_BY.link(row.id, authority, citation=authority)
    if program:
        yield PROGRAM.row(id=f"program/{slug(program)}", title=program).stated(ABOUT)
        yield CONCERNS_PROGRAM.link(row.id, f"program/{slug(program)}")


def _participant(line: Record, agreement: str) -> Link:
    origin, party, role = origin_of(line), _stakeholder(line.pop("party")), line.pop("role", None)
    signed, left, notes = (line.pop(name, None) for name in ("signed_on", "left_on", "notes"))
    if line:
        raise RowError(f"{next(iter(line))} is not understood", line.place, "take it out")
    if role == NEVER:
        return DROPPED_OUT_OF.link(party, agreement, notes=notes).stated(origin)
    return PARTY_TO.link(party, agreement, role=role, signed_on=signed, to_on=left, notes=notes).stated(origin)


def _stakeholder(code: str) -> str:
    """Nations stand in the file by ISO alpha-2 code, organizations by their id, which is in lower case."""
    return f"nation/{code}" if code.isupper() and len(code) == 2 else f"org/{code}"


LOADERS = (
    Loader(
        name="agreements",
        source="facts/mou*.csv",
        doc="MOUs, treaties, arrangements and other agreements, with their parties.",
        columns=COLUMNS,
        recognizes=lambda path, _: has_columns(path, COLUMNS) or has_columns(path, PARTICIPANTS),
        records=records,
        emits=(AGREEMENT, PROGRAM, PARTY_TO, DROPPED_OUT_OF, AUTHORIZED_BY, CONCERNS_PROGRAM),
        at_least={"Agreement": 170},
        parse=parse,
    ),
)
