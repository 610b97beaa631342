"""Pages of nodes and of edges: the days on which they hold, and the parts in which an index gives them in order."""

from dataclasses import replace

import pytest

from graph.keyset import Key
from graph.pages import Page, count_listed, count_related, listed, parts, related, taken
from graph.where import All, Params
from graph.where import Test as Asked
from schema.agreements import AGREEMENT, PARTY_TO
from schema.authorities import AUTHORITY

ID = Key("id", str, required=True)
STATUS = Key("status", str)
KNOWN = replace(STATUS, required=True)
LACKING = Asked("status", "isNull", True)
DAY = "2020-06-15"
SPELLS = [
    {"id": "a", "first": "2020-01-01", "last": "2020-12-31"},
    {"id": "b", "first": "2020-06-15", "last": "2020-06-15"},
    {"id": "c", "first": "2020-06-16", "last": None},
    {"id": "d", "first": None, "last": "2020-06-14"},
    {"id": "e", "first": None, "last": None},
]
HELD = ["a", "b", "e"]


def page(*keys, **told):
    return Page(keys or (ID,), 2, **told)


def test_nodes_are_listed_that_hold_on_the_day_both_days_included(graph):
    made = "CREATE (:Entity:Agreement {id: s.id, in_force_from_earliest: s.first, in_force_to_latest: s.last})"
    graph.write(lambda tx: tx.run(f"UNWIND $spells AS s {made}", {"spells": SPELLS}))
    asked, counted, few = Params(), Params(), Page((ID,), 9, on=DAY)

    rows = graph.read(listed(AGREEMENT, few, asked), asked.values)

    assert [row["props"]["id"] for row in rows] == HELD
    assert graph.read(count_listed(AGREEMENT, few, counted), counted.values) == [{"total": 3}]


def test_edges_are_listed_that_hold_on_the_day_whenever_their_nodes_do(graph):
    made = (
        "CREATE (a:Entity:Agreement {id: s.id, in_force_to_latest: '1999-12-31'}) "
        "CREATE (n)-[:PARTY_TO {key: s.id, from_on_earliest: s.first, to_on_latest: s.last}]->(a)"
    )
    graph.write(lambda tx: tx.run("CREATE (n:Entity:Stakeholder:Nation {id: 'n'})"))
    graph.write(lambda tx: tx.run(f"UNWIND $spells AS s MATCH (n:Nation {{id: 'n'}}) {made}", {"spells": SPELLS}))
    asked, counted, few = Params(), Params(), Page((ID,), 9, on=DAY)
    told = {"ids": ["n"], "most": 100}

    rows = graph.read(related(PARTY_TO, True, few, asked), asked.values | told)

    assert [row["edge"]["key"] for row in rows] == HELD
    found = graph.read(count_related(PARTY_TO, True, few, counted), counted.values | told)
    assert found == [{"id": "n", "total": 3}]


def test_what_has_no_days_is_listed_on_any(graph):
    graph.write(lambda tx: tx.run("CREATE (:Entity:Authority {id: 'x', from_on_earliest: '2030-01-01'})"))
    asked = Params()

    assert len(graph.read(listed(AUTHORITY, page(on=DAY), asked), asked.values)) == 1


def test_a_page_has_one_more_entry_than_its_size_where_there_is_one(graph):
    graph.write(lambda tx: tx.run("UNWIND range(1, 5) AS i CREATE (:Entity:Agreement {id: 'a' + i})"))
    asked = Params()

    assert len(graph.read(listed(AGREEMENT, page(), asked), asked.values)) == 3


def test_a_page_of_edges_has_one_more_at_each_node_where_there_is_one(graph):
    made = (
        "UNWIND range(1, 5) AS i CREATE (a:Entity:Agreement {id: 'a' + i}) "
        "WITH a MATCH (n:Nation {id: 'n'}) CREATE (n)-[:PARTY_TO {key: a.id}]->(a)"
    )
    graph.write(lambda tx: tx.run("CREATE (n:Entity:Stakeholder:Nation {id: 'n'})"))
    graph.write(lambda tx: tx.run(made))
    asked = Params()

    rows = graph.read(related(PARTY_TO, True, page(), asked), asked.values | {"ids": ["n"], "most": 100})

    assert [row["props"]["id"] for row in rows] == ["a1", "a2", "a3"]


def test_a_page_whose_ids_were_looked_up_in_vain_has_no_entry(graph):
    graph.write(lambda tx: tx.run("CREATE (:Entity:Agreement {id: 'a'})"))
    asked = Params()

    assert graph.read(listed(AGREEMENT, page(ids=()), asked), asked.values) == []


def test_a_page_by_a_key_that_all_have_is_read_as_it_is():
    whole = page(ID, after=("a",))

    assert parts(whole) == [whole]


@pytest.mark.parametrize("backward", [False, True])
def test_what_has_a_value_is_read_first_and_what_has_none_behind_it_or_backward_before(backward):
    known, unknown = page(KNOWN, ID, backward=backward), page(ID, backward=backward, where=LACKING)

    found = parts(page(STATUS, ID, backward=backward))

    assert found == ([unknown, known] if backward else [known, unknown])


def test_behind_a_place_with_a_value_stand_further_values_and_all_that_has_none():
    found = parts(page(STATUS, ID, after=("signed", "a")))

    assert found == [page(KNOWN, ID, after=("signed", "a")), page(ID, where=LACKING)]


def test_behind_a_place_without_a_value_stands_only_what_has_none():
    assert parts(page(STATUS, ID, after=(None, "a"))) == [page(ID, after=("a",), where=LACKING)]


def test_before_a_place_with_a_value_stand_only_values():
    assert parts(page(STATUS, ID, before=("signed", "a"))) == [page(KNOWN, ID, before=("signed", "a"))]


def test_before_a_place_without_a_value_stand_all_values_too():
    found = parts(page(STATUS, ID, before=(None, "a")))

    assert found == [page(KNOWN, ID), page(ID, before=("a",), where=LACKING)]


def test_between_a_place_without_a_value_and_one_with_such_nothing_stands_and_nothing_but_the_page_is_read():
    between = page(STATUS, ID, after=(None, "a"), before=("signed", "b"))

    assert parts(between) == [between]


def test_what_has_no_value_is_sought_among_what_the_filter_lets_through():
    kept = Asked("title", "eq", "A")

    assert [part.where for part in parts(page(STATUS, ID, where=kept))] == [kept, All((kept, LACKING))]


@pytest.mark.parametrize(
    ("told", "sought"),
    [
        ({}, True),
        ({"where": Asked("title", "eq", "A")}, True),
        ({"after": ("a",)}, False),
        ({"before": ("z",)}, False),
        ({"after": ("a",), "before": ("z",)}, False),
    ],
)
def test_an_index_is_told_that_the_first_key_is_there_where_no_place_tells_it(told, sought):
    assert ("n.id IS NOT NULL" in taken(AGREEMENT, page(**told), 3, "n", Params())) == sought


def test_what_has_no_value_for_several_keys_is_listed_last(graph):
    made = "UNWIND $rows AS row CREATE (n:Entity:Agreement {id: row.id}) SET n += row"
    rows = [{"id": "a"}, {"id": "b", "title": "B"}, {"id": "c", "status": "signed"}]
    graph.write(lambda tx: tx.run(made, {"rows": rows}))
    asked, few = Params(), Page((STATUS, Key("title", str), ID), 5)

    assert [row["props"]["id"] for row in graph.read(listed(AGREEMENT, few, asked), asked.values)] == ["c", "b", "a"]
