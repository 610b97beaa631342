"""Where Accord listens, how it says so, and how it ends."""

import json
import re
import signal
import socket
import sys
import urllib.request

import pytest

from api.serving import listen
from schema.errors import UsageError
from tests.api_client import serving
from tests.served import SERVE, server


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "accord.example.org", ""])
def test_it_listens_on_the_loopback_address_alone(host):
    with pytest.raises(UsageError) as refusal:
        listen(host, 0)

    assert (refusal.value.where, refusal.value.code) == ("ACCORD_HOST", "USAGE_ERROR")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.2"])
def test_every_name_of_the_loopback_address_will_do(host):
    with listen(host, 0) as listener:
        assert listener.getsockname()[0].startswith("127.")


def test_a_port_that_is_taken_is_refused_with_what_to_do():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"cannot listen on 127.0.0.1:{port}") as refusal:
            listen("127.0.0.1", port)

    assert refusal.value.remedy == "choose another port; 0 takes a free one"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_a_signal_comes_and_ends_well(engine, number):
    with server(engine) as (process, address):
        with urllib.request.urlopen(f"{address}/healthz", timeout=10) as answer:
            assert json.load(answer) == {"status": "alive"}
        process.send_signal(number)

        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", address)
        assert process.wait(timeout=30) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="uvloop is not made for Windows")
def test_it_runs_on_the_event_loop_that_is_installed_for_it(engine):
    loop = "import asyncio; tell = lambda _: print(type(asyncio.get_running_loop()).__module__, flush=True)"
    with server(engine, f"{loop}; {SERVE[:-1]}, tell)") as (_, told):
        assert told == "uvloop"


def test_it_is_not_ready_before_facts_are_loaded(engine, graph):
    with serving(engine.settings) as client:
        answer = client.send("GET", "/readyz")

    assert answer.status_code == 503
    assert answer.json()["errors"] == [
        {
            "message": "the graph holds no facts yet",
            "extensions": {"code": "GRAPH_UNAVAILABLE", "do": "load them: accord load"},
        }
    ]


def test_no_answer_waits_for_its_own_head_to_be_acknowledged():
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1
