"""A property, and its values as an engine keeps them."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b
from json.encoder import encode_basestring
from math import inf, isfinite
from typing import Any, NewType, get_args, get_origin

from schema.dates import Instant, PartialDate, bounds, day
from schema.errors import AccordError, ModelError, RowError
from schema.near import near

Json = NewType("Json", str)
"""Nested data kept as canonical JSON text, since the engines store no maps."""

Value = str | int | float | bool | list[str]
"""What an engine stores; unknown is absent, never None or ''."""

SCALARS: tuple[type, ...] = (str, int, bool, Decimal, PartialDate, Instant)
WHOLE = range(-(2**63), 2**63)
"""The whole numbers that an engine can keep."""

LONGEST = 8_000
"""Bytes of a text by which nodes are looked up: an index of Neo4j keeps none that is much longer."""


GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
"""A number in which commas part thousands."""

ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def canonical(value: object) -> str:
    """Canonical JSON text: equal data give equal text. Raises ValueError for what JSON cannot say, such as NaN."""
    return ENCODER.encode(value)


def digest(*parts: str) -> str:
    """A short hash of the parts, for keys and fingerprints (80 bits: no clash is to be expected)."""
    # The canonical JSON of a list of texts, in a quarter of the time.
    told = f"[{','.join(map(encode_basestring, parts))}]"
    return blake2b(told.encode(), digest_size=10).hexdigest()


def ungrouped(text: str) -> str:
    """The number without commas that part thousands; 1,5 as it stands, since it is not 15."""
    return text.replace(",", "") if GROUPED.fullmatch(text.strip()) else text


@dataclass(frozen=True)
class Prop:
    """A property: its name, Python type (or list of it), what it means, and how it is found."""

    name: str
    type: Any
    doc: str
    required: bool = True
    index: bool = False
    search: bool = False

    def __post_init__(self) -> None:
        known = (
            self.base in SCALARS
            or self.base is Json
            or (isinstance(self.base, type) and issubclass(self.base, StrEnum))
        )
        if not known or not re.fullmatch(r"[a-z][a-z0-9_]*", self.name) or not self.doc.endswith("."):
            raise ModelError(
                f"property {self.name}: needs a snake_case name, a known type and a doc that is a sentence"
            )

    @cached_property
    def many(self) -> bool:
        """Whether it holds a list."""
        return get_origin(self.type) is list

    @cached_property
    def base(self) -> Any:
        """The type of one value."""
        return get_args(self.type)[0] if self.many else self.type

    @cached_property
    def kept_as(self) -> type:
        """The type of one value as an engine keeps it."""
        return {Decimal: float, int: int, bool: bool}.get(self.base, str)

    @cached_property
    def is_text(self) -> bool:
        """Whether it holds one text, of any words."""
        return self.type is str

    @cached_property
    def is_sought(self) -> bool:
        """Whether nodes are looked up by it."""
        return self.index or self.name == "id"

    @cached_property
    def is_day(self) -> bool:
        """Whether it holds one date."""
        return self.type is PartialDate

    def stored(self, value: object) -> Value | None:
        """The value as an engine keeps it, None where it is absent. Raises RowError on a value of another kind."""
        if self.is_text and type(value) is str and value.isascii() and len(value) <= LONGEST:
            return value or None  # as most values are
        if value is None or (not value and value in ("", [], ())):
            return None
        if not self.many:
            return self._one(value)
        if not isinstance(value, list | tuple):
            raise self._refusal(value, "a list")
        return [str(self._one(item)) for item in value]

    def _one(self, value: object) -> str | int | float | bool:
        try:
            made = self._read(value)
        except (AccordError, ValueError, TypeError, ArithmeticError):
            raise self._refusal(value, self._expected(value)) from None
        if self.is_sought and isinstance(made, str) and len(made.encode()) > LONGEST:
            raise self._refusal(value, f"a text of at most {LONGEST:,} bytes")
        return made

    def _read(self, value: object) -> str | int | float | bool:
        """The value as an engine keeps it; some error where it is none of this kind."""
        if self.base in (int, bool):
            return _exactly(self.base, value)
        if self.base is Decimal:
            return _amount(value)
        if self.base is Json:
            return canonical(json.loads(value) if isinstance(value, str) else value)
        if self.base is PartialDate:
            return day(_text(value))
        return _text(value) if type(value) is self.base is str else _text(str(self.base(_text(value))))

    def _expected(self, value: object) -> str:
        if isinstance(self.base, type) and issubclass(self.base, StrEnum):
            likely = near(str(value), self.base) or [*self.base][:6]
            return f"a word of {self.base.__name__} such as {', '.join(likely)}"
        return {
            int: "a whole number",
            bool: "true or false",
            Decimal: "a number",
            Json: "JSON",
            PartialDate: "a year, a month or a day that exists (2016, 2016-05, 2016-05-03)",
            Instant: "a date with time and zone (2026-11-22T18:21:02Z)",
        }.get(self.base, "text")

    def _refusal(self, value: object, expected: str) -> RowError:
        return RowError(
            f"{self.name}: {str(value)[:80]!r} is not {expected}",
            remedy=f"write {expected} in {self.name}, or leave it empty"
            if not self.required
            else f"write {expected} in {self.name}",
            field=self.name,
            value=str(value)[:200],
        )


def _exactly(kind: type[int], value: object) -> int | bool:
    # True is an int of Python, but no number of ours.
    if type(value) is kind and value in WHOLE:
        return value
    raise ValueError


def _amount(value: object) -> float:
    made = float(Decimal(value)) if isinstance(value, str | int | float | Decimal) and type(value) is not bool else inf
    if not isfinite(made):
        raise ValueError
    return made


def _text(value: object) -> str:
    # Half a surrogate pair is text to Python and an error to every engine.
    if isinstance(value, str) and value and value.encode():
        return value
    raise ValueError


def clean(
    props: Mapping[str, Prop], required: Iterable[str], values: Mapping[str, object], what: str
) -> dict[str, Value]:
    """The values as an engine keeps them, derived dates included. Raises RowError where one is wrong or lacking."""
    stored: dict[str, Value] = {}
    for name, told in values.items():
        prop = props.get(name)
        if prop is None:
            raise RowError(f"{what} has no property {name}", remedy="declare it in schema/ or leave it out", field=name)
        value = None if told is None else prop.stored(told)
        if value is not None:
            stored[name] = value
            if prop.is_day:
                stored[f"{name}_earliest"], stored[f"{name}_latest"] = bounds(str(value))
    for name in required:
        if name not in stored:
            raise RowError(f"{what} lacks {name}", remedy=f"fill in {name}: {props[name].doc}", field=name)
    return stored


def required(props: Iterable[Prop]) -> tuple[str, ...]:
    """The names of those that no row may lack."""
    return tuple(prop.name for prop in props if prop.required)
