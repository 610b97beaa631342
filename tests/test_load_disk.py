"""A disk that is full, and a file that cannot be read, are told as what they are; nothing is written."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from graph import embedded
from graph import facts as keeping
from graph.connect import connect
from graph.engine_folder import LEAST_DISK
from graph.prepare import prepare
from graph.settings import load_settings
from loaders import loaders
from loaders.commands import load_all
from loaders.run import Options
from schema.errors import EngineError, LoadRefused
from tests.bench.case_sheets import write_csv
from tests.conftest import Engine
from tests.project import ROOT

CRAMPED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
os.execv(sys.executable, [sys.executable, "accord.py", "load", *sys.argv[2:]])
"""
"""No file may grow beyond so many bytes, as on a disk that is full."""


def loaded_cramped(engine: Engine, path: Path, limit: int) -> tuple[int, str]:
    """How a load ends where files find so many bytes of room, and what it says of that."""
    command = [sys.executable, "-c", CRAMPED, str(limit), str(path)]
    done = subprocess.run(
        command, cwd=ROOT, env=engine.environment, capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, done.stderr


def test_what_is_read_ahead_and_finds_no_room_is_told(graph, monkeypatch):
    monkeypatch.setattr(keeping, "SETTINGS", f"PRAGMA max_page_count = 5; {keeping.SETTINGS}")

    with pytest.raises(LoadRefused, match="finds no room") as told:
        load_all(graph, [(loaders()["nations"], None)], Options(), quiet=True)

    assert told.value.where == "nations"
    assert graph.read("MATCH (n:Nation) RETURN n.id AS id") == []


def test_a_load_stops_before_a_transaction_for_which_the_disk_may_have_no_room(tmp_path, monkeypatch):
    with connect(load_settings(home=tmp_path / "home")) as graph:
        prepare(graph)
        monkeypatch.setattr(embedded, "room", lambda _: LEAST_DISK - 1)
        with pytest.raises(EngineError, match="the disk is nearly full"):
            load_all(graph, [(loaders()["statements"], None)], Options(), quiet=True)

        assert graph.read("MATCH (n:Statement) RETURN n.id AS id") == []


def test_an_archive_that_finds_no_room_is_told_and_nothing_is_written(engine, loaded, tmp_path):
    table = write_csv(tmp_path / "cases.csv", 2_000).read_bytes()
    packed = tmp_path / "cases.csv.gz"
    packed.write_bytes(gzip.compress(table))

    ended, told = loaded_cramped(engine, packed, len(table) // 2)

    assert (ended, "finds no room" in told, "TMPDIR" in told, "broke down" in told) == (1, True, True, False)
    assert loaded.read("MATCH (c:Case) RETURN c.id AS id") == []


@pytest.mark.skipif(sys.platform != "linux", reason="only there is a file that nobody can read")
def test_a_file_that_cannot_be_read_is_told(engine, loaded):
    ended, told = loaded_cramped(engine, Path("/proc/self/mem"), 1 << 20)

    assert (ended, told.splitlines()[0]) == (1, "a file cannot be read: Input/output error")
