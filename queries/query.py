"""What a query of the library is: the question, what it takes and gives, an example, and its Cypher."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from queries.types import ENUMS, Type
from schema.errors import BadRequest
from schema.near import near

TODAY = "today"
"""The default of a Date parameter that stands for the day on which the question is asked."""

INNER = ("coverage", "resolver")
"""Families whose queries feed a program: it makes their parameters, wants every row, and needs no example."""

LIMIT = re.compile(r"\s+LIMIT (?:\d+|\$first)$")


@dataclass(frozen=True)
class Param:
    """A parameter: its type, what it means, and what it is where nobody gives it."""

    type: Type
    doc: str
    default: Any = None

    def remedy(self, name: str, told: object) -> str:
        """What to give in place of what was told: of a closed list the likely words, or all."""
        words = [*map(str, ENUMS.get(self.type.name, ()))]
        likely = near(str(told), words) or words
        return f"give {name}: {self.doc}" + (f" Write one of {', '.join(likely)}" if likely else "")


@dataclass(frozen=True)
class Example:
    """Parameters, and the rows that they give on the bundled facts."""

    params: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Query:
    """One question. `bounded` says why its rows are few where the Cypher sets no limit; `docs` what a column means,
    where the model does not say it.
    """

    name: str
    family: str
    question: str
    params: Mapping[str, Param]
    returns: Mapping[str, Type]
    text: str = field(repr=False)
    example: Example | None = None
    bounded: str = ""
    docs: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_inner(self) -> bool:
        """Whether a program asks it, and no person."""
        return self.family in INNER

    @property
    def file(self) -> str:
        """Its file, seen from the root of the project."""
        return f"queries/{self.family}/{self.name}.cypher"

    @cached_property
    def paged(self) -> str:
        """Its Cypher with at most `$rows` rows, whatever limit it sets itself."""
        return f"{LIMIT.sub('', self.text)}\nLIMIT $rows"

    def bind(self, given: Mapping[str, Any], today: date | None = None) -> dict[str, Any]:
        """All parameters as the graph takes them, defaults filled in; text is read as a command line gives it.

        Raises BadRequest where one is unknown, wrong or lacking.
        """
        for name in given.keys() - self.params.keys():
            raise self._refusal(f"there is no parameter {name}", f"give {', '.join(self.params) or 'none'}")
        return {name: self._value(name, given.get(name), today or date.today()) for name in self.params}

    def _value(self, name: str, given: Any, today: date) -> Any:
        param = self.params[name]
        told = param.default if given is None else given
        try:
            value = param.type.read(today if told == TODAY else told)
        except ValueError as error:
            raise self._refusal(f"{name}: {error}", param.remedy(name, told)) from None
        if value is None and param.type.required:
            raise self._refusal(f"{name} is lacking", param.remedy(name, ""))
        return value

    def _refusal(self, what: str, remedy: str) -> BadRequest:
        return BadRequest(what, f"query {self.name}", remedy)
