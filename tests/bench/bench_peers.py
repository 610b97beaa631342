"""Accord beside @neo4j/graphql on Apollo Server and on yoga: `python -m tests.bench.bench_peers [agreements]`.

All of them, and the floor, answer the same questions from one Neo4j; a question is measured only if all answers are
equal. They take turns, round by round, so that a busy machine hits all alike. Writes docs/performance.md.
"""

import asyncio
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from graph.connect import connect
from graph.prepare import prepare
from graph.settings import Settings, load_settings
from tests.bench.bench_api import SERVE, environment
from tests.bench.bench_graphql import ASKED, CLIENTS, ROUNDS, SECONDS, Client, bodies, generate, rate, running
from tests.bench.peer_questions import PEER, SHAPES
from tests.neo4j_server import LONG_TERM, CannotRun, neo4j_server
from tests.project import ROOT

HERE = ROOT / "tests/bench/peer"
INSTALLED = ROOT / ".cache/peer"
PAGE = ROOT / "docs/performance.md"
PEERS = ("apollo", "yoga")
COMPILED = ("-Xmx2g", "-XX:TieredStopAtLevel=4")
"""Flags with which Java compiles what runs often, as a server that lives long does."""


@dataclass(frozen=True)
class Contestant:
    """One that answers: its name, and where."""

    name: str
    address: str
    path: str

    def body(self, question: str) -> bytes:
        """What it is sent."""
        ours, floor = bodies(question)
        if self.name in PEERS:
            return orjson.dumps({"query": PEER[question], "variables": ASKED[question][1]})
        return floor if self.name == "floor" else ours

    def data(self, question: str, answer: bytes) -> Any:
        """The data of its answer, in the shape of Accord's. Raises AssertionError where there are errors."""
        told = orjson.loads(answer)
        assert told.get("errors") is None, (self.name, question, told["errors"])
        return SHAPES[question](told["data"]) if self.name in PEERS else told["data"]


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
            answers[each.name] = await client.ask(each.body(question))
    told = {each.name: each.data(question, answers[each.name]) for each in contestants}
    assert [name for name in told if told[name] != told["floor"]] == [], question
    return len(answers["Accord"])


async def turn(question: str, contestants: list[Contestant]) -> dict[str, float]:
    """The rate of each, one after the other."""
    return {each.name: await rate(each.address, each.path, each.body(question)) for each in contestants}


async def measure(question: str, contestants: list[Contestant]) -> dict[str, str]:
    """A row of the page."""
    size = await compare(question, contestants)
    await turn(question, contestants)  # for warming up
    rounds = [await turn(question, contestants) for _ in range(ROUNDS)]
    floor = median(each["floor"] for each in rounds)
    shares = {name: median(each[name] / each["floor"] for each in rounds) for name in ("Accord", *PEERS)}
    ahead = median(each["Accord"] / max(each[name] for name in PEERS) for each in rounds)
    told = {name: f"{share:.2f}" for name, share in shares.items()}
    return {
        "question": question,
        "bytes": f"{size:,}",
        "floor/s": f"{floor:.0f}",
        **told,
        "Accord / peer": f"{ahead:.1f}",
    }


def measured(agreements: int) -> list[dict[str, str]]:
    """The rows of the page. Raises CannotRun where there is no Neo4j or no npm."""
    folder = install()
    with ExitStack() as stack:
        home = stack.enter_context(TemporaryDirectory(prefix="accord-bench-"))
        server = stack.enter_context(neo4j_server(LONG_TERM, *COMPILED))
        settings = load_settings(home=Path(home), graph_uri=server.uri, graph_password=server.password)
        with connect(settings) as graph:
            prepare(graph)
            generate(graph, agreements)
        contestants = [
            Contestant("Accord", stack.enter_context(running(["-c", SERVE], settings)), "/graphql"),
            Contestant("floor", stack.enter_context(running(["-m", "tests.bench.floor"], settings)), "/"),
            *(Contestant(name, stack.enter_context(peer(name, folder, settings)), "/") for name in PEERS),
        ]
        return [asyncio.run(measure(question, contestants)) for question in ASKED]


PAGE_TEXT = """# Performance

Written by `python -m tests.bench.bench_peers` on {day}: {cores} cores ({machine}), which Neo4j {neo4j}, those who
answer and those who ask share; load average {load:.1f} at the end. Python {python}; {used}.

{agreements:,} agreements and two and a half times as many cases are in the graph; {clients} clients ask at once and
wait for each answer. The **floor** is the best Cypher by hand through the driver, in the barest web application. The
next columns are shares of its rate, medians of {rounds} rounds of {seconds} s in which all take turns; `apollo` and
`yoga` are @neo4j/graphql on either server. The last is Accord's rate over that of the better of the two. All answers
were compared first, and are equal. A load average far above the number of cores says that other work ran beside, and
that even the shares are rough: take them anew on a quiet machine.

{table}
"""


def page(rows: list[dict[str, str]], agreements: int) -> str:
    """The page that tells the figures, and under which conditions they were taken."""
    lines = [" | ".join(rows[0]), "|".join(["---", *["---:"] * (len(rows[0]) - 1)])]
    lines += [" | ".join(row.values()) for row in rows]
    versions = orjson.loads((HERE / "package.json").read_bytes())["dependencies"]
    return PAGE_TEXT.format(
        day=date.today(),
        cores=os.cpu_count(),
        machine=platform.machine(),
        neo4j=LONG_TERM,
        load=os.getloadavg()[0],
        python=platform.python_version(),
        used=", ".join(f"{name} {version}" for name, version in versions.items()),
        agreements=agreements,
        clients=CLIENTS,
        rounds=ROUNDS,
        seconds=SECONDS,
        table="\n".join(f"| {line} |" for line in lines),
    )


def main(agreements: int) -> int:
    """Writes the page and prints it. Returns 1 where a peer answers more quickly."""
    try:
        rows = measured(agreements)
    except CannotRun as reason:
        print(f"The peers are not measured: {reason}")
        return 0
    PAGE.write_text(page(rows, agreements), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))
    return int(any(float(row["Accord / peer"]) < 1 for row in rows))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000))
