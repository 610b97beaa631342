"""The public report of excess defense articles (EDA), one line an item offered to a country."""

from collections.abc import Iterator
from pathlib import Path

from loaders.core import Emitted, Loader, Read, Record
from loaders.naming import Names
from loaders.rows import FILE, KEY, amount, day, keyed, no_party, recognizer, whole
from loaders.sources.notifications import DEPARTMENTS
from schema.authorities import STATUTE
from schema.core import Origin
from schema.errors import RowError
from schema.reports import EXCESS_OFFERED_BY, EXCESS_TRANSFER, EXCESS_UNDER, TRANSFERRED_TO

STABLE = (
    *("Transfer Authority", "Fiscal Year of Request", "Implementing Agency", "Country (Transfer to)"),
    *("Item Description", "Qty Requested"),
)
"""What does not change while a transfer goes on: of these its key is made."""

COLUMNS = (
    *(*STABLE, "Status", "Status Date", "Qty Allocated", "Qty Accepted", "Qty Rejected"),
    *("Total Delivered Qty", "Total Acquisition Value", "Total Current Value"),
)
AUTHORITIES = {"Grant Authority": "usc/22/2321j", "FMS Sales": "usc/22/2761"}
"""Grants rest on section 516 of the Foreign Assistance Act, sales on section 21 of the Arms Export Control Act."""


def records(paths: list[Path]) -> Iterator[Read]:
    """The rows of the report."""
    return keyed(paths, COLUMNS, STABLE)


def origin(record: Record) -> Origin:
    """The edition of the report."""
    title = f"DSCA, Excess Defense Articles public report ({record.pop(FILE)})"
    return Origin(title, "https://www.dsca.mil", "documented")


def parse(record: Record, names: Names) -> Emitted:
    """The transfer, its recipient, the agency that offers it and the authority on which it rests."""
    recipient, agency = record.pop("Country (Transfer to)"), record.pop("Implementing Agency")
    no_party(recipient)
    authority = record.pop("Transfer Authority")
    if authority not in AUTHORITIES:
        what = f"the transfer authority {authority!r} is none of {', '.join(AUTHORITIES)}"
        raise RowError(what, remedy="mend the name", field="Transfer Authority", value=authority)
    row = EXCESS_TRANSFER.row(
        f"eda/{record.pop(KEY)}",
        title=record.pop("Item Description"),
        transfer_authority=authority,
        fiscal_year=_year(record.pop("Fiscal Year of Request")),
        status=record.pop("Status"),
        status_on=day(record.pop("Status Date", None), "Status Date"),
        quantity_requested=whole(record.pop("Qty Requested", None), "Qty Requested"),
        quantity_allocated=whole(record.pop("Qty Allocated", None), "Qty Allocated"),
        quantity_accepted=whole(record.pop("Qty Accepted", None), "Qty Accepted"),
        quantity_rejected=whole(record.pop("Qty Rejected", None), "Qty Rejected"),
        quantity_delivered=whole(record.pop("Total Delivered Qty", None), "Total Delivered Qty"),
        acquisition_value_usd=amount(record.pop("Total Acquisition Value", None), "Total Acquisition Value"),
        current_value_usd=amount(record.pop("Total Current Value", None), "Total Current Value"),
    )
    yield row
    yield TRANSFERRED_TO.link(row.id, names.stakeholder(recipient, "Country (Transfer to)"))
    offered_by = DEPARTMENTS.get(agency) or names.one(agency, "Implementing Agency", {"Organization"})
    yield EXCESS_OFFERED_BY.link(row.id, offered_by)
    yield STATUTE.naming(AUTHORITIES[authority])
    yield EXCESS_UNDER.link(row.id, AUTHORITIES[authority])


def _year(cell: str) -> int:
    if not cell.isdecimal() or len(cell) != 4:
        raise RowError(f"{cell!r} is no fiscal year", remedy="write it as 2020", field="Fiscal Year", value=cell)
    return int(cell)


LOADERS = (
    Loader(
        name="excess-transfers",
        doc="Excess defense articles: the public report of DSCA, one line an item and a country.",
        emits=(EXCESS_TRANSFER, TRANSFERRED_TO, EXCESS_OFFERED_BY, EXCESS_UNDER),
        records=records,
        parse_names=parse,
        origin=origin,
        recognizes=recognizer(COLUMNS),
        tolerance=0.5,
    ),
)
