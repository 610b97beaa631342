"""GraphQL over HTTP against the floor, on one Neo4j: `python -m tests.bench.bench_graphql [agreements]`.

Both answer the same questions over generated data; the answers are compared before anything is measured. Eight clients
ask at once and wait for each answer; the two take turns, so that a busy machine hits both alike.
"""

import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import orjson

from graph import console
from graph.client import Graph, Tx
from graph.connect import connect
from graph.dialect import fulltext_query
from graph.prepare import prepare
from graph.settings import Settings, load_settings
from tests.bench.bench_api import SERVE, environment
from tests.neo4j_server import CannotRun, neo4j_server

CLIENTS, SECONDS, ROUNDS = 8, 1.5, 3
US = "nation/USA"
ASKED: dict[str, tuple[str, dict[str, Any], float]] = {
    "one node": ("query($id: ID!) { nation(id: $id) { id title iso3 region } }", {"id": "nation/N7"}, 0.55),
    "page of a supernode": (
        """query($id: ID!) { nation(id: $id) { id title agreements(first: 50) { totalCount pageInfo { hasNextPage }
        edges { role fromOn toOn node { id title titleKind signedOn } } } } }""",
        {"id": US},
        0.8,
    ),
    "three levels": (
        """query($first: Int!) { agreements(first: $first, orderBy: {field: TITLE, direction: DESC}) { nodes {
        id title titleKind parties(first: 10) { nodes { id title } }
        authorizedBy(first: 10) { nodes { citation title authorizes(first: 5) { nodes { id title } } } } } } }""",
        {"first": 100},
        0.8,
    ),
    "filter by what is related": (
        """query($day: PartialDate!) { nations(where: {agreements: {some: {node: {status: {eq: IN_FORCE},
        signedOn: {lt: $day}}}}}) { nodes { iso3 title agreements(first: 20, where: {node: {status: {eq: IN_FORCE}}}) {
        nodes { id title signedOn } } } } }""",
        {"day": "1980-01-01"},
        0.8,
    ),
    "counts": (
        """{ agreements(where: {status: {eq: IN_FORCE}}) { totalCount }
        nations(first: 200) { nodes { iso3 agreements { totalCount } } } }""",
        {},
        0.8,
    ),
    "flat list": (
        """query($first: Int!) { agreements(first: $first) { nodes {
        id title titleKind signedOn inForceFrom notes } } }""",
        {"first": 1000},
        0.8,
    ),
    "as of a day": (
        """query($id: ID!, $day: Date!) { nation(id: $id) { agreements(first: 500, asOf: $day) { edges {
        fromOn toOn node { id title } } } } }""",
        {"id": US, "day": "2010-06-30"},
        0.8,
    ),
    "interface list": (
        """query($first: Int!) { stakeholders(first: $first, orderBy: {field: TITLE}) { nodes {
        __typename id title ... on Nation { iso3 } ... on Organization { shortName } } } }""",
        {"first": 50},
        0.8,
    ),
    "full text": (
        """query($text: String!) { search(text: $text) { score entity { id title } } }""",
        {"text": "memorandum 00012"},
        0.55,
    ),
}
"""The questions, what they take, and the share of the floor that is the goal."""


