"""How often the graph is read for one request: once a level, whatever the number of entities."""

import pytest

from graph.reads import VERSION
from tests.api_client import Fake, serving


class Counting(Fake):
    """A graph that keeps the statements which it is asked, looks at the version and sizes of the data apart."""

    def __init__(self, graph):
        self.graph = graph
        self.texts, self.looks = [], []

    async def read(self, text, params=None):
        if "count(" not in text:
            (self.looks if text == VERSION else self.texts).append(text)
        return await self.graph.read(text, params)


@pytest.fixture
def counted(engine, loaded):
    """A client, the statements that its requests came to, and the looks at the version of the data."""
    kept = []

    def around(graph):
        kept.append(Counting(graph))
        return kept[0]

    with serving(engine.settings, around) as client:
        client.data("{ status { version } }")
        kept[0].looks.clear()
        yield client, kept[0].texts, kept[0].looks


@pytest.mark.parametrize("first", [10, 100])
def test_a_level_of_a_request_is_one_read_however_many_entities_it_has(counted, first):
    client, texts, _ = counted
    client.data(
        """query($first: Int!) {
          nations(first: $first) { nodes { agreements { nodes { id parties { nodes { id title } } } } } }
        }""",
        first=first,
    )

    assert len(texts) == 3


def test_the_same_relation_under_two_names_is_read_once(counted):
    client, texts, _ = counted
    client.data('{ nation(id: "nation/JP") { a: memberOf { nodes { id } } b: memberOf { edges { fromOn } } } }')

    assert len(texts) == 2


def test_a_source_of_which_only_the_id_is_wanted_is_not_read(counted):
    client, texts, _ = counted
    client.data('{ nation(id: "nation/JP") { source { id } run { id } agreements { edges { source { id } } } } }')

    assert len(texts) == 2


def test_sources_of_many_facts_are_read_together(counted):
    client, texts, _ = counted
    client.data("{ nations(first: 100) { nodes { source { id title } run { id state } } } }")

    assert len(texts) == 2


def test_the_names_are_read_once_for_a_version_of_the_data(counted):
    client, texts, _ = counted
    for _ in range(3):
        client.data('{ resolve(name: "japan") { score entity { id } } }')

    assert len(texts) == 1


def test_the_version_of_the_data_is_looked_at_once_for_each_request(counted):
    client, _, looks = counted
    client.data('{ resolve(name: "japan") { score } nation(id: "nation/JP") { id source { title } } }')

    assert len(looks) == 1
