"""The Consolidated Screening List: organizations and states; private persons are left out, and only counted."""

import re
from collections.abc import Iterator
from pathlib import Path

from loaders.core import Emitted, LeftOut, Loader, Read, Record, items
from loaders.naming import Names
from loaders.rows import FILE, KEY, day, keyed, recognizer
from schema.core import Origin
from schema.errors import RowError
from schema.reports import ADDRESS_IN, LISTED_BY, SCREENING_ENTRY

COLUMNS = ("source", "entity_number", "type", "programs", "name", "addresses", "federal_register_notice", "alt_names")
STABLE = ("_id", "source", "entity_number", "name")
PERSONAL = ("title", "citizenships", "dates_of_birth", "nationalities", "places_of_birth")
"""What is told of persons alone, and never kept."""

UNREAD = (
    *("standard_order", "remarks", "source_list_url", "source_information_url", "ids", "call_sign", "vessel_type"),
    *("gross_tonnage", "gross_registered_tonnage", "vessel_flag", "vessel_owner"),
)
KEEPERS = {
    "Bureau of Industry and Security": "org/commerce",
    "Commerce Department": "org/commerce",
    "State Department": "org/state",
    "Treasury Department": "org/treasury",
}
"""The departments as the list names them; the Bureau of Industry and Security is of the Department of Commerce."""

OF_BODIES = ("Military End User (MEU) List",)
"""Lists that hold no natural persons."""

BODY = re.compile(
    r"\b(?:academy|administration|agency|airlines?|airways|army|association|authority|aviation|bank|battalion|board|"
    r"brigade|bureau|cent(?:er|re)|chamber|command|commission|committee|compan(?:y|ies)|complex|conglomerate|"
    r"consortium|construction|cooperative|corporation|council|department|development|directorate|division|"
    r"electronics?|embassy|engineering|enterprises?|equipment|establishment|export|factory|federation|fleet|"
    r"foundation|general trading|government|group|holdings?|hospital|import|industr(?:y|ies|ial)|institut(?:e|ion)|"
    r"international|laborator(?:y|ies)|limited|logistics|machinery|manufacturing|ministry|network|organi[sz]ation|"
    r"petroleum|production|program(?:me)?|refinery|regiment|republic|research|sciences?|services?|shipping|shipyard|"
    r"solutions|systems?|technolog(?:y|ies|ical)|telecom\w*|trading|transport\w*|universit(?:y|é)|ventures)\b"
    r"|[\s,](?:a\.?s|b\.?v|co|corp|doo|fz[ce]o?|fz-?llc|gmbh|inc|jsc|l\.?l\.?[cp]|ltda?|n\.?v|oao|ooo|pao|pjsc|plc|pte|pvt|"
    r"s\.?a|s\.?r\.?l|sdn|spa|zao)\.?(?=$|[;,)])",
    re.IGNORECASE,
)
"""Words by which a name is known as that of an organization or state, where the list does not say what it is."""

ALSO = re.compile(r"^and\s+")


def records(paths: list[Path]) -> Iterator[Read]:
    """The entries."""
    return keyed(paths, COLUMNS, STABLE)


def origin(record: Record) -> Origin:
    """The list as it was fetched, and the page of the list within it."""
    title = f"Consolidated Screening List ({record.pop(FILE)})"
    return Origin(title, "https://www.trade.gov/consolidated-screening-list", "documented")


def parse(record: Record, names: Names) -> Emitted:
    """The entry, who keeps the list, and where the entry has addresses."""
    kept, name = record.pop("source"), record.pop("name")
    _leave_out_persons(record, kept, name)
    for field in UNREAD:
        record.pop(field, None)
    list_name, _, keeper = kept.rpartition(" - ")
    if keeper not in KEEPERS:
        what = f"the list {kept!r} is kept by none of {', '.join(KEEPERS)}"
        raise RowError(what, remedy="mend the name of its department", field="source", value=kept)
    printed, key, number = record.pop("_id", None), record.pop(KEY), record.pop("entity_number", None)
    addresses = _listed(record.pop("addresses", None))
    row = SCREENING_ENTRY.row(
        f"screening/{_path(printed or number) or key}",
        title=name,
        list_name=list_name.strip(),
        aliases=_listed(record.pop("alt_names", None)),
        programs=items(record.pop("programs", None)),
        addresses=addresses,
        federal_register_notices=items(record.pop("federal_register_notice", None)),
        from_on=day(record.pop("start_date", None), "start_date"),
        to_on=day(record.pop("end_date", None), "end_date"),
        license_requirement=record.pop("license_requirement", None),
        license_policy=record.pop("license_policy", None),
    )
    yield row
    yield LISTED_BY.link(row.id, KEEPERS[keeper])
    for nation in dict.fromkeys(_nations(addresses, names)):
        yield ADDRESS_IN.link(row.id, nation)


def _leave_out_persons(record: Record, kept: str, name: str) -> None:
    """Raises LeftOut for a person, for a ship or aircraft, and for whatever may be a person."""
    told = [record.pop(field, None) for field in PERSONAL]
    kind = record.pop("type", "").casefold()
    if kind == "individual" or any(told):
        raise LeftOut("a private person")
    if kind in ("vessel", "aircraft"):
        raise LeftOut("a ship or an aircraft")
    if kind != "entity" and not kept.startswith(OF_BODIES) and not BODY.search(name):
        raise LeftOut("perhaps a private person: the list does not say (write Entity as its type where it is none)")


def _listed(cell: str | None) -> list[str]:
    """The values of a cell whose last begins with an and."""
    return [ALSO.sub("", item) for item in items(cell)]


def _path(text: str | None) -> str:
    return re.sub(r"[^\w.-]", "", text or "")


def _nations(addresses: list[str], names: Names) -> Iterator[str]:
    """The nations in which the addresses surely lie: each ends in an ISO code."""
    for address in addresses:
        code = address.rpartition(",")[2].strip()
        if re.fullmatch(r"[A-Z]{2}", code):
            try:
                yield names.nation(code, "addresses")
            except RowError:
                continue


LOADERS = (
    Loader(
        name="screening",
        doc="Organizations and states on the Consolidated Screening List.",
        emits=(SCREENING_ENTRY, LISTED_BY, ADDRESS_IN),
        records=records,
        parse_names=parse,
        origin=origin,
        recognizes=recognizer(COLUMNS),
    ),
)
