"""The words and scalars of GraphQL: every closed list of the vocabulary as an enum, dates, money, nested data."""

import inspect
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition
from strawberry.types.scalar import ScalarDefinition

from api.values import day, money, money_text, nested, parsed
from schema.dates import Instant, PartialDate
from schema.errors import BadRequest
from schema.props import Json
from schema.vocabulary import LISTS, ItemOrigin
from schema.words import Word

NAMES: dict[type[Word], str] = {ItemOrigin: "Origin"}
"""Enums that GraphQL calls by another name than Python does."""


def publish_words() -> frozenset[str]:
    """The GraphQL names of the enums, once each of them is known to Strawberry with what its words mean."""
    return frozenset(_publish(words) for words in LISTS)


def _publish(words: type[Word]) -> str:
    strawberry.enum(words, name=NAMES.get(words), description=inspect.getdoc(words))
    definition: StrawberryEnumDefinition = vars(words)["__strawberry_definition__"]
    for value in definition.values:
        value.description = words(value.value).plain
    return definition.name


def _no_input(value: object) -> Any:
    raise BadRequest("nested data is only given, never taken", remedy="leave it out")


def _text_scalar(name: str, make: Callable[[str], str], doc: str, what: str, example: str) -> ScalarDefinition:
    return strawberry.scalar(
        name=name, description=doc, serialize=str, parse_value=lambda value: parsed(make, value, what, example)
    )


SCALARS: dict[object, ScalarDefinition] = {
    PartialDate: _text_scalar(
        "PartialDate",
        PartialDate,
        "A year, a month or a day, as precise as its source: 2016, 2016-05 or 2016-05-03.",
        "a year, a month or a day",
        "2016, 2016-05 or 2016-05-03",
    ),
    Instant: _text_scalar(
        "DateTime", Instant, "A moment in UTC: 2026-11-22T18:21:02.000000Z.", "a moment", "2026-11-22T18:21:02Z"
    ),
    date: strawberry.scalar(name="Date", description="A day: 2026-01-15.", serialize=date.isoformat, parse_value=day),
    Decimal: strawberry.scalar(
        name="Decimal",
        description="An exact number, given as text: 14000000 or 99.5.",
        serialize=money_text,
        parse_value=money,
    ),
    Json: strawberry.scalar(
        name="JSON", description="Nested data: objects, lists, texts, numbers.", serialize=nested, parse_value=_no_input
    ),
}
"""The scalar for each Python type that has one beyond those that GraphQL brings."""
