"""What a source says is kept beside the graph while it is loaded: as it was told, and in little memory."""

import pytest

from graph import facts as keeping
from graph.facts import Facts, Place
from loaders import gather as gathering
from loaders import loaders
from loaders.difference import changes
from loaders.run import Options, load
from schema.cases import CASE, CASE_LINE, HAS_LINE, NOTIFICATION
from schema.core import Link, Origin, Row
from schema.errors import LoadRefused
from tests.bench.case_sheets import write_csv

SAID = Origin("A list", "https://example.org/list", "secondary")
CASE_ROW = CASE.row("case/TW-D-QBA", title="Ünï ¢ode\0", designator="TW-D-QBA", value_usd="1250.5").stated(SAID)
LINE = CASE_LINE.row("case-line/TW-D-QBA/001", title="Radios", number="001").stated(SAID)
LINK = HAS_LINE.link(CASE_ROW.id, LINE.id).stated(SAID)
NAMED = NOTIFICATION.naming("notice/24-01")
ALL: list[Row | Link] = [CASE_ROW, LINE, LINK, NAMED]
UNTEXT = Place(1, "caf\udce9.csv:2")
"""A place in a file whose name is no text."""


@pytest.mark.parametrize("pending", [1, 3, 5_000])
def test_facts_come_out_as_they_went_in(monkeypatch, pending):
    monkeypatch.setattr(keeping, "PENDING", pending)
    facts = Facts()
    for fact in ALL:
        facts.add(fact, UNTEXT)

    assert [*facts.rows.values(), *facts.links.values()] == [CASE_ROW, LINE, NAMED, LINK]
    assert [(row.shared, row.fingerprint) for row in facts.rows.values()] == [
        (row.shared, row.fingerprint) for row in (CASE_ROW, LINE, NAMED)
    ]
    assert {facts.place(key) for key in (*facts.rows, *facts.links)} == {UNTEXT}


@pytest.mark.parametrize("slots", [1, 2, keeping.SLOTS])
def test_what_was_told_is_found_and_nothing_else_however_many_keys_have_one_hash(monkeypatch, slots):
    monkeypatch.setattr(keeping, "SLOTS", slots)
    facts = Facts()
    facts.add(CASE_ROW, Place(1, "list.csv:1"))
    facts.keep()
    facts.add(LINE, Place(2, "list.csv:2"))

    assert [facts.get(key) for key in (CASE_ROW.id, LINE.id, LINK.key, NAMED.id)] == [CASE_ROW, LINE, None, None]


def test_what_a_record_told_is_forgotten_with_it():
    facts = Facts()
    for number, fact in enumerate(ALL):
        facts.add(fact, Place(number % 2, "list.csv:1"))

    facts.drop_record(1)

    assert (list(facts.rows), list(facts.links)) == ([CASE_ROW.id], [LINK.key])


def test_a_load_does_not_depend_on_how_much_is_kept_in_memory(loaded, tmp_path, monkeypatch):
    path = write_csv(tmp_path / "cases.csv", 40)
    path.write_text(path.read_text().replace(",EA,1000", ",EA,many", 1))
    whole = load(loaded, loaders()["sheets"], path, Options(dry_run=True))
    monkeypatch.setattr(keeping, "PENDING", 1)
    monkeypatch.setattr(keeping, "MANY", 7)

    parted = load(loaded, loaders()["sheets"], path, Options(dry_run=True))

    assert list(changes(loaded, parted.diff)) == list(changes(loaded, whole.diff))
    assert [str(error) for error in parted.refused] == [str(error) for error in whole.refused]
    assert (len(parted.refused), parted.counts["new"] > 200) == (1, True)


def test_a_disk_without_room_is_told_and_nothing_is_written(loaded, tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "SETTINGS", f"PRAGMA max_page_count = 20; {keeping.SETTINGS}")

    with pytest.raises(LoadRefused, match="finds no room"):
        load(loaded, loaders()["sheets"], write_csv(tmp_path / "cases.csv", 200))

    assert loaded.read("MATCH (c:Case) RETURN c.id AS id") == []


def test_a_file_of_which_too_much_is_refused_is_refused_whole(loaded, tmp_path, monkeypatch):
    monkeypatch.setattr(gathering, "MOST_REFUSED", 3)
    path = write_csv(tmp_path / "cases.csv", 5)
    path.write_text(path.read_text().replace(",EA,", ",EA,many"))

    with pytest.raises(LoadRefused, match="more than 3 records are refused, the first because"):
        load(loaded, loaders()["sheets"], path)
