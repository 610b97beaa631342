"""What all requests share: the names and rules of the graph, and the facts last asked for, until the data change."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

import anyio.from_thread
import anyio.to_thread
import orjson

from api.asking import Asked, request
from api.sizes import Counted
from api.timing import Reads, Rows, touched
from graph import reads
from queries import LIBRARY
from queries.coverage import answer
from queries.coverage.result import Coverage
from queries.naming import ids_of, with_ids
from queries.query import Query
from queries.resolver import Index, Match, with_words

MOST_FACTS = 500
"""How many parties' facts are kept."""

EXPLAINED = frozenset({"findings", "needs", "gaps", "reasons", "presumed", "residual", "path", "proof"})
OPENED = frozenset({"wouldOpen"})
"""Fields of a route that cost time: they are worked out where they are asked for, and beside the event loop."""


T = TypeVar("T")


async def _beside(work: Callable[..., T], *given: Any) -> T:
    """What the work gives, done in a thread beside the event loop; a request that is given up does not wait for it."""
    return await anyio.to_thread.run_sync(work, *given, abandon_on_cancel=True)


@dataclass(frozen=True, slots=True)
class Status:
    """The version of the data, which grows with every change; when they last changed; the shape they are kept in; when
    a load last found nothing to change.
    """

    version: int
    changed_at: str
    format: int
    checked_at: str = ""


@dataclass
class Kept:
    """What was read of one version of the data."""

    version: int
    index: Index | None = None
    facts: dict[bytes, Rows] = field(default_factory=dict)


class Knowledge:
    """The graph as questions see it."""

    def __init__(self, graph: Reads) -> None:
        """Over a graph; `seen` is the version of the data that was seen last. Whoever answers from what is kept looks
        at the version afterwards, and answers anew where it has moved (api.caching).
        """
        self.graph = graph
        self._kept = Kept(-1)
        self._reading_names = asyncio.Lock()
        self.seen = -1
        self.sizes = Counted(graph).sizes

    async def status(self) -> Status | None:
        """Version and day of the data, None where nothing was ever loaded."""
        rows = await self.graph.read(reads.VERSION)
        self.seen = rows[0]["version"] or 0 if rows else 0
        return Status(**rows[0]) if rows and rows[0]["changed_at"] is not None else None

    async def version(self) -> int:
        """The version of the data, 0 where nothing was ever written."""
        await self.status()
        return self.seen

    async def names(self) -> Index:
        """The names that the graph knows now."""
        kept = await self._now()
        async with self._reading_names:  # who comes meanwhile waits for them, and does not read them too
            if kept.index is None:
                kept.index = await _beside(Index.from_graph, self._read)
        return kept.index

    async def resolve(self, name: str, quote: bool) -> list[Match]:
        """What the name may stand for, the best first; with `quote` with the words of the law that is cited."""
        found = (await self.names()).resolve(name)
        return await _beside(with_words, self._read, found) if quote else found

    async def bound(self, query: Query, given: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters of a question, ids in the place of names. Raises UnknownName, BadRequest."""
        names = await self.names()
        named = await _beside(with_ids, query, given, self._read, lambda: names)
        return query.bind(named, datetime.now(UTC).date())

    async def ids(self, named: Sequence[str]) -> list[str]:
        """The ids of things, each told by an id or a name that stands for it alone. Raises UnknownName."""
        names = await self.names()
        return await _beside(ids_of, [(text, "Entity") for text in named], self._read, lambda: names)

    async def coverage(self, asked: Asked, wanted: Collection[str] = ()) -> Coverage:
        """The answer, with those of its costly fields that are wanted, worked out beside the event loop."""
        names = await self.names()
        return await _beside(self._answer, asked, names, frozenset(wanted))

    def _answer(self, asked: Asked, names: Index, wanted: frozenset[str]) -> Coverage:
        found = answer(self._read, request(asked, names.one, datetime.now(UTC).date()))
        for route in found.routes:
            if wanted & EXPLAINED:
                _ = route.explanation
            if wanted & OPENED:
                _ = route.would_open
        return found

    async def _now(self) -> Kept:
        touched()
        version = self.seen if self.seen >= 0 else await self.version()
        if self._kept.version != version:
            self._kept = Kept(version)
        return self._kept

    def _read(self, name: str, params: Mapping[str, Any]) -> Rows:
        """The rows of a query of the library, for a thread beside the event loop. Facts are kept."""
        if name != "facts":
            return anyio.from_thread.run(self.graph.read, LIBRARY[name].text, params)
        facts, key = self._kept.facts, orjson.dumps(params, option=orjson.OPT_SORT_KEYS)
        if key not in facts:
            if len(facts) >= MOST_FACTS:
                facts.clear()
            facts[key] = anyio.from_thread.run(self.graph.read, LIBRARY[name].text, params)
        return facts[key]
