"""What a column of a sheet may mean, and what a row may tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from schema.dates import PartialDate


@dataclass(frozen=True)
class Field:
    """What a column may mean: `case.value_usd`. Its type is that of the property; what names something else is text."""

    kind: str
    name: str
    doc: str
    type: Any = str
    many: bool = False
    required: bool = False
    example: str = ""

    def __str__(self) -> str:
        return f"{self.kind}.{self.name}"

    @cached_property
    def is_money(self) -> bool:
        """Whether it is an amount of money, which a sheet may tell in thousands or millions."""
        return self.type is Decimal and not self.name.startswith("quantity")

    @cached_property
    def is_day(self) -> bool:
        """Whether it is a date."""
        return self.type is PartialDate

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The closed list from which its words come; empty where it is free."""
        return tuple(self.type) if isinstance(self.type, type) and issubclass(self.type, StrEnum) else ()


@dataclass(frozen=True)
class Kind:
    """What a row may tell: its fields by name, `beside` which other kinds the same row may tell of, and by which of
    them it is known.
    """

    name: str
    doc: str
    fields: tuple[Field, ...]
    beside: tuple[str, ...] = ()
    family: str = ""

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by name."""
        return MappingProxyType({field.name: field for field in self.fields})
