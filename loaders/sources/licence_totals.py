"""Direct commercial sales by country, year and category of the Munitions List: the annual report under FAA 655."""

import re
from collections.abc import Iterator
from pathlib import Path

from loaders.core import Emitted, LeftOut, Loader, Read, Record
from loaders.naming import Names
from loaders.rows import FILE, KEY, amount, keyed, no_party, recognizer, whole
from schema.core import Origin
from schema.errors import RowError
from schema.reports import LICENCE_TOTAL, LICENSED_TO

STABLE = ("Fiscal Year", "Country/Territory", "Category")
QUANTITY, AUTHORIZED, SHIPPED = "Quantity", "Defense Articles and Services Authorized Value", "Shipped Value"
SERVICES = "Services Authorized"
COLUMNS = (*STABLE, QUANTITY, AUTHORIZED, SHIPPED)
CATEGORY = re.compile(r"[IVX]+(?:\([a-z]\))?")
SUMS = {
    "total": "a total of other rows",
    "agreements": "agreements, which the total of their year holds too",
    "category": "a header in the midst of the sheet",
}
"""Rows that must not be summed with the others."""


def records(paths: list[Path]) -> Iterator[Read]:
    """The rows of the sheet."""
    return keyed(paths, COLUMNS, STABLE)


def origin(record: Record) -> Origin:
    """The sheet."""
    title = f"Section 655 annual report, direct commercial sales ({record.pop(FILE)})"
    return Origin(title, "https://www.pmddtc.state.gov", "documented")


def parse(record: Record, names: Names) -> Emitted:
    """The total of one category, and the country."""
    category = record.get("Category", "")
    if reason := SUMS.get(category.casefold()):
        raise LeftOut(reason)
    country, year = record.pop("Country/Territory"), record.pop("Fiscal Year")
    no_party(country)
    if not CATEGORY.fullmatch(record.pop("Category", "")):
        what = f"{category!r} is no category of the Munitions List" if category else "the row has no category"
        raise RowError(what, remedy="write it as VIII or I(a)", field="Category", value=category)
    if not year.isdecimal():
        raise RowError(f"{year!r} is no fiscal year", remedy="write it as 2019", field="Fiscal Year", value=year)
    row = LICENCE_TOTAL.row(
        f"licence-total/{record.pop(KEY)}",
        title=f"Category {category}, {country}, fiscal year {year}",
        fiscal_year=int(year),
        usml_category=category,
        quantity=whole(record.pop(QUANTITY, None), QUANTITY),
        authorized_usd=amount(record.pop(AUTHORIZED, None), AUTHORIZED),
        shipped_usd=amount(record.pop(SHIPPED, None), SHIPPED),
        services_usd=amount(record.pop(SERVICES, None), SERVICES),
    )
    yield row
    yield LICENSED_TO.link(row.id, names.stakeholder(country, "Country/Territory"))


LOADERS = (
    Loader(
        name="licence-totals",
        doc="Direct commercial sales by country, year and category: the report under section 655.",
        emits=(LICENCE_TOTAL, LICENSED_TO),
        records=records,
        parse_names=parse,
        origin=origin,
        recognizes=recognizer(COLUMNS),
        tolerance=0.5,
        whole=False,
    ),
)
