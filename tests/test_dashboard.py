"""The page of the examples, in a browser, shows what the graph holds."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.conftest import SOAK, load_facts
from tests.project import ROOT
from tests.served import served

PAGE = ROOT / "docs/examples/dashboard"
PICTURE = ROOT / "docs/examples/dashboard.png"
TODAY, UNTIL = "2026-11-22", "2028-11-22"
STATE = "return document.getElementById('state').dataset.state"
ROWS = """return Object.fromEntries(["kinds", "years", "expiring", "offices", "commands"].map((place) => [place,
  Object.fromEntries([...document.getElementById(place).querySelectorAll("[data-name]")].map(
    ({dataset}) => [dataset.name, dataset.told]))]))"""
KINDS = """MATCH (a:Agreement) UNWIND a.kinds AS kind WITH kind, a.status AS status
RETURN kind, sum(CASE WHEN status = 'in-force' THEN 1 ELSE 0 END) AS here,
  sum(CASE WHEN status IN $ended THEN 1 ELSE 0 END) AS ended, count(*) AS all_of_them"""
ENDED = ["completed", "superseded", "terminated", "expired", "historical"]
ENDING = """MATCH (a:Agreement {status: 'in-force'})
WHERE a.in_force_to_earliest >= $today AND a.in_force_to_latest <= $until RETURN a.id AS id, a.in_force_to AS day"""
YEARS = """MATCH (n:Notification) RETURN coalesce(substring(n.notified_on, 0, 4), 'year not known') AS year,
  count(*) AS notices, count(n.total_value_usd) AS known, sum(n.total_value_usd) AS dollars"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves the files of the page, and says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name that it has there)
        """Says nothing."""


@contextmanager
def page() -> Iterator[str]:
    """The origin at which the page is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(PAGE))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def shown(window, engine, session_graph):
    """What the page shows of the bundled facts: told by name, for each of its charts. A soak takes the picture anew."""
    load_facts(session_graph)
    with page() as origin, served(engine, ACCORD_ORIGINS=origin) as address:
        window.open(f"{origin}/?at={address}&on={TODAY}")
        assert window.wait(STATE) == "shown"
        if SOAK and engine.name == "embedded":
            window.picture(PICTURE)
        return window.run(ROWS)


def test_agreements_are_counted_by_kind_and_status(shown, loaded):
    rows = loaded.read(KINDS, {"ended": ENDED})
    wanted = {
        row["kind"].replace("-", " "): f"{row['here']} + {row['ended']} + "
        f"{row['all_of_them'] - row['here'] - row['ended']}"
        for row in rows
    }

    assert shown["kinds"] == wanted


def test_agreements_that_surely_end_soon_are_listed(shown, loaded):
    rows = loaded.read(ENDING, {"today": TODAY, "until": UNTIL})

    assert shown["expiring"] == {row["id"]: row["day"] for row in rows}


def test_notices_are_counted_by_year_with_what_is_known_of_their_value(shown, loaded):
    rows = loaded.read(YEARS)
    without = {row["year"]: row["notices"] - row["known"] for row in rows}
    wanted = {
        row["year"]: f"{row['notices']}: ${row['dollars'] / 1e9:.2f} billion"
        + (f", {without[row['year']]} without value" if without[row["year"]] else "")
        for row in rows
    }

    assert shown["years"] == wanted


def test_what_is_not_loaded_is_not_drawn(shown, loaded):
    assert (shown["offices"], shown["commands"]) == ({}, {})


def test_a_page_that_the_server_does_not_know_is_told_what_to_set(window, engine):
    with page() as origin, served(engine) as address:
        window.open(f"{origin}/?at={address}")
        assert window.wait(STATE) == "failed"
        told = window.run("return document.getElementById('state').textContent")

    assert f"with ACCORD_ORIGINS={origin}?" in told