def generate(graph: Graph, agreements: int) -> None:
    """Writes the data: two hundred nations, one of which is party to nearly everything."""
    chance = random.Random(7)
    nations = [{"id": US, "iso3": "USA"}, *({"id": f"nation/N{i}", "iso3": f"N{i:02d}"} for i in range(199))]
    nations = [{"title": f"Nation {each['id']}", "region": "R", **each} for each in nations]
    nodes(graph, "Stakeholder:Nation", nations)
    offices = [
        {"id": f"org/{i}", "title": f"Nation nation/N{i} office", "short_name": f"O{i}"} for i in range(agreements)
    ]
    nodes(graph, "Stakeholder:Organization", offices, kind="office")
    laws = [{"id": f"usc/10/{i}", "citation": f"Law usc/10/{i}"} for i in range(300)]
    nodes(graph, "Authority:Statute", laws, title="Law", status="x")
    rows = [agreement(chance, i) for i in range(agreements)]
    nodes(graph, "Agreement", rows, kinds=["mou"], title_kind="MOU", notes="None.")
    parties = [{"a": US, "b": row["id"], **spell(chance)} for row in rows if chance.random() < 0.95]
    parties += [{"a": f"nation/N{int(198 * chance.random() ** 3)}", "b": row["id"], **spell(chance)} for row in rows]
    link(graph, "Nation", "PARTY_TO", "Agreement", parties)
    under = [{"a": row["id"], "b": chance.choice(laws)["id"], "citation": "x"} for row in rows]
    link(graph, "Agreement", "AUTHORIZED_BY", "Authority", under)
    cases = [{"id": f"case/C{i}", "title": f"Case {i}", "value_usd": float(i)} for i in range(agreements * 5 // 2)]
    nodes(graph, "Case", [{"designator": case["id"], **case} for case in cases])
    bought = [{"a": row["id"], "b": chance.choice(nations)["id"]} for row in cases]
    link(graph, "Case", "PURCHASED_BY", "Nation", bought)
    graph.read("CALL db.awaitIndexes(600)")


def agreement(chance: random.Random, number: int) -> dict[str, Any]:
    """An agreement, its title by its number and the rest by chance."""
    day = f"{chance.randint(1960, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    status = chance.choice(["in-force", "expired", "terminated"])
    days = {"signed_on": day, "signed_on_earliest": day, "signed_on_latest": day, "in_force_from": day}
    return {"id": f"agreement/A{number:06d}", "title": f"Memorandum {number:06d}", "status": status, **days}


def spell(chance: random.Random) -> dict[str, Any]:
    """In what part a stakeholder is party to an agreement, and from when to when, by chance."""
    first, last = (f"{chance.randint(1960, 2025)}-01-01" for _ in "ab")
    told = {"role": "lead", "from_on": first, "from_on_earliest": first, "from_on_latest": first}
    return told if chance.random() < 0.6 else told | {"to_on": last, "to_on_earliest": last, "to_on_latest": last}


def nodes(graph: Graph, labels: str, rows: list[dict[str, Any]], **common: Any) -> None:
    """Writes the nodes, which have these labels and what is common to them."""
    told = [{**common, **row} for row in rows]
    _write(graph, f"CREATE (n:Entity:{labels}) SET n = row, n.search = row.title", told)


def _write(graph: Graph, text: str, rows: list[dict[str, Any]]) -> None:
    for at in range(0, len(rows), 5_000):
        params = {"rows": rows[at : at + 5_000]}
        graph.write(partial(_run, f"UNWIND $rows AS row {text}", params))


def _run(text: str, params: dict[str, Any], tx: Tx) -> None:
    tx.run(text, params)


def link(graph: Graph, start: str, type_: str, end: str, rows: list[dict[str, Any]]) -> None:
    """Writes the edges, from `a` to `b`, with what else the rows tell."""
    text = (
        f"MATCH (a:{start} {{id: row.a}}) MATCH (b:{end} {{id: row.b}}) CREATE (a)-[r:{type_}]->(b) SET r = row.props"
    )
    _write(graph, text, [{"a": row.pop("a"), "b": row.pop("b"), "props": row} for row in rows])


@dataclass(frozen=True)
class Server:
    """A server in a process of its own: where it answers, and the process."""

    address: str
    process: int


@contextmanager
def running(command: list[str], settings: Settings, folder: Path | None = None, **more: str) -> Iterator[Server]:
    """A server as long as the block lasts."""
    environ = environment(settings) | more
    process = subprocess.Popen(command, cwd=folder, env=environ, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield Server(process.stdout.readline().strip(), process.pid)
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


ACCORD, FLOOR = [sys.executable, "-c", SERVE], [sys.executable, "-m", "tests.bench.floor"]


class Client:
    """One kept connection: as little as speaks HTTP, so that it takes no time from those that are measured."""

    def __init__(self, address: str, path: str) -> None:
        self._address, self._path = urlsplit(address), path

    async def __aenter__(self) -> "Client":
        self._in, self._out = await asyncio.open_connection(self._address.hostname, self._address.port, limit=2**24)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._out.close()

    async def ask(self, body: bytes) -> bytes:
        """The body of the answer."""
        head = f"POST {self._path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        self._out.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        told = (await self._in.readuntil(b"\r\n\r\n")).lower()
        size = int(told.split(b"content-length:")[1].split(b"\r\n")[0])
        return await self._in.readexactly(size)


def bodies(name: str) -> tuple[bytes, bytes]:
    """What is sent to Accord and to the floor."""
    text, variables, _ = ASKED[name]
    told = orjson.dumps({"query": text, "variables": variables})
    return told, orjson.dumps({"name": name, "variables": in_lucene(variables)})


def in_lucene(variables: dict[str, Any]) -> dict[str, Any]:
    """The variables for who passes words to the index as they come."""
    return {name: fulltext_query(value) if name == "text" else value for name, value in variables.items()}


ERRORS = (b'{"errors":', b'{"data":null')
"""How an answer begins that is an error."""


@dataclass(frozen=True)
class Turn:
    """What one had answered when its turn was over: answers a second, the milliseconds that each took, and an answer
    that was an error, if one was.
    """

    rate: float
    took: list[float]
    error: bytes = b""


async def turn(address: str, path: str, body: bytes) -> Turn:
    """What was answered while all clients asked that again and again."""
    took: list[float] = []
    errors: list[bytes] = []

    async def work() -> None:
        async with Client(address, path) as client:
            while (asked := time.perf_counter()) < end:
                answer = await client.ask(body)
                took.append((time.perf_counter() - asked) * 1000)
                if answer.startswith(ERRORS):
                    errors.append(answer)

    begin = time.perf_counter()
    end = begin + SECONDS
    await asyncio.gather(*(work() for _ in range(CLIENTS)))
    return Turn(len(took) / (time.perf_counter() - begin), took, *errors[:1])


async def compare(name: str, accord: str, floor: str) -> int:
    """Bytes of the answer. Raises AssertionError where the two differ."""
    async with Client(accord, "/graphql") as ours, Client(floor, "/") as theirs:
        body, plain = bodies(name)
        told, wanted = orjson.loads(await ours.ask(body)), await theirs.ask(plain)
    assert told.get("errors") is None, told
    assert told["data"] == orjson.loads(wanted)["data"], name
    return len(wanted)


async def measure(name: str, accord: str, floor: str) -> dict[str, Any]:
    """A row of the page."""
    size = await compare(name, accord, floor)
    body, plain = bodies(name)
    await turn(accord, "/graphql", body)
    rounds = [
        ((await turn(accord, "/graphql", body)).rate, (await turn(floor, "/", plain)).rate) for _ in range(ROUNDS)
    ]
    share = median(ours / theirs for ours, theirs in rounds)
    ours, theirs = (f"{median(each):.0f}" for each in zip(*rounds, strict=True))
    return {
        "question": name,
        "bytes": str(size),
        "Accord/s": ours,
        "floor/s": theirs,
        "share": f"{share:.2f}",
        "goal": f"{ASKED[name][2]:.2f}",
    }


def main(agreements: int) -> int:
    """Prints the shares. Returns 1 where one is below its goal."""
    with TemporaryDirectory(prefix="accord-bench-") as folder, neo4j_server() as server:
        settings = load_settings(home=Path(folder), graph_uri=server.uri, graph_password=server.password)
        with connect(settings) as graph:
            prepare(graph)
            generate(graph, agreements)
        with running(ACCORD, settings) as accord, running(FLOOR, settings) as floor:
            rows = [asyncio.run(measure(name, accord.address, floor.address)) for name in ASKED]
    console.print_rows(rows)
    print(
        f"{agreements} agreements; {CLIENTS} clients; load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
    )
    return int(any(float(row["share"]) < float(row["goal"]) for row in rows))


if __name__ == "__main__":
    try:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000))
    except CannotRun as reason:
        print(f"Neo4j is not measured: {reason}")
