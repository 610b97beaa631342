"""What a client is told when something is wrong, and what it is not told."""

import asyncio
import logging
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.errors import INTERNAL, PARSE, TELLABLE, VALIDATION
from graph.dialect import NEO4J
from graph.settings import Settings
from schema.errors import BadQuery, GraphUnavailable
from tests.api_client import serving, speaking
from tests.project import text_of

PAGE_REMEDY = "write a number from 1 to 1000"


class Broken:
    """A graph whose reads fail in one way."""

    dialect = NEO4J

    def __init__(self, error):
        self.error = error

    async def read(self, text, params=None):
        raise self.error

    async def rows(self, text, params):
        raise self.error


@pytest.fixture(scope="module")
def runner():
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def client(runner):
    """A client of an application that never needs its graph."""
    with speaking(runner, Broken(AssertionError("nothing is read"))) as client:
        yield client


def post(client, body, content_type="application/json"):
    answer = client.send("POST", "/graphql", content=body, headers={"content-type": content_type})
    return answer.status_code, answer.json()["errors"][0]["extensions"]["code"]


def test_a_page_that_is_no_page_is_a_bad_request_with_a_remedy(client):
    assert client.error("{ nations(first: 0) { totalCount } }") == {
        "message": "first: 0 is no size of a page", "code": "BAD_REQUEST", "do": PAGE_REMEDY
    }  # fmt: skip


@pytest.mark.parametrize("first", [-1, 1001, 2**31 - 1])
def test_no_page_is_larger_than_the_limit(client, first):
    error = client.error(
        'query($first: Int!) { nation(id: "nation/JP") { id } nations(first: $first) { nodes { id } } }', first=first
    )

    assert error["code"] == "BAD_REQUEST"


@pytest.mark.parametrize(
    ("item", "meant"),
    [
        ("PROTECTIVE_GEAR", " Did you mean PERSONNEL_PROTECTION_EQUIPMENT?"),
        ("RATIONS", " Did you mean FOOD, BASE_OPERATIONS_SUPPORT?"),
        ("XYZ", ""),
    ],
)
def test_a_word_that_a_closed_list_has_not_is_answered_with_those_akin_to_it(client, item, meant):
    asked = f'{{ coverage(request: {{recipient: "JP", items: [{item}]}}) {{ verdict }} }}'

    assert client.error(asked)["message"] == f"Value '{item}' does not exist in 'ItemCategory' enum.{meant}"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{ nation", PARSE),
        ("{" * 3000, PARSE),
        ("{ a " * 900 + "}" * 900, PARSE),
        ("{ " + "a " * 6000 + "}", PARSE),
        ("{ nosuch }", VALIDATION),
        ("{ ...A }", VALIDATION),
        ("{ ...A } fragment A on Query { ...A }", VALIDATION),
        ("mutation { a }", VALIDATION),
        ("{ nations(first: true) { totalCount } }", VALIDATION),
        ('{ nation(id: "nation/JP") { memberOf(asOf: "2023-02-29") { totalCount } } }', "BAD_REQUEST"),
        ('{ coverage(request: {recipient: "JP", valueUsd: "much"}) { verdict } }', "BAD_REQUEST"),
        ('{ coverage(request: {recipient: "JP", knownAt: "yesterday"}) { verdict } }', "BAD_REQUEST"),
        ('{ search(text: " ") { score } }', "BAD_REQUEST"),
        ('{ search(text: "* / -") { score } }', "BAD_REQUEST"),
    ],
)
def test_every_wrong_document_has_a_code(client, text, code):
    assert client.error(text)["code"] == code


@pytest.mark.parametrize("value", [None, 5, [], "2023-04", "2023-4-4", "20230404", "2023-02-29"])
def test_a_variable_of_another_kind_is_a_bad_request(client, value):
    error = client.error("query($on: Date!) { nations { nodes { memberOf(asOf: $on) { totalCount } } } }", on=value)

    assert error["code"] == "BAD_REQUEST"


def test_a_document_is_no_deeper_than_the_limit(client):
    deep = (
        '{ nation(id: "nation/JP") ' + "{ agreements { nodes { parties { nodes " * 4 + "{ id }" + " } } } }" * 4 + " }"
    )

    assert client.error(deep)["message"] == "the operation is more than 15 levels deep"


def test_depth_is_counted_through_fragments(client):
    hop = "agreements { nodes { parties { nodes {"
    parts = "".join(
        f"fragment F{i} on Nation {{ {hop} ... on Nation {{ ...F{i + 1} }} }} }} }} }} }} " for i in range(4)
    )
    text = f'{{ nation(id: "nation/JP") {{ ...F0 }} }} {parts} fragment F4 on Nation {{ id }}'

    assert client.error(text)["message"] == "the operation is more than 15 levels deep"


def test_fragments_that_double_each_other_are_walked_once(client):
    parts = "".join(f"fragment F{i} on Nation {{ ...F{i + 1} ...F{i + 1} }} " for i in range(60))

    assert "errors" in client.ask(
        f"{{ nations(first: 0) {{ nodes {{ ...F0 }} }} }} {parts} fragment F60 on Nation {{ id }}"
    )


def test_a_document_has_no_more_aliases_than_the_limit(client):
    text = "{" + " ".join(f"a{i}: status {{ version }}" for i in range(51)) + "}"

    assert client.error(text)["message"] == "the document has 51 aliases, 50 are allowed"


