"""How long the phases of a request take, and how often it reads the graph."""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from graph.dialect import Dialect

Rows = list[dict[str, Any]]


class Reads(Protocol):
    """Whatever runs a reading statement."""

    @property
    def dialect(self) -> Dialect: ...

    async def read(self, text: str, params: Mapping[str, Any] | None = None) -> Rows: ...

    async def rows(self, text: str, params: Mapping[str, Any]) -> list[list[Any]]: ...


class Clock:
    """Seconds by phase; reads that ran beside each other count one after the other."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.reads = 0  # those too that were spared, since what they give was kept

    def header(self) -> str:
        """The phases as the header Server-Timing has them, in milliseconds."""
        return ", ".join(f"{name};dur={seconds * 1000:.1f}" for name, seconds in self.seconds.items())


CLOCK: ContextVar[Clock | None] = ContextVar("CLOCK", default=None)
"""The clock of the request that is being answered."""


@contextmanager
def phase(name: str) -> Iterator[None]:
    """Counts what happens inside as time of that phase: parse, validate, plan, database, encode."""
    clock, begun = CLOCK.get(), time.perf_counter()
    try:
        yield
    finally:
        if clock is not None:
            clock.seconds[name] += time.perf_counter() - begun


def touched() -> None:
    """Notes that the answer rests on the graph, be it on what was read before."""
    clock = CLOCK.get()
    if clock is not None:
        clock.reads += 1


class Timed:
    """A graph whose reads are counted and timed."""

    def __init__(self, graph: Reads) -> None:
        self._graph = graph

    @property
    def dialect(self) -> Dialect:
        """How its engine wants things."""
        return self._graph.dialect

    async def read(self, text: str, params: Mapping[str, Any] | None = None) -> Rows:
        """The rows that a reading statement returns."""
        touched()
        with phase("database"):
            return await self._graph.read(text, params)

    async def rows(self, text: str, params: Mapping[str, Any]) -> list[list[Any]]:
        """The same without names."""
        touched()
        with phase("database"):
            return await self._graph.rows(text, params)
