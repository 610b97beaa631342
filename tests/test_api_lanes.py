"""Many clients at once: what is cheap does not wait behind what is not, and each gets its turn."""

import asyncio
from collections import Counter
from contextlib import asynccontextmanager

import httpx
import pytest

from api.app import create_app
from api.lanes import LANES
from api.policy import Policy
from tests.api_client import Fake

CHEAP = "{ nation(id: 1) { id } }"
DEAR = "{ agreements(first: 900) { nodes { id parties(first: 900) { nodes { id } } } } }"
USUAL = Policy(cost=2_000_000)
AT_ONCE = LANES[-1][1]


class Waiting(Fake):
    """A graph that answers what is dear when it is told to, in order, and all else at once."""

    def __init__(self):
        self.open, self.now, self.most, self.order = asyncio.Event(), 0, 0, []

    async def rows(self, text, params):
        if "Agreement" not in text:
            return [[["nation/JP"], 7, 7]]
        self.now += 1
        self.most = max(self.most, self.now)
        self.order.append(min(params.values()))
        await self.open.wait()
        self.now -= 1
        return [[[], 7, 7]]

    async def read(self, text, params=None):
        return []


@asynccontextmanager
async def asking(graph, policy=USUAL):
    """What asks an application over the graph, and gives the codes of the errors of the answer."""
    transport = httpx.ASGITransport(create_app(graph, policy))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", timeout=60) as http:

        async def ask(text):
            told = (await http.post("/graphql", json={"query": text})).json()
            return [error["extensions"]["code"] for error in told.get("errors", ())]

        yield ask


async def begun(graph, count):
    """Waits until so many are asked of the graph."""
    while graph.now < count:
        await asyncio.sleep(0.001)


@pytest.mark.parametrize("known", [False, True])
def test_what_is_cheap_is_answered_while_what_is_dear_waits(known):
    async def run():
        graph = Waiting()
        async with asking(graph) as ask:
            if known:
                graph.open.set()
                assert [await ask(DEAR), await ask(CHEAP)] == [[], []]
                graph.open.clear()
            waiting = [asyncio.create_task(ask(DEAR)) for _ in range(50)]
            await begun(graph, AT_ONCE)
            answers = [await asyncio.wait_for(ask(CHEAP), 10) for _ in range(20)]
            ended = [task.done() for task in waiting]
            graph.open.set()
            return answers, ended, await asyncio.gather(*waiting), graph.most

    cheap, ended, dear, most = asyncio.run(run())

    assert (cheap, ended, dear) == ([[]] * 20, [False] * 50, [[]] * 50)
    assert most == AT_ONCE


def test_each_gets_its_turn_in_order():
    async def run():
        graph = Waiting()
        async with asking(graph) as ask:
            asked = [asyncio.create_task(ask(DEAR.replace("900", str(900 - at), 1))) for at in range(10 + AT_ONCE)]
            await begun(graph, AT_ONCE)
            graph.open.set()
            await asyncio.gather(*asked)
            return graph.order

    order = asyncio.run(run())

    assert order == sorted(order, reverse=True)
    assert len(set(order)) == 10 + AT_ONCE


def test_who_gives_up_waiting_leaves_the_turn_to_others():
    async def run():
        graph = Waiting()
        async with asking(graph, Policy(cost=2_000_000, seconds=0.5)) as ask:
            late = await asyncio.gather(*(ask(DEAR) for _ in range(5 * AT_ONCE)))
            graph.now = 0
            graph.open.set()
            return late, await asyncio.gather(*(ask(DEAR) for _ in range(5 * AT_ONCE)))

    late, then = asyncio.run(run())

    assert Counter(map(tuple, late)) == {("DEADLINE_EXCEEDED",): 5 * AT_ONCE}
    assert then == [[]] * 5 * AT_ONCE
