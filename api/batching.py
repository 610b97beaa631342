"""Reading for one request, in batches: what the resolvers of one level ask for is one statement a relation."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from strawberry.dataloader import DataLoader

from api.entities import Edge, Entity, Hit
from api.limits import ENTITIES
from graph import reads
from graph.dialect import fulltext_query
from schema.core import Rel
from schema.errors import BadRequest

T = TypeVar("T")
Rows = list[dict[str, Any]]


class Reads(Protocol):
    """Whatever runs a reading statement."""

    async def read(self, text: str, params: Mapping[str, Any] | None = None) -> Rows: ...


@dataclass(frozen=True, slots=True)
class Page:
    """Which edges of a relation are wanted: in which direction, how many, from behind which cursor, on which day."""

    rel: Rel
    forward: bool
    first: int
    after: str = ""
    on: date | None = None

    @property
    def text(self) -> str:
        """The statement that fetches them."""
        return related(self.rel, self.forward, self.on is not None)

    @property
    def params(self) -> dict[str, Any]:
        """What the statement takes beside the ids."""
        day = {} if self.on is None else {"on": self.on.isoformat()}
        return {"first": self.first, "after": self.after, **day}


related = lru_cache(maxsize=None)(reads.related)


class Loaders:
    """The loaders of one request; what was fetched once is not fetched again."""

    def __init__(self, graph: Reads) -> None:
        self._graph = graph
        self._left = ENTITIES
        self._entities: DataLoader[str, Entity | None] = DataLoader(self._read_entities)
        self._histories: DataLoader[str, list[Entity]] = DataLoader(self._read_histories)
        self._pages: dict[Page, DataLoader[str, list[Edge]]] = {}

    def entity(self, id: str) -> Awaitable[Entity | None]:
        """The entity of that id, None where there is none."""
        return self._entities.load(id)

    def history(self, id: str) -> Awaitable[list[Entity]]:
        """What was believed before of that entity and of the edges that start there, the newest first."""
        return self._histories.load(id)

    def page(self, page: Page, id: str) -> Awaitable[list[Edge]]:
        """The edges of that page at that entity."""
        if page not in self._pages:
            self._pages[page] = DataLoader(self._page_reader(page))
        return self._pages[page].load(id)

    async def listed(self, label: str, first: int, after: str) -> list[Entity]:
        """Entities of the label, by id, from behind an id."""
        rows = await self._read(reads.page(label), {"first": first, "after": after})
        return [Entity.of(row) for row in rows]

    async def search(self, text: str, first: int) -> list[Hit]:
        """What has these words, the best first. Raises BadRequest where there are none."""
        words = fulltext_query(text)
        if not words:
            raise BadRequest("nothing to search for", remedy="write one or more words")
        rows = await self._graph.read(reads.search(), {"words": words, "first": first})
        return [Hit(row["score"], Entity.of(row)) for row in rows]

    async def _read_entities(self, ids: list[str]) -> list[Entity | None]:
        rows = await self._read(reads.nodes(), {"ids": ids})
        found = {row["id"]: Entity.of(row) for row in rows}
        return [found.get(id) for id in ids]

    async def _read_histories(self, ids: list[str]) -> list[list[Entity]]:
        return by_id(ids, await self._read(reads.history(), {"ids": ids}), Entity.of)

    def _page_reader(self, page: Page) -> Callable[[list[str]], Awaitable[list[list[Edge]]]]:
        async def read(ids: list[str]) -> list[list[Edge]]:
            edges = by_id(ids, await self._read(page.text, {"ids": ids, **page.params}), Edge.of)
            return [sorted(found, key=lambda edge: edge.cursor) for found in edges]

        return read

    async def _read(self, text: str, params: Mapping[str, Any]) -> Rows:
        rows = await self._graph.read(text, {**params, "most": self._left + 1})
        self._left -= len(rows)
        if self._left < 0:
            raise BadRequest(f"the answer has more than {ENTITIES} entities and edges", remedy="ask for less at once")
        return rows


def by_id(ids: Sequence[str], rows: Rows, make: Callable[[Mapping[str, Any]], T]) -> list[list[T]]:
    """What is made of the rows, for each id in turn."""
    found: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        found[row["id"]].append(make(row))
    return [found[id] for id in ids]
