"""What an operation costs, before anything is read."""

import asyncio
from functools import reduce
from math import inf

import pytest
from graphql import OperationDefinitionNode, get_operation_ast, parse
from hypothesis import given, settings
from hypothesis import strategies as st

from api import cost as costs
from api.cost import PRICES, RECALLED, SCANNED, SOUGHT, Estimate, price
from api.policy import Policy
from api.priced import hangs_on
from api.schema import SCHEMA
from api.sizes import Sizes
from graph.reads import degree
from schema import MODEL
from schema.agreements import PARTY_TO
from schema.errors import TooMuch
from tests.api_client import Fake, serving, speaking

COUNTS = {"Nation": 200, "Agreement": 300, "PARTY_TO": 2_000, "Acsa": 100, "Entity": 5_000}
SIZES = Sizes({**{node.label: 0 for node in MODEL.nodes}, **{rel.type: 0 for rel in MODEL.rels}, **COUNTS})
UNKNOWN = Sizes({})
LEVEL = "agreements { nodes { parties { nodes"


def cost(text, sizes=UNKNOWN, **variables):
    document = parse(text)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return Estimate(SCHEMA._schema, document, variables, sizes).of(operation)


def test_every_price_is_that_of_a_field_there_is():
    fields = {name for kind in SCHEMA._schema.type_map.values() for name in getattr(kind, "fields", {})}

    assert PRICES.keys() - fields == set()


def test_an_operation_whose_cost_takes_too_long_to_tell_is_refused(monkeypatch):
    monkeypatch.setattr(costs, "VISITS", 2)

    assert cost('{ nation(id: "nation/JP") { id title } }') == 1
    with pytest.raises(TooMuch, match="too many fields"):
        cost('{ nation(id: "nation/JP") { agreements { nodes { parties { nodes { id } } } } } }')


def test_what_is_asked_by_id_costs_one():
    assert cost('{ nation(id: "nation/JP") { id title } }') == 1


def test_two_selections_of_one_field_cost_once():
    assert cost('{ nation(id: "nation/JP") { id } nation(id: "nation/JP") { source { id } } }') == 2


def test_two_aliases_of_one_field_cost_twice():
    assert cost('{ a: nation(id: "nation/JP") { id } b: nation(id: "nation/JP") { id } }') == 2


def test_a_fragment_costs_where_it_is_spread():
    text = '{ nation(id: "nation/JP") { ...S ...S } entity(id: "x") { ...S } } fragment S on Entity { source { id } }'

    assert cost(text) == 4


def test_what_is_left_out_costs_nothing():
    text = """query($no: Boolean!) {
      nation(id: "x") { id source @include(if: $no) { id } }
      status @skip(if: true) { version }
    }"""

    assert (cost(text, no=False), cost(text, no=True)) == (1, 2)


def test_a_cost_hangs_on_sizes_and_branches_and_on_no_other_value():
    text = """query($a: ID!, $b: Int, $c: Boolean!, $d: NationWhere, $e: DateTime, $f: [NationKey!]!, $h: String) {
      nation(id: $a) { ...N @skip(if: $c) }
      nations(last: $b, where: {or: [$d, {title: {eq: $h}}]}, knownAt: $e) { aggregate(by: $f) { groups { count } } }
    } fragment N on Nation { agreements(first: $g) { nodes { id } } }"""

    assert hangs_on(parse(text)) == ["b", "c", "d", "e", "f", "g"]


def test_coverage_has_a_price():
    assert cost('{ coverage(request: {recipient: "JP"}) { verdict } }') == PRICES["coverage"] + 1


def test_a_list_as_it_was_known_costs_more_than_its_page():
    text = "query($at: DateTime) { nations(first: 3, knownAt: $at) { nodes { id } } }"

    assert (cost(text, at=None), cost(text, at="2026-01-01T00:00:00Z")) == (1 + 3, 1 + 3 + RECALLED)


def test_an_aggregate_has_a_price_and_counts_its_groups_and_what_it_looks_at():
    text, own = "{ agreements { aggregate(first: 7) { groups { count } } } }", PRICES["aggregate"] + 1 + 1 + 7

    assert cost(text, Sizes({"Agreement": 1_000_000})) == own + 1_000_000 / SCANNED
    assert cost(text) == inf


def test_a_filter_that_leads_along_relations_counts_the_edges_that_it_looks_at():
    text = "query($w: AgreementWhere) { agreements(first: 7, where: $w) { nodes { id } } }"
    titled = {"title": {"eq": "x"}}
    one = {"parties": {"some": {"node": titled}}}
    two = {"or": [titled, {"parties": {"none": {"node": {"agreements": {"every": {"node": titled}}}}}}]}
    degrees = {degree(PARTY_TO, True): 40, degree(PARTY_TO, False): 30}
    sizes = Sizes({"Agreement": 300, "PARTY_TO": 2_000, **degrees})

    assert cost(text, w=titled) == cost(text, w=None) == 8
    assert cost(text, w=one) == inf
    assert cost(text, Sizes({"Agreement": 300, "PARTY_TO": 2_000}), w=one) == 8 + 2_000 / SOUGHT
    assert cost(text, sizes, w=two) == 8 + (2_000 + 2_000 * 40) / SOUGHT


