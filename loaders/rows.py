"""Rows of published sheets: whether a file has the columns, keys where none is printed, amounts, counts and days."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from loaders.core import LeftOut, Read, Record
from loaders.gather import dollars
from loaders.tables import REJECTS, headers, read_table
from schema.errors import LoadRefused, RowError
from schema.props import digest

FILE, KEY = "(file)", "(key)"
"""What is added to a row: the name of its file, and its own key."""

US_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
PROGRAM, DEAD = "a program and no recipient", "a state that is no more"
NOTHING = ("", "N/A", "NULL", "-")


def sheet_with(path: Path, columns: Collection[str]) -> tuple[bool, str | None]:
    """Whether a sheet has at least these columns, and its name (None where the file is one table)."""
    names = (name for name, header in headers(path)[0] if set(columns) <= set(header))
    return next(((True, name) for name in names), (False, None))


def file_of(path: Path) -> str:
    """The name of the file without its ending; of refused records that were mended, that of the file they came from."""
    return Path(REJECTS.sub("", path.name)).stem


def recognizer(*layouts: Collection[str]) -> Callable[[Path, bytes], bool]:
    """What tells a table that has at least the columns of one of the layouts."""
    return lambda path, head: any(sheet_with(path, columns)[0] for columns in layouts)


def keyed(paths: Iterable[Path], columns: Collection[str], stable: Collection[str]) -> Iterator[Read]:
    """The rows of the sheet that has the columns, each with a key made of its `stable` cells; like rows are numbered.

    Raises LoadRefused where no sheet has the columns.
    """
    seen: Counter[str] = Counter()
    for path in paths:
        found, sheet = sheet_with(path, columns)
        if not found:
            raise LoadRefused("the columns are not there", path.name, f"it needs {', '.join(columns)}")
        for record in read_table(path, sheet):
            if isinstance(record, Record):
                told: Mapping[str, str] = record
                key = digest(*(told.get(name, "") for name in stable))
                seen[key] += 1
                record[KEY] = f"{key}-{seen[key]}" if seen[key] > 1 else key
                record[FILE] = file_of(path)
            yield record


def amount(cell: str | None, field: str) -> Decimal | None:
    """The amount in US dollars, None where there is none; brackets or a minus before it take it away.

    Raises RowError where it is no number.
    """
    told = (cell or "").strip()
    if told in NOTHING:
        return None
    less = told.startswith(("(", "-"))
    found = dollars(told.strip("()").lstrip("-").replace("$", "").strip(), field)
    return -found if found and less else found


def whole(cell: str | None, field: str) -> int | None:
    """The count, None where there is none. Raises RowError where it is no whole number."""
    found = amount(cell, field)
    if found is not None and found != int(found):
        raise RowError(
            f"{field}: {cell!r} is no whole number", remedy="write a whole number", field=field, value=cell or ""
        )
    return None if found is None else int(found)


def day(cell: str | None, field: str) -> str | None:
    """The day as 2020-05-11, None where there is none; US sheets print 5/11/20. Raises RowError where it is no day."""
    told = (cell or "").strip()
    if told in NOTHING:
        return None
    found = US_DAY.fullmatch(told)
    try:
        if not found:
            return date.fromisoformat(told[:10]).isoformat()
        year = int(found[3])
        year += 0 if year > 99 else 2000 if year < 70 else 1900
        return date(year, int(found[1]), int(found[2])).isoformat()
    except ValueError:
        what = f"{field}: {told!r} is no day"
        raise RowError(what, remedy="write it as 5/11/2020 or 2020-05-11", field=field, value=told) from None


NO_PARTY = (
    (r"classified", "a total of classified rows"),
    (r"\btotals?\b", "a total of other rows"),
    (r"presidential drawdown|section (?:333|1206)|train and equip|global security contingency|sec\.? 632", PROGRAM),
    (
        r"yugoslavia|serbia (?:and|&) montenegr|indochina|czechoslovakia|soviet union|ussr|east germany|south vietnam",
        DEAD,
    ),
    (r"\(former\)", DEAD),
    (r"\bregion(?:al)?\b|^worldwide$|^world$", "a region and no recipient"),
)
"""How a row is known that names no recipient, and why it is left out."""


def no_party(text: str) -> None:
    """Raises LeftOut for what stands among the recipients and is none: totals, programs of the United States."""
    told = " ".join(text.casefold().split())
    for pattern, reason in NO_PARTY:
        if re.search(pattern, told):
            raise LeftOut(reason)
