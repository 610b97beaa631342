"""An answer over GraphQL is of one version of the data and tells it; who has the answer already is told so."""

import asyncio
import json

import pytest

from tests.api_client import NATIONS, STATUS, Versions, by_get, speaking, stored


@pytest.fixture
def client():
    """A client of an application over a graph that has nothing but a version."""
    with asyncio.Runner() as runner, speaking(runner, Versions(7)) as client:
        yield client


def test_an_answer_tells_the_version_of_its_data(client):
    assert client.ask(NATIONS)["extensions"] == {"dataVersion": 7}
    assert "extensions" not in client.ask("{ __typename }")


def test_an_answer_across_two_versions_is_worked_out_anew():
    graph = Versions(*[1] * 7, 2)
    with asyncio.Runner() as runner, speaking(runner, graph) as client:
        client.ask(STATUS)
        first = client.ask(STATUS)
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
    answers = [by_get(client, text), client.send("POST", "/graphql", json={"query": STATUS})]

    assert [(answer.headers["cache-control"], "etag" in answer.headers) for answer in answers] == [
        ("no-store", False)
    ] * 2
