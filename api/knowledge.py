"""What all requests share: the names of the graph and its rules, kept until the data change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import anyio.from_thread
import anyio.to_thread

from api.asking import Asked, request
from api.batching import Reads, Rows
from graph import reads
from queries import LIBRARY
from queries.coverage import answer
from queries.coverage.result import Coverage
from queries.resolver import Index


@dataclass(frozen=True, slots=True)
class Status:
    """The version of the data, which grows with every change; when they last changed; the shape they are kept in."""

    version: int
    changed_at: str
    format: int


class Knowledge:
    """The graph as questions see it."""

    def __init__(self, graph: Reads) -> None:
        self._graph = graph
        self._index: tuple[int, Index] | None = None

    async def status(self) -> Status | None:
        """Version and day of the data, None where nothing was ever loaded."""
        rows = await self._graph.read(reads.VERSION)
        return Status(**rows[0]) if rows and rows[0]["changed_at"] is not None else None

    async def names(self) -> Index:
        """The names that the graph knows now."""
        status = await self.status()
        version = status.version if status else 0
        if self._index is None or self._index[0] != version:
            self._index = version, await anyio.to_thread.run_sync(Index.from_graph, self._read_from_thread)
        return self._index[1]

    async def coverage(self, asked: Asked) -> Coverage:
        """The answer, worked out beside the event loop."""
        names = await self.names()
        today = datetime.now(UTC).date()
        return await anyio.to_thread.run_sync(lambda: answer(self._read_from_thread, request(asked, names.one, today)))

    def _read_from_thread(self, name: str, params: Mapping[str, Any]) -> Rows:
        return anyio.from_thread.run(self._graph.read, LIBRARY[name].text, params)
