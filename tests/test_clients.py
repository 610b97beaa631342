"""The clients of the field ask the running server, over the network of this machine."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from gql import Client, GraphQLRequest, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXAsyncTransport, HTTPXTransport
from gql.transport.websockets import WebsocketsTransport
from graphql import GraphQLError, parse, print_schema, validate

from api.schema import SCHEMA
from tests.project import ROOT, text_of
from tests.served import served

EXAMPLES = sorted((ROOT / "docs/examples").rglob("*.graphql"))
AGREEMENTS = text_of("docs/examples/agreements.graphql")
COVERAGE = text_of("docs/examples/coverage.graphql")
OF_KIND = "MATCH (a:Agreement) WHERE $kind IN a.kinds RETURN a.id AS id, a.title AS title"
NATION = "query($id: ID!) { nation(id: $id) { id title } }"
CHANGES = "query($since: String!, $first: Int!) { changes(since: $since, first: $first) { nodes { of } } }"
FOLLOW = "subscription($since: String!) { changed(since: $since) { cursor nodes { of } } }"


@pytest.fixture(scope="module")
def address(engine):
    """The address of the server that the clients ask."""
    with served(engine) as address:
        yield f"{address}/graphql"


@pytest.fixture
def session(address, loaded):
    """A session of a client that has the schema, as the server shows it."""
    with Client(transport=HTTPXTransport(address, timeout=60), fetch_schema_from_transport=True) as session:
        yield session


def asked(text, **variables):
    return GraphQLRequest(text, variable_values=variables)


def pages(session, first) -> Iterator[list[dict[str, str]]]:
    """The agreements that are ACSAs, page by page."""
    after, more = None, True
    while more:
        found = session.execute(asked(AGREEMENTS, kinds=["ACSA"], first=first, after=after))["agreements"]
        yield found["nodes"]
        after, more = found["pageInfo"]["endCursor"], found["pageInfo"]["hasNextPage"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_schema_answers_every_operation_of_the_examples(path: Path):
    assert validate(SCHEMA._schema, parse(path.read_text(encoding="utf-8"))) == []


def test_a_client_is_shown_the_schema_as_it_is_published(session):
    shown = print_schema(session.client.schema)

    assert Counter(shown.splitlines()) == Counter(text_of("api/schema.graphql").splitlines())


def test_all_pages_together_are_the_whole_list_in_its_order(session, loaded):
    wanted = sorted(loaded.read(OF_KIND, {"kind": "acsa"}), key=lambda row: (row["title"], row["id"]))

    told = [node["id"] for page in pages(session, first=30) for node in page]

    assert told == [row["id"] for row in wanted]
    assert len(told) > 60


def test_a_client_that_does_not_wait_asks_several_things_at_once(address, loaded):
    async def ask(*ids):
        async with Client(transport=HTTPXAsyncTransport(address, timeout=60)) as session:
            return await asyncio.gather(*(session.execute(asked(NATION, id=each)) for each in ids))

    told = asyncio.run(ask("nation/JP", "nation/KR", "nation/none"))

    assert [answer["nation"] and answer["nation"]["title"] for answer in told] == ["Japan", "South Korea", None]


def test_what_the_schema_does_not_have_is_refused_by_the_client_itself(session):
    with pytest.raises(GraphQLError, match="Cannot query field 'capital' on type 'Nation'"):
        session.execute(gql('{ nation(id: "nation/JP") { capital } }'))


def test_an_error_reaches_the_client_with_its_code_and_candidates(session):
    request = {"recipient": "Korea", "kinds": ["ACSA_TRANSFER"]}

    with pytest.raises(TransportQueryError) as refusal:
        session.execute(asked(COVERAGE, request=request))

    [error] = refusal.value.errors or []
    assert error["extensions"]["code"] == "UNKNOWN_NAME"
    assert {"nation/KP", "nation/KR"} <= {each["id"] for each in error["extensions"]["candidates"]}


def test_a_client_that_follows_is_told_what_asking_would_tell(address, session):
    async def first():
        transport = WebsocketsTransport(address.replace("http", "ws", 1), subprotocols=["graphql-transport-ws"])
        async with Client(transport=transport) as following:
            told = await anext(following.subscribe(asked(FOLLOW, since="0")))
            return told["changed"]["nodes"]

    told = asyncio.run(first())

    assert len(told) > 0
    assert session.execute(asked(CHANGES, since="0", first=len(told)))["changes"]["nodes"] == told
