"""What keeps an embedded engine from starting is told with what to do: another's folder, no Java, disk or memory."""

import json
import stat
from io import FileIO

import pytest

from graph.connect import connect
from graph.embedded import open_engine
from graph.engine_folder import Folder, check_room, follows
from graph.engine_java import Installation, installed
from graph.engine_memory import check_memory, free, megabytes, whole
from graph.engine_start import start
from graph.locks import try_lock
from graph.settings import load_settings
from schema import FORMAT
from schema.errors import BadQuery, EngineError, GraphUnavailable


@pytest.mark.parametrize(
    ("last_words", "what", "remedy"),
    [
        ("the disk is made of cheese", "the disk is made of cheese", "ACCORD_HOME"),
        ("java.lang.OutOfMemoryError: Java heap space", "512m of memory are not to be had", "ACCORD_ENGINE_MEMORY"),
    ],
)
def test_an_engine_that_does_not_come_up_is_told_with_its_last_words(tmp_path, last_words, what, remedy):
    java, folder = tmp_path / "java", Folder(tmp_path / "home")
    java.write_text(f"#!/bin/sh\necho '{last_words}'\nexit 3\n")
    java.chmod(0o755)
    folder.home.mkdir()

    with FileIO(folder.leases, "a") as lease:
        assert try_lock(lease, shared=True)
        with pytest.raises(EngineError, match=what) as refusal:
            start(folder, Installation(java, (), "26.10.2"), "512m", 0)
    assert refusal.value.where == str(folder.log)
    assert remedy in refusal.value.remedy


def test_a_missing_package_is_told():
    with pytest.raises(EngineError, match="no_such_package is not installed") as refusal:
        installed("no_such_package")
    assert "pip install" in refusal.value.remedy
    assert "ACCORD_GRAPH_URI" in refusal.value.remedy


def test_a_package_without_its_java_is_told(tmp_path, monkeypatch):
    (tmp_path / "hollow_engine" / "jars").mkdir(parents=True)
    (tmp_path / "hollow_engine" / "__init__.py").touch()
    (tmp_path / "hollow_engine" / "jars" / "arcadedb-engine-1.2.3.jar").touch()
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(EngineError, match="without its Java"):
        installed("hollow_engine")


@pytest.mark.parametrize(
    ("stamp", "what"),
    [
        ({"format": FORMAT + 1, "engine": "26.10.2"}, "a newer Accord wrote this folder"),
        ({"format": FORMAT - 1, "engine": "26.10.2"}, "an older Accord wrote this folder"),
        ({"format": FORMAT, "engine": "26.9.1"}, "engine 26.9.1 wrote this folder"),
        ({"format": FORMAT, "engine": "99.1.1"}, "engine 99.1.1 wrote this folder"),
        ({"format": FORMAT}, "cannot be read"),
        ("garbage", "cannot be read"),
    ],
)
def test_a_folder_that_another_version_wrote_is_refused_with_what_to_do(tmp_path, stamp, what):
    (tmp_path / "accord.json").write_text(json.dumps(stamp))

    with pytest.raises(EngineError, match=what) as refusal:
        open_engine(tmp_path)
    assert "ACCORD_HOME" in refusal.value.remedy
    assert {path.name for path in tmp_path.iterdir()} <= {"accord.json", "gate.lock", "leases.lock"}


@pytest.mark.parametrize(
    ("version", "earlier", "safe"),
    [
        ("26.10.2", "26.10.2", True),
        ("26.10.10", "26.10.9", True),
        ("26.10.2", "26.10.3", False),
        ("26.11.1", "26.10.2", False),
        ("27.10.2", "26.10.2", False),
        ("26.10.2", "nonsense", False),
    ],
)
def test_only_a_mended_release_follows_another_safely(version, earlier, safe):
    assert follows(version, earlier) is safe


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "letters.txt").write_text("dear")
    tmp_path.chmod(0o755)

    with pytest.raises(EngineError, match="holds other files"):
        open_engine(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/accord"])
def test_a_place_that_cannot_be_a_folder_is_told(tmp_path, place):
    (tmp_path / "file").touch()

    with pytest.raises(EngineError, match="the data folder cannot be used") as refusal:
        open_engine(tmp_path / place)
    assert "ACCORD_HOME" in refusal.value.remedy


def test_a_full_disk_is_told_before_the_engine_starts(tmp_path):
    with pytest.raises(EngineError, match="the disk is nearly full: 3 MB are free"):
        check_room(tmp_path, 3 * 1024 * 1024)


@pytest.mark.parametrize(
    ("memory", "machine", "unused", "what"),
    [
        ("64m", 8192, 4096, "64m is too little memory"),
        ("4g", 2048, 2000, "4g of memory are asked for, and this machine has 2048m"),
        ("1g", 8192, 100, "only 100m of memory are free"),
    ],
)
def test_a_lack_of_memory_is_told_before_the_engine_starts(memory, machine, unused, what):
    with pytest.raises(EngineError, match=what) as refusal:
        check_memory(memory, machine, unused)
    assert refusal.value.remedy


def test_the_memory_of_this_machine_is_known():
    assert 0 < free() <= whole()
    assert (megabytes("512m"), megabytes("4g")) == (512, 4096)
    check_memory("256m", 512, 256)


@pytest.mark.parametrize("failure", [GraphUnavailable, BadQuery])
def test_a_failure_on_a_disk_that_is_full_is_told_as_such(tmp_path, monkeypatch, failure):
    settings = load_settings(home=tmp_path / "home")

    def fail():
        with connect(settings):
            monkeypatch.setattr("graph.connect.room", lambda _: 0)
            raise failure("the graph failed inside")

    with pytest.raises(EngineError, match="the disk is nearly full"):
        fail()


def test_a_mistake_of_who_reads_is_told_on_a_full_disk_too(tmp_path, monkeypatch):
    settings = load_settings(home=tmp_path / "home")

    def fail():
        with connect(settings, reader=True) as graph:
            monkeypatch.setattr("graph.connect.room", lambda _: 0)
            graph.read("RETRUN 1")

    with pytest.raises(BadQuery):
        fail()
