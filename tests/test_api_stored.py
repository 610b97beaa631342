"""Operations by their hash over GraphQL, and a closed list of operations that answers nothing else."""

import asyncio
import json
import re
from hashlib import sha256

import pytest

from api.policy import Policy
from api.stored import MOST_BYTES, Registered, read_operations
from schema.errors import NotStored, UsageError
from tests.api_client import NATIONS, STATUS, Versions, by_get, code, speaking, stored


@pytest.fixture
def client():
    """A client of an application over a graph that has nothing but a version."""
    with asyncio.Runner() as runner, speaking(runner, Versions(7)) as client:
        yield client


def test_an_operation_sent_with_its_hash_once_is_known_by_it(client):
    unknown = client.send("POST", "/graphql", json={"extensions": stored(STATUS)})
    client.send("POST", "/graphql", json={"query": STATUS, "extensions": stored(STATUS)})
    known = client.send("POST", "/graphql", json={"extensions": stored(STATUS)})

    assert (unknown.status_code, code(unknown)) == (200, "PERSISTED_QUERY_NOT_FOUND")
    assert unknown.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert (known.json()["data"], by_get(client, STATUS).json()["data"]) == ({"status": {"version": 7}},) * 2


@pytest.mark.parametrize(
    "told", [5, {}, {"version": 2, "sha256Hash": "0" * 64}, {"version": 1}, {"version": 1, "sha256Hash": "abc"}]
)
def test_a_hash_that_is_none_is_refused(client, told):
    assert code(client.send("POST", "/graphql", json={"extensions": {"persistedQuery": told}})) == "BAD_REQUEST"


def test_a_text_under_the_hash_of_another_is_refused(client):
    wrong = client.send("POST", "/graphql", json={"query": NATIONS, "extensions": stored(STATUS)})

    assert (wrong.status_code, code(wrong)) == (400, "BAD_REQUEST")
    assert code(client.send("POST", "/graphql", json={"extensions": stored(STATUS)})) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize("params", [{"query": STATUS}, {"query": STATUS, "extensions": json.dumps(stored(STATUS))}, {}])
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
    (tmp_path / "version.graphql").write_text(STATUS + "\n", encoding="utf-8")
    policy = Policy(operations=read_operations(tmp_path))
    with asyncio.Runner() as runner, speaking(runner, Versions(7), policy) as client:
        yield client


def test_a_closed_list_answers_its_operations_by_text_and_by_hash(allowing):
    answers = [
        allowing.send("POST", "/graphql", json={"query": STATUS}),
        allowing.send("POST", "/graphql", json={"query": STATUS + "\n"}),
        allowing.send("POST", "/graphql", json={"extensions": stored(STATUS)}),
        allowing.send("POST", "/graphql", json={"extensions": stored(STATUS + "\n")}),
        by_get(allowing, STATUS),
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
        {"query": NATIONS, "extensions": stored(STATUS)},
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
