"""GraphQL over HTTP: stored operations, versions of the data, numbers of requests, what browsers may do."""

import asyncio
import json
import logging
import re
from hashlib import sha256

import pytest

from api.policy import Policy
from api.stored import MOST_BYTES, Registered, read_operations
from graph.settings import load_settings
from schema.errors import BadQuery, NotStored, UsageError
from tests.api_client import Fake, serving, speaking

TEXT = "{ status { version } }"
NATIONS = "{ nations(first: 60) { nodes { id title } } }"
VERSION = {"version": 7, "changed_at": "2026-01-01T00:00:00Z", "format": 1}


class Versions(Fake):
    """A graph that has nothing but a version, which each read may move on."""

    def __init__(self, *versions):
        self.versions, self.asked = list(versions), 0

    async def read(self, text, params=None):
        self.asked += 1
        if "DataVersion" not in text:
            return []
        return [VERSION | {"version": self.versions.pop(0) if len(self.versions) > 1 else self.versions[0]}]


class Slow(Fake):
    """A graph that never answers."""

    async def read(self, text, params=None):
        await asyncio.sleep(60)


def stored(text):
    return {"persistedQuery": {"version": 1, "sha256Hash": sha256(text.encode()).hexdigest()}}


def by_get(client, text, **headers):
    return client.send("GET", "/graphql", params={"extensions": json.dumps(stored(text))}, headers=headers)


@pytest.fixture
def client():
    """A client of an application over a graph that has nothing but a version."""
    with asyncio.Runner() as runner, speaking(runner, Versions(7)) as client:
        yield client


def code(answer):
    return answer.json()["errors"][0]["extensions"]["code"]


def test_an_operation_sent_with_its_hash_once_is_known_by_it(client):
    unknown = client.send("POST", "/graphql", json={"extensions": stored(TEXT)})
    client.send("POST", "/graphql", json={"query": TEXT, "extensions": stored(TEXT)})
    known = client.send("POST", "/graphql", json={"extensions": stored(TEXT)})

    assert (unknown.status_code, code(unknown)) == (200, "PERSISTED_QUERY_NOT_FOUND")
    assert unknown.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert (known.json()["data"], by_get(client, TEXT).json()["data"]) == ({"status": {"version": 7}},) * 2


@pytest.mark.parametrize(
    "told", [5, {}, {"version": 2, "sha256Hash": "0" * 64}, {"version": 1}, {"version": 1, "sha256Hash": "abc"}]
)
def test_a_hash_that_is_none_is_refused(client, told):
    assert code(client.send("POST", "/graphql", json={"extensions": {"persistedQuery": told}})) == "BAD_REQUEST"


def test_a_text_under_the_hash_of_another_is_refused(client):
    wrong = client.send("POST", "/graphql", json={"query": NATIONS, "extensions": stored(TEXT)})

    assert (wrong.status_code, code(wrong)) == (400, "BAD_REQUEST")
    assert code(client.send("POST", "/graphql", json={"extensions": stored(TEXT)})) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize("params", [{"query": TEXT}, {"query": TEXT, "extensions": json.dumps(stored(TEXT))}, {}])
def test_get_takes_nothing_but_a_hash(client, params):
    answer = client.send("GET", "/graphql", params=params, headers={"accept": "application/json"})

    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")


