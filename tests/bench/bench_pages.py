"""Pages of sorted lists in graphs of several sizes, on every engine: `python -m tests.bench.bench_pages [size ...]`.

One client asks alone, over HTTP. Writes its part of docs/performance.md.
"""

import asyncio
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from api.cursors import encode
from graph.client import Graph
from graph.connect import connect
from graph.dialect import NEO4J
from graph.embedded import open_engine
from graph.prepare import prepare
from graph.settings import Settings, load_settings
from tests.bench.bench_graphql import ACCORD, US, Client, agreement, link, nodes, running, spell
from tests.bench.page import machine, table, write
from tests.neo4j_server import LONG_TERM, CannotRun, neo4j_server

SIZES, TIMES = (2_000, 20_000, 200_000), 30
MOST = 2.0
"""How many times what a page takes in the smallest graph it may take in the largest."""

SERVER = ("-Xmx2g", "-XX:TieredStopAtLevel=4")
"""Flags with which Java compiles what runs often, as a server that lives long does."""

CROWDED = f'nation(id: "{US}")'
LIST = "{}(first: 50, after: $after, {}) {{ nodes {{ id title }} pageInfo {{ endCursor }} }}"
ASKED: Mapping[str, tuple[str, str, str | None]] = {
    "by id": ("agreements", "orderBy: {field: ID}", None),
    "by id, of all entities": ("entities", "orderBy: {field: ID}", None),
    "by title": ("agreements", "orderBy: {field: TITLE}", None),
    "by title, the last first": ("agreements", "orderBy: {field: TITLE, direction: DESC}", None),
    "by title, from the middle": ("agreements", "orderBy: {field: TITLE}", "title,id"),
    "by title, of a status": ("agreements", "orderBy: {field: TITLE}, where: {status: {eq: EXPIRED}}", None),
    "by title, as of a day": ("agreements", 'orderBy: {field: TITLE}, asOf: "2010-06-30"', None),
    "by day of signature": ("agreements", "orderBy: {field: SIGNED_ON}", None),
    "by value, the greatest first": ("cases", "orderBy: {field: VALUE_USD, direction: DESC}", None),
    "by a day that none has": ("agreements", "orderBy: {field: IN_FORCE_TO}", None),
    "of a nation with nearly all, by id": (f"{CROWDED} {{ agreements", "orderBy: {field: ID}", None),
    "of a nation with nearly all, by title": (f"{CROWDED} {{ agreements", "orderBy: {field: TITLE}", "title,id"),
    "of a nation with nearly all, as of a day": (f"{CROWDED} {{ agreements", 'asOf: "2010-06-30"', None),
}
"""The lists by what they are called: the field, its arguments, and the order of the cursor from which a page begins."""

INTRODUCTION = """Written by `python -m tests.bench.bench_pages` on {machine}.

Milliseconds within which half of {times} answers came to one client who asked for a page of 50 alone, in graphs of so
many agreements and as many cases. `last / first` is to be at most {most}.
"""


def generate(graph: Graph, agreements: int) -> None:
    """Writes so many agreements and cases, and a nation that is party to nineteen of twenty."""
    chance = random.Random(7)
    nodes(graph, "Agreement", [agreement(chance, number) for number in range(agreements)], kinds=["mou"])
    values = [chance.randrange(1, 10**9) / 100 for _ in range(agreements)]
    cases = [{"id": f"case/C{number}", "value_usd": value} for number, value in enumerate(values)]
    nodes(graph, "Case", [{"title": case["id"], "designator": case["id"], **case} for case in cases])
    nodes(graph, "Stakeholder:Nation", [{"id": US, "title": US, "iso3": "USA"}])
    parties = [
        {"a": US, "b": f"agreement/A{number:06d}", **spell(chance)} for number in range(agreements) if number % 20
    ]
    link(graph, "Nation", "PARTY_TO", "Agreement", parties)
    if graph.dialect is NEO4J:
        graph.read("CALL db.awaitIndexes(600)")


def body(name: str, agreements: int) -> bytes:
    """What is asked for a page."""
    field, arguments, order = ASKED[name]
    middle = [f"Memorandum {agreements // 2:06d}", f"agreement/A{agreements // 2:06d}"]
    after = None if order is None else encode(order, middle)
    text = f"query($after: String) {{ {LIST.format(field, arguments)} {'}' * field.count('{')} }}"
    return orjson.dumps({"query": text, "variables": {"after": after}})


async def took(address: str, asked: bytes) -> float:
    """The milliseconds within which half of the answers came, after some for warming up."""
    found = []
    async with Client(address, "/graphql") as client:
        for _ in range(2 * TIMES):
            begun = time.perf_counter()
            told: dict[str, Any] = orjson.loads(await client.ask(asked))
            found.append((time.perf_counter() - begun) * 1000)
            assert told.get("errors") is None, told
            assert len(_list(told["data"])["nodes"]) == 50, told
    return median(found[TIMES:])


def _list(told: dict[str, Any]) -> dict[str, Any]:
    """The one list that an answer holds."""
    return told if "nodes" in told else _list(*told.values())


@contextmanager
def embedded() -> Iterator[Settings]:
    """A new and empty embedded engine."""
    with TemporaryDirectory(prefix="accord-bench-") as home, open_engine(Path(home)):
        yield load_settings(home=Path(home))


@contextmanager
def own_neo4j() -> Iterator[Settings]:
    """A new and empty Neo4j. Raises CannotRun where there is none."""
    with TemporaryDirectory(prefix="accord-bench-") as home, neo4j_server(LONG_TERM, *SERVER) as server:
        yield load_settings(home=Path(home), graph_uri=server.uri, graph_password=server.password)


ENGINES = {f"Neo4j {LONG_TERM}": own_neo4j, "embedded": embedded}


def measured(engine: str, agreements: int) -> dict[str, float]:
    """What each page takes in a graph of so many agreements."""
    with ENGINES[engine]() as settings:
        with connect(settings) as graph:
            prepare(graph)
            generate(graph, agreements)
        with running(ACCORD, settings) as server:
            return {name: asyncio.run(took(server.address, body(name, agreements))) for name in ASKED}


def grown(found: Mapping[int, Mapping[str, float]], name: str) -> float:
    """How many times what the page takes in the smallest graph it takes in the largest."""
    return found[max(found)][name] / found[min(found)][name]


def section(found: Mapping[str, Mapping[int, Mapping[str, float]]]) -> str:
    """The part of the page."""
    told = INTRODUCTION.format(machine=machine(), times=TIMES, most=MOST)
    for engine, sizes in found.items():
        rows = [
            {"page": name, **{f"{size:,}": f"{took[name]:.1f}" for size, took in sizes.items()}}
            | {"last / first": f"{grown(sizes, name):.1f}"}
            for name in ASKED
        ]
        told += f"\n### {engine}\n\n{table(rows)}\n"
    return told


def main(sizes: Sequence[int]) -> int:
    """Writes the page and prints it. Returns 1 where a page is not flat."""
    found: dict[str, dict[int, dict[str, float]]] = {}
    for engine in ENGINES:
        try:
            found[engine] = {agreements: measured(engine, agreements) for agreements in sizes}
        except CannotRun as reason:
            print(f"{engine} is not measured: {reason}")
    write("Pages of sorted lists", section(found))
    print(section(found))
    return int(any(grown(sizes, name) > MOST for sizes in found.values() for name in ASKED))


if __name__ == "__main__":
    sys.exit(main([int(each) for each in sys.argv[1:]] or SIZES))
