"""Names as files print them, resolved to what the graph holds: certainly, or the record is refused with candidates."""

from collections.abc import Collection
from functools import cached_property
from typing import Any

from graph.client import Graph
from queries import LIBRARY
from queries.resolver import LABELS, Index
from queries.resolver.names import names_of
from schema.core import Origin
from schema.errors import LoadRefused, RowError, UnknownName

STAKEHOLDER = frozenset({"Nation", "Organization"})


REMEMBERED = 100_000
"""Texts whose meaning is remembered, since files say the same again and again."""


class Names:
    """The resolver for one load; it is built when a record first asks."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._found: dict[tuple[str, frozenset[str]], str] = {}
        self._certain: dict[tuple[str, frozenset[str]], str | None] = {}

    @cached_property
    def index(self) -> Index:
        """The names that the graph holds. Raises LoadRefused where it holds none, since all would mean nothing."""
        told = self._graph.read(LIBRARY["names"].text, {})
        if not told:
            what = "the graph knows no names and codes yet, and the file uses some"
            raise LoadRefused(what, remedy="load the bundled facts first: accord load")
        return Index.build(names_of(told))

    def one(self, text: str, field: str, kinds: Collection[str] = LABELS) -> str:
        """The id of what the text certainly means. Raises RowError, with the nearest names, where there is none."""
        asked = (text, frozenset(kinds))
        if asked not in self._found:
            _make_room(self._found)
            try:
                self._found[asked] = self.index.one(text, asked[1])
            except UnknownName as error:
                remedy = f'{error.remedy}; or teach the name: accord alias add "{text}" ID'
                raise RowError(error.what, remedy=remedy, field=field, value=text) from None
        return self._found[asked]

    def certain(self, text: str, kinds: Collection[str] = LABELS) -> str | None:
        """The id of what the text certainly means; None where there is none."""
        asked = (text, frozenset(kinds))
        if asked not in self._certain:
            _make_room(self._certain)
            found = self.index.resolve(text, asked[1])
            self._certain[asked] = found[0].id if len(found) == 1 and found[0].certain else None
        return self._certain[asked]

    @cached_property
    def agencies(self) -> dict[str, tuple[str, Origin]]:
        """The implementing agencies by their letter in the identifiers of cases, and who says so."""
        return {
            row["title"]: (
                row["organization"],
                Origin(row["source_title"] or "", row["source_url"] or "", row["confidence"]),
            )
            for row in self._words
            if row["organization"]
        }

    def word(self, text: str, label: str, field: str) -> str:
        """The id of the stage, or sort of risk, of that title or id. Raises RowError where there is none."""
        known = {row["id"]: row["title"] for row in self._words if row["label"] == label}
        found: list[str] = [
            id for id, title in known.items() if text.casefold() in (id, id.partition("/")[2], title.casefold())
        ]
        if not found:
            remedy = f"write one of {', '.join(known.values())}"
            raise RowError(f"{text!r} is no {label.lower()} known here", remedy=remedy, field=field, value=text)
        return found[0]

    def notice(self, number: str) -> str:
        """The id of the notice of that transmittal number, which is printed with and without idle noughts."""
        return self._notices.get(_bare(number), f"notice/{number}")

    @cached_property
    def _notices(self) -> dict[str, str]:
        found = [row["id"] for row in self._words if row["label"] == "Notification"]
        return {_bare(id.partition("/")[2]): id for id in found}

    @cached_property
    def _words(self) -> list[dict[str, Any]]:
        return self._graph.read(LIBRARY["words-of-cases"].text, {})

    def stakeholder(self, text: str, field: str) -> str:
        """The id of the nation or organization that the text certainly means. Raises RowError where there is none."""
        return self.one(text, field, STAKEHOLDER)

    def nation(self, text: str, field: str) -> str:
        """The id of the nation that the text certainly means. Raises RowError where there is none."""
        return self.one(text, field, {"Nation"})


def _make_room(remembered: dict[Any, Any]) -> None:
    if len(remembered) >= REMEMBERED:
        remembered.clear()


def _bare(number: str) -> str:
    year, _, rest = number.partition("-")
    return f"{year}-{rest.lstrip('0')}"
