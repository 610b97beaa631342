"""Accord beside @neo4j/graphql on Apollo Server and on yoga: `python -m tests.bench.bench_peers [agreements ...]`.

All of them, and the floor, answer the same questions from one Neo4j; a question is measured only if all answers are
equal. They take turns, round by round, so that a busy machine hits all alike. Writes its part of docs/performance.md.
"""

import asyncio
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from graph.connect import connect
from graph.prepare import prepare
from graph.settings import load_settings
from tests.bench.bench_graphql import (
    ACCORD,
    ASKED,
    FLOOR,
    ROUNDS,
    Client,
    Turn,
    bodies,
    generate,
    in_lucene,
    running,
    turn,
)
from tests.bench.page import write
from tests.bench.peer_page import HERE, PAGES, PEERS, STORED, TIMES, Measured, Size, page
from tests.bench.peer_questions import PEER, SHAPES
from tests.neo4j_server import LONG_TERM, CannotRun, neo4j_server
from tests.project import ROOT

INSTALLED = ROOT / ".cache/peer"
MEMORY = "-Xmx6g"
"""Of Neo4j: with 2 GiB the peers' statements find too little where there are 20,000 agreements."""
SIZES, WHOLE = (2_000, 20_000, 200_000), 20_000
"""How many agreements there are, and up to how many all questions are measured: beyond, pages alone."""


class Failed(Exception):
    """One that answers with an error, and the error."""

    def __init__(self, contestant: "Contestant", told: str) -> None:
        super().__init__(contestant.name, told)
        self.contestant = contestant


@dataclass(frozen=True)
class Contestant:
    """One that answers: its name, where, and the processes that work for it."""

    name: str
    address: str
    path: str
    processes: tuple[int, ...]

    def body(self, question: str) -> bytes:
        """What it is sent; yoga knows no stored operations by itself."""
        name = STORED.get(question, question)
        if self.name == "floor":
            return bodies(name)[1]
        text, variables, _ = ASKED[name]
        told = {"query": PEER[name], "variables": in_lucene(variables)} if self.name in PEERS else {
            "query": text, "variables": variables
        }  # fmt: skip
        if question in STORED and self.name != "yoga":
            del told["query"]
            told["extensions"] = {"persistedQuery": {"version": 1, "sha256Hash": self.hash(name)}}
        return orjson.dumps(told)

    def hash(self, name: str) -> str:
        """The hash of the operation as this one is asked it."""
        return sha256((PEER[name] if self.name in PEERS else ASKED[name][0]).encode()).hexdigest()

    async def store(self, client: Client, name: str) -> None:
        """Has it keep the operation."""
        if self.name in ("Accord", "apollo"):
            told = orjson.loads(self.body(name))
            told["extensions"] = {"persistedQuery": {"version": 1, "sha256Hash": self.hash(name)}}
            await client.ask(orjson.dumps(told))

    def data(self, question: str, answer: bytes) -> Any:
        """The data of its answer, in the shape of Accord's. Raises Failed where there are errors."""
        told = orjson.loads(answer)
        if told.get("errors") is not None:
            raise Failed(self, str(told["errors"]))
        return SHAPES[STORED.get(question, question)](told["data"]) if self.name in PEERS else told["data"]


def install() -> Path:
    """The folder with the peer and what it needs, as its lock says. Raises CannotRun where npm cannot."""
    npm = shutil.which("npm")
    if npm is None:
        raise CannotRun("npm was not found, which would fetch the peer")
    shutil.copytree(HERE, INSTALLED, dirs_exist_ok=True)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=INSTALLED, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotRun(f"npm could not fetch the peer: {done.stderr[-500:]}")
    return INSTALLED


async def compare(question: str, contestants: list[Contestant]) -> int:
    """Bytes of Accord's answer. Raises AssertionError where the answers differ."""
    answers = {}
    for each in contestants:
        async with Client(each.address, each.path) as client:
            await each.store(client, STORED.get(question, question))
            answers[each.name] = await client.ask(each.body(question))
    told = {each.name: each.data(question, answers[each.name]) for each in contestants}
    assert [name for name in told if told[name] != told["floor"]] == [], (question, told)
    return len(answers["Accord"])


