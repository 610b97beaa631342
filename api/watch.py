"""Waiting for the data to change: one look at their version for all who wait, and none while nobody does."""

import asyncio
import logging
from collections.abc import AsyncGenerator

from api.knowledge import Knowledge, Status
from api.limits import SUBSCRIBERS
from api.timing import CLOCK
from graph.client import DEADLINE
from schema.errors import AccordError, TooMuch

log = logging.getLogger("accord.api")

PAUSE = 1.0
"""Seconds between two looks."""


class Watch:
    """Those who wait for the data of one graph to change."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._waiting: set[asyncio.Event] = set()
        self._looking: asyncio.Task[None] | None = None
        self._closed = False

    async def moves(self) -> AsyncGenerator[None, None]:
        """Yields at once, and again whenever the data may have changed since, until the server ends.

        Raises TooMuch where too many wait already.
        """
        if len(self._waiting) >= SUBSCRIBERS:
            raise TooMuch(f"{SUBSCRIBERS} subscriptions are kept, and no more", remedy="ask for changes now and then")
        moved = asyncio.Event()
        self._waiting.add(moved)
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        try:
            while not self._closed:
                yield
                await moved.wait()
                moved.clear()
        finally:
            self._waiting.discard(moved)
            if not self._waiting and self._looking is not None:
                self._looking.cancel()
                self._looking = None

    def close(self) -> None:
        """Lets all who wait go."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        for moved in self._waiting:
            moved.set()

    async def _look(self) -> None:
        DEADLINE.set(None)  # both are those of the request that waited first
        CLOCK.set(None)
        seen: Status | None = None  # not what others saw: the first look wakes those who read before it
        was_away = False
        while True:
            try:
                status = await self._knowledge.status()
            except AccordError as error:
                if not was_away:
                    log.warning("changes are not seen: %s", error.what)
                was_away = True
            else:
                if status != seen:
                    self._wake()
                seen, was_away = status, False
            await asyncio.sleep(PAUSE)
