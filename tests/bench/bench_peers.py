"""Accord beside @neo4j/graphql on Apollo Server and on yoga: `python -m tests.bench.bench_peers [agreements ...]`.

All of them, and the floor, answer the same questions from one Neo4j; a question is measured only if all answers are
equal. They take turns, round by round, so that a busy machine hits all alike. Writes its part of docs/performance.md.
"""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from graph.connect import connect
from graph.prepare import prepare
from graph.settings import Settings, load_settings
from tests.bench.bench_api import SERVE, environment
from tests.bench.bench_graphql import (
    ASKED,
    CLIENTS,
    ROUNDS,
    SECONDS,
    Client,
    Turn,
    bodies,
    generate,
    in_lucene,
    running,
    turn,
)
from tests.bench.page import machine, table, write
from tests.bench.peer_questions import PEER, SHAPES
from tests.neo4j_server import LONG_TERM, CannotRun, neo4j_server
from tests.project import ROOT

HERE = ROOT / "tests/bench/peer"
INSTALLED = ROOT / ".cache/peer"
PEERS = ("apollo", "yoga")
COMPILED = ("-Xmx2g", "-XX:TieredStopAtLevel=4")
"""Flags with which Java compiles what runs often, as a server that lives long does."""


SIZES = (2_000, 20_000)
STORED = {f"{name}, stored": name for name in ("one node", "full text")}
"""Questions that are asked by the hash of an operation that the server knows already."""

RATE, STORED_RATE, QUICK_RATE = 3.0, 2.0, 1.2
QUICK = {"one node": QUICK_RATE, "full text": QUICK_RATE, **dict.fromkeys(STORED, STORED_RATE)}
"""How many times the rate of the better peer is the goal where it is not three times."""


@dataclass(frozen=True)
class Contestant:
    """One that answers: its name, and where."""

    name: str
    address: str
    path: str

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
        """The data of its answer, in the shape of Accord's. Raises AssertionError where there are errors."""
        told = orjson.loads(answer)
        assert told.get("errors") is None, (self.name, question, told["errors"])
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


