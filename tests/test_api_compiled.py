"""Operations answered by one statement, against the same operations answered by resolvers; on every engine."""

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, example, given, settings

from api.compiled import extension, reading
from api.compiled.plans import KEPT, LONGEST, Plans
from api.schema import SCHEMA
from graph import crowds
from tests.api_client import by_resolvers, serving
from tests.conftest import SOAK
from tests.operations import operations

EXAMPLES = defaultdict(lambda: (1_000, 4)) if SOAK else {"embedded": (75, 4), "neo4j": (3, 10)}
"""How many operations are drawn, and for how many requests each. Neo4j takes a second to plan a statement that it never
saw; requests that differ in their values have one.
"""

GRAPHQL = SCHEMA._schema


class Counting:
    """A graph that keeps what it is asked, by the way in which it is asked."""

    def __init__(self, graph):
        self.graph, self.whole, self.level = graph, [], []

    @property
    def dialect(self):
        return self.graph.dialect

    async def read(self, text, params=None):
        self.level.append(text)
        return await self.graph.read(text, params)

    async def rows(self, text, params):
        self.whole.append(text)
        return await self.graph.rows(text, params)


@pytest.fixture
def counted(engine, loaded):
    """A client, and the graph that it asks."""
    kept = []

    def around(graph):
        kept.append(Counting(graph))
        return kept[0]

    with serving(engine.settings, around) as client:
        yield client, kept[0]


def answers(counted, text, variables):
    """The answer of one statement, and that of resolvers; what costs too much is asked of neither."""
    client, graph = counted
    graph.whole.clear()
    compiled = client.ask(text, **variables)
    statements = int(not too_dear(compiled))
    assert len(graph.whole) == statements
    with by_resolvers():
        resolved = client.ask(text, **variables)
    assert len(graph.whole) == statements
    return compiled, resolved


def too_dear(answer):
    """Whether the operation was refused by its cost."""
    return [error["extensions"]["code"] for error in answer.get("errors", ())] == ["COST_LIMIT_EXCEEDED"]


WRITTEN = """query Q($id: ID!, $first: Int, $with: Boolean!, $where: AgreementWhere, $on: Date) {
  nation(id: $id) {
    ...N title
    memberOf(asOf: $on) { totalCount edges { cursor fromOn source { id } node { __typename id title } } }
    none: agreements(first: 1, where: {node: {status: {eq: EXPIRED}}}) {
      nodes { id } pageInfo { hasNextPage endCursor }
    }
  }
  lost: nation(id: "nation/none") { id agreements { totalCount } }
  agreements(first: $first, where: $where, orderBy: [{field: SIGNED_ON, direction: DESC}, {field: TITLE}]) {
    total: totalCount
    nodes {
      kind: __typename
      ... on Entity { id label }
      ... on Acsa @include(if: $with) { kinds parties { nodes { id } } }
    }
    edges { node { source { title } run { id state startedAt } statedIn { edges { recordedAt node { url } } } } }
  }
  entities(last: 5) {
    nodes { id ... on Stakeholder { notes } ... on Rule { body effect fromOn } }
    pageInfo { __typename }
  }
  notifications(first: 4, orderBy: {field: TOTAL_VALUE_USD, direction: DESC}) {
    nodes { totalValueUsd primeContractors }
  }
}
fragment N on Nation { id ... on Stakeholder { again: title } cases { totalCount } }"""
ASKED = {
    "id": "nation/FI",
    "first": 30,
    "with": True,
    "where": {"parties": {"some": {"node": {"id": {"in": ["nation/JP", "nation/FI"]}}}}},
    "on": "2026-01-15",
}


FOUND = """query($words: String!, $first: Int! = 5) {
  search(text: $words, first: $first) {
    __typename score entity { __typename id title ... on Nation { memberOf { totalCount } } }
  }
  nations(first: 1) { nodes { id } }
}"""


EVERY = """{
  changeRecords(where: {changes: {every: {node: {revisions: {some: {node: {hadLabels: {hasAny: ["a"]}}}}}}}}) {
    totalCount
  }
}"""


def test_one_statement_answers_as_resolvers_do(counted, engine):
    drawn, times = EXAMPLES[engine.name]

    @settings(deadline=None, max_examples=drawn, suppress_health_check=list(HealthCheck))
    @example((WRITTEN, [ASKED]))
    @example((EVERY, [{}]))
    @example((FOUND, [{"words": "airlift agreement"}, {"words": "united", "first": 1000}, {"words": "zzz"}]))
    @example((WRITTEN, [ASKED | {"with": False, "first": 1, "id": "org/nato", "where": {"not": ASKED["where"]}}]))
    @given(operations(GRAPHQL, times))
    def check(operation):
        text, requests = operation
        for variables in requests:
            compiled, resolved = answers(counted, text, variables)

            assert compiled == resolved
            assert "errors" not in resolved or too_dear(resolved)

    check()


