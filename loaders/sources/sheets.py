"""Sheets that offices keep of cases, cross-servicing orders, agreements and contacts, by their mapping or template."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from loaders.core import Emitted, Loader, Read, Record
from loaders.naming import Names
from loaders.sheets import agreements as of_agreements
from loaders.sheets import cases as of_cases
from loaders.sheets import orders as of_orders
from loaders.sheets.joining import joined
from loaders.sheets.kinds import KINDS
from loaders.sheets.mapping import is_mapped, mapping_of
from loaders.sheets.reading import origin, records
from schema import agreements, cases, orders
from schema.errors import RowError
from schema.lifecycle import SYSTEM
from schema.stakeholders import CONTACT, CONTACT_OF

ALONE = {
    "agreement": of_agreements.agreement,
    "partnership": of_agreements.partnership,
    "party": of_agreements.party,
    "contact": of_agreements.contact,
}


def parse(record: Record, names: Names) -> Emitted:
    """What the row says, kind by kind."""
    things = record.pop("items", {})
    parts = _parts(record)
    for kind in parts.keys() - {"case"}:
        for part in parts[kind]:
            _check_whole(kind, part)
    families = {KINDS[kind].family for kind in parts}
    if "cases" in families:
        yield from of_cases.tell(parts, names)
    if "order" in parts:
        yield from of_orders.tell(parts["order"][0], things, names)
    for kind, say in ALONE.items():
        for part in parts.get(kind, []):
            yield from say(part, names)


def _parts(record: Record) -> dict[str, list[Record]]:
    """The fields by kind; of a milestone one part for each code that heads a column."""
    found: dict[tuple[str, str], Record] = defaultdict(lambda: Record({}, record.place))
    for key in list(record):
        kind, field, code = _split(key)
        found[kind, code][field] = record.pop(key)
        if code:
            found[kind, code]["code"] = code
    parts: dict[str, list[Record]] = defaultdict(list)
    for (kind, _), part in found.items():
        parts[kind].append(part)
    return parts


@cache
def _split(key: str) -> tuple[str, str, str]:
    """Kind, field and code of milestone: 'milestone.happened_on@MILSGN' is of the milestone MILSGN."""
    name, _, code = key.partition("@")
    kind, _, field = name.partition(".")
    return kind, field, code


def _check_whole(kind: str, part: Record) -> None:
    lacking = [str(field) for field in KINDS[kind].fields if field.required and field.name not in part]
    if lacking:
        raise RowError(f"{lacking[0]} is empty", remedy=f"fill in {', '.join(lacking)}", field=lacking[0])


def read(given: Path | None = None) -> Any:
    """What reads files by the mapping that is given, or else by the one beside each; rows of an order are joined."""
    rows = records(given)

    def of_files(paths: list[Path]) -> Iterator[Read]:
        return joined(rows(paths))

    return of_files


SHEETS = Loader(
    name="sheets",
    doc="Sheets that offices keep of cases, orders, agreements and contacts, by a mapping of their columns.",
    emits=(
        *(cases.CASE, cases.CASE_LINE, cases.MILESTONE, cases.CONTRACT, cases.DELIVERY, cases.RISK, cases.BASELINE),
        *(cases.CHANGE_RECORD, orders.ORDER, orders.ORDER_ITEM, agreements.AGREEMENT, SYSTEM),
        *(CONTACT, cases.PURCHASED_BY, cases.IMPLEMENTED_BY, cases.AT_STAGE, cases.NOTIFIED_IN, cases.FOR_SYSTEM),
        *(cases.UNDER, cases.DEPENDS_ON, cases.HAS_LINE, cases.HAS_SUBLINE, cases.HAS_MILESTONE, cases.FULFILLED_BY),
        *(cases.CASE_FULFILLED_BY, cases.AWARDED_TO, cases.DELIVERED_IN, cases.EXPOSED_TO, cases.OF_CATEGORY),
        *(cases.HAS_BASELINE, cases.CHANGES, orders.PLACED_UNDER, orders.PLACED_BY, orders.SUPPLIED_BY),
        *(orders.HAS_ITEM, agreements.PARTY_TO, agreements.AUTHORIZED_BY, agreements.CONCERNS, agreements.SUPERSEDES),
        *(agreements.AMENDS, agreements.IMPLEMENTS, agreements.MANAGED_BY, CONTACT_OF),
    ),
    parse_names=parse,
    records=read(),
    origin=origin,
    recognizes=is_mapped,
    part=lambda path: mapping_of(path).part(path),
    begins=lambda path, sheet: mapping_of(path).begins(sheet),
)


def by_mapping(mapping: Path) -> Loader:
    """The same source, read by a mapping that stands elsewhere."""
    return replace(
        SHEETS,
        records=read(mapping),
        part=lambda path: mapping_of(path, mapping).part(path),
        begins=lambda path, sheet: mapping_of(path, mapping).begins(sheet),
    )


LOADERS = (SHEETS,)
