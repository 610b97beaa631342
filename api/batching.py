"""Reading for one request, in batches: what the resolvers of one level ask for is one statement a relation."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from strawberry.dataloader import DataLoader

from api.cursors import signature
from api.entities import Edge, Entity, Hit
from api.former import Former
from api.groups import Aggregate, aggregate
from api.limits import ENTITIES
from api.timing import Reads, Rows
from graph import pages, reads
from graph.ahead import with_ids
from graph.dialect import fulltext_query
from graph.groups import Grouping, grouped
from graph.pages import Page
from graph.where import Params
from schema.core import Node, Rel
from schema.errors import BadRequest, TooMuch

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Way:
    """A relation, seen from one of its ends."""

    rel: Rel
    forward: bool


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a page, in the order of the list, and whether the list goes on before and behind them."""

    edges: Sequence[Edge]
    has_previous_page: bool
    has_next_page: bool

    @property
    def start_cursor(self) -> str | None:
        """The cursor of the first."""
        return self.edges[0].cursor if self.edges else None

    @property
    def end_cursor(self) -> str | None:
        """The cursor of the last."""
        return self.edges[-1].cursor if self.edges else None

    @classmethod
    def of(cls, page: Page, rows: Rows) -> Self:
        """The entries of the rows, of which there is one more where the list goes on."""
        order = signature(page.keys)
        edges, more = [Edge.of(row, order) for row in rows[: page.size]], len(rows) > page.size
        if page.backward:
            return cls(edges[::-1], more, page.before is not None)
        return cls(edges, page.after is not None, more)


