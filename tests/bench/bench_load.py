"""Loading the bundled facts against writing the same nodes and edges by bare UNWIND: python -m tests.bench.bench_load.

The load reads, checks and compares. What it has stored is read back, and stored once more without any of that: the same
rows by one statement for each set of labels and kind of edge, a transaction for each source. Beyond these rows a load
counts the version of the data and keeps what was changed in it, which the bare writing does not.
"""

import sys
from collections import defaultdict
from typing import Any

from graph import text
from graph.client import Graph, Tx
from graph.connect import connect
from graph.prepare import prepare
from graph.settings import Settings
from loaders import bundled
from loaders.commands import load_all
from loaders.run import Options
from schema import MODEL
from schema.core import Rel
from tests.bench import page
from tests.bench.measuring import ROUNDS, Goal, Measured, on_each_engine, seconds, section, tell

GOAL = Goal("Loading the bundled facts", "raw UNWIND", "load", "at least", 0.7)

NODES = (
    "MATCH (n:Entity) RETURN labels(n) AS labels, properties(n) AS props, coalesce(n.run, n.id) AS run ORDER BY n.id"
)
EDGES = (
    "MATCH (a:Entity)-[r]->(b:Entity)\n"
    "RETURN type(r) AS type, labels(a) AS starts, labels(b) AS ends, coalesce(r.run, a.run) AS run,\n"
    "       a.id AS start, b.id AS end, properties(r) AS props\n"
    "ORDER BY start, type, end, r.key"
)
RUNS = "MATCH (r:LoadRun) RETURN r.id AS run ORDER BY r.started_at"

Statements = dict[str, list[dict[str, Any]]]
"""Rows by the statement that writes them."""


def stored(graph: Graph) -> list[Statements]:
    """For each source, in their order, the statements that store again what its load has stored."""
    by_run: dict[str, Statements] = {row["run"]: defaultdict(list) for row in graph.read(RUNS)}
    for row in graph.read(NODES):
        by_run[row["run"]][text.create_nodes(sorted(row["labels"]))].append({"props": row["props"]})
    for row in graph.read(EDGES):
        rel = _rel(row["type"], row["starts"], row["ends"])
        statement = text.create_edges(rel.type, rel.start.label, rel.end.label)
        by_run[row["run"]][statement].append({name: row[name] for name in ("start", "end", "props")})
    return list(by_run.values())


def _rel(type_: str, starts: list[str], ends: list[str]) -> Rel:
    found = (rel for rel in MODEL.rels if rel.type == type_ and rel.start.label in starts and rel.end.label in ends)
    return next(found)


def store(graph: Graph, told: list[Statements]) -> None:
    """Runs the statements."""
    for statements in told:

        def run(tx: Tx, statements: Statements = statements) -> None:
            for statement, rows in statements.items():
                tx.run(statement, {"rows": rows})

        graph.write(run)


def load_bundled(graph: Graph) -> None:
    """Loads all bundled sources, as the command line does."""
    load_all(graph, [(loader, None) for loader in bundled().values()], Options(), quiet=True)


def wipe(graph: Graph) -> None:
    """Takes everything out of the graph; constraints and indexes stay."""
    graph.write(lambda tx: tx.run("MATCH (n:Entity) DETACH DELETE n"))


def measure(settings: Settings) -> Measured:
    """Seconds of the load and of the bare writing, in turn on the same graph; the first round is for warming up."""
    loads, bare = [], []
    with connect(settings) as graph:
        prepare(graph)
        load_bundled(graph)
        told = stored(graph)
        for _ in range(ROUNDS + 1):
            wipe(graph)
            bare.append(seconds(lambda: store(graph, told)))
            assert stored(graph) == told
            wipe(graph)
            loads.append(seconds(lambda: load_bundled(graph)))
    return {"raw UNWIND": bare[1:], "load": loads[1:]}


if __name__ == "__main__":
    measured = on_each_engine(measure)
    page.write(GOAL.title, section(GOAL, measured))
    sys.exit(tell(GOAL, measured))
