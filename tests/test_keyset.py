"""Pages that an engine reads, against those that Python cuts out of the whole list; on every engine."""

import asyncio
import re
from collections import defaultdict
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import ahead
from graph.ahead import NEAR, with_ids
from graph.ddl import indexes
from graph.former import State, among, paged
from graph.keyset import Key
from graph.pages import Page, listed
from graph.where import ANYTHING, All, Not, Params, Some
from graph.where import Test as Asked
from schema.cases import CASE
from tests.conftest import SOAK, wipe

EXAMPLES = defaultdict(lambda: 1_000) if SOAK else {"embedded": 40, "neo4j": 12}
"""How many pages are drawn: Neo4j takes a moment to plan a statement that it never saw."""

TITLES = ("\u00fc", "T", "", "😀", "T1")
CASES = [
    {"id": f"case/{number}", "title": TITLES[number // 2 % 5], "designator": "d"}
    | ({} if number % 3 == 0 else {"value_usd": float(number % 4)})
    | ({} if number % 4 else {"status": "offered"})
    for number in range(24)
]
KEYS = [
    Key("title", str, required=True),
    Key("value_usd", float),
    Key("status", str),
    Key("version", str),
    Key("id", str, required=True),
]
FILTERS = [
    ANYTHING,
    Asked("title", "gte", "T1"),
    Not(Asked("value_usd", "eq", 1.0)),
    All((Asked("status", "isNull", True),)),
    Asked("status", "eq", "offered"),
    All((Asked("title", "eq", "T"), Asked("value_usd", "gte", 1.0))),
    Some((Asked("title", "in", ("T", "")), Asked("title", "eq", "T1"))),
]


@pytest.fixture
def cases(graph):
    """A graph with these cases alone, and their indexes."""
    graph.define_indexes([index for index in indexes() if index.label == "Case"])
    graph.write(lambda tx: tx.run("UNWIND $rows AS row CREATE (n:Entity:Case) SET n = row", {"rows": CASES}))
    return graph


def test_a_list_stands_in_the_order_of_code_points(cases):
    titles = ("T", "", "😀", "\uff5e", "\ue000", "語", "😀\uff5e", "\uff5e😀", "\ud7ff")
    rows = [{"id": f"{at}", "title": each, "designator": "d", "version": each} for at, each in enumerate(titles)]
    wipe(cases)
    cases.write(lambda tx: tx.run("UNWIND $rows AS row CREATE (n:Entity:Case) SET n = row", {"rows": rows}))

    for name, desc in product(("title", "version"), (False, True)):  # with an index and without one
        page, params = Page((Key(name, str, desc, required=True), KEYS[-1]), len(titles)), Params()
        told = cases.read(listed(CASE, page, params), params.values)
        assert [row["props"][name] for row in told] == sorted(titles, reverse=desc)


@st.composite
def pages(draw):
    """A page of an order by one to three properties; its ends are places of the list, or near to some."""
    told = draw(st.lists(st.sampled_from(KEYS[:-1]), unique=True, max_size=2))
    keys = tuple(replace(key, desc=draw(st.booleans())) for key in (*told, KEYS[-1]))
    places = st.none() | st.sampled_from(CASES).map(lambda case: tuple(case.get(key.name) for key in keys))
    where = draw(st.sampled_from(FILTERS))
    size = draw(st.integers(1, 9))
    return Page(keys, size, draw(st.booleans()), draw(places), draw(places), where)


def test_a_page_is_cut_out_of_the_whole_list_whatever_is_not_known(engine, cases):
    states = [State(("Case", "Entity"), case, {}) for case in CASES]

    @settings(deadline=None, max_examples=EXAMPLES[engine.name], suppress_health_check=list(HealthCheck))
    @given(pages())
    def check(page):
        params = Params()
        rows = cases.read(listed(CASE, page, params), params.values)

        assert [(row["props"], row["place"]) for row in rows] == [
            (state.props, place) for state, place in paged(among(states, CASE, page), page)
        ]

    check()


@pytest.mark.parametrize("near", [1, NEAR])
def test_ids_that_are_looked_up_ahead_are_those_of_the_page_and_of_the_one_behind_it(engine, cases, near, monkeypatch):
    monkeypatch.setattr(ahead, "NEAR", near)
    monkeypatch.setattr(ahead, "TIMES", 1)

    async def read(text, params):
        return cases.read(text, params)

    @settings(deadline=None, max_examples=EXAMPLES[engine.name], suppress_health_check=list(HealthCheck))
    @given(pages())
    def check(page):
        params = Params()
        rows = cases.read(listed(CASE, page, params), params.values)

        assert set(asyncio.run(with_ids(read, CASE, page)).ids or ()) == {row["props"]["id"] for row in rows}

    check()


OFFERED = Asked("status", "eq", "offered")
EITHER = Some((Asked("status", "in", ("offered", "closed")),))


@pytest.mark.parametrize(
    ("where", "order", "longer", "near", "asked"),
    [
        (ANYTHING, "title", True, 0, ["in order"]),
        (Asked("status", "gte", "offered"), "title", True, 0, ["in order"]),
        (Asked("version", "eq", "1"), "title", True, 0, ["in order"]),
        (Asked("id", "eq", "case/1"), "title", True, 0, ["in order"]),
        (OFFERED, "status", True, 0, ["by status"]),
        (OFFERED, "title", True, 5, [NEAR, "in order", "by status"]),
        (OFFERED, "title", True, 6, [NEAR, "in order"]),
        (OFFERED, "title", False, 5, [NEAR, "in order"]),
        (EITHER, "title", True, 6, [NEAR, "in order"]),
    ],
)
def test_what_equals_a_value_is_sought_by_an_index_only_where_little_is_near(where, order, longer, near, asked):
    told: list[Any] = []

    async def read(text, params):
        if "SKIP" in text:
            told.append(max(value for value in params.values() if isinstance(value, int)))
            return [{"value": "T"}] if longer else []
        told.append("by status" if re.search(r"(?<!coalesce\()n\.status (=|IN)", text) else "in order")
        return [{"id": f"{number}", "value": f"{number}"} for number in range(near)]

    asyncio.run(with_ids(read, CASE, Page((Key(order, str, required=True), KEYS[-1]), 5, where=where)))

    assert told == asked