class Loaders:
    """The loaders of one request; what was fetched once is not fetched again."""

    def __init__(self, graph: Reads) -> None:
        self._graph = graph
        self._left = ENTITIES
        self._entities: DataLoader[str, Entity | None] = DataLoader(self._read_entities)
        self._histories: DataLoader[str, list[Entity]] = DataLoader(self._read_histories)
        self._pages: dict[tuple[Way, Page], DataLoader[str, Entries]] = {}
        self._totals: dict[tuple[Way, Page], DataLoader[str, int]] = {}
        self._listed: dict[tuple[Node, Page], asyncio.Future[Entries]] = {}
        self._formers: dict[str, Former] = {}
        self.asked: dict[Hashable, Page] = {}

    def renewed(self) -> Self:
        """The same with nothing fetched yet."""
        return type(self)(self._graph)

    def entity(self, id: str, known: str | None = None) -> Awaitable[Entity | None]:
        """The entity of that id, None where there is none; as it was known at a moment, where that is told."""
        return self._entities.load(id) if known is None else self._known_entity(id, known)

    async def _known_entity(self, id: str, at: str) -> Entity | None:
        row = await self._former(at).entity(id)
        return None if row is None else Entity.of(row)

    def history(self, id: str) -> Awaitable[list[Entity]]:
        """What was believed before of that entity and of the edges that start there, the newest first."""
        return self._histories.load(id)

    def page(self, way: Way, page: Page, id: str) -> Awaitable[Entries]:
        """That page of the edges of the relation at that entity."""
        return self._loader(self._pages, self._page_reader, way, page).load(id)

    def total(self, way: Way, page: Page, id: str) -> Awaitable[int]:
        """How many edges that entity has in the list of which this is a page."""
        return self._loader(self._totals, self._total_reader, way, page).load(id)

    @staticmethod
    def _loader(
        kept: dict[tuple[Way, Page], DataLoader[str, T]],
        reader: Callable[[Way, Page], Callable[[list[str]], Awaitable[list[T]]]],
        way: Way,
        page: Page,
    ) -> DataLoader[str, T]:
        if (way, page) not in kept:
            kept[way, page] = DataLoader(reader(way, page))
        return kept[way, page]

    def listed(self, node: Node, page: Page) -> Awaitable[Entries]:
        """That page of the nodes of the label."""
        if (node, page) not in self._listed:
            self._listed[node, page] = asyncio.ensure_future(self._read_listed(node, page))
        return self._listed[node, page]

    async def count(self, node: Node, page: Page) -> int:
        """How many nodes are in the list of which this is a page."""
        if page.known is not None:
            return await self._former(page.known).total(node, page)
        params = Params()
        [row] = await self.read(pages.count_listed(node, page, params), params.values)
        return int(row["total"])

    async def groups(self, node: Node, page: Page, how: Grouping) -> Aggregate:
        """That list of the label, counted in groups. Raises BadRequest where it is wanted as it was known."""
        if page.known is not None:
            raise BadRequest("knownAt: a list is counted in groups as it is known now", remedy="leave out knownAt")
        params = Params()
        [row] = await self.read(grouped(node, page, how, params, "groups"), params.values)
        self._spend(len(row["groups"]))
        return aggregate(node, how, row["groups"])

    async def _read_listed(self, node: Node, page: Page) -> Entries:
        if page.known is not None:
            return Entries.of(page, await self._former(page.known).listed(node, page))
        if self._graph.dialect.ordered_alone:
            page = await with_ids(self._graph.read, node, page)
        params = Params()
        return Entries.of(page, await self.read(pages.listed(node, page, params), params.values))

    async def search(self, text: str, first: int) -> list[Hit]:
        """What has these words, the best first. Raises BadRequest where there are none."""
        words = fulltext_query(text)
        if not words:
            raise BadRequest("nothing to search for", remedy="write one or more words")
        rows = await self._graph.read(reads.search(), {"words": words, "first": first})
        return [Hit(row["score"], Entity.of(row), text) for row in rows]

    async def _read_entities(self, ids: list[str]) -> list[Entity | None]:
        rows = await self.read(reads.nodes(), {"ids": ids})
        found = {row["id"]: Entity.of(row) for row in rows}
        return [found.get(id) for id in ids]

    async def _read_histories(self, ids: list[str]) -> list[list[Entity]]:
        return by_id(ids, await self.read(reads.history(), {"ids": ids}), Entity.of)

    def _page_reader(self, way: Way, page: Page) -> Callable[[list[str]], Awaitable[list[Entries]]]:
        if page.known is not None:
            return self._former_pages(way, page, page.known)
        params = Params()
        text = pages.related(way.rel, way.forward, page, params)

        async def read(ids: list[str]) -> list[Entries]:
            rows = by_id(ids, await self.read(text, {"ids": ids, **params.values}), dict)
            return [Entries.of(page, found) for found in rows]

        return read

    def _former(self, at: str) -> Former:
        if at not in self._formers:
            self._formers[at] = Former(self.read, at)
        return self._formers[at]

    def _former_pages(self, way: Way, page: Page, at: str) -> Callable[[list[str]], Awaitable[list[Entries]]]:
        async def read(ids: list[str]) -> list[Entries]:
            found = await self._former(at).related(way.rel, way.forward, page, ids)
            return [Entries.of(page, rows) for rows in found]

        return read

    def _total_reader(self, way: Way, page: Page) -> Callable[[list[str]], Awaitable[list[int]]]:
        if page.known is not None:
            former = self._former(page.known)
            return lambda ids: former.totals(way.rel, way.forward, page, ids)
        params = Params()
        text = pages.count_related(way.rel, way.forward, page, params)

        async def read(ids: list[str]) -> list[int]:
            found = {row["id"]: row["total"] for row in await self.read(text, {"ids": ids, **params.values})}
            return [found.get(id, 0) for id in ids]

        return read

    async def rows(self, text: str, params: Mapping[str, Any]) -> list[list[Any]]:
        """The rows of a statement, without names."""
        return await self._graph.rows(text, params)

    async def read(self, text: str, params: Mapping[str, Any]) -> Rows:
        """The rows of a statement, which count among what the answer is made of. Raises TooMuch past the limit."""
        rows = await self._graph.read(text, {**params, "most": self._left + 1})
        self._spend(len(rows))
        return rows

    def _spend(self, entries: int) -> None:
        self._left -= entries
        if self._left < 0:
            raise TooMuch(f"the answer has more than {ENTITIES} entities and edges", remedy="ask for less at once")


def by_id(ids: Sequence[str], rows: Rows, make: Callable[[Mapping[str, Any]], T]) -> list[list[T]]:
    """What is made of the rows, for each id in turn."""
    found: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        found[row["id"]].append(make(row))
    return [found[id] for id in ids]
