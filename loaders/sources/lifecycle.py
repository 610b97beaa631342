"""Stages of a case, what is done in them, ways of support, product support elements, risks: one a line."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from loaders.core import SOURCED, Emitted, Loader, Record
from loaders.tables import read_facts
from schema.core import Node
from schema.errors import RowError
from schema.lifecycle import (
    ACTIVITY,
    IPS_ELEMENT,
    MITIGATION,
    NEXT,
    NEXT_ACTIVITY,
    ORDER_ELEMENT,
    PROGRAM,
    RISK_CATEGORY,
    STAGE,
    STAGE_PART_OF,
    SUPPORT_METHOD,
)

KINDS: dict[str, Node] = {
    "stage": STAGE,
    "activity": ACTIVITY,
    "icp-activity": ACTIVITY,
    "ips-element": IPS_ELEMENT,
    "risk-category": RISK_CATEGORY,
    "mitigation": MITIGATION,
    "follow-on-support": SUPPORT_METHOD,
    "materiel-return": SUPPORT_METHOD,
    "excess-property": SUPPORT_METHOD,
    "cooperative-logistics": SUPPORT_METHOD,
    "acsa-element": ORDER_ELEMENT,
    "program": PROGRAM,
}
IN_ORDER = {"stage": NEXT, "activity": NEXT_ACTIVITY, "icp-activity": NEXT_ACTIVITY}
ACROSS = "stage-risk"
"""Risk and compliance runs across all stages, so nothing comes before or after it."""

COLUMNS = ("id", "kind", "name", "order", "parent_id", "notes", *SOURCED)


def records(files: list[Path]) -> Iterator[Record | RowError]:
    """The lines, each with the one that follows it where its kind goes in order."""
    found = [record for path in files for record in read_facts(path, COLUMNS)]
    ordered = [line for line in found if isinstance(line, Record) and line.get("kind") in IN_ORDER and "id" in line]
    ordered = [line for line in ordered if line["id"] != ACROSS and line.get("order", "").isdigit()]
    ordered.sort(key=lambda line: (line["kind"], line.get("parent_id", ""), int(line["order"])))
    for first, second in pairwise(ordered):
        if (first["kind"], first.get("parent_id")) == (second["kind"], second.get("parent_id")):
            first["next"] = second["id"]
    yield from found


def parse(record: Record) -> Emitted:
    """The part of the life cycle, the stage that it belongs to, and what follows it."""
    kind, name = record.pop("kind"), record.pop("id")
    if kind not in KINDS:
        raise RowError(f"kind {kind!r} is none of {', '.join(KINDS)}", remedy="mend the kind", field="kind", value=kind)
    if kind == "program":
        record.pop("order", None)
        yield PROGRAM.row(id=f"program/{name}", title=record.pop("name"), notes=record.pop("notes", None))
        return
    row = KINDS[kind].row(
        id=f"{kind}/{name}",
        title=record.pop("name"),
        kind=kind,
        order=_number(record.pop("order", None)),
        notes=record.pop("notes", None),
    )
    yield row
    if stage := record.pop("parent_id", None):
        yield STAGE_PART_OF.link(row.id, f"stage/{stage}")
    if following := record.pop("next", None):
        yield IN_ORDER[kind].link(row.id, f"{kind}/{following}")


def _number(cell: str | None) -> int | None:
    if cell is not None and not cell.isdigit():
        raise RowError(f"order {cell!r} is no number", remedy="write 1, 2, 3", field="order", value=cell)
    return int(cell) if cell else None


LOADERS = (
    Loader(
        name="lifecycle",
        source="facts/lifecycle.csv",
        doc="Stages, activities, ways of support, product support elements, risks and programs.",
        columns=COLUMNS,
        records=records,
        emits=(*dict.fromkeys(KINDS.values()), STAGE_PART_OF, NEXT, NEXT_ACTIVITY),
        parse=parse,
    ),
)
