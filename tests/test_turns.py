"""Two loads at once: one waits for the other, or is refused; what they write never interleaves."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from platform import node
from threading import Barrier, Thread

import pytest

from graph import text, turns, writer
from graph.prepare import prepare
from loaders.files import read_csv
from loaders.run import Options, load
from schema.errors import LoadRefused
from tests.conftest import wipe
from tests.test_load import HEADER, NATIONS, SMALL, line, store, titles, written

__all__ = ["store"]

HELD = (
    "MERGE (v:DataVersion {id: 'data'}) SET v.version = coalesce(v.version, 0), v.writer = $writer,"
    " v.writer_until = $until"
)
FUTURE, PAST = "2999-01-01T00:00:00.000000Z", "2001-01-01T00:00:00.000000Z"
OTHER = replace(SMALL, name="others")


def held(graph, process: int, until: str = FUTURE, host: str | None = None) -> None:
    """As if a load in that process had the turn."""
    writer = f"run/other/2026 {host or node()} {process}"
    graph.write(lambda tx: tx.run(HELD, {"writer": writer, "until": until}))


@pytest.fixture
def hasty(monkeypatch):
    """Nobody waits for the turn of another."""
    monkeypatch.setattr(turns, "PATIENCE", 0)
    monkeypatch.setattr(turns, "PAUSE", 0)


@pytest.fixture
def dead() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_a_load_that_another_does_not_let_write_is_refused_and_named(store, tmp_path, hasty):
    held(store, os.getppid())

    with pytest.raises(LoadRefused, match="another load is writing: run/other/2026") as refusal:
        load(store, SMALL, written(tmp_path, line("AA")))

    assert "wait for it" in refusal.value.remedy
    assert titles(store) == {}


@pytest.mark.parametrize("host", [None, "elsewhere"])
def test_a_turn_ends_when_its_lease_does(store, tmp_path, hasty, host):
    held(store, os.getppid(), PAST, host)

    load(store, SMALL, written(tmp_path, line("AA")))

    assert titles(store).keys() == {"nation/AA"}


def test_the_turn_of_a_dead_process_of_this_machine_is_over(store, tmp_path, hasty, dead):
    held(store, dead)

    load(store, SMALL, written(tmp_path, line("AA")))

    assert titles(store).keys() == {"nation/AA"}


def test_whether_a_process_of_another_machine_lives_cannot_be_seen(store, tmp_path, hasty, dead):
    held(store, dead, host="elsewhere")

    with pytest.raises(LoadRefused):
        load(store, SMALL, written(tmp_path, line("AA")))


def test_a_load_overtaken_by_another_reads_again(store, tmp_path):
    first = True

    def records(files):
        nonlocal first
        if first:
            first = False
            load(store, OTHER, other)
        return (record for path in files for record in read_csv(path, NATIONS.columns))

    mine, other = written(tmp_path, line("AA")), tmp_path / "other.csv"
    other.write_text("\n".join([HEADER, line("BB"), ""]), encoding="utf-8")
    outcome = load(store, replace(SMALL, records=records), mine)

    assert outcome.counts["new"] == 1
    assert titles(store).keys() == {"nation/AA", "nation/BB"}


def test_two_loads_of_many_transactions_do_not_interleave(store, engine, tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "BATCH", 1)
    monkeypatch.setattr(turns, "PAUSE", 0.01)
    written_by: list[str] = []
    begun: list[bool] = []
    other = tmp_path / "other.csv"
    other.write_text("\n".join([HEADER, line("BB"), line("CC"), ""]), encoding="utf-8")

    def second() -> None:
        with engine.open() as graph:
            load(graph, OTHER, other, progress=lambda _: written_by.append("second"))

    thread = Thread(target=second)

    def progress(_: int) -> None:
        written_by.append("first")
        if not begun:
            begun.append(True)
            thread.start()

    load(store, SMALL, written(tmp_path, line("AA"), line("DD"), line("EE")), progress=progress)
    thread.join()

    assert written_by == ["first"] * 3 + ["second"] * 2
    assert titles(store).keys() == {f"nation/{code}" for code in ("AA", "BB", "CC", "DD", "EE")}


def test_two_loads_that_begin_at_once_both_end(store, engine, tmp_path):
    codes = [f"{first}{second}" for first in "ABCD" for second in "ABCDEFGH"]
    told, barrier = ((SMALL, codes[:16]), (OTHER, codes[16:])), Barrier(2)

    def one(loader, its_codes):
        path = tmp_path / f"{loader.name}.csv"
        path.write_text("\n".join([HEADER, *map(line, its_codes), ""]), encoding="utf-8")
        with engine.open() as graph:
            barrier.wait()
            return load(graph, loader, path).counts["new"] > 0

    for _ in range(3):
        wipe(store)
        prepare(store)
        with ThreadPoolExecutor(2) as threads:
            assert list(threads.map(one, *zip(*told, strict=True))) == [True, True]
        assert titles(store).keys() == {f"nation/{code}" for code in codes}


def test_a_version_is_read_of_loads_that_are_committed_and_no_other(store, engine, tmp_path):
    load(store, SMALL, written(tmp_path, line("AA")))
    before = turns.version(store).version
    with engine.open() as other, ThreadPoolExecutor(1) as beside:

        def work(tx):
            tx.run(text.VERSION, {"at": FUTURE, "format": 0})
            asked = beside.submit(turns.version, other)
            return asked, wait([asked], timeout=0.5).done

        asked, at_once = store.write(work)
        told = asked.result()

    assert (told.version, not at_once) == ((before, False) if store.dialect.settle is None else (before + 1, True))


def test_the_version_counts_the_transactions_that_loads_wrote_from_none(store, tmp_path, monkeypatch):
    before = turns.version(store).version
    load(store, SMALL, written(tmp_path, line("AA")))
    after_one = turns.version(store).version
    monkeypatch.setattr(writer, "BATCH", 1)
    load(store, SMALL, written(tmp_path, line("AA"), line("BB"), line("CC")))

    assert (before, after_one, turns.version(store).version) == (0, 1, 3)
    assert turns.standing(store, SMALL.name) == (turns.version(store), True)
    assert turns.standing(store, OTHER.name) == (turns.version(store), False)


def test_a_dry_run_needs_no_right_to_write(store, engine, tmp_path):
    load(store, SMALL, written(tmp_path, line("AA")))
    with engine.open(reader=True) as reading:
        outcome = load(reading, SMALL, written(tmp_path, line("AA"), line("BB")), Options(dry_run=True))

    assert outcome.counts["new"] == 1
