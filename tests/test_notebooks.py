"""Notebooks read Accord's graph: with the driver as the page on Cypher says, and those that have py2neo with it."""

import re

import py2neo
import pytest

from graph.connect import access_to
from tests.project import text_of


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


@pytest.mark.parametrize("engine", ["embedded"], indirect=True, scope="session")
def test_the_code_of_the_page_on_cypher_runs_as_it_stands(engine, loaded, monkeypatch):
    for name, value in engine.environment.items():
        monkeypatch.setenv(name, value)
    found = []
    with access_to(engine.settings, reader=True) as access:
        for block in re.findall(r"```python\n(.*?)```", text_of("docs/cypher.md"), re.DOTALL):
            told: dict[str, list[dict[str, str]]] = {}
            here = block.replace("~/.local/share/accord", str(engine.settings.home))
            exec(here.replace("bolt://127.0.0.1:7687", access.uri), told)
            found.append(told["rows"])

    assert {"nation": "Japan", "agreement": "ACSA with Japan, 2016"} in found[0]
    assert found[1] == [{"title": "Japan"}]
