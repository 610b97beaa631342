"""What changed, which load did it, and being told as it happens; on every engine."""

import json
import signal
import socket
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from graph.journal import KEPT
from graph.prepare import prepare
from graph.undo import undo
from loaders.core import SOURCED, Loader
from loaders.run import Options, load
from schema.stakeholders import MEMBER_OF, NATION, ORGANIZATION
from tests.api_client import serving
from tests.served import served, server

PROTOCOL = Subprotocol("graphql-transport-ws")
CHANGES = """query($since: String, $first: Int! = 100) {
  changes(since: $since, first: $first) { cursor hasMore nodes { kind of version cursor } }
}"""
FOLLOW = "subscription($since: String) { changed(since: $since) { cursor nodes { kind of entity { id title } } } }"
EDGE = "nation/TR|MEMBER_OF|org/nato|"
MOVE = "MATCH (v:DataVersion {id: 'data'}) SET v.version = $version, v.changes_from = $from"


def parse(record):
    """A nation, and perhaps its membership of a body."""
    nation = record.pop("id")
    yield NATION.row(nation, title=record.pop("name"), iso2=nation[-2:], iso3=f"{nation[-2:]}X")
    yield ORGANIZATION.row("org/nato", title="NATO", kind="alliance")
    if record.pop("member", None):
        yield MEMBER_OF.link(nation, "org/nato")


LOADER = Loader(
    name="trial",
    source="facts/trial.csv",
    doc="Nations and memberships, for the test.",
    columns=("id", "name", "member", *SOURCED),
    emits=(NATION, ORGANIZATION, MEMBER_OF),
    parse=parse,
)


@pytest.fixture
def say(graph, tmp_path):
    """Loads what a file says of some nations; returns the run."""
    prepare(graph)
    file = tmp_path / "trial.csv"

    def say(*nations):
        lines = [f"{nation},A page,https://example.org/page,documented" for nation in nations]
        file.write_text("\n".join([",".join(LOADER.columns), *lines]) + "\n", encoding="utf-8")
        return load(graph, LOADER, file, Options(accept_deletions=True)).run

    return say


def facts(changes):
    """Kind and key of the changes, those of sources left out, whose ids are hashes."""
    return [(each["kind"], each["of"]) for each in changes["nodes"] if not each["of"].startswith("source/")]


def asked(client, **variables):
    return client.data(CHANGES, **variables)["changes"]


def test_every_change_is_told_once_in_order(engine, say):
    say("nation/TR,Turkey,yes", "nation/FR,France,")
    say("nation/TR,Türkiye,yes", "nation/FR,France,")
    say("nation/TR,Türkiye,", "nation/DE,Germany,")
    with serving(engine.settings) as client:
        found = asked(client)

    assert facts(found) == [
        *(("NEW", of) for of in ("nation/FR", "nation/TR", EDGE, "org/nato")),
        ("CHANGED", "nation/TR"),
        *(("NEW", "nation/DE"), ("REMOVED", "nation/FR"), ("REMOVED", EDGE)),
    ]
    assert [each["version"] for each in found["nodes"]] == sorted(each["version"] for each in found["nodes"])
    assert (found["hasMore"], found["cursor"]) == (False, found["nodes"][-1]["cursor"])


@pytest.mark.parametrize("first", [1, 2, 100])
def test_pages_of_any_size_come_to_the_same(engine, say, first):
    say("nation/TR,Turkey,yes")
    say("nation/TR,Türkiye,yes", "nation/FR,France,yes")
    with serving(engine.settings) as client:
        whole, found, page = asked(client)["nodes"], [], {"hasMore": True, "cursor": None}
        while page["hasMore"]:
            page = asked(client, since=page["cursor"], first=first)
            assert len(page["nodes"]) <= first
            found += page["nodes"]

    assert found == whole


def test_a_cursor_goes_on_where_nothing_had_changed_yet(engine, say):
    say("nation/TR,Turkey,yes")
    with serving(engine.settings) as client:
        before = asked(client)["cursor"]
        nothing = asked(client, since=before)
        say("nation/TR,Türkiye,yes")
        after = asked(client, since=nothing["cursor"])

    assert (nothing["nodes"], nothing["hasMore"]) == ([], False)
    assert facts(after) == [("CHANGED", "nation/TR")]


def test_the_version_of_an_answer_is_a_cursor(engine, say):
    say("nation/TR,Turkey,yes")
    with serving(engine.settings) as client:
        version = client.ask("{ nations { totalCount } }")["extensions"]["dataVersion"]
        say("nation/TR,Türkiye,yes")

        assert facts(asked(client, since=str(version))) == [("CHANGED", "nation/TR")]


def test_a_change_tells_its_entity_its_ends_and_its_run(engine, say):
    run = say("nation/TR,Turkey,yes")
    text = "{ changes { nodes { of entity { title } type start end run { id } at } } }"
    with serving(engine.settings) as client:
        found = {each["of"]: each for each in client.data(text)["changes"]["nodes"]}
    at = found[EDGE]["at"]

    assert found[EDGE] == {
        "of": EDGE, "entity": {"title": "Turkey"}, "type": "MEMBER_OF", "start": "nation/TR", "end": "org/nato",
        "run": {"id": run}, "at": at,
    }  # fmt: skip
    assert found["nation/TR"] == {
        "of": "nation/TR", "entity": {"title": "Turkey"}, "type": None, "start": None, "end": None,
        "run": {"id": run}, "at": at,
    }  # fmt: skip


def test_what_is_gone_has_no_entity(engine, say):
    say("nation/TR,Turkey,", "nation/FR,France,")
    say("nation/TR,Turkey,")
    with serving(engine.settings) as client:
        nodes = client.data("{ changes { nodes { kind of entity { id } } } }")["changes"]["nodes"]

    assert {"kind": "REMOVED", "of": "nation/FR", "entity": None} in nodes


