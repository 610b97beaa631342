"""One client speaks to every engine: it reads plain values, writes all or nothing, and fails in our words."""

import asyncio
import datetime
import logging
import socket
import threading

import pytest

from graph import faults
from graph.access import Access
from graph.client import CONFIGURATION, AsyncGraph, Graph
from schema.errors import BadQuery, GraphUnavailable, UsageError

COUNT = "MATCH (n) RETURN count(n) AS nodes"


def access(engine, **changes):
    """The way into the engine, with these changes."""
    with engine.access() as way:
        return Access(
            **{"uri": way.uri, "user": way.user, "password": way.password, "database": way.database} | changes
        )


def test_the_graph_tells_its_engine_and_version(engine, session_graph):
    assert session_graph.engine == engine.version
    assert session_graph.engine.split()[0] == {"embedded": "ArcadeDB"}.get(engine.name, "Neo4j")


def test_rows_are_plain_values(graph):
    text = (
        "RETURN 1 AS whole, 1.5 AS part, 'x' AS text, true AS yes, null AS none, $list AS list, {a: [1, {b: 2}]} AS map"
    )

    assert graph.read(text, {"list": [1, "two", None]}) == [
        {
            "whole": 1,
            "part": 1.5,
            "text": "x",
            "yes": True,
            "none": None,
            "list": [1, "two", None],
            "map": {"a": [1, {"b": 2}]},
        }
    ]


def test_nodes_relations_and_paths_are_plain_values_too(graph):
    graph.write(lambda tx: tx.run("CREATE (:Entity:A {id: 'a'})-[:KNOWS {since: 2016}]->(:Entity:B {id: 'b'})"))
    first, edge, second = (
        {"labels": ["A", "Entity"], "id": "a"},
        {"type": "KNOWS", "since": 2016},
        {
            "labels": ["B", "Entity"],
            "id": "b",
        },
    )

    assert graph.read("MATCH path = (a:A)-[r:KNOWS]->(b) RETURN a, r, b, path, [a, b] AS both, {r: r} AS map") == [
        {"a": first, "r": edge, "b": second, "path": [first, edge, second], "both": [first, second], "map": {"r": edge}}
    ]


def test_dates_are_those_of_python_and_go_in_as_such(graph):
    day = datetime.date(2016, 2, 29)

    assert graph.read("RETURN $day AS given, date('2016-02-29') AS made, duration('P1D') AS spell", {"day": day}) == [
        {"given": day, "made": day, "spell": "P1D"}
    ]


def test_what_a_transaction_wrote_is_kept_and_its_answer_returned(graph):
    answer = graph.write(lambda tx: tx.run("CREATE (n:Entity {id: $id}) RETURN n.id AS id", {"id": "a"}))

    assert answer == [{"id": "a"}]
    assert graph.read(COUNT) == [{"nodes": 1}]


def test_a_transaction_reads_what_it_wrote(graph):
    def work(tx):
        tx.run("CREATE (:Entity {id: 'a'})")
        return tx.run(COUNT)

    assert graph.write(work) == [{"nodes": 1}]


def test_a_transaction_that_fails_writes_nothing(graph):
    def work(tx):
        tx.run("CREATE (:Entity {id: 'a'})")
        tx.run("RETRUN 1")

    with pytest.raises(BadQuery):
        graph.write(work)
    assert graph.read(COUNT) == [{"nodes": 0}]


def test_an_error_of_the_work_itself_comes_out_unchanged_and_nothing_is_written(graph):
    def work(tx):
        tx.run("CREATE (:Entity {id: 'a'})")
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        graph.write(work)
    assert graph.read(COUNT) == [{"nodes": 0}]


