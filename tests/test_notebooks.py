"""Notebooks that have py2neo read Accord's graph with it."""

import py2neo
import pytest

from graph.connect import access_to


@pytest.fixture
def notebook(engine, graph):
    """The graph as py2neo shows it to one who only reads."""
    graph.write(lambda tx: tx.run("CREATE (:Entity:Nation {id: 'nation/JP', title: 'Japan'})"))
    with access_to(engine.settings, reader=True) as access:
        yield py2neo.Graph(access.uri, auth=(access.user, access.password), name=access.database)


def test_a_notebook_asks_in_cypher(notebook):
    rows = notebook.run("MATCH (n:Nation) WHERE n.id = $id RETURN n.title AS title", id="nation/JP").data()

    assert rows == [{"title": "Japan"}]


def test_a_notebook_matches_nodes(notebook):
    assert [dict(node) for node in notebook.nodes.match("Nation")] == [{"id": "nation/JP", "title": "Japan"}]
