"""What scanners of GraphQL servers try first finds nothing, in the configuration for servers that face others."""

import asyncio
import json
import time

import pytest

from api.policy import Policy
from tests.api_client import Fake, speaking

SECONDS = 5
"""More than any refusal takes, on a busy machine too."""


class Unread(Fake):
    """A graph that is read for nothing of this."""

    async def read(self, text, params=None):
        raise AssertionError("nothing is read")


@pytest.fixture(scope="module")
def client():
    """A client of an application that shows nothing of its schema."""
    with asyncio.Runner() as runner, speaking(runner, Unread(), Policy(introspection=False)) as client:
        yield client


def codes(body):
    return {error["extensions"]["code"] for error in body["errors"]}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{" + " ".join(f"alias{i}: __typename" for i in range(101)) + "}", "LIMIT_EXCEEDED"),
        ("query cop { " + "__typename \n" * 500 + "}", "LIMIT_EXCEEDED"),
        ("{ nation(id: 1) {" + "source { id } " * 1000 + "} }", "LIMIT_EXCEEDED"),
        ("{ nation(id: 1) {" + "... { id } " * 1000 + "} }", "LIMIT_EXCEEDED"),
        ("{ nation(id: 1) {" + "... { source { ... { id } } } " * 400 + "} }", "LIMIT_EXCEEDED"),
        ("{ __typename }" + "".join(f"fragment F{i} on Nation {{ id }}" for i in range(300)), "LIMIT_EXCEEDED"),
        ("{ __typename " + "@skip(if: false) " * 60 + "}", "LIMIT_EXCEEDED"),
        ("query cop { __typename @aa@aa@aa@aa@aa@aa@aa@aa@aa@aa }", "GRAPHQL_VALIDATION_FAILED"),
        ("query cop { __schema { types { name fields { name } } } }", "GRAPHQL_VALIDATION_FAILED"),
        ('{ __type(name: "Nation") { name } }', "GRAPHQL_VALIDATION_FAILED"),
        (
            "{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
        ("{ nation(id: 1) { ...A } } fragment A on Nation { ...A }", "GRAPHQL_VALIDATION_FAILED"),
        ("qwerty cop { abc }", "GRAPHQL_PARSE_FAILED"),
        ("{ nations(where: " + "{not: " * 300 + "{}" + "}" * 300 + ") { totalCount } }", "GRAPHQL_PARSE_FAILED"),
    ],
)
def test_a_document_made_to_overload_is_refused_at_once(client, text, code):
    begun = time.monotonic()
    body = client.ask(text)

    assert (body["data"], codes(body)) == (None, {code})
    assert time.monotonic() - begun < SECONDS


def test_equal_errors_are_told_once(client):
    assert len(client.ask("query cop { __typename @aa@aa@aa@aa@aa@aa@aa@aa@aa@aa }")["errors"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "query cop { __schema { directive } }",
        "{ natio { id } }",
        '{ nation(id: "x") { titel } }',
        '{ nation(idd: "x") { id } }',
        "{ nations(orderBy: [{field: TITEL}]) { totalCount } }",
        "{ nations(where: {titel: {}}) { totalCount } }",
        "query($w: NationWher) { nations(where: $w) { totalCount } }",
        "{ ... on Natio { id } }",
        '{ coverage(request: {recipient: "JP", items: [PROTECTIVE_GEAR]}) { verdict } }',
    ],
)
def test_no_name_is_suggested(client, text):
    assert "Did you mean" not in json.dumps(client.ask(text))


def test_several_operations_at_once_are_refused(client):
    answer = client.send("POST", "/graphql", json=[{"query": "query cop { __typename }"}] * 10)

    assert (answer.status_code, codes(answer.json())) == (400, {"BAD_REQUEST"})


@pytest.mark.parametrize("text", ["query cop {__typename}", "mutation cop {__typename}"])
def test_no_text_is_taken_by_get(client, text):
    answer = client.send("GET", "/graphql", params={"query": text})

    assert (answer.status_code, codes(answer.json())) == (400, {"BAD_REQUEST"})


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"query=query+cop+%7B__typename%7D", "application/x-www-form-urlencoded"),
        (b'{"query": "{ __typename }"}', "text/plain"),
        (
            b'--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--',
            "multipart/form-data; boundary=x",
        ),
        (b'{"query": "{ __typename }"}', ""),
    ],
)
def test_what_a_form_of_another_page_can_send_is_refused(client, content, kind):
    answer = client.send("POST", "/graphql", content=content, headers={"content-type": kind})

    assert (answer.status_code, codes(answer.json())) == (400, {"BAD_REQUEST"})


@pytest.mark.parametrize("path", ["/graphql", "/graphiql", "/playground", "/console", "/docs", "/openapi.json"])
def test_no_page_to_ask_from_is_served(client, path):
    answer = client.send("GET", path, headers={"accept": "text/html"})

    assert answer.status_code == 404
    assert set(answer.json()["errors"][0]["extensions"]) <= {"code", "do"}


def test_nothing_is_told_of_how_it_runs(client):
    answer = client.send("POST", "/graphql", json={"query": "{ __typename }"})

    assert answer.json() == {"data": {"__typename": "Query"}}
    assert "server" not in answer.headers


@pytest.mark.parametrize("depth", [30, 200, 900])
def test_variables_nested_without_end_are_refused(client, depth):
    where: dict[str, object] = {"id": {"eq": "x"}}
    for _ in range(depth):
        where = {"not": where}

    assert codes(client.ask("query($w: NationWhere) { nations(where: $w) { totalCount } }", w=where)) == {"BAD_REQUEST"}