def worked(processes: Iterable[int]) -> float:
    """The seconds that the processes had of a core so far; 0 where the system does not tell."""
    stats = (Path(f"/proc/{process}/stat") for process in processes)
    told = (stat.read_text(encoding="ascii").rpartition(")")[2].split() for stat in stats if stat.exists())
    return float(sum(int(each[11]) + int(each[12]) for each in told)) / os.sysconf("SC_CLK_TCK")


async def turn_of(question: str, contestant: Contestant) -> tuple[Turn, float]:
    """What was answered in its turn, and the milliseconds of a core that an answer took, those of Neo4j included.

    Raises Failed where an answer is an error.
    """
    before = worked(contestant.processes)
    told = await turn(contestant.address, contestant.path, contestant.body(question))
    if told.error:
        raise Failed(contestant, told.error.decode())
    return told, (worked(contestant.processes) - before) * 1000 / len(told.took)


async def round_of(question: str, contestants: list[Contestant]) -> dict[str, tuple[Turn, float]]:
    """The turn of each, one after the other."""
    return {each.name: await turn_of(question, each) for each in contestants}


async def measure(question: str, contestants: list[Contestant]) -> Measured:
    """What the question comes to, without the peers that fail on it. Raises Failed where Accord or the floor does."""
    print(question, file=sys.stderr)
    try:
        size = await compare(question, contestants)
        await round_of(question, contestants)  # for warming up
        return Measured(question, size, [await round_of(question, contestants) for _ in range(ROUNDS)])
    except Failed as failed:
        if failed.contestant.name not in PEERS:
            raise
        print(failed, file=sys.stderr)
        return await measure(question, [each for each in contestants if each is not failed.contestant])


@contextmanager
def contest(agreements: int, names: Collection[str] = ("floor", *PEERS)) -> Iterator[list[Contestant]]:
    """Accord and those others on one Neo4j with so many agreements. Raises CannotRun where there is none, or no npm."""
    folder = install() if set(PEERS) & set(names) else ROOT
    with ExitStack() as stack:
        home = stack.enter_context(TemporaryDirectory(prefix="accord-bench-"))
        server = stack.enter_context(neo4j_server(LONG_TERM, MEMORY))
        settings = load_settings(home=Path(home), graph_uri=server.uri, graph_password=server.password)
        with connect(settings) as graph:
            prepare(graph)
            generate(graph, agreements)
        commands = {"Accord": ACCORD, "floor": FLOOR} | {name: ["node", "server.js", name] for name in PEERS}
        found = []
        for name in ("Accord", *names):
            place = folder if name in PEERS else None
            one = stack.enter_context(running(commands[name], settings, place, NODE_ENV="production"))
            path = "/graphql" if name == "Accord" else "/"
            found.append(Contestant(name, one.address, path, (one.process, server.pid)))
        yield found


async def alone(question: str, contestant: Contestant) -> float:
    """The milliseconds within which half of the answers come to one who asks alone."""
    took = []
    async with Client(contestant.address, contestant.path) as client:
        for _ in range(TIMES):
            asked = time.perf_counter()
            await client.ask(contestant.body(question))
            took.append((time.perf_counter() - asked) * 1000)
    return median(took)


def pages(contestants: list[Contestant]) -> dict[str, dict[str, float]]:
    """What a page takes alone, by question and by who answers; asked twice, the first time for warming up."""
    shown = [each for each in contestants if each.name not in PEERS]
    found = {}
    for question in PAGES:
        for each in shown * 2:
            found[question, each.name] = asyncio.run(alone(question, each))
    return {question: {each.name: found[question, each.name] for each in shown} for question in PAGES}


def measured(agreements: int, whole: bool) -> Size:
    """What pages and, of the whole, all questions come to."""
    with contest(agreements, ("floor", *PEERS) if whole else ("floor",)) as contestants:
        asked = (*ASKED, *STORED) if whole else ()
        return Size(pages(contestants), [asyncio.run(measure(question, contestants)) for question in asked])


def main(sizes: Collection[int]) -> int:
    """Writes the page and prints it. Returns 1 where a goal is missed."""
    try:
        found = {agreements: measured(agreements, agreements <= WHOLE) for agreements in sizes}
    except CannotRun as reason:
        print(f"The peers are not measured: {reason}")
        return 0
    write("GraphQL beside @neo4j/graphql", page(found))
    print(page(found))
    return int(any(each.missed for size in found.values() for each in size.questions))


if __name__ == "__main__":
    sys.exit(main([int(each) for each in sys.argv[1:]] or SIZES))