def test_writers_that_collide_all_succeed(graph):
    """Each reads and raises the same number, so that a lost update would be seen."""
    graph.write(lambda tx: tx.run("CREATE (:Entity {id: 'sum', n: 0})"))
    add = "MATCH (e:Entity {id: 'sum'}) SET e.n = e.n + 1"
    threads = [
        threading.Thread(target=_repeat, args=(10, lambda: graph.write(lambda tx: tx.run(add)))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert graph.read("MATCH (e:Entity {id: 'sum'}) RETURN e.n AS n") == [{"n": 40}]


def _repeat(times, call):
    for _ in range(times):
        call()


@pytest.mark.parametrize("ask", [Graph.read, lambda graph, text: graph.write(lambda tx: tx.run(text))])
def test_a_reader_reads_and_is_refused_every_write(graph, reader, ask):
    graph.write(
        lambda tx: tx.run("CREATE (:Entity:Old {id: 'a', title: 'A'})-[:KNOWS]->(:Entity:Old {id: 'b', title: 'B'})")
    )
    before = graph.read("MATCH (n) RETURN n.id AS id, labels(n) AS labels, properties(n) AS props ORDER BY id")

    for text in (
        "CREATE (n:Entity:New {id: 'c'})",
        "MERGE (n:Entity:Old {id: 'c'})",
        "MATCH (n:Old) SET n.title = 'c'",
        "MATCH (n:Old) REMOVE n.title",
        "MATCH ()-[r:KNOWS]->() DELETE r",
        "MATCH (n) DETACH DELETE n",
    ):
        with pytest.raises(BadQuery, match="only reads") as refusal:
            ask(reader, text)
        assert refusal.value.where in (text, graph.uri)  # one engine tells it only at the commit
    assert reader.read("MATCH (n) RETURN n.id AS id, labels(n) AS labels, properties(n) AS props ORDER BY id") == before
    assert reader.read("MATCH (:Old)-[r:KNOWS]->(:Old) RETURN count(r) AS edges") == [{"edges": 1}]


@pytest.mark.parametrize(
    "text", ["RETRUN 1", "MATCH (n RETURN n", "RETURN $missing", "RETURN 1/0", "", "RETURN toInteger([])"]
)
def test_a_statement_that_is_wrong_is_refused_with_itself_as_the_place(graph, text):
    with pytest.raises(BadQuery) as refusal:
        graph.read(text)

    assert refusal.value.what
    assert refusal.value.where in (text, graph.uri)


@pytest.mark.parametrize("value", [object(), 2**64, {1: 2}])
def test_a_parameter_that_no_engine_knows_is_refused(graph, value):
    with pytest.raises(BadQuery) as refusal:
        graph.read("RETURN $value", {"value": value})

    assert refusal.value.where == "RETURN $value"


def test_names_that_a_young_graph_lacks_are_no_news(graph, caplog):
    with caplog.at_level(logging.INFO, logger="neo4j"):
        rows = graph.read("MATCH (n:Neverseen)-[:NOSUCHTYPE]->({nosuchproperty: 1}) RETURN n")

    assert rows == []
    assert [record for record in caplog.records if record.name == "neo4j.notifications"] == []


def test_a_wrong_password_is_told(engine):
    with pytest.raises(GraphUnavailable, match="refuses the login") as refusal:
        Graph(access(engine, password="wrong"))

    assert refusal.value.remedy
    assert "wrong" not in str(refusal.value)


def test_a_server_that_is_not_there_is_told():
    with pytest.raises(GraphUnavailable, match="does not answer") as refusal:
        Graph.open("bolt://127.0.0.1:1", "neo4j", "secret")

    assert refusal.value.where == "bolt://127.0.0.1:1"
    assert "ACCORD_GRAPH_URI" in refusal.value.remedy


def test_a_server_that_takes_connections_and_says_nothing_is_told(monkeypatch):
    monkeypatch.setitem(CONFIGURATION, "connection_acquisition_timeout", 0.2)
    monkeypatch.setattr(faults, "PATIENCE", 0.1)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        uri = f"bolt://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(GraphUnavailable, match="the graph does not answer") as told:
            Graph.open(uri, "neo4j", "x")

    assert told.value.where == uri


def test_an_address_that_is_none_is_told():
    with pytest.raises(GraphUnavailable):
        Graph.open("gopher://127.0.0.1", "neo4j", "secret")


def test_a_password_is_not_shown_with_the_way_in():
    assert "secret" not in repr(Access("bolt://there", "neo4j", "secret"))


def test_a_server_that_is_not_ours_takes_no_sql():
    with pytest.raises(UsageError):
        Access("bolt://there", "neo4j", "secret").sql("SELECT 1")


def test_the_server_reads_the_same_rows_without_waiting(engine, graph):
    graph.write(lambda tx: tx.run("UNWIND range(1, 50) AS n CREATE (:Entity {id: toString(n), n: n})"))
    text = "MATCH (e:Entity) WHERE e.n <= $most RETURN e, e.n AS n ORDER BY n"

    async def ask():
        async with AsyncGraph(access(engine, reader=True)) as later:
            return await asyncio.gather(*(later.read(text, {"most": most}) for most in range(1, 20)))

    assert asyncio.run(ask()) == [graph.read(text, {"most": most}) for most in range(1, 20)]


def test_the_server_hears_of_failures_in_the_same_words(engine):
    async def ask(text, **changes):
        async with AsyncGraph(access(engine, **changes)) as later:
            await later.read(text)

    with pytest.raises(BadQuery) as refusal:
        asyncio.run(ask("RETRUN 1"))
    assert refusal.value.where == "RETRUN 1"
    with pytest.raises(GraphUnavailable, match="refuses the login"):
        asyncio.run(ask("RETURN 1", password="wrong"))