def test_what_was_not_asked_for_longest_makes_room():
    kept = Registered()
    texts = [str(i) + " " * (MOST_BYTES // 4) for i in range(5)]
    hashes = [sha256(text.encode()).hexdigest() for text in texts]
    for hash_, text in zip(hashes, texts, strict=True):
        kept.keep(hash_, text)

    assert kept.find(hashes[-1]) == texts[-1]
    with pytest.raises(NotStored):
        kept.find(hashes[0])


@pytest.fixture
def allowing(tmp_path):
    """A client of an application that answers one operation."""
    (tmp_path / "version.graphql").write_text(TEXT + "\n", encoding="utf-8")
    policy = Policy(operations=read_operations(tmp_path))
    with asyncio.Runner() as runner, speaking(runner, Versions(7), policy) as client:
        yield client


def test_a_closed_list_answers_its_operations_by_text_and_by_hash(allowing):
    answers = [
        allowing.send("POST", "/graphql", json={"query": TEXT}),
        allowing.send("POST", "/graphql", json={"query": TEXT + "\n"}),
        allowing.send("POST", "/graphql", json={"extensions": stored(TEXT)}),
        allowing.send("POST", "/graphql", json={"extensions": stored(TEXT + "\n")}),
        by_get(allowing, TEXT),
    ]

    assert [answer.json()["data"] for answer in answers] == [{"status": {"version": 7}}] * 5


@pytest.mark.parametrize(
    "asked",
    [
        {"query": NATIONS},
        {"query": "{ __schema { types { name } } }"},
        {"query": "{ nosuch }"},
        {"query": "{ status { version changedAt } }"},
        {"extensions": stored(NATIONS)},
        {"query": NATIONS, "extensions": stored(NATIONS)},
        {"query": NATIONS, "extensions": stored(TEXT)},
    ],
)
def test_a_closed_list_answers_nothing_else(allowing, asked):
    body = allowing.send("POST", "/graphql", json=asked).json()

    assert [error["extensions"]["code"] for error in body["errors"]] == ["OPERATION_NOT_ALLOWED"]
    assert body.get("data") is None


@pytest.mark.parametrize("text", ["{ nosuch }", "{", "{" + "a" * 9 + "}"])
def test_a_file_that_cannot_be_answered_stops_the_start(tmp_path, text):
    (tmp_path / "wrong.graphql").write_text(text, encoding="utf-8")
    policy = Policy(operations=read_operations(tmp_path))

    with asyncio.Runner() as runner, pytest.raises(UsageError) as refusal, speaking(runner, Versions(7), policy):
        pass
    assert refusal.value.where == "wrong.graphql"


def test_a_folder_without_operations_is_refused(tmp_path):
    with pytest.raises(UsageError, match=re.escape("no .graphql file")):
        read_operations(tmp_path)


def test_an_answer_tells_the_version_of_its_data(client):
    assert client.ask(NATIONS)["extensions"] == {"dataVersion": 7}
    assert "extensions" not in client.ask("{ __typename }")


def test_an_answer_across_two_versions_is_worked_out_anew():
    graph = Versions(*[1] * 7, 2)
    with asyncio.Runner() as runner, speaking(runner, graph) as client:
        client.ask(TEXT)
        first = client.ask(TEXT)
        moved = client.ask("{ status { version } nations { nodes { id } } }")

    assert (first["data"], first["extensions"]) == ({"status": {"version": 1}}, {"dataVersion": 1})
    assert (moved["data"]["status"], moved["extensions"]) == ({"version": 2}, {"dataVersion": 2})


def test_data_that_never_rest_are_told_of():
    with asyncio.Runner() as runner, speaking(runner, Versions(*range(100))) as client:
        assert client.error(NATIONS)["code"] == "GRAPH_UNAVAILABLE"


def test_a_client_that_has_the_answer_is_told_so_for_the_price_of_the_version():
    graph = Versions(7)
    with asyncio.Runner() as runner, speaking(runner, graph) as client:
        client.send("POST", "/graphql", json={"query": NATIONS, "extensions": stored(NATIONS)})
        first = by_get(client, NATIONS)
        before = graph.asked
        same = by_get(client, NATIONS, **{"if-none-match": f'"x", {first.headers["etag"]}'})

    assert (first.status_code, first.headers["cache-control"]) == (200, "private, no-cache")
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", first.headers["etag"])
    assert graph.asked == before + 1


def test_other_data_another_operation_or_other_variables_have_another_tag():
    graph = Versions(7)
    one, two = "query($first: Int) { nations(first: $first) { nodes { id } } }", NATIONS
    with asyncio.Runner() as runner, speaking(runner, graph) as client:
        for text in (one, two):
            client.send("POST", "/graphql", json={"query": text, "extensions": stored(text)})
        tags = [by_get(client, one).headers["etag"], by_get(client, two).headers["etag"]]
        params = {"extensions": json.dumps(stored(one)), "variables": '{"first": 3}'}
        tags.append(client.send("GET", "/graphql", params=params).headers["etag"])
        graph.versions = [8]
        tags.append(by_get(client, one).headers["etag"])

    assert len(set(tags)) == 4


def test_an_answer_with_errors_and_one_by_post_are_not_kept(client):
    text = "{ nations(first: 0) { nodes { id } } status { version } }"
    client.send("POST", "/graphql", json={"query": text, "extensions": stored(text)})
    answers = [by_get(client, text), client.send("POST", "/graphql", json={"query": TEXT})]

    assert [(answer.headers["cache-control"], "etag" in answer.headers) for answer in answers] == [
        ("no-store", False)
    ] * 2


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
    number = client.send("POST", "/graphql", json={"query": TEXT}, headers={"x-request-id": given}).headers[
        "x-request-id"
    ]

    assert (number == given) is taken
    assert re.fullmatch(r"[A-Za-z0-9._-]{8,64}", number)


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
    timing = client.send("POST", "/graphql", json={"query": TEXT}).headers["server-timing"]

    assert re.findall(r"(\w+);dur=[0-9.]+", timing) == ["parse", "validate", "database", "encode"]


def test_an_operation_is_given_up_after_the_deadline():
    with asyncio.Runner() as runner, speaking(runner, Slow(), Policy(seconds=0.2)) as client:
        assert client.error(NATIONS) == {
            "message": "the answer took more than 0.2 seconds",
            "code": "DEADLINE_EXCEEDED",
            "do": "ask for less at once",
        }


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_a_large_answer_is_compressed_and_a_small_one_is_not(engine, loaded, encoding):
    with serving(engine.settings) as client:
        large, small = (
            client.send("POST", "/graphql", json={"query": text}, headers={"accept-encoding": encoding})
            for text in (NATIONS, TEXT)
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
            answer = client.send("POST", "/graphql", json={"query": TEXT}, headers=origin)
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
