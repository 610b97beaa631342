"""Pages of the edges at a node that has very many, against the same pages read the usual way."""

import asyncio
from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph import ahead, crowds
from graph.ahead import NEAR, with_ids_at
from graph.crowds import is_ordered
from graph.ddl import indexes
from graph.keyset import Key
from graph.pages import Page
from graph.statement import Labels, One, Own, Place, Rows, Shown, statement
from graph.where import ANYTHING, All, Not, Some
from graph.where import Test as Asked
from schema import MODEL
from schema.stakeholders import NATION
from tests.conftest import SOAK

EXAMPLES = defaultdict(lambda: 300) if SOAK else {"embedded": 15, "neo4j": 5}
"""How many pages are drawn: Neo4j takes a moment to plan a statement that it never saw."""

PARTY_TO = next(rel for rel in MODEL.rels if rel.type == "PARTY_TO")
NATIONS = ("nation/US", "nation/JP", "nation/IS")
AGREEMENTS = [
    {"id": f"agreement/{number}", "title": "UVW"[number % 3], "status": ("in-force", "expired")[number % 2]}
    for number in range(20)
]
EDGES = [
    {"a": nation, "b": f"agreement/{number}", "props": {"from_on": f"19{60 + number}"} if number % 3 else {}}
    for nation, numbers in {"nation/US": range(18), "nation/JP": range(0, 20, 7), "nation/IS": ()}.items()
    for number in numbers
]
EDGES += [{"a": "nation/US", "b": "agreement/4", "props": {"from_on": "1990"}}]  # it left, and came back
BEHIND = Key("from_on", str, of_edge=True)
LAST = Key("id", str, required=True)
FIRST = [Key("title", str, required=True), Key("status", str), BEHIND]
BESIDE = Page((FIRST[0], LAST, BEHIND), 9, after=("U", "agreement/12", None))
"""A page that begins in the middle of what has one title."""
FILTERS = [
    ANYTHING,
    Asked("status", "eq", "in-force"),
    Asked("title", "eq", "none"),
    All((Asked("from_on", "isNull", False, of_edge=True), Not(Asked("title", "eq", "U")))),
    Some((Asked("id", "gt", "agreement/5"), Asked("from_on", "gte", "1975", of_edge=True))),
]


@pytest.fixture
def parties(graph):
    """A graph in which one nation is party to nearly all agreements, one to a few, and one to none."""
    graph.define_indexes([index for index in indexes() if index.label in ("Agreement", "Nation")])
    nations = [{"id": nation, "title": nation} for nation in NATIONS]

    def write(tx):
        tx.run("UNWIND $rows AS row CREATE (n:Entity:Stakeholder:Nation) SET n = row", {"rows": nations})
        tx.run("UNWIND $rows AS row CREATE (n:Entity:Agreement) SET n = row", {"rows": AGREEMENTS})
        match = "MATCH (a:Nation {id: row.a}) MATCH (b:Agreement {id: row.b})"
        edge = "CREATE (a)-[r:PARTY_TO]->(b) SET r = row.props"
        tx.run(f"UNWIND $rows AS row {match} {edge}", {"rows": EDGES})

    graph.write(write)
    return graph


@st.composite
def pages(draw):
    """A page of an order by one or two properties; its ends are places of edges, or near to some."""
    told = draw(st.lists(st.sampled_from(FIRST), unique=True, max_size=1))
    keys = tuple(replace(key, desc=draw(st.booleans())) for key in dict.fromkeys((*told, LAST, BEHIND)))
    rows: list[Any] = [(edge["props"], each) for edge in EDGES for each in AGREEMENTS if each["id"] == edge["b"]]
    of = st.sampled_from(rows).map(lambda row: tuple(row[not key.of_edge].get(key.name) for key in keys))
    places, size = st.none() | of, draw(st.integers(1, 9))
    where, on = draw(st.sampled_from(FILTERS)), draw(st.sampled_from([None, "1970-01-01"]))
    return Page(keys, size, draw(st.booleans()), draw(places), draw(places), where, on)


def read(graph, page, nation):
    """The rows of the page at the nation."""
    rows = Rows((PARTY_TO, True), 1, Shown([Own("id"), Own("from_on", True), Labels(), Place()]), one_more=True)
    text, params = statement([One(NATION, 0, Shown([Own("title"), rows]))], [nation, page])
    [row] = graph.read(text, params)
    return row["c0"]


def test_a_page_of_very_many_edges_is_the_one_that_is_read_the_usual_way(engine, parties, monkeypatch):
    monkeypatch.setattr(crowds, "CROWD", 4)  # of the nations, one has more
    monkeypatch.setattr(crowds, "PART", 100)

    @settings(deadline=None, max_examples=EXAMPLES[engine.name], suppress_health_check=list(HealthCheck))
    @given(pages())
    @example(BESIDE)
    def check(page):
        for nation in NATIONS:
            assert read(parties, replace(page, crowded=True), nation) == read(parties, page, nation)

    check()


@pytest.mark.parametrize("near", [2, NEAR])
def test_a_page_of_which_the_ids_were_looked_up_is_the_one_that_is_read_the_usual_way(
    engine, parties, near, monkeypatch
):
    monkeypatch.setattr(ahead, "NEAR", near)
    monkeypatch.setattr(ahead, "TIMES", 1)
    known: set[bool] = set()

    async def ask(text, params):
        return parties.read(text, params)

    @settings(deadline=None, max_examples=EXAMPLES[engine.name], suppress_health_check=list(HealthCheck))
    @given(pages())
    @example(BESIDE)
    def check(page):
        for nation in NATIONS:
            found = asyncio.run(with_ids_at(ask, PARTY_TO, True, page, nation))
            known.add(found.ids is not None)

            assert read(parties, found, nation) == read(parties, page, nation)

    check()
    assert known == {True, False}


@pytest.mark.parametrize(
    ("key", "ordered"),
    [(LAST, True), (FIRST[0], True), (FIRST[1], False), (FIRST[2], False)],
    ids=str,
)
def test_edges_are_read_by_an_index_only_where_it_holds_all_and_in_the_order_that_is_wanted(key, ordered):
    assert is_ordered(PARTY_TO, True, Page((key, LAST), 1)) is ordered
