"""The types of parameters and columns, as headers write them in GraphQL's way: `ID!`, `Date`, `[AgreementKind!]!`."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any

from schema import MODEL
from schema.core import ID
from schema.dates import Instant, PartialDate
from schema.errors import AccordError, QueryFileError
from schema.props import canonical
from schema.vocabulary import LISTS

SHAPE = re.compile(r"(\[)?([A-Z][A-Za-z]*)(?(1)!\])(!)?")
ENUMS = {enum.__name__: enum for enum in LISTS}
TOO_LARGE = 2**31
"""The first whole number that is no Int, as in GraphQL."""


@dataclass(frozen=True)
class Type:
    """A type: its name, whether there are many, and whether there must be one.

    The name is that of a scalar, of a closed list, or, for a column, of a label: such a column holds ids.
    """

    name: str
    many: bool = False
    required: bool = False

    @classmethod
    def parse(cls, text: str) -> "Type":
        """The type that a header writes so. Raises QueryFileError where there is none."""
        shape = SHAPE.fullmatch(text)
        if shape is None or not (shape[2] in READERS or shape[2] in ENUMS or shape[2] in MODEL.by_label):
            remedy = f"write {', '.join(READERS)}, a closed list or a label, with ! where it must be, [X!] for many"
            raise QueryFileError(f"there is no type {text}", remedy=remedy)
        return cls(shape[2], shape[1] is not None, shape[3] is not None)

    def __str__(self) -> str:
        name = f"[{self.name}!]" if self.many else self.name
        return name + "!" * self.required

    @property
    def is_entity(self) -> bool:
        """Whether the values are ids of nodes with that label."""
        return self.name in MODEL.by_label and self.name not in ENUMS

    def read(self, value: Any) -> Any:
        """The value as the graph takes it, text read as a command line gives it. Raises ValueError on any other."""
        if value is None:
            return None
        if not self.many:
            return self._one(value)
        return [self._one(item) for item in (value.split(",") if isinstance(value, str) else value)]

    def _one(self, value: Any) -> Any:
        reader = ENUMS.get(self.name) or READERS.get(self.name, _id)
        try:
            made = reader(value)
        except (AccordError, ValueError, TypeError, LookupError, ArithmeticError):
            raise ValueError(f"{value!r} is no {self.name}") from None
        return str(made) if isinstance(made, str) else made

    def fits(self, value: Any) -> bool:
        """Whether a value that the graph gave is of the type."""
        if value is None:
            return not self.required
        if self.many:
            return isinstance(value, list) and all(self._fits(item) for item in value)
        return self._fits(value)

    def _fits(self, value: Any) -> bool:
        try:
            return type(value) is PLAIN.get(self.name, str) and bool(self._one(value) == value)
        except ValueError:
            return False


def _id(value: str) -> str:
    if ID.fullmatch(value):
        return value
    raise ValueError


def _text(value: str) -> str:
    return str.__str__(value)


def _int(value: int | str) -> int:
    if (isinstance(value, str) or type(value) is int) and -TOO_LARGE <= (number := int(value)) < TOO_LARGE:
        return number
    raise ValueError


def _number(value: float | str | Decimal) -> float:
    if isinstance(value, bool) or not isfinite(float(value)):
        raise ValueError
    return float(value)


def _yes_or_no(value: bool | str) -> bool:
    if isinstance(value, bool | str):
        return {True: True, False: False, "true": True, "false": False}[value]
    raise ValueError


def _json(value: Any) -> str:
    return canonical(json.loads(value) if isinstance(value, str) else value)


def _day(value: date | str) -> str:
    return date.fromisoformat(value).isoformat() if isinstance(value, str) else value.isoformat()


READERS: Mapping[str, Callable[[Any], Any]] = {
    "ID": _id,
    "String": _text,
    "Int": _int,
    "Float": _number,
    "Decimal": _number,
    "Boolean": _yes_or_no,
    "Date": _day,
    "PartialDate": PartialDate,
    "DateTime": Instant,
    "JSON": _json,
}
"""What reads a value of each scalar; a Date is a day, a PartialDate may be a month or a year."""

PLAIN: Mapping[str, type] = {"Int": int, "Float": float, "Decimal": float, "Boolean": bool}
"""What the graph gives for a scalar that is no text."""