def test_the_introspection_of_common_clients_is_within_the_limits(client):
    of_type = "ofType { kind name " * 9 + "}" * 9
    text = f"{{ __schema {{ types {{ fields {{ type {{ kind name {of_type} }} }} }} }} }}"

    assert "errors" not in client.ask(text)


def test_an_answer_tells_of_the_first_errors_only(client):
    text = '{ nation(id: "nation/JP") {' + " ".join(f"nosuch{i}" for i in range(40)) + "} }"

    assert len(client.ask(text)["errors"]) == 10


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"5", 400),
        (b"null", 400),
        (b'"{ status { version } }"', 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"query": 5}', 400),
        (b'{"query": ""}', 400),
        (b'{"query": "{ status { version } }", "variables": []}', 400),
        (b'{"query": "{ status { version } }", "operationName": 5}', 400),
        (b'{"query": "{ status { version } }", "operationName": "nosuch"}', 400),
        (b" " * 1_000_001, 413),
    ],
)
def test_a_request_that_is_no_operation_is_a_bad_request(client, body, status):
    assert post(client, body) == (status, "BAD_REQUEST")


def test_only_json_is_taken(client):
    assert post(client, b'{"query": "{ status { version } }"}', "text/plain") == (400, "BAD_REQUEST")


def test_nothing_is_asked_by_get(client):
    answer = client.send("GET", "/graphql", params={"query": "{ status { version } }"})

    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nosuch", 404), ("PUT", "/graphql", 405)])
def test_an_address_that_is_not_there_has_the_same_shape_of_error(client, method, path, status):
    answer = client.send(method, path)
    [error] = answer.json()["errors"]

    assert answer.status_code == status
    assert error["message"].startswith(f"{method} {path}: ")
    assert set(error["extensions"]) == {"code", "do"}


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost", "localhost:8000", "[::1]:8000", "[::1]"])
def test_it_answers_under_the_names_of_this_machine(client, host):
    assert client.send("GET", "/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "192.0.2.1", ""])
def test_a_page_that_makes_its_own_name_lead_here_is_refused(client, host):
    answer = client.send("GET", "/healthz", headers={"host": host})

    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("error", [RuntimeError("secret"), BadQuery("secret", "MATCH (secret)")])
def test_what_fails_inside_is_told_by_a_number_alone_and_logged_under_it(runner, caplog, error):
    with speaking(runner, Broken(error)) as client, caplog.at_level(logging.ERROR, "accord.api"):
        body = client.ask('{ nation(id: "nation/JP") { id } }')

    [told] = body["errors"]
    assert "secret" not in str(body)
    assert told["extensions"]["code"] == INTERNAL
    assert re.fullmatch(r"[0-9a-f]{12}", told["extensions"]["id"])
    assert [record.getMessage() for record in caplog.records] == [f"error {told['extensions']['id']}"]
    assert caplog.records[0].exc_info is not None


def test_a_failure_outside_graphql_is_told_by_a_number_alone(runner):
    with speaking(runner, Broken(RuntimeError("secret"))) as client:
        answer = client.send("GET", "/readyz")

    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.json()["errors"][0]["extensions"]["code"] == INTERNAL


def test_a_graph_that_does_not_answer_is_told_without_its_address(runner):
    with speaking(runner, Broken(GraphUnavailable("gone", "bolt://db:7687", "start it"))) as client:
        assert client.error("{ status { version } }") == {
            "message": "gone",
            "code": "GRAPH_UNAVAILABLE",
            "do": "start it",
        }
        assert client.send("GET", "/readyz").status_code == 503
        assert client.send("GET", "/healthz").json() == {"status": "alive"}


def test_a_server_that_is_not_there_is_a_graph_that_does_not_answer():
    with serving(Settings(graph_uri="bolt://127.0.0.1:1")) as client:
        assert client.error("{ nations { totalCount } }")["code"] == "GRAPH_UNAVAILABLE"


def test_every_code_is_described():
    codes = {error.code for error in TELLABLE} | {PARSE, VALIDATION, INTERNAL}
    described = set(re.findall(r"^\| `([A-Z_]+)` \|", text_of("docs/graphql.md"), re.MULTILINE))

    assert described == codes


@pytest.mark.parametrize("second", ["query B { nations { totalCount } }", "subscription B { changed { cursor } }"])
def test_of_several_operations_none_is_answered_unless_it_is_named(client, second):
    told = client.error(f'query A {{ nation(id: "nation/JP") {{ id }} }} {second}')

    assert (told["code"], told["do"]) == ("BAD_REQUEST", "tell in operationName which is asked")


def test_a_subscription_that_is_not_followed_is_refused_with_how_to(client):
    told = client.error("subscription { changed { cursor } }")

    assert (told["code"], "text/event-stream" in told["do"]) == ("BAD_REQUEST", True)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_is_answered_with_a_failure(client, text):
    body = client.ask(text or "{")

    assert all(error["extensions"]["code"] in (PARSE, VALIDATION) for error in body["errors"])


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        st.lists,
    )
)
def test_no_value_is_answered_with_a_failure(client, value):
    for kind in ("Date", "PartialDate", "DateTime", "Decimal", "JSON", "TransferRequest", "Verdict", "Int", "ID"):
        body = client.ask(f"query($value: {kind}!) {{ nations(first: 0) {{ totalCount }} }}", value=value)

        assert all(error["extensions"]["code"] != INTERNAL for error in body["errors"])
