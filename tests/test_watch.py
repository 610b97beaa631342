"""Those who wait for the data to change hear of every change."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import aclosing
from typing import Any

import pytest

from api import watch
from api.knowledge import Knowledge
from api.timing import Rows
from api.watch import Watch
from graph.client import DEADLINE
from tests.api_client import Fake


class Moving(Fake):
    """A graph of which only the version is asked."""

    def __init__(self) -> None:
        self.row = {"version": 1, "changed_at": "2026-01-01T00:00:00Z", "format": 1, "checked_at": ""}
        self.asked_by: set[float | None] = set()

    async def read(self, text: str, params: Mapping[str, Any] | None = None) -> Rows:
        """The version, and notes by when the answer is wanted."""
        self.asked_by.add(DEADLINE.get())
        return [self.row]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(watch, "PAUSE", 0.01)


@pytest.fixture
def graph():
    return Moving()


def hear(graph, *changes):
    """Waits until the first look and each of the changes, one after the other, has woken who waits."""

    async def follow():
        knowledge = Knowledge(graph)
        await knowledge.version()
        graph.asked_by.clear()
        DEADLINE.set(time.monotonic() + 60)
        async with asyncio.timeout(20), aclosing(Watch(knowledge).moves()) as moves:
            await anext(moves)
            await anext(moves)
            for change in changes:
                graph.row = graph.row | change
                await anext(moves)

    asyncio.run(follow())


def test_the_first_look_wakes_though_the_version_was_seen_before(graph):
    hear(graph)


@pytest.mark.parametrize(
    "change",
    [{"version": 2}, {"changed_at": "2026-01-02T00:00:00Z"}],
    ids=["a later version", "the same version of a graph that was emptied and loaded anew"],
)
def test_a_change_wakes(graph, change):
    hear(graph, change)


def test_the_looks_do_not_end_with_the_time_of_who_waited_first(graph):
    hear(graph, {"version": 2})

    assert graph.asked_by == {None}
