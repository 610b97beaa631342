"""The front door as a newcomer finds it: `accord up` in one window, other commands beside it, `accord down`."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph.served import serving
from tests.project import ROOT

pytestmark = pytest.mark.long

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("ACCORD_")}
LONG = 120
"""Seconds that the first start on a busy machine may take."""


@dataclass(frozen=True)
class Door:
    """The command `accord` on one data folder."""

    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the command."""
        return ENVIRONMENT | {"ACCORD_HOME": str(self.home), "ACCORD_PORT": "0", "COLUMNS": "200"}

    def start(self, *words: str, **settings: str) -> subprocess.Popen[str]:
        """The command, under way."""
        return subprocess.Popen(
            [sys.executable, "-m", "accord", *words],
            cwd=ROOT,
            env=self.environment | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __call__(self, *words: str, **settings: str) -> tuple[int, str, str]:
        """How the command ended, what it printed, what it complained of."""
        with self.start(*words, **settings) as process:
            out, err = process.communicate(timeout=LONG)
            return process.returncode, out, err


@dataclass(frozen=True)
class Up:
    """An Accord that is up: its door, the address that it printed, and what it printed before."""

    door: Door
    address: str
    told: str


def wait_for(process: subprocess.Popen[str], words: str) -> str:
    """What the process prints until it prints these words."""
    assert process.stdout
    told = ""
    for line in process.stdout:
        told += line
        if words in line:
            return told
    raise AssertionError(told + (process.stderr.read() if process.stderr else ""))


@pytest.fixture(scope="module")
def up(tmp_path_factory) -> Iterator[Up]:
    door = Door(tmp_path_factory.mktemp("home"))
    with door.start("up") as process:
        try:
            told = wait_for(process, "Accord is up")
            yield Up(door, told.rsplit("http", 1)[1].split("/graphql")[0].join(("http", "")), told)
        finally:
            door("down")
            process.wait(LONG)


def asked(address: str, query: str) -> Any:
    return httpx.post(f"{address}/graphql", json={"query": query}, timeout=LONG).json()["data"]


def test_up_loads_the_bundled_facts_and_says_where_it_serves(up):
    assert "nations" in up.told
    assert asked(up.address, '{ nation(id: "nation/JP") { title } }') == {"nation": {"title": "Japan"}}


def test_it_is_ready_once_it_says_so(up):
    assert httpx.get(f"{up.address}/readyz").json()["status"] == "ready"


def test_a_second_up_says_that_it_is_up_and_where(up):
    code, out, err = up.door("up")

    assert (code, err) == (0, "")
    assert out.strip() == f"Accord is already up: {up.address}/graphql"


def test_status_beside_it_tells_the_engine_and_the_counts(up):
    code, out, _ = up.door("status", "--json")

    told = json.loads(out)
    assert (code, told["engine"].split()[0]) == (0, "ArcadeDB")
    assert told["labels"]["Nation"] >= 190


def test_status_tells_how_to_see_all_that_is_due_to_be_looked_at_again(up):
    _, out, _ = up.door("status")
    [(number, command)] = re.findall(r"^(\d+) agreements .*\(accord (.+)\)$", out, re.MULTILINE)
    _, rows, _ = up.door(*command.split(), "--json")

    assert len(json.loads(rows)) == int(number)


def test_resolve_beside_it_answers(up):
    code, out, _ = up.door("resolve", "JPN", "--json")

    assert (code, [match["id"] for match in json.loads(out)]) == (0, ["nation/JP"])


def test_a_load_beside_it_is_seen_by_those_who_ask_told_in_the_history_and_taken_back(up, tmp_path):
    path, asking = tmp_path / "codes.csv", '{ caseCode(id: "code/Z9") { meaning } }'
    told = (ROOT / "loaders/facts/case_codes.csv").read_text(encoding="utf-8")
    ours = {"code": "Z9", "kind": "agency", "meaning": "Ours", "source_title": "A page", "confidence": "secondary"}
    line = ",".join(ours.get(name, "") for name in told.splitlines()[0].split(","))
    path.write_text(f"{told}{line}\n", encoding="utf-8")

    code, out, err = up.door("load", "--as", "case-codes", str(path), "--json")
    run = json.loads(out)[0]["run"]
    seen = asked(up.address, asking)
    history = json.loads(up.door("history", "code/Z9", "--json")[1])
    newest = json.loads(up.door("loads", "--first", "1", "--json")[1])
    undone = up.door("undo", run)
    after = asked(up.address, asking)

    assert (code, err) == (0, "")
    assert seen == {"caseCode": {"meaning": "Ours"}}
    assert [(row["file"], row["to"]) for row in history] == [("codes.csv", None)]
    assert [row["run"] for row in newest] == [run]
    assert undone == (0, f"Took back {run}: 1 removed\n", "")
    assert after == {"caseCode": None}


@pytest.mark.parametrize(
    ("words", "settings", "code", "complaint"),
    [
        (("load", "no-such-source"), {}, 2, "no-such-source"),
        (("load", "--as", "nations", "no-such-file.csv"), {}, 1, "no-such-file.csv"),
        (("frobnicate",), {}, 2, "frobnicate"),
        (("resolve", "Atlantis"), {}, 1, "Atlantis"),
        (("status",), {"ACCORD_PORT": "many"}, 2, "ACCORD_PORT"),
        (("status",), {"ACCORD_GRAPH_URL": "bolt://localhost"}, 2, "write ACCORD_GRAPH_URI"),
        (("up",), {"ACCORD_HOST": "0.0.0.0", "ACCORD_HOME": "{fresh}"}, 2, "0.0.0.0"),
        (("cypher", "CREATE (n:Nation)"), {}, 1, "do:"),
    ],
)
def test_what_is_refused_says_what_is_wrong_and_what_to_do(up, tmp_path, words, settings, code, complaint):
    chosen = {name: value.format(fresh=tmp_path / "fresh") for name, value in settings.items()}

    ended, out, err = up.door(*words, **chosen)

    assert (ended, out) == (code, "")
    assert complaint in err
    assert "Traceback" not in err


def test_a_taken_port_is_told_before_anything_is_started(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, out, err = Door(tmp_path / "home")("up", ACCORD_PORT=str(taken.getsockname()[1]))

    assert (code, out) == (2, "")
    assert "choose another port" in err


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    code, _, err = Door(tmp_path / "file" / "home")("up")

    assert code == 1
    assert str(tmp_path / "file") in err
    assert "Traceback" not in err


def test_a_data_folder_that_cannot_be_used_is_told_by_down_too(tmp_path):
    (tmp_path / "home" / "served.json").mkdir(parents=True)

    code, _, err = Door(tmp_path / "home")("down")

    assert code == 1
    assert err.startswith("the data folder cannot be used: ")


def test_a_second_up_beside_one_that_is_starting_says_so(tmp_path):
    with serving(tmp_path):
        code, out, err = Door(tmp_path)("up")

    assert (code, err) == (0, "")
    assert out.strip() == f"Accord is just being started by another program (process {os.getpid()})"


def test_the_version_is_told():
    found = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    assert Door(ROOT)("--version") == (0, f"Accord {found}\n", "")


def test_down_where_nothing_is_up_says_so(tmp_path):
    assert Door(tmp_path / "home")("down") == (0, "Nothing was up.\n", "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_up_ends_on_a_signal_and_is_up_again_without_loading(up, number):
    """The second start on a folder finds everything loaded."""
    door = up.door
    assert door("down")[0] == 0
    with door.start("up") as process:
        told = wait_for(process, "Accord is up")
        process.send_signal(number)
        code = process.wait(LONG)

    assert code == 0
    assert "nations" not in told
