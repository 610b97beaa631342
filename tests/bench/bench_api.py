"""Questions through GraphQL over HTTP, against one bare Bolt round trip: `python -m tests.bench.bench_api`.

Each is asked of a server in a process of its own, over one kept connection, as a dashboard asks; the answer to every
question is read to its end and looked at. Question and round trip take turns, so that a busy machine hits both alike.
"""

import http.client
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import orjson

from graph.client import GREETING
from graph.connect import connect
from graph.prepare import prepare
from graph.settings import PREFIX, Settings
from loaders.commands import load_changed
from tests.bench.measuring import ROUNDS, Goal, Measured, on_each_engine, seconds, tell

TIMES = 100
"""How often a question is asked in a round."""

SERVE = "from api.serving import serve; from graph.settings import load_settings; serve(load_settings(port=0))"
FINDING = "{ plain citation { text url } }"
LOOK_UP = "query($id: ID!) { nation(id: $id) { id title iso2 iso3 region confidence } }"
ONE = f"""query($request: TransferRequest!) {{
  coverage(request: $request) {{
    verdict strict
    routes {{
      verdict kind authority {{ id }} agreement {{ id }}
      reasons {FINDING} needs {{ plain question approval }} presumed {{ plain }}
    }}
  }}
}}"""
ALL = """query($request: TransferRequest!) {
  coverage(request: $request) { verdict strict byKind { kind verdict } routes { kind verdict agreement { id } } }
}"""
JAPAN = {"recipient": "nation/JP", "on": "2026-01-15"}
QUESTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "look-up by id": (LOOK_UP, {"id": "nation/JP"}),
    "one kind": (ONE, {"request": JAPAN | {"kinds": ["ACSA_TRANSFER"], "items": ["FOOD"]}}),
    "all kinds": (ALL, {"request": JAPAN}),
}
BOLT = "Bolt round trip"
GOALS = [
    Goal(f"GraphQL, {name}, {TIMES} times", name, BOLT, "at most", limit)
    for name, limit in {"look-up by id": 10, "one kind": 10, "all kinds": 30}.items()
]


@contextmanager
def server(settings: Settings) -> Iterator[http.client.HTTPConnection]:
    """A connection to an Accord that serves the graph of the settings."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE], env=environment(settings), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        address = urlsplit(process.stdout.readline().strip())
        connection = http.client.HTTPConnection(str(address.hostname), address.port)
        yield connection
        connection.close()
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def environment(settings: Settings) -> dict[str, str]:
    """The environment in which another process uses the same graph."""
    chosen = {"home": str(settings.home), "graph_password": settings.graph_password.get_secret_value()}
    chosen |= {"graph_uri": settings.graph_uri} if settings.graph_uri else {}
    return dict(os.environ) | {f"{PREFIX}{name.upper()}": value for name, value in chosen.items()}


def answer(connection: http.client.HTTPConnection, question: tuple[str, dict[str, Any]]) -> None:
    """Asks the question and reads the answer."""
    text, variables = question
    body = orjson.dumps({"query": text, "variables": variables})
    connection.request("POST", "/graphql", body, {"Content-Type": "application/json"})
    told = orjson.loads(connection.getresponse().read())
    assert "errors" not in told, told


def repeated(work: Callable[[], object]) -> float:
    """Seconds for doing it many times."""
    return seconds(lambda: [work() for _ in range(TIMES)])


def measure(settings: Settings) -> Measured:
    """Seconds of every question and of the round trip, in turn; the first round is for warming up."""
    found: dict[str, list[float]] = {name: [] for name in (BOLT, *QUESTIONS)}
    with connect(settings) as graph:
        prepare(graph)
        load_changed(graph)
        with server(settings) as connection:
            for _ in range(ROUNDS + 1):
                for name, question in QUESTIONS.items():
                    found[name].append(repeated(partial(answer, connection, question)))
                    found[BOLT].append(repeated(partial(graph.read, GREETING)))
    return {name: rounds[len(rounds) // (ROUNDS + 1) :] for name, rounds in found.items()}


def judged(goal: Goal, found: Mapping[str, Measured]) -> int:
    """Tells of the goal, with what was measured for it alone."""
    return tell(goal, {name: {each: told[each] for each in (goal.lower, goal.upper)} for name, told in found.items()})


if __name__ == "__main__":
    measured = on_each_engine(measure)
    sys.exit(max([judged(goal, measured) for goal in GOALS]))
