"""Direct commercial sales by country, year and category of the Munitions List: the annual report under FAA 655."""

import re
from collections.abc import Iterator
from pathlib import Path

from loaders.core import Emitted, LeftOut, Loader, Read, Record
from loaders.naming import Names
from loaders.rows import FILE, KEY, amount, keyed, no_party, recognizer, whole
from loaders.tables import is_mended
from schema.core import Origin
from schema.errors import RowError
from schema.reports import LICENCE_TOTAL, LICENSED_TO

STABLE = ("Fiscal Year", "Country/Territory", "Category")
QUANTITY, AUTHORIZED, SHIPPED = "Quantity", "Defense Articles and Services Authorized Value", "Shipped Value"
SERVICES = "Services Authorized"
COLUMNS = (*STABLE, QUANTITY, AUTHORIZED, SHIPPED)
FIGURES = (QUANTITY, AUTHORIZED, SHIPPED, SERVICES)
CATEGORY = re.compile(r"[IVX]+(?:\([a-z]\))?")
TOTAL = "total"
NAMED = {TOTAL: "All categories", "agreements": "Agreements"}
"""Rows of no category: the year as a whole, and agreements on manufacture and assistance, told apart from articles."""


def records(paths: list[Path]) -> Iterator[Read]:
    """The rows of the sheet; of a total what no other row of its year tells, so that nothing counts twice."""
    parts = {part for row in keyed(paths, COLUMNS, STABLE) if isinstance(row, Record) for part in _parts(row)}
    mended = any(map(is_mended, paths))  # the rows of which a total is one stand elsewhere
    for row in keyed(paths, COLUMNS, STABLE):
        if isinstance(row, Record) and _category(row) == TOTAL:
            for figure in FIGURES:
                if mended or (*_year(row), figure) in parts:
                    row.pop(figure, None)
        yield row


def _parts(row: Record) -> Iterator[tuple[str, ...]]:
    if _category(row) != TOTAL:
        yield from ((*_year(row), figure) for figure in FIGURES if row.get(figure))


def _year(row: Record) -> tuple[str, ...]:
    return row.get("Fiscal Year", ""), row.get("Country/Territory", "")


def _category(row: Record) -> str:
    category: str = row.get("Category", "")
    return category.casefold()


def origin(record: Record) -> Origin:
    """The sheet."""
    title = f"Section 655 annual report, direct commercial sales ({record.pop(FILE)})"
    return Origin(title, "https://www.pmddtc.state.gov", "documented")


def parse(record: Record, names: Names) -> Emitted:
    """What was licensed of one category, and the country."""
    category, told = record.get("Category", ""), _category(record)
    if told == "category":
        raise LeftOut("a header in the midst of the sheet")
    if told == TOTAL and not any(record.get(figure) for figure in FIGURES):
        raise LeftOut("a total of other rows")
    country, year = record.pop("Country/Territory"), record.pop("Fiscal Year")
    no_party(country)
    record.pop("Category", None)
    if told not in NAMED and not CATEGORY.fullmatch(category):
        what = f"{category!r} is no category of the Munitions List" if category else "the row has no category"
        raise RowError(what, remedy="write it as VIII or I(a)", field="Category", value=category)
    if not year.isdecimal():
        raise RowError(f"{year!r} is no fiscal year", remedy="write it as 2019", field="Fiscal Year", value=year)
    row = LICENCE_TOTAL.row(
        f"licence-total/{record.pop(KEY)}",
        title=f"{NAMED.get(told, f'Category {category}')}, {country}, fiscal year {year}",
        fiscal_year=int(year),
        usml_category=NAMED.get(told, category),
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
