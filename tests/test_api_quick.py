"""What was answered once is answered quickly from then on: the same answers, and the same refusals."""

import asyncio

import pytest

from api.policy import Policy
from api.quick import KEPT, LONGEST, Answered
from api.schema import SCHEMA
from api.stored import Operations, digest
from tests.api_client import Fake, by_resolvers, serving, speaking, stored

NATION = "query($id: ID!) { nation(id: $id) { id title agreements(first: 3) { totalCount nodes { id title } } } }"
PAGE = "query($first: Int!) { nations(first: $first) { nodes { id agreements(first: 900) { nodes { id } } } } }"
JAPAN = {"query": NATION, "variables": {"id": "nation/JP"}}


def send(client, **request):
    """The answer, and whether it was the quick one: nothing was parsed for it."""
    answer = client.send("POST", "/graphql", json=request)
    return answer, "parse" not in answer.headers.get("server-timing", "parse")


@pytest.fixture
def client(engine, loaded):
    """A client of an application over the bundled facts, with a low limit of cost."""
    with serving(engine.settings, policy=Policy(cost=1_000)) as client:
        yield client


def test_the_second_answer_is_quick_and_the_same(client):
    (first, slowly), (second, quickly) = send(client, **JAPAN), send(client, **JAPAN)

    assert (slowly, quickly) == (False, True)
    assert second.content == first.content
    assert second.headers.keys() == first.headers.keys()
    assert [second.headers[name] for name in ("content-type", "cache-control", "content-length")] == [
        first.headers[name] for name in ("content-type", "cache-control", "content-length")
    ]


def test_other_values_have_other_answers(client):
    send(client, **JAPAN)
    answer, quickly = send(client, query=NATION, variables={"id": "nation/FI"})
    with by_resolvers():
        wanted, _ = send(client, query=NATION, variables={"id": "nation/FI"})

    assert quickly
    assert answer.json() == wanted.json()


def test_what_is_told_is_told_apart_from_what_is_left_out(client):
    text = """query($n: Int = 2, $of: [AgreementKind!]) {
      acsas(first: $n, where: {kinds: {hasAny: $of}}) { totalCount nodes { id } }
    }"""
    told = [{}, {"n": 3}, {}, {"n": None}, {}, {"of": None}, {}, {"of": []}, {"of": ["ACSA"]}, {"of": ["ACSA"], "n": 3}]
    client.ask(text, of=["ACSA"])
    answers = [send(client, query=text, variables=each)[0].json() for each in told]
    with by_resolvers():
        assert answers == [send(client, query=text, variables=each)[0].json() for each in told]


def test_what_is_asked_by_its_hash_is_quick_too(client):
    send(client, **JAPAN, extensions=stored(NATION))
    answer, quickly = send(client, variables=JAPAN["variables"], extensions=stored(NATION))

    assert quickly
    assert answer.json()["data"]["nation"]["title"] == "Japan"


def test_what_costs_little_only_since_the_graph_was_counted_is_quick_too(client):
    counted = "{ programs { aggregate(first: 5) { groups { count } } } }"
    answers = [send(client, query=counted) for _ in range(2)]

    assert [quickly for _, quickly in answers] == [False, True]
    assert answers[1][0].json() == answers[0][0].json()


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"query": PAGE, "variables": {"first": 1000}}, "COST_LIMIT_EXCEEDED"),
        ({"query": PAGE, "variables": {"first": -1}}, "BAD_REQUEST"),
        ({"query": PAGE, "variables": {"first": "x"}}, "COST_LIMIT_EXCEEDED"),
        ({"query": PAGE, "variables": {}}, "COST_LIMIT_EXCEEDED"),
        ({"query": PAGE, "variables": {"first": 1}, "operationName": "Other"}, None),
        ({"query": PAGE, "variables": []}, None),
        ({"query": PAGE, "operationName": {}, "variables": {"first": 1}}, None),
        ({"variables": {"first": 1}, "extensions": stored("{ other }")}, "PERSISTED_QUERY_NOT_FOUND"),
        ({"query": "{ nothing }"}, "GRAPHQL_VALIDATION_FAILED"),
        ([{"query": PAGE, "variables": {"first": 1}}], None),
        ("text", None),
        ({"query": NATION, "variables": {"id": []}}, "BAD_REQUEST"),
        ({"query": NATION}, "BAD_REQUEST"),
    ],
)
def test_what_is_wrong_with_a_known_operation_is_told_as_ever(client, request_, code):
    refused = client.send("POST", "/graphql", json=request_)
    assert "errors" not in client.ask(PAGE, first=1) | client.ask(NATION, id="nation/JP")
    again = client.send("POST", "/graphql", json=request_)

    assert again.status_code == refused.status_code
    assert [error["message"] for error in again.json()["errors"]] == [
        error["message"] for error in refused.json()["errors"]
    ]
    assert code is None or again.json()["errors"][0]["extensions"]["code"] == code


