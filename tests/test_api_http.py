"""GraphQL over HTTP: numbers and times of requests, the deadline, compression, and what browsers may do."""

import asyncio
import json
import logging
import re

import pytest

from api import app, bodies
from api.policy import Policy
from graph.settings import load_settings
from schema.errors import BadQuery, UsageError
from tests.api_client import NATIONS, STATUS, Fake, Versions, code, serving, speaking


@pytest.fixture
def client():
    """A client of an application over a graph that has nothing but a version."""
    with asyncio.Runner() as runner, speaking(runner, Versions(7)) as client:
        yield client


class Slow(Fake):
    """A graph that never answers."""

    async def read(self, text, params=None):
        await asyncio.sleep(60)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("my-request.12345", True),
        ("a" * 64, True),
        ("a" * 65, False),
        ("short", False),
        ("x y z 1 2 3", False),
        ("", False),
    ],
)
def test_a_request_has_a_number(client, given, taken):
    number = client.send("POST", "/graphql", json={"query": STATUS}, headers={"x-request-id": given}).headers[
        "x-request-id"
    ]

    assert (number == given) is taken
    assert re.fullmatch(r"[A-Za-z0-9._-]{8,64}", number)


def test_no_collector_is_told_of_a_request(client, monkeypatch):
    asked = []
    monkeypatch.setattr("opentelemetry.trace.get_tracer_provider", lambda: asked.append("spans"))
    monkeypatch.setattr("opentelemetry.metrics.get_meter_provider", lambda: asked.append("figures"))
    monkeypatch.setattr("opentelemetry._logs.get_logger_provider", lambda: asked.append("logs"))

    client.send("POST", "/graphql", json={"query": STATUS})

    assert asked == []


def test_a_failure_is_logged_and_told_under_the_number_of_its_request(caplog):
    class Broken(Fake):
        async def read(self, text, params=None):
            raise BadQuery("secret")

    headers = {"x-request-id": "request-0001"}
    with asyncio.Runner() as runner, speaking(runner, Broken()) as client, caplog.at_level(logging.ERROR, "accord.api"):
        told = client.send("POST", "/graphql", json={"query": NATIONS}, headers=headers).json()["errors"][0][
            "extensions"
        ]
        outside = client.send("GET", "/readyz", headers=headers)

    assert (told, outside.headers["x-request-id"]) == ({"code": "INTERNAL", "id": "request-0001"}, "request-0001")
    assert [record.getMessage() for record in caplog.records] == ["error request-0001"] * 2


def test_an_answer_tells_what_took_how_long(client):
    timing = client.send("POST", "/graphql", json={"query": STATUS}).headers["server-timing"]

    assert re.findall(r"(\w+);dur=[0-9.]+", timing) == ["parse", "validate", "database", "encode"]


def test_an_operation_is_given_up_after_the_deadline():
    with asyncio.Runner() as runner, speaking(runner, Slow(), Policy(seconds=0.2)) as client:
        assert client.error(NATIONS) == {
            "message": "the answer took more than 0.2 seconds",
            "code": "DEADLINE_EXCEEDED",
            "do": "ask for less at once",
        }


def test_a_probe_waits_a_few_seconds_for_the_graph(monkeypatch):
    monkeypatch.setattr(app, "READY", 0.1)
    with asyncio.Runner() as runner, speaking(runner, Slow()) as client:
        answer = client.send("GET", "/readyz")

    assert (answer.status_code, code(answer)) == (503, "GRAPH_UNAVAILABLE")


def test_a_client_that_goes_away_in_the_middle_of_its_request_is_no_fault_of_ours(caplog):
    sent = []
    scope = {
        "type": "http", "method": "POST", "path": "/graphql", "raw_path": b"/graphql", "query_string": b"",
        "http_version": "1.1", "scheme": "http", "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 1),
        "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"application/json"), (b"content-length", b"40")],
    }  # fmt: skip
    messages = iter([{"type": "http.request", "body": b"{", "more_body": True}])

    async def receive():
        return next(messages, {"type": "http.disconnect"})

    async def send(message):
        sent.append(message)

    with caplog.at_level(logging.ERROR):
        asyncio.run(app.create_app(Versions(7))(scope, receive, send))

    assert sent[0]["status"] == 400
    assert caplog.records == []


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'{"query": NaN}', "The request is no JSON: "),
        (b"[]", "Batching is not enabled"),
        (b"{}", "No GraphQL query found in the request"),
    ],
)
def test_a_request_that_is_none_is_told_what_one_is(client, content, what):
    headers = {"content-type": "application/json"}
    [error] = client.send("POST", "/graphql", content=content, headers=headers).json()["errors"]

    assert error["message"].startswith(what)
    assert error["extensions"]["do"].startswith("send one {")


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_a_large_answer_is_compressed_and_a_small_one_is_not(engine, loaded, encoding):
    with serving(engine.settings) as client:
        large, small = (
            client.send("POST", "/graphql", json={"query": text}, headers={"accept-encoding": encoding})
            for text in (NATIONS, STATUS)
        )

    assert (large.headers["content-encoding"], "content-encoding" in small.headers) == (encoding, False)
    assert len(large.json()["data"]["nations"]["nodes"]) == 60


