"""A loader, a server or an engine that is killed loses nothing acknowledged, and the next load finishes the work."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.client import Graph
from graph.connect import connect
from graph.locks import wait_until
from graph.prepare import prepare
from graph.settings import Settings, load_settings
from loaders import loaders
from loaders.run import Options, load
from tests.conftest import SOAK, Engine
from tests.neo4j_server import LONG_TERM, QUICK, CannotRun, neo4j_server
from tests.project import ROOT

KILLS = 20 if SOAK else 3
ROWS, IN_A_ROW = 7 if SOAK else 1, 3
"""An engine is killed several times in a row: starts take longer than all the rest, and so each serves twice."""
CODES = loaders()["case-codes"]
MANY = 21_000 if SOAK else 2_000
"""In a soak more than one transaction holds, so that a load can be killed between two."""
SOME, MORE = 300, MANY if SOAK else 1_000
HELD = "MATCH (n:CaseCode) RETURN n.id AS id, n.title AS title, n.kind AS kind, n.meaning AS meaning ORDER BY id"
FINISHED = "MATCH (r:LoadRun {loader_name: 'case-codes', state: 'finished'}) RETURN count(r) AS n"


def codes(folder: Path, count: int, meaning: str) -> Path:
    """A file of so many codes."""
    path = folder / f"{meaning}.csv"
    told = {"kind": "code", "meaning": meaning, "source_title": "A page", "confidence": "documented"}
    after = ",".join(told.get(name, "") for name in CODES.columns[1:])
    rows = [f"C{number:05},{after}" for number in range(count)]
    path.write_text("\n".join([",".join(CODES.columns), *rows, ""]), encoding="utf-8")
    return path


def told(count: int, meaning: str) -> list[dict[str, str]]:
    """What the graph holds once such a file is loaded."""
    numbers = [f"C{number:05}" for number in range(count)]
    return [{"id": f"code/{code}", "title": code, "kind": "code", "meaning": meaning} for code in numbers]


@contextmanager
def running(environment: dict[str, str], *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """The command as a process of its own, which is gone after the block."""
    command = [sys.executable, "accord.py", *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait(process: "subprocess.Popen[str]", seconds: float) -> None:
    """Returns after so many seconds, or when the process has ended by itself."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return


def loading(path: Path) -> tuple[str, ...]:
    return ("load", str(path), "--as", "case-codes", "--accept-deletions", "--json")


def at_rest(graph: Graph) -> tuple[int, bool]:
    """How many codes are held, and whether their load is finished: what was sent before a kill may be committed yet."""
    finished = bool(graph.read(FINISHED)[0]["n"])
    held = len(graph.read(HELD))
    return (held, finished) if finished == bool(graph.read(FINISHED)[0]["n"]) else at_rest(graph)


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_loader_leaves_whole_transactions_and_the_next_load_converges(
    engine: Engine, graph: Graph, tmp_path: Path, seed: int, record_property
):
    prepare(graph)
    path, chance = codes(tmp_path, MANY, "long"), random.Random(seed)
    begin = time.monotonic()
    with running(engine.environment, *loading(path)) as process:
        wait(process, chance.uniform(1.0, 8.0 if SOAK else 3.0))
        process.kill()
        process.communicate()
    record_property("kills", 1)

    held, finished = at_rest(graph)
    assert held in {0, 20_000, MANY}, f"seed {seed}, {time.monotonic() - begin:.1f} s"
    assert (held == MANY) == finished
    load(graph, CODES, path, Options())
    assert graph.read(HELD) == told(MANY, "long")


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_server_loses_nothing(engine: Engine, graph: Graph, tmp_path: Path, seed: int, record_property):
    prepare(graph)
    load(graph, CODES, codes(tmp_path, SOME, "kept"))
    chance = random.Random(seed)
    with running(engine.environment | {"ACCORD_PORT": "0"}, "up") as process:
        wait(process, chance.uniform(1.0, 3.0))
        process.kill()
        process.communicate()
    record_property("kills", 1)

    meanings = {row["id"]: row["meaning"] for row in graph.read(HELD)}
    kept = {row["id"]: row["meaning"] for row in told(SOME, "kept")}
    assert meanings == kept


@pytest.fixture(params=["embedded", "neo4j"], ids=["own_embedded", "own_neo4j"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A data folder for an engine of the test's own, which it may kill."""
    return tmp_path / str(request.param)


@contextmanager
def own_engine(home: Path) -> Iterator[tuple[Settings, int]]:
    """An engine on that folder, and the process to kill."""
    if home.name == "embedded":
        settings = load_settings(home=home)
        with connect(settings) as graph:
            prepare(graph)
            yield settings, int((home / "engine.pid").read_text(encoding="ascii"))
        return
    try:
        with neo4j_server(LONG_TERM, *QUICK, data=home / "data") as server:
            yield load_settings(home=home, graph_uri=server.uri, graph_password=server.password), server.pid
    except CannotRun as reason:
        pytest.skip(str(reason))


def environment_of(settings: Settings) -> dict[str, str]:
    return Engine("own", "", settings).environment


@pytest.mark.long
@pytest.mark.parametrize("row", range(ROWS))
def test_a_killed_engine_keeps_what_it_acknowledged(home: Path, tmp_path: Path, row: int, record_property):
    first, second = codes(tmp_path, SOME, "first"), codes(tmp_path, MORE, "second")
    with own_engine(home) as (settings, pid):
        with connect(settings) as graph:
            prepare(graph)
            load(graph, CODES, first)
        kill_while_loading(settings, pid, second, IN_A_ROW * row)

    for kill in range(1, IN_A_ROW + 1):
        with own_engine(home) as (settings, pid):
            with connect(settings) as graph:
                meanings = {row["meaning"] for row in graph.read(HELD)}
                assert meanings <= {"first", "second"}
                assert meanings
                load(graph, CODES, second, Options(accept_deletions=True))
                assert graph.read(HELD) == told(MORE, "second")
                if kill < IN_A_ROW:
                    load(graph, CODES, first, Options(accept_deletions=True))
                    assert graph.read(HELD) == told(SOME, "first")
            if kill < IN_A_ROW:
                kill_while_loading(settings, pid, second, IN_A_ROW * row + kill)
    record_property("kills", IN_A_ROW)


def kill_while_loading(settings: Settings, pid: int, path: Path, seed: int) -> None:
    """The engine is killed at a moment of that seed, while the file is loaded; whoever loads is told."""
    with running(environment_of(settings), *loading(path)) as process:
        wait(process, random.Random(seed).uniform(1.0, 6.0 if SOAK else 2.5))
        os.kill(pid, signal.SIGKILL)
        out, err = process.communicate(timeout=120)
        assert "Traceback" not in out + err
        assert process.returncode in {0, 1}, err


def test_an_engine_does_not_outlive_the_last_who_used_it(tmp_path: Path):
    home = tmp_path / "home"
    environment = Engine("own", "", load_settings(home=home)).environment | {"ACCORD_PORT": "0"}
    with running(environment, "up") as process:
        assert wait_until((home / "engine.pid").exists, 60)
        pid = int((home / "engine.pid").read_text(encoding="ascii"))
        process.kill()
        process.communicate()

    assert wait_until(lambda: not Path(f"/proc/{pid}").exists(), 60)