def along_parties(told, _=None):
    """A filter of agreements by the agreements of their parties."""
    return {"parties": {"some": {"node": {"agreements": {"some": {"node": told}}}}}}


@pytest.mark.parametrize("where", [reduce(along_parties, range(6), {}), {"or": [along_parties({})] * 101}])
def test_a_filter_along_too_many_relations_is_refused(where):
    with pytest.raises(TooMuch, match="too many relations"):
        cost("query($w: AgreementWhere) { agreements(where: $w) { nodes { id } } }", w=where)


@given(st.integers(0, 400))
@settings(deadline=None, max_examples=25)
def test_a_page_costs_no_more_than_it_holds_and_no_more_than_there_is(first):
    text = "query($n: Int = 7) { nations(first: $n) { nodes { id } } }"

    assert cost(text, SIZES, n=first) == 1 + min(first, COUNTS["Nation"])
    assert cost(text, SIZES) == 8


@given(st.integers(1, 20), st.integers(1, 20), st.integers(1, 20))
@settings(deadline=None, max_examples=25)
def test_a_larger_page_never_costs_less(outer, inner, more):
    text = "query($a: Int, $b: Int) { nations(first: $a) { nodes { agreements(last: $b) { edges { cursor } } } } }"

    assert cost(text, SIZES, a=outer, b=inner) <= cost(text, SIZES, a=outer + more, b=inner)
    assert cost(text, SIZES, a=outer, b=inner) <= cost(text, SIZES, a=outer, b=inner + more)


def test_all_edges_of_a_relation_bound_what_its_pages_hold():
    text = "{ nations(first: 200) { nodes { agreements(first: 1000) { nodes { id } } } } }"

    assert cost(text) >= 200_000
    assert cost(text, SIZES) <= 3 + COUNTS["Nation"] * 2 + COUNTS["PARTY_TO"]


def test_fragments_that_double_each_other_are_estimated_at_once():
    parts = "".join(f"fragment F{i} on Nation {{ ...F{i + 1} ...F{i + 1} }} " for i in range(60))

    assert cost(f'{{ nation(id: "x") {{ ...F0 }} }} {parts} fragment F60 on Nation {{ id }}') == 1


class Untouched(Fake):
    """A graph that must not be read."""

    async def read(self, text, params=None):
        raise AssertionError("nothing is read")


class Counts(Fake):
    """A graph that is only counted."""

    async def read(self, text, params=None):
        assert "count(n)" in text
        return [{"name": name, "count": count} for name, count in SIZES.counts.items()]


def test_what_costs_too_much_is_refused_with_its_cost():
    text = f"{{ nations(first: 1000) {{ nodes {{ {LEVEL} {{ id }} }} }} }} }} }} }}"
    with asyncio.Runner() as runner, speaking(runner, Counts(), Policy(cost=1_000)) as client:
        error = client.error(text)

    assert error.keys() == {"message", "code", "cost", "limit", "do"}
    assert (error["code"], error["limit"]) == ("COST_LIMIT_EXCEEDED", 1_000)
    assert error["message"] == f"the operation would cost {error['cost']:,}, 1,000 is allowed"


def test_the_cost_is_told_to_who_asks_for_it():
    asked = {"query": "{ __typename }", "extensions": {"cost": True}}
    with asyncio.Runner() as runner, speaking(runner, Counts()) as client:
        told = client.send("POST", "/graphql", json=asked).json()

    assert told["extensions"] == {"cost": {"estimated": 0, "limit": 100_000}}


def test_an_operation_whose_fields_cannot_be_counted_is_refused():
    inner = "{ id }"
    for _ in range(3):
        pages = (f"a{i}: agreements(first: {i + 1}) {{ nodes {{ parties {{ nodes {inner} }} }} }}" for i in range(4))
        inner = f"{{ {' '.join(pages)} }}"
    with asyncio.Runner() as runner, speaking(runner, Untouched()) as client:
        error = client.error('query { nation(id: "x") ' + inner + " }")

    assert error["code"] in ("LIMIT_EXCEEDED", "COST_LIMIT_EXCEEDED")


def test_the_graph_is_counted_for_a_cost_that_page_sizes_alone_put_too_high(engine, loaded):
    with serving(engine.settings, policy=Policy(cost=500)) as client:
        assert "errors" not in client.ask("{ nations(first: 1000) { nodes { id } } }")


@pytest.mark.parametrize(
    ("limit", "held"),
    [(1_000, {"the same": True, "more nations": True}), (100, {"the same": True, "more nations": False})],
)
def test_a_price_holds_as_long_as_there_is_as_much_of_what_it_hangs_on(limit, held):
    document = parse("{ nations(first: 500) { nodes { id } } }")
    operation = get_operation_ast(document)
    assert operation is not None

    def counted(sizes):
        async def count(_):
            return sizes

        return count

    async def run():
        found = await price(SCHEMA._schema, document, operation, {}, limit, counted(SIZES))
        more = Sizes({**SIZES.counts, "Nation": 201})
        return {"the same": await found.holds(counted(SIZES)), "more nations": await found.holds(counted(more))}

    assert asyncio.run(run()) == held