def test_a_load_taken_back_is_told_too(engine, graph, say):
    say("nation/TR,Turkey,yes")
    run = say("nation/TR,Türkiye,", "nation/FR,France,")
    with serving(engine.settings) as client:
        before = asked(client)["cursor"]
        undo(graph, run)
        told = facts(asked(client, since=before))

    assert sorted(told) == [("CHANGED", "nation/TR"), ("NEW", EDGE), ("REMOVED", "nation/FR")]


@pytest.mark.parametrize("since", ["", "x", "-1", "1.", "1.2.3", "٣", "9" * 40])
def test_what_is_no_cursor_is_refused(engine, graph, since):
    with serving(engine.settings) as client:
        assert client.error(CHANGES, since=since)["code"] == "BAD_REQUEST"


def test_a_cursor_of_another_graph_that_came_further_is_refused(engine, say):
    say("nation/TR,Turkey,yes")
    with serving(engine.settings) as client:
        version = client.ask(CHANGES)["extensions"]["dataVersion"]
        answers = [client.ask(CHANGES, since=f"{version + more}.{behind}") for more, behind in ((1, 0), (1, 1), (2, 0))]

    assert ["errors" in answer for answer in answers] == [False, True, True]
    assert f"the data have come to version {version}" in answers[1]["errors"][0]["message"]


def test_changes_that_are_no_longer_kept_are_not_passed_over_in_silence(engine, graph, say):
    say("nation/TR,Turkey,yes")
    with serving(engine.settings) as client:
        first = asked(client)["nodes"][0]["cursor"]
        graph.write(lambda tx: tx.run(MOVE, {"version": 5 * KEPT, "from": 1}))
        say("nation/TR,Türkiye,yes")
        error, kept = client.error(CHANGES, since=first), asked(client)

    assert error["message"] == f"changes before version {4 * KEPT + 2} are not kept"
    assert facts(kept) == [("CHANGED", "nation/TR")]


@pytest.fixture(scope="module")
def address(engine):
    """The address of a server that the tests of this file share."""
    with served(engine) as address:
        yield address


@contextmanager
def events(address, **variables):
    """The events of a subscription, as (event, data)."""
    body = {"query": FOLLOW, "variables": variables}
    timeout = httpx.Timeout(20)
    with httpx.stream(
        "POST", f"{address}/graphql", json=body, headers={"accept": "text/event-stream"}, timeout=timeout
    ) as answer:
        yield answer, _events(answer.iter_lines())


def _events(lines):
    event = ""
    for line in lines:
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
        elif line.startswith("data:"):
            yield event, line.removeprefix("data:").strip()


def subscribe(line, text, **variables):
    """Opens the connection and follows."""
    line.send(json.dumps({"type": "connection_init"}))
    assert json.loads(line.recv(20)) == {"type": "connection_ack"}
    line.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": text, "variables": variables}}))


def test_changes_come_as_events_and_end_with_the_server(engine, say):
    say("nation/TR,Turkey,yes")
    with server(engine) as (process, address), events(address) as (answer, told):
        say("nation/TR,Türkiye,yes")
        event, data = next(told)
        found = json.loads(data)["data"]["changed"]
        process.send_signal(signal.SIGTERM)
        rest = list(told)

        assert answer.headers["content-type"].startswith("text/event-stream")
        assert event == "next"
        assert found["nodes"] == [
            {"kind": "CHANGED", "of": "nation/TR", "entity": {"id": "nation/TR", "title": "Türkiye"}}
        ]
        assert rest == [("complete", "")]
        assert process.wait(20) == 0


def test_a_follower_that_comes_back_misses_nothing(address, say):
    say("nation/TR,Turkey,yes")
    with events(address, since="0") as (_, told):
        first = json.loads(next(told)[1])["data"]["changed"]
    say("nation/TR,Türkiye,yes")
    with events(address, since=first["cursor"]) as (_, told):
        second = json.loads(next(told)[1])["data"]["changed"]

    assert facts(first) == [("NEW", "nation/TR"), ("NEW", EDGE), ("NEW", "org/nato")]
    assert facts(second) == [("CHANGED", "nation/TR")]


def test_changes_come_by_websocket(address, say):
    say("nation/TR,Turkey,yes")
    url = f"{address.replace('http', 'ws')}/graphql"
    with connect(url, subprotocols=[PROTOCOL]) as line:
        subscribe(line, FOLLOW, since="0")
        first = json.loads(line.recv(20))
        say("nation/TR,Türkiye,yes")
        second = json.loads(line.recv(20))
    with connect(url, subprotocols=[PROTOCOL]) as line:
        subscribe(line, "{ status { version } }")
        refused = json.loads(line.recv(20))

    assert facts(first["payload"]["data"]["changed"])[0] == ("NEW", "nation/TR")
    assert facts(second["payload"]["data"]["changed"]) == [("CHANGED", "nation/TR")]
    assert (refused["type"], refused["payload"][0]["extensions"]["code"]) == ("error", "BAD_REQUEST")


def test_a_page_of_another_origin_or_name_opens_no_websocket(address):
    host, port = urlsplit(address).hostname, urlsplit(address).port
    with pytest.raises(InvalidStatus) as foreign:
        connect(f"ws://{host}:{port}/graphql", subprotocols=[PROTOCOL], origin=Origin("https://evil.example"))
    with pytest.raises(InvalidStatus) as renamed:
        connect(f"ws://evil.example:{port}/graphql", sock=socket.create_connection((host, port)))

    assert [each.value.response.status_code for each in (foreign, renamed)] == [403, 403]
