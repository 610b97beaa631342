"""How much the graph holds, for estimates: counted beside the requests, and again when it is old and asked for."""

import asyncio
import logging
import time
from collections.abc import Collection, Mapping
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
    """How many there are by the names of `graph.reads.COUNTED`; what is not there was not counted, and may be any
    number.
    """

    counts: Mapping[str, int]

    def most(self, name: str) -> float:
        """How many there are of what has that name."""
        return self.counts.get(name, float("inf"))


UNCOUNTED = Sizes({})


class Counted:
    """The sizes of one graph."""

    def __init__(self, graph: Reads) -> None:
        self._graph = graph
        self._counts: dict[str, int] = {}
        self._at: dict[str, float] = {}
        self._counting: dict[str, asyncio.Task[None]] = {}

    async def sizes(self, names: Collection[str]) -> Sizes:
        """The sizes of what has these names as they were counted last; those of a large graph may not be yet."""
        old = {name for name in names if time.monotonic() - self._at.get(name, float("-inf")) > OLD}
        if wanted := sorted(old - self._counting.keys()):
            task = asyncio.create_task(self._count(wanted))
            self._counting |= dict.fromkeys(wanted, task)
        if awaited := {self._counting[name] for name in names if name not in self._counts and name in self._counting}:
            await asyncio.wait(awaited, timeout=PATIENCE)
        return Sizes(self._counts)

    async def _count(self, names: Collection[str]) -> None:
        DEADLINE.set(None)  # both are those of the request that began it
        CLOCK.set(None)
        try:
            found = {row["name"]: row["count"] for row in await self._graph.read(reads.sizes(names))}
            self._counts |= {name: found.get(name, 0) for name in names}  # of what is not there, there is no row
            self._at |= dict.fromkeys(names, time.monotonic())
        except AccordError as error:
            log.warning("the graph was not counted: %s", error.what)
        finally:
            for name in names:
                del self._counting[name]
