"""Statutes, regulations, directives, instructions, manuals, orders, treaties and charters, one a line."""

from collections.abc import Iterator
from pathlib import Path

from loaders.core import SOURCED, Emitted, Loader, Record, items, origin_of
from loaders.tables import read_facts
from schema.authorities import (
    CHARTER,
    DIRECTIVE,
    EXECUTIVE_ORDER,
    IMPLEMENTS,
    INSTRUCTION,
    MANUAL,
    PART_OF,
    REGULATION,
    STATUTE,
    TREATY,
)
from schema.core import Origin
from schema.errors import RowError
from schema.vocabulary import ANY_KIND, TransferKind

KINDS = {
    "statute": STATUTE,
    "regulation": REGULATION,
    "directive": DIRECTIVE,
    "instruction": INSTRUCTION,
    "manual": MANUAL,
    "executive order": EXECUTIVE_ORDER,
    "treaty": TREATY,
    "charter": CHARTER,
}
COLUMNS = (
    *("id", "kind", "citation", "act", "act_section", "usc_title", "usc_section", "heading_in_own_words"),
    *("scope_in_own_words", "transfer_kinds", "implements", "enacted_or_effective_on", "status", *SOURCED),
)


def records(files: list[Path]) -> Iterator[Record | RowError]:
    """The lines, each with the larger text in which it stands, where the file has that too."""
    found = [record for path in files for record in read_facts(path, COLUMNS)]
    known = {record["id"] for record in found if isinstance(record, Record) and "id" in record}
    for record in found:
        if isinstance(record, Record) and (whole := _whole(record.get("id", ""), known)):
            record["part_of"] = whole
        yield record


def _whole(id: str, known: set[str]) -> str | None:
    cuts = [id.rpartition("/")[0], id.rpartition(".")[0]]
    return next((cut for cut in sorted(cuts, key=len, reverse=True) if cut in known), None)


def origin(record: Record) -> Origin:
    """Where the record comes from; the page of a text is where the text is published, too."""
    stated = origin_of(record)
    record["url"] = stated.url
    return stated


def parse(record: Record) -> Emitted:
    """The authority, the text it stands in, and those that it carries out."""
    kind = record.pop("kind")
    if kind not in KINDS:
        raise RowError(f"kind {kind!r} is none of {', '.join(KINDS)}", remedy="mend the kind", field="kind", value=kind)
    row = KINDS[kind].row(
        id=record.pop("id"),
        title=record.pop("heading_in_own_words"),
        citation=record.pop("citation"),
        act=record.pop("act", None),
        act_section=record.pop("act_section", None),
        scope=record.pop("scope_in_own_words", None),
        kinds=_kinds(items(record.pop("transfer_kinds", None))),
        from_on=record.pop("enacted_or_effective_on", None),
        status=record.pop("status", None),
        url=record.pop("url", None),
    )
    yield row
    for told_by_id in ("usc_title", "usc_section"):
        record.pop(told_by_id, None)
    if whole := record.pop("part_of", None):
        yield PART_OF.link(row.id, whole)
    for other in items(record.pop("implements", None)):
        yield IMPLEMENTS.link(row.id, other)


def _kinds(words: list[str]) -> list[str]:
    return [kind.value for kind in TransferKind] if ANY_KIND in words else words


LOADERS = (
    Loader(
        name="authorities",
        source="facts/authorities.csv",
        doc="The law: statutes, regulations, directives, manuals, orders, treaties.",
        columns=COLUMNS,
        records=records,
        origin=origin,
        emits=(*KINDS.values(), PART_OF, IMPLEMENTS),
        at_least={"Authority": 220, "Statute": 140},
        parse=parse,
    ),
)
