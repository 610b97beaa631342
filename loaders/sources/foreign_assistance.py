"""Security assistance out of ForeignAssistance.gov: what was obligated or disbursed for whom, in either layout."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from loaders.core import Emitted, LeftOut, Loader, Read, Record
from loaders.naming import Names
from loaders.rows import FILE, KEY, amount, file_of, no_party, recognizer, sheet_with
from loaders.tables import read_table
from schema.core import Origin
from schema.errors import LoadRefused, RowError
from schema.props import digest
from schema.reports import ASSISTANCE, ASSISTS

LAYOUTS: tuple[dict[str, str], ...] = (
    {
        "country": "Country Name",
        "code": "Country Code",
        "account": "Funding Account Name",
        "office": "Managing Sub-agency or Bureau Acronym",
        "agency": "Managing Agency Name",
        "type": "Transaction Type Name",
        "year": "Fiscal Year",
        "amount": "Current Dollar Amount",
        "constant": "Constant Dollar Amount",
        "activity": "Activity Name",
        "number": "Activity Project Number",
    },
    {
        "country": "country_name",
        "code": "country_code",
        "account": "funding_account_name",
        "office": "subagency_acronym",
        "agency": "implementing_agency_name",
        "type": "transaction_type_name",
        "year": "fiscal_year",
        "amount": "current_amount",
        "constant": "constant_amount",
        "activity": "activity_name",
        "number": "activity_project_number",
    },
)
"""The columns of the file since 2021, and of the one before; the others tell of sectors and of the web site."""

NEEDED = ("country", "account", "type", "year", "amount")
ACCOUNTS = re.compile(
    r"foreign military (?:financing|sales)|military education (?:and|&) training|excess defense articles|"
    r"military assistance program|peacekeeping operations|security forces fund|security assistance|"
    r"train and equip|counter-(?:isil|isis)|military grants",
    re.IGNORECASE,
)
OFFICES = ("DSCA",)
NULLS = ("NULL", "null", "N/A", "not applicable")


def records(paths: list[Path]) -> Iterator[Read]:
    """The rows of security assistance; all others are left out as they pass by."""
    seen: dict[str, int] = {}
    other = LeftOut("no security assistance")
    for path in paths:
        layout, sheet = _layout(path)
        for record in read_table(path, sheet):
            if not isinstance(record, Record):
                yield record
                continue
            if not _is_security(record.get(layout["office"], ""), record.get(layout["account"], "")):
                yield other
                continue
            told = {field: record[name] for field, name in layout.items() if record.get(name, "NULL") not in NULLS}
            key = digest(*(f"{name}={record[name]}" for name in sorted(record)))
            seen[key] = seen.get(key, 0) + 1
            told[KEY], told[FILE] = f"{key}-{seen[key]}" if seen[key] > 1 else key, file_of(path)
            yield Record(told, record.place)


@cache
def _is_security(office: str, account: str) -> bool:
    """Whether rows of that office and account are security assistance; there are few of each in millions of rows."""
    return office in OFFICES or bool(ACCOUNTS.search(account))


def _layout(path: Path) -> tuple[dict[str, str], str | None]:
    for layout in LAYOUTS:
        found, sheet = sheet_with(path, [layout[field] for field in NEEDED])
        if found:
            return layout, sheet
    needed = ", ".join(LAYOUTS[0][field] for field in NEEDED)
    raise LoadRefused("the columns are not there", path.name, f"it needs {needed}")


def origin(record: Record) -> Origin:
    """The file."""
    return Origin(f"ForeignAssistance.gov ({record.pop(FILE)})", "https://foreignassistance.gov", "documented")


def parse(record: Record, names: Names) -> Emitted:
    """The transaction, and who is assisted."""
    country, code, year = record.pop("country"), record.pop("code", None), record.pop("year")
    no_party(country)
    quarter = year.casefold().endswith("tq")
    if not (number := year.casefold().removesuffix("tq")).isdecimal():
        raise RowError(f"{year!r} is no fiscal year", remedy="write it as 2019", field="year", value=year)
    account, agency, office = record.pop("account", None), record.pop("agency", None), record.pop("office", None)
    row = ASSISTANCE.row(
        f"assistance/{record.pop(KEY)}",
        title=record.pop("activity", None) or account,
        fiscal_year=int(number),
        transition_quarter=quarter or None,
        account=account,
        transaction_type=record.pop("type"),
        amount_usd=amount(record.pop("amount"), "amount"),
        constant_usd=amount(record.pop("constant", None), "constant"),
        managing_agency=office or agency,
        activity_number=record.pop("number", None),
    )
    yield row
    yield ASSISTS.link(row.id, _recipient(country, code, names))


def _recipient(country: str, code: str | None, names: Names) -> str:
    """The recipient by the name that is printed; where it is not known, by the ISO code beside it."""
    try:
        return names.stakeholder(country, "country")
    except RowError:
        if code is None or not re.fullmatch(r"[A-Z]{3}", code):
            raise
        return names.nation(code, "code")


LOADERS = (
    Loader(
        name="foreign-assistance",
        doc="Security assistance by account and year, out of the file of ForeignAssistance.gov.",
        emits=(ASSISTANCE, ASSISTS),
        records=records,
        parse_names=parse,
        origin=origin,
        recognizes=recognizer(*([layout[field] for field in NEEDED] for layout in LAYOUTS)),
        whole=False,
    ),
)