def test_pages_of_other_origins_may_ask_where_they_are_named_alone():
    origin = {"origin": "https://a.example.org"}
    asks = origin | {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    found = []
    for policy in (Policy(), Policy(origins=("https://a.example.org",))):
        with asyncio.Runner() as runner, speaking(runner, Versions(7), policy) as client:
            before = client.send("OPTIONS", "/graphql", headers=asks)
            answer = client.send("POST", "/graphql", json={"query": STATUS}, headers=origin)
            found.append([each.headers.get("access-control-allow-origin") for each in (before, answer)])

    assert found == [[None, None], ["https://a.example.org"] * 2]


@pytest.mark.parametrize("origins", ["*", "a.example.org", "https://a.example.org/page", "https://a.example.org,"])
def test_an_origin_that_is_none_is_refused(monkeypatch, origins):
    monkeypatch.setenv("ACCORD_ORIGINS", origins)

    with pytest.raises(UsageError, match="ACCORD_ORIGINS"):
        load_settings()


@pytest.mark.parametrize(
    ("told", "host", "shown"),
    [("", "127.0.0.1", True), ("", "192.0.2.1", False), ("true", "192.0.2.1", True), ("false", "localhost", False)],
)
def test_the_schema_is_shown_on_loopback_unless_told(monkeypatch, told, host, shown):
    monkeypatch.setenv("ACCORD_INTROSPECTION", told)
    monkeypatch.setenv("ACCORD_HOST", host)

    assert Policy.of(load_settings()).introspection is shown


def test_a_compressed_answer_says_the_same(engine, loaded):
    with serving(engine.settings) as client:
        plain, packed = (
            client.send("POST", "/graphql", json={"query": NATIONS}, headers={"accept-encoding": encoding})
            for encoding in ("identity", "gzip")
        )

    assert packed.json() == plain.json()


@pytest.mark.parametrize(
    "accept", ["application/graphql-response+json, application/json, text/event-stream", "text/event-stream"]
)
def test_a_client_that_would_take_events_too_is_answered_a_query_in_json(client, accept):
    text = "query subscription { status { version } }"
    answer = client.send("POST", "/graphql", json={"query": text}, headers={"accept": accept})
    wrong = client.send("POST", "/graphql", json={"query": "subscription {"}, headers={"accept": accept})

    assert (answer.headers["content-type"], answer.json()["data"]) == ("application/json", {"status": {"version": 7}})
    assert code(wrong) == "GRAPHQL_PARSE_FAILED"


def test_no_more_of_a_request_is_read_than_any_may_have(client):
    read = []

    async def endless():
        while True:
            read.append(b" " * 100_000)
            yield read[-1]

    answer = client.send("POST", "/graphql", content=endless(), headers={"content-type": "application/json"})

    assert (answer.status_code, code(answer), len(read)) == (413, "BAD_REQUEST", 11)


def test_a_request_that_does_not_end_is_given_up(client, monkeypatch):
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0.1)

    async def slow():
        yield b'{"query": '
        await asyncio.sleep(60)

    answer = client.send("POST", "/graphql", content=slow(), headers={"content-type": "application/json"})

    assert (answer.status_code, code(answer), answer.headers["connection"]) == (408, "BAD_REQUEST", "close")


def test_what_takes_long_to_answer_is_no_request_that_does_not_end(monkeypatch):
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0.1)
    with asyncio.Runner() as runner, speaking(runner, Slow(), Policy(seconds=0.3)) as client:
        answer = client.send("POST", "/graphql", json={"query": STATUS})

    assert (answer.status_code, code(answer)) == (200, "DEADLINE_EXCEEDED")


@pytest.mark.parametrize(
    "kind", ["Application/JSON", "APPLICATION/JSON; CHARSET=UTF-8", "application/json;charset=utf-8"]
)
def test_a_media_type_means_the_same_in_any_case(client, kind):
    content = json.dumps({"query": STATUS})

    answer = client.send("POST", "/graphql", content=content, headers={"content-type": kind})

    assert (answer.status_code, answer.json()["data"]) == (200, {"status": {"version": 7}})