@contextmanager
def peer(name: str, folder: Path, settings: Settings) -> Iterator[str]:
    """The address of the peer on that server."""
    node = environment(settings) | {"NODE_ENV": "production"}
    process = subprocess.Popen(["node", "server.js", name], cwd=folder, env=node, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


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


async def round_of(question: str, contestants: list[Contestant]) -> dict[str, Turn]:
    """The turn of each, one after the other."""
    return {each.name: await turn(each.address, each.path, each.body(question)) for each in contestants}


@dataclass(frozen=True)
class Measured:
    """What one question came to."""

    question: str
    size: int
    rounds: list[dict[str, Turn]]

    def share(self, name: str) -> float:
        """Its share of the floor's rate."""
        return median(each[name].rate / each["floor"].rate for each in self.rounds)

    @property
    def ahead(self) -> float:
        """Accord's rate over that of the better peer."""
        return median(each["Accord"].rate / max(each[name].rate for name in PEERS) for each in self.rounds)

    def took(self, name: str) -> tuple[float, float]:
        """The milliseconds within which half of the answers came, and 99 of 100."""
        hundredths = quantiles([took for each in self.rounds for took in each[name].took], n=100)
        return hundredths[49], hundredths[98]

    @property
    def missed(self) -> list[str]:
        """The goals that it misses."""
        goals = {
            "floor": self.share("Accord") >= ASKED[STORED.get(self.question, self.question)][2],
            "rate": self.ahead >= QUICK.get(self.question, RATE),
            "p99": self.took("Accord")[1] <= min(self.took(name)[1] for name in PEERS),
        }
        return [name for name, reached in goals.items() if not reached]

    @property
    def row(self) -> dict[str, str]:
        """Its row of the page."""
        floor = median(each["floor"].rate for each in self.rounds)
        told = {"question": self.question, "bytes": f"{self.size:,}", "floor/s": f"{floor:.0f}"}
        told |= {name: f"{self.share(name):.2f}" for name in ("Accord", *PEERS)}
        told |= {"Accord / peer": f"{self.ahead:.1f}"}
        for name in ("Accord", *PEERS):
            told[f"{name} p50, p99"] = ", ".join(f"{each:.1f}" for each in self.took(name))
        return told | {"misses": ", ".join(self.missed)}


async def measure(question: str, contestants: list[Contestant]) -> Measured:
    """What the question comes to."""
    size = await compare(question, contestants)
    await round_of(question, contestants)  # for warming up
    return Measured(question, size, [await round_of(question, contestants) for _ in range(ROUNDS)])


@contextmanager
def contest(agreements: int, names: Collection[str] = ("floor", *PEERS)) -> Iterator[list[Contestant]]:
    """Accord and those others on one Neo4j with so many agreements. Raises CannotRun where there is none, or no npm."""
    folder = install() if set(PEERS) & set(names) else ROOT
    with ExitStack() as stack:
        home = stack.enter_context(TemporaryDirectory(prefix="accord-bench-"))
        server = stack.enter_context(neo4j_server(LONG_TERM, *COMPILED))
        settings = load_settings(home=Path(home), graph_uri=server.uri, graph_password=server.password)
        with connect(settings) as graph:
            prepare(graph)
            generate(graph, agreements)
        found = [Contestant("Accord", stack.enter_context(running(["-c", SERVE], settings)), "/graphql")]
        for name in names:
            one = running(["-m", "tests.bench.floor"], settings) if name == "floor" else peer(name, folder, settings)
            found.append(Contestant(name, stack.enter_context(one), "/"))
        yield found


def measured(agreements: int) -> list[Measured]:
    """What all questions come to."""
    with contest(agreements) as contestants:
        return [asyncio.run(measure(question, contestants)) for question in (*ASKED, *STORED)]


INTRODUCTION = """Written by `python -m tests.bench.bench_peers` on {machine}, shared by Neo4j {neo4j}, those who
answer and those who ask. {used}.

{clients} clients ask at once and wait for each answer. The **floor** is the best Cypher by hand through the driver, in
the barest web application; `Accord`, `apollo` and `yoga` are shares of its rate, medians of {rounds} rounds of
{seconds} s in which all take turns; `apollo` and `yoga` are @neo4j/graphql on either server. `Accord / peer` is
Accord's rate over that of the better of the two; p50 and p99 are milliseconds. All answers were compared first, and are
equal. What is `stored` is asked by its hash (yoga has no such thing and is sent the text). A load average far above the
number of cores says that other work ran beside, and that even the shares are rough: take them anew on a quiet machine.

`misses` names the goals that a question misses: {goal} of the floor where the answer has 50 rows or more, {small} where
it is small; {rate:g} times the better peer, but {quick_rate:g} times for one node and full text, {stored_rate:g} times
where these are stored; a p99 no worse than the better peer's.
"""


def page(found: Mapping[int, list[Measured]]) -> str:
    """The part of the page: the figures, and under which conditions they were taken."""
    versions = orjson.loads((HERE / "package.json").read_bytes())["dependencies"]
    told = INTRODUCTION.format(
        machine=machine(),
        neo4j=LONG_TERM,
        used=", ".join(f"{name} {version}" for name, version in versions.items()),
        clients=CLIENTS,
        rounds=ROUNDS,
        seconds=SECONDS,
        goal=0.8,
        small=0.55,
        rate=RATE,
        quick_rate=QUICK_RATE,
        stored_rate=STORED_RATE,
    )
    for agreements, rows in found.items():
        told += f"\n### {agreements:,} agreements, {agreements * 5 // 2:,} cases\n\n"
        told += f"{table([each.row for each in rows])}\n"
    return told


def main(sizes: Collection[int]) -> int:
    """Writes the page and prints it. Returns 1 where a goal is missed."""
    try:
        found = {agreements: measured(agreements) for agreements in sizes}
    except CannotRun as reason:
        print(f"The peers are not measured: {reason}")
        return 0
    write("GraphQL beside @neo4j/graphql", page(found))
    print(page(found))
    return int(any(each.missed for rows in found.values() for each in rows))


if __name__ == "__main__":
    sys.exit(main([int(each) for each in sys.argv[1:]] or SIZES))
