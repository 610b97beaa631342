"""Values as somebody outside writes and reads them: days, moments, money, nested data."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

import orjson

from schema.dates import PartialDate
from schema.errors import AccordError, BadRequest

T = TypeVar("T")


def parsed(make: Callable[[str], T], value: object, what: str, example: str) -> T:
    """What `make` makes of the text. Raises BadRequest where it cannot, or where it is no text."""
    try:
        if isinstance(value, str):
            return make(value)
    except AccordError:
        pass
    raise BadRequest(f"{_short(value)} is not {what}", remedy=f"write it as in {example}")


def day(value: object) -> date:
    """The day that somebody writes. Raises BadRequest for anything but a whole date."""
    partial = parsed(PartialDate, value, "a day", "2026-01-15")
    if len(partial) != len("2026-01-15"):
        raise BadRequest(f"{_short(value)} is no whole day", remedy="write year, month and day: 2026-01-15")
    return partial.earliest


def money(value: object) -> Decimal:
    """The sum that somebody writes. Raises BadRequest for anything but a finite number."""
    try:
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            amount = Decimal(str(value))
            if amount.is_finite():
                return amount
    except InvalidOperation:
        pass
    raise BadRequest(f"{_short(value)} is no sum of money", remedy="write dollars as a number: 14000000 or 99.5")


def money_text(value: float | Decimal) -> str:
    """The sum without exponent and without needless zeros."""
    text = f"{Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def nested(value: object) -> object:
    """Nested data; the graph keeps it as JSON text."""
    return orjson.loads(value) if isinstance(value, str) else value


def _short(value: object) -> str:
    return repr(str(value) if isinstance(value, str) else value)[:80]