CROWDED = """query($last: Int!) {
  nation(id: "nation/US") {
    agreements(last: $last, orderBy: {field: TITLE}, asOf: "2026-01-15") {
      totalCount pageInfo { hasPreviousPage } edges { role node { id title parties(first: 2) { nodes { id } } } }
    }
  }
}"""


def test_edges_are_read_by_an_index_where_one_node_has_very_many(counted, monkeypatch):
    monkeypatch.setattr(crowds, "CROWD", 50)

    compiled, resolved = answers(counted, CROWDED, {"last": 7})

    assert compiled == resolved
    assert len(compiled["data"]["nation"]["agreements"]["edges"]) == 7
    assert "UNWIND" in counted[1].whole[0]


def test_the_pages_of_a_long_list_are_those_of_a_short_one(counted, monkeypatch):
    short = counted[0].ask(WRITTEN, **ASKED)
    monkeypatch.setattr(reading, "LONG", 0)

    assert answers(counted, WRITTEN, ASKED) == (short, short)


@pytest.mark.parametrize(
    "text",
    [
        "{ nations(first: 0) { totalCount } }",
        '{ nations(after: "x") { totalCount } agreements { totalCount } }',
        "{ nations(where: {title: null}) { totalCount } }",
        "query($first: Int!) { nations(first: $first) { totalCount } }",
        "{ nations(orderBy: [{field: TITLE}, {field: TITLE}]) { nodes { id } } }",
        '{ nation(id: "nation/JP") { memberOf(asOf: "2023-02-29") { totalCount } } }',
    ],
)
def test_what_makes_no_sense_is_refused_in_the_same_words(counted, text):
    client, graph = counted
    compiled = client.ask(text)
    with by_resolvers():
        assert compiled == client.ask(text)
    assert compiled["errors"]
    assert graph.whole == []


@pytest.mark.parametrize(
    "text",
    [
        '{ nation(id: "nation/JP") { history { was } } }',
        "{ nations(first: 1) { nodes { id } } status { version } }",
        '{ resolve(name: "japan") { entity { id otherNames { totalCount } } } }',
        '{ nation(id: "nation/JP") { id } __type(name: "Nation") { name } }',
        "{ __typename }",
        "{ nations(first: 1) { totalCount } }" + " " * LONGEST,
    ],
)
def test_what_the_graph_alone_cannot_answer_is_left_to_resolvers(counted, text):
    client, graph = counted

    assert "errors" not in client.ask(text)
    assert graph.whole == []


def test_a_value_that_does_not_fit_its_field_is_told_by_resolvers(engine, graph):
    graph.write(lambda tx: tx.run("CREATE (:Entity:Nation:Stakeholder {id: 'nation/XX'})"))
    text = '{ nation(id: "nation/XX") { id title } }'
    with serving(engine.settings) as client:
        compiled = client.ask(text)
        with by_resolvers():
            resolved = client.ask(text)

    for body in (compiled, resolved):
        assert (body["data"], [error["path"] for error in body["errors"]]) == ({"nation": None}, [["nation", "title"]])


def test_questions_that_differ_in_their_values_and_names_alone_are_one_statement(counted):
    client, graph = counted
    text = (
        "query($id: ID!, $n: Int) {{ {}: nation(id: $id) {{ {}: title agreements(first: $n) {{ nodes {{ id }} }} }} }}"
    )
    for id_, size, alias in (("nation/JP", 1, "a"), ("nation/FI", 30, "b"), ("nation/none", 2, "cMATCH")):
        client.data(text.format(alias, alias), id=id_, n=size)

    assert len(graph.whole) == 3
    assert len(set(graph.whole)) == 1


def test_no_value_and_no_alias_of_a_client_is_in_a_statement(counted):
    client, graph = counted
    client.data(
        '{ zebra: nation(id: "nation/JP") { yak: title agreements(where: {role: {eq: "wolf"}}) { totalCount } } }'
    )

    assert not any(word in graph.whole[0] for word in ("zebra", "yak", "wolf", "nation/JP"))


def test_plans_are_kept_up_to_a_number(counted):
    client, _ = counted
    extension.PLANS = plans = Plans()
    for number in range(3):
        client.data(f'{{ a{number}: nation(id: "nation/JP") {{ id }} }}')

    assert (len(plans._plans), KEPT > 3) == (3, True)


def test_the_version_is_that_at_which_the_one_statement_read(counted, loaded):
    client, graph = counted
    [row] = loaded.read("MATCH (v:DataVersion) RETURN v.version AS version")
    graph.level.clear()

    assert client.ask('{ nation(id: "nation/JP") { id } }')["extensions"]["dataVersion"] == row["version"]
    assert not any("DataVersion" in text for text in graph.level)
