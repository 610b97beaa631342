"""A graph is made ready once, whoever asks for it at the same time, and is ready when that is over."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier

import pytest

from graph.ddl import indexes
from graph.dialect import Index
from graph.prepare import MARK, prepare
from schema import FORMAT
from tests.conftest import wipe

VERSIONS = "MATCH (v:DataVersion) RETURN v.id AS id, v.version AS version"
STATES = "SHOW INDEXES YIELD name, state RETURN name, state"
NEW = [Index(f"prepare_test_{number}", "PrepareTest", f"text{number}", str) for number in range(8)]
WORDS = "sale of ships " + " ".join(f"hull{number}" for number in range(150))


@pytest.fixture
def declared_anew(monkeypatch):
    """Declarations with indexes that the graph does not have yet; afterwards, those that it has for good."""
    before = indexes()
    monkeypatch.setattr("graph.prepare.indexes", lambda: [*before, *NEW])


def at_once(engine, count, work):
    """What came of so many that do the work at once, each through a connection of its own."""
    with ExitStack() as stack, ThreadPoolExecutor(count) as threads:
        barrier = Barrier(count)

        def one(opened):
            barrier.wait()
            return work(opened)

        opened = [stack.enter_context(engine.open()) for _ in range(count)]
        return list(threads.map(one, opened))


def test_two_who_make_a_graph_ready_at_once_both_do_so(engine, graph, declared_anew):
    at_once(engine, 2, prepare)

    assert {each.name for each in NEW} <= {row["name"] for row in graph.read(STATES)}


def mark(opened):
    """What is written last of all when a graph is made ready."""
    with opened.alone():
        opened.write(lambda tx: tx.run(MARK, {"mark": "of these declarations", "format": FORMAT}))


def test_many_who_mark_an_empty_graph_as_ready_at_once_make_one_data_version(engine, graph):
    prepare(graph)
    wipe(graph)
    at_once(engine, 6, mark)

    assert graph.read(VERSIONS) == [{"id": "data", "version": 0}]


def test_a_graph_that_was_made_ready_has_no_index_that_is_still_filled(graph):
    graph.define("DROP INDEX entity_search")
    rows = [{"id": f"case/{number}", "search": f"{WORDS} {number}"} for number in range(1500)]
    graph.write(lambda tx: tx.run("UNWIND $rows AS row CREATE (n:Entity:Case) SET n = row", {"rows": rows}))
    prepare(graph)

    assert {row["state"] for row in graph.read(STATES)} == {"ONLINE"}