def test_the_cost_is_told_of_a_known_operation_too(client):
    send(client, **JAPAN)
    answer, quickly = send(client, **JAPAN, extensions={"cost": True})

    assert not quickly
    assert answer.json()["extensions"]["cost"]["limit"] == 1_000


def test_a_known_operation_is_priced_by_what_it_asks_now(client):
    text = """query($n: Int, $more: Boolean! = false) {
      nations(first: 9) { nodes { id agreements(first: $n) @include(if: $more) { nodes {
        parties(first: 900) { nodes { agreements(first: 900) { nodes { id } } } } } } } }
    }"""
    cheap = [send(client, query=text, variables={"n": 1000})[1] for _ in range(3)]
    dear = client.error(text, n=1000, more=True)

    assert (cheap, dear["code"]) == ([False, True, True], "COST_LIMIT_EXCEEDED")


def test_what_resolvers_answer_is_not_kept(client):
    asked = '{ resolve(name: "Japan") { matched } }'

    assert [send(client, query=asked)[1] for _ in range(2)] == [False, False]


def test_a_closed_list_stays_closed(engine, loaded):
    closed = Operations({digest(NATION): NATION}, {"nation.graphql": NATION})
    with serving(engine.settings, policy=Policy(operations=closed)) as client:
        known = [send(client, **JAPAN)[1] for _ in range(2)]
        other = [send(client, query=PAGE, variables={"first": 1})[0].json() for _ in range(2)]

    assert known == [False, True]
    assert [each["errors"][0]["extensions"]["code"] for each in other] == ["OPERATION_NOT_ALLOWED"] * 2


class Ending(Fake):
    """A graph that answers once, and then never again."""

    asked = 0

    async def read(self, text, params=None):
        return []

    async def rows(self, text, params):
        self.asked += 1
        if self.asked > 1:
            await asyncio.sleep(60)
        return [[["nation/JP", "Japan", [0, []]], 7, 7]]


def test_a_known_operation_is_given_up_in_time():
    graph, text = Ending(), "{ nation(id: 1) { id title } }"
    with asyncio.Runner() as runner, speaking(runner, graph, Policy(seconds=0.3)) as client:
        assert client.ask(text)["data"] == {"nation": {"id": "nation/JP", "title": "Japan"}}
        error = client.error(text)

    assert error["code"] == "DEADLINE_EXCEEDED"
    assert graph.asked <= 3


def test_operations_are_kept_as_long_as_there_is_room():
    kept = Answered(SCHEMA._schema)
    for number in range(KEPT + 1):
        kept.keep(f"{{ nation(id: {number}) {{ id }} }}", None)
    kept.keep("{ status { version } }" + " " * LONGEST, None)

    assert kept.find("{ nation(id: 0) { id } }", None) is None
    assert kept.find("{ nation(id: 1) { id } }", None) is not None
    assert kept.find("{ status { version } }" + " " * LONGEST, None) is None
