"""Finding paths: edges are read around both ends, step by step and within bounds, until enough paths are known."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

import anyio.to_thread

from api.timing import Reads
from graph import walks
from queries.web import TooMany, Trail, Web

CROWD = 1_000
"""What has more edges than this is not walked through: almost everything is near it, and that says little."""

EDGES = 20_000
"""Edges that are read for one answer."""

AT_ONCE = 500
"""Nodes around which edges are read by one statement."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which paths: between which ids, of how many steps at most, over which types, on which day, and how many."""

    start: str
    end: str
    most: int
    types: Sequence[str]
    on: date | None
    first: int


@dataclass(frozen=True)
class Found:
    """The paths; whether there are more; up to which length all were looked for; what was not walked through."""

    trails: Sequence[Trail]
    more: bool
    looked: int
    crowds: Sequence[str]


@dataclass
class _Side:
    """What is known around one end: the nodes seen, those not yet walked from, and how many steps away these are."""

    end: str
    seen: set[str]
    edge: set[str]
    steps: int = 0
    open: bool = True


class Full(Exception):
    """More edges would have to be read than is sensible."""


@dataclass
class Walk:
    """One search for paths."""

    graph: Reads
    wanted: Wanted
    web: Web = field(default_factory=Web)
    crowds: set[str] = field(default_factory=set)
    walked: set[str] = field(default_factory=set)
    read: int = 0

    async def found(self) -> Found:
        """The paths, the shortest first."""
        ends = (self.wanted.start, self.wanted.end)
        sides = [_Side(end, set(ends), {end}) for end in ends]
        await self._meet()
        trails: list[Trail] = []
        for length in range(1, self.wanted.most + 1):
            try:
                if length > 1:
                    await self._reach(sides, length)
                missing = self.wanted.first + 1 - len(trails)
                trails += await anyio.to_thread.run_sync(self._trails, length, missing, abandon_on_cancel=True)
            except (Full, TooMany):
                return self._told(trails, length - 1)
            if len(trails) > self.wanted.first:
                return self._told(trails, length)
        return self._told(trails, self.wanted.most)

    def _told(self, trails: Sequence[Trail], looked: int) -> Found:
        first = self.wanted.first
        return Found(trails[:first], len(trails) > first, looked, sorted(self.crowds))

    def _trails(self, length: int, most: int) -> list[Trail]:
        return list(islice(self.web.trails(self.wanted.start, self.wanted.end, length), most))

    async def _meet(self) -> None:
        """Reads what joins the two ends themselves, which is known of crowds too."""
        one, other = self.wanted.start, self.wanted.end
        text = walks.between(self.wanted.types, self.wanted.on is not None)
        asked = {"one": one, "other": other, "on": self._on, "most": CROWD}
        for row in await self.graph.read(text, asked):
            self.web.add(one, row["key"], other)

    async def _reach(self, sides: Sequence[_Side], length: int) -> None:
        """Reads on until every path of that length is known: first around both ends, since what is near both may be a
        crowd, then from the side where fewer nodes stand.
        """
        while sum(side.steps for side in sides) < length and any(side.open for side in sides):
            grown = (side for side in sides if side.open)
            await self._grow(min(grown, key=lambda side: (side.steps > 0, len(side.edge), side.steps)))

    async def _grow(self, side: _Side) -> None:
        ids = sorted(side.edge - self.walked)
        for at in range(0, len(ids), AT_ONCE):
            await self._around(ids[at : at + AT_ONCE])
        if side.end in self.crowds:
            side.open = False  # what joins it to others is known from the other side
            return
        near = {other for id in side.edge for other in self.web.around.get(id, {}).values()}
        side.edge = near - side.seen - self.crowds
        side.seen |= near
        side.steps = side.steps + 1 if side.edge else self.wanted.most

    async def _around(self, ids: Sequence[str]) -> None:
        left = EDGES - self.read
        asked: dict[str, Any] = {"ids": ids, "ends": [self.wanted.start, self.wanted.end]}
        asked |= {"each": CROWD + 1, "most": left + 1, "on": self._on}
        rows = await self.graph.read(walks.steps(self.wanted.types, self.wanted.on is not None), asked)
        self.read += len(rows)
        if self.read > EDGES:
            raise Full
        found: dict[str, list[Any]] = {}
        for row in rows:
            found.setdefault(row["id"], []).append(row)
        for id, edges in found.items():
            if len(edges) > CROWD:
                self.crowds.add(id)
                continue
            for row in edges:
                self.web.add(id, row["key"], row["other"])
        self.walked |= set(ids)

    @property
    def _on(self) -> str | None:
        return None if self.wanted.on is None else self.wanted.on.isoformat()
