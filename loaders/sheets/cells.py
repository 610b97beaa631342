"""Cells as offices write them, read as what they surely mean: dates, sums, counts, words; the ambiguous is refused."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from loaders.core import items
from loaders.sheets.fields import Field
from schema.dates import PartialDate
from schema.errors import ModelError, RowError

NAMES = "january february march april may june july august september october november december"
MONTHS = {form: number for number, name in enumerate(NAMES.split(), 1) for form in (name, name[:3])} | {"sept": 9}
NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})([/.]?)(\d\d)\2(\d\d)", re.ASCII)
DAY_MONTH = re.compile(r"(\d{1,2})[ -]?([a-z]{3,9})\.?,?[ -]?(\d{4}|\d\d)", re.ASCII)
MONTH_DAY = re.compile(r"([a-z]{3,9})\.? (\d{1,2}),? (\d{4})", re.ASCII)
MONTH_YEAR = re.compile(r"([a-z]{3,9})\.?,?[ -](\d{4})", re.ASCII)
SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?", re.ASCII)
FIRST = date(1899, 12, 30)
"""The day from which spreadsheets count; a number of five digits from 20000 on is of 1954 or later."""
AT_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?Z?$")
PIVOT = 69
"""Two digits from here on are of the 20th century, as POSIX reads them."""

YEARS = range(1900, 2101)
"""A number beyond them is no year of a case or an agreement."""

AMOUNT = re.compile(
    r"(\(?)(-?)(?:usd?)?\s?\$?\s?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s?((?!usd)[a-z]*)(?:\s?usd)?(\)?)",
    re.ASCII | re.IGNORECASE,
)
SCALE = {"k": 1_000, "thousand": 1_000, "m": 10**6, "mil": 10**6, "million": 10**6, "b": 10**9, "billion": 10**9}
UNITS = {"dollars": 1, "thousands": 1_000, "millions": 10**6}
FLAGS = {
    "yes": True,
    "y": True,
    "true": True,
    "x": True,
    "1": True,
    "no": False,
    "n": False,
    "false": False,
    "0": False,
}
ORDERS = ("month-first", "day-first")
Reader = Callable[[str], Any]
"""The value of a cell, from its text without blanks around it."""


def reader(field: Field, dates: str = "", unit: str = "", words: Mapping[str, str] | None = None) -> Reader:
    """What reads a cell as the field has it; it raises RowError, with the remedy, where the cell surely means nothing
    of that kind.
    """
    one = _reader(field, dates, unit, words or {})
    return (lambda text: [one(part) for part in items(text)]) if field.many else one


def _reader(field: Field, dates: str, unit: str, words: Mapping[str, str]) -> Reader:
    if field.is_day:
        return lambda text: day(text, dates)
    if field.words:
        return lambda text: word(text, field.words, words)
    if field.type is Decimal:
        return lambda text: amount(text, unit if field.is_money else "")
    return READERS.get(field.type, str)


def day(text: str, order: str = "") -> str:
    """The date as ISO writes it; `order` (month-first, day-first) says what 03/04/2025 means.

    Raises RowError where it is no date, or may be two.
    """
    plain = AT_MIDNIGHT.sub("", text.strip())
    try:
        found: str | None = str(PartialDate(plain))
    except ModelError:
        found = _spelled(plain.casefold()) or _numeric(plain, order)
    if found is not None and int(found[:4]) not in YEARS:
        what = f"{text!r} is of a year before {YEARS.start} or after {YEARS.stop - 1}"
        raise RowError(what, remedy="look whether it is misprinted, and leave it out where it is not", value=text)
    if found is None:
        raise RowError(f"{text!r} is not a date", remedy=_remedy(plain), value=text)
    return found


def _remedy(text: str) -> str:
    """What to write in place of what is no date; a bare number is mostly one that lost the format of its cell."""
    if SERIAL.fullmatch(text):
        meant = FIRST + timedelta(days=int(text[:5]))
        return f"format the cell as a date, or write it: as spreadsheets count days, {text} is {meant}"
    return "write 2025-05-03, 2025-05 or 2025"


def _spelled(text: str) -> str | None:
    if parts := YEAR_FIRST.fullmatch(text):
        return _date(int(parts[1]), int(parts[3]), int(parts[4]))
    if (parts := DAY_MONTH.fullmatch(text)) and (month := MONTHS.get(parts[2])):
        return _date(_year(parts[3]), month, int(parts[1]))
    if (parts := MONTH_DAY.fullmatch(text)) and (month := MONTHS.get(parts[1])):
        return _date(int(parts[3]), month, int(parts[2]))
    if (parts := MONTH_YEAR.fullmatch(text)) and (month := MONTHS.get(parts[1])):
        return f"{parts[2]}-{month:02}"
    return None


def _numeric(text: str, order: str) -> str | None:
    if not (parts := NUMERIC.fullmatch(text)):
        return None
    one, two, year = int(parts[1]), int(parts[3]), _year(parts[4])
    readings = {"month-first": _date(year, one, two), "day-first": _date(year, two, one)}
    if order:
        return readings[order]
    meant = {reading for reading in readings.values() if reading}
    if len(meant) > 1 or (meant and len(parts[4]) == 2):
        remedy = "say it in the mapping: dates: month-first, or dates: day-first; or write 2025-05-03"
        raise RowError(f"{text!r} may mean more than one day", remedy=remedy, value=text)
    return meant.pop() if meant else None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else int(text) + (1900 if int(text) >= PIVOT else 2000)


def _date(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def amount(text: str, unit: str = "") -> Decimal:
    """The amount, in whole units of its currency where `unit` (thousands, millions) says in what it is told.

    Raises RowError where it is no number.
    """
    if text.isascii() and text.isdecimal():
        return Decimal(text) * UNITS.get(unit, 1)  # as most are written
    parts = AMOUNT.fullmatch(text.strip())
    scale = SCALE.get(parts[4].casefold(), 0) if parts and parts[4] else 1
    if not parts or not scale or bool(parts[1]) != bool(parts[5]):
        raise RowError(f"{text!r} is not an amount", remedy="write 1250000.50, or leave it empty", value=text)
    if parts[4] and UNITS.get(unit, 1) > 1:
        remedy = "write the plain number in that column"
        raise RowError(f"{text!r} names its own unit, and the mapping says {unit}", remedy=remedy, value=text)
    made = Decimal(parts[3].replace(",", "")) * scale * UNITS.get(unit, 1)
    return -made if parts[1] or parts[2] else made


def count(text: str) -> int:
    """The whole number. Raises RowError where it is none."""
    made = amount(text)
    if made != made.to_integral_value():
        raise RowError(f"{text!r} is not a whole number", remedy="write a whole number, or leave it empty", value=text)
    return int(made)


def flag(text: str) -> bool:
    """Whether it says yes. Raises RowError where it says neither yes nor no."""
    if text.casefold() not in FLAGS:
        raise RowError(f"{text!r} is neither yes nor no", remedy="write yes or no, or leave it empty", value=text)
    return FLAGS[text.casefold()]


def word(text: str, known: tuple[str, ...], others: Mapping[str, str]) -> str:
    """The word of the closed list, also in another known way to write it. Raises RowError where there is none."""
    said = " ".join(re.split(r"[\s_-]+", text.casefold()))
    meant = others.get(said, said.replace(" ", "-"))
    if meant not in known:
        some = ", ".join(known[:12]) + (" ..." if len(known) > 12 else "")
        raise RowError(f"{text!r} is none of the words known here", remedy=f"write one of {some}", value=text)
    return meant


READERS: Mapping[Any, Reader] = {int: count, bool: flag, PartialDate: day}
