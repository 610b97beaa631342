"""How much the graph holds, for estimates: counted beside the requests, and again when it is old and asked for."""

import asyncio
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass

from api.timing import CLOCK, Reads
from graph import reads
from graph.client import DEADLINE
from schema.errors import AccordError

log = logging.getLogger("accord.api")

OLD = 600.0
"""Seconds after which a count is made anew: an estimate need not know of the last load."""

PATIENCE = 5.0
"""Seconds that a request waits for the first count; without it, page sizes alone are the estimate."""


@dataclass(frozen=True)
class Sizes:
    """Nodes by label and edges by type; what is not there was not counted, and may be any number."""

    counts: Mapping[str, int]

    def most(self, name: str) -> float:
        """How many there are of the label or type."""
        return self.counts.get(name, float("inf"))


UNCOUNTED = Sizes({})


class Counted:
    """The sizes of one graph."""

    def __init__(self, graph: Reads) -> None:
        self._graph = graph
        self._sizes, self._at = UNCOUNTED, float("-inf")
        self._counting: asyncio.Task[None] | None = None

    async def sizes(self) -> Sizes:
        """The sizes as they were counted last; those of a large graph may not be counted yet."""
        if self._counting is None and time.monotonic() - self._at > OLD:
            self._counting = asyncio.create_task(self._count())
        if self._counting is not None and self._sizes is UNCOUNTED:
            await asyncio.wait([self._counting], timeout=PATIENCE)
        return self._sizes

    async def _count(self) -> None:
        DEADLINE.set(None)  # both are those of the request that began it
        CLOCK.set(None)
        try:
            rows = await self._graph.read(reads.SIZES)
            self._sizes, self._at = Sizes({row["name"]: row["count"] for row in rows}), time.monotonic()
        except AccordError as error:
            log.warning("the graph was not counted: %s", error.what)
        finally:
            self._counting = None
