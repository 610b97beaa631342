"""Several sources speak of the same: what is believed hangs on their rank, not on their order."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from graph.undo import undo
from loaders import loaders, references
from loaders.core import SOURCED, Loader, Record
from loaders.run import Options, load
from schema.cases import NOTICE_PURCHASED_BY, NOTIFICATION
from schema.errors import LoadRefused
from tests.ranked import ALL, CODE, PRESS, REGISTER, notice, notices, store, written

__all__ = ["store"]


def without_buyer(record: Record) -> Iterator[Any]:
    yield next(notice(record))


@pytest.mark.parametrize("order", list(permutations(("press", "register"))), ids="-".join)
def test_the_source_of_the_higher_rank_is_believed_whichever_came_first(store, tmp_path, order):
    lines = {"press": "24-01,Press,AA", "register": "24-01,Register,BB"}

    for name in order:
        load(store, ALL[name], written(tmp_path / f"{name}.csv", ALL[name], lines[name]))

    assert notices(store) == [("Register", "register", "nation/BB", "register")]


def test_what_a_source_of_lower_rank_tells_is_left_out_and_counted(store, tmp_path):
    load(store, REGISTER, written(tmp_path / "register.csv", REGISTER, "24-01,Register,BB"))

    outcome = load(store, PRESS, written(tmp_path / "press.csv", PRESS, "24-01,Press,AA", "24-02,Press,AA"))

    assert (outcome.yielded, outcome.refused, outcome.counts["new"]) == (1, (), 2)


@pytest.mark.parametrize("order", list(permutations(("first", "second"))), ids="-".join)
def test_of_the_parts_of_a_versioned_source_the_last_by_name_is_believed(store, tmp_path, monkeypatch, order):
    papers = replace(PRESS, versioned=True, whole=False, part=lambda path: path.stem)
    monkeypatch.setitem(ALL, "press", papers)

    for name in order:
        load(store, papers, written(tmp_path / f"{name}.csv", papers, f"24-01,The {name},AA"))

    assert notices(store) == [("The second", "press:second", "nation/AA", "press:second")]


@pytest.mark.parametrize("order", list(permutations(("press", "register"))), ids="-".join)
def test_what_the_better_source_never_speaks_of_stays(store, tmp_path, monkeypatch, order):
    silent = replace(REGISTER, emits=(NOTIFICATION,), parse=without_buyer)
    monkeypatch.setitem(ALL, "register", silent)
    lines = {"press": "24-01,Press,AA", "register": "24-01,Register,"}

    for name in order:
        load(store, ALL[name], written(tmp_path / f"{name}.csv", ALL[name], lines[name]))

    assert notices(store) == [("Register", "register", "nation/AA", "press")]


def test_what_a_better_source_tells_is_not_missed_in_the_whole(store, tmp_path, monkeypatch):
    whole = replace(PRESS, at_least={"Notification": 2})
    monkeypatch.setitem(ALL, "press", whole)
    load(store, REGISTER, written(tmp_path / "register.csv", REGISTER, "24-01,Register,BB"))

    outcome = load(store, whole, written(tmp_path / "press.csv", PRESS, "24-01,Press,AA", "24-02,Press,AA"))

    assert (outcome.yielded, outcome.counts["new"]) == (1, 2)


def test_what_was_believed_of_it_before_is_kept(store, tmp_path):
    load(store, PRESS, written(tmp_path / "press.csv", PRESS, "24-01,Press,AA"))
    load(store, REGISTER, written(tmp_path / "register.csv", REGISTER, "24-01,Register,BB"))

    rows = store.read("MATCH (:Notification)-[:WAS]->(r) RETURN r.of AS of, r.change AS change ORDER BY of")
    assert [tuple(row.values()) for row in rows] == [
        ("notice/24-01", "changed"),
        ("notice/24-01|PURCHASED_BY|nation/AA", "removed"),
    ]


def test_two_sources_of_one_rank_do_not_tell_the_same(store, tmp_path):
    load(store, PRESS, written(tmp_path / "press.csv", PRESS, "24-01,Press,AA"))
    other = replace(PRESS, name="lands")

    outcome = load(store, other, written(tmp_path / "other.csv", other, "24-01,Other,AA"), Options(partial=True))

    assert [error.what for error in outcome.refused] == ["notice/24-01 is already told by the source press"]


def test_only_sources_with_a_file_of_their_own_come_bundled():
    assert all(loader.source or loader.recognizes or loader.columns for loader in loaders().values())


def test_a_source_whose_file_is_not_bundled_refuses_to_load_none(store):
    with pytest.raises(LoadRefused):
        load(store, CODE)


def member(record: Record) -> Iterator[Any]:
    """That a land belongs to another, told by a source that tells neither."""
    yield NOTICE_PURCHASED_BY.link(f"notice/{record.pop('no')}", f"nation/{record.pop('buyer')}")


LISTED = Loader(
    name="listed",
    doc="Buyers.",
    emits=(NOTICE_PURCHASED_BY,),
    parse=member,
    columns=("no", "buyer", *SOURCED),
    tolerance=1.0,
    part=lambda path: path.stem,
    rank=1,
)


@pytest.fixture
def bought(store, tmp_path, monkeypatch):
    """A graph in which the press tells of one notice, and who bought."""
    monkeypatch.setattr(references, "loaders", lambda: {**ALL, "listed": LISTED})
    load(store, PRESS, written(tmp_path / "press.csv", PRESS, "24-01,Press,AA"))
    return store


def edges(graph):
    rows = graph.read("MATCH (n)-[r:PURCHASED_BY]->(b) RETURN n.id AS a, b.id AS b, r.loader AS by ORDER BY a, b, by")
    return [tuple(row.values()) for row in rows]


def test_an_edge_that_two_sources_tell_alike_is_there_once_and_stays_with_the_first(bought, tmp_path):
    outcome = load(bought, LISTED, written(tmp_path / "one.csv", LISTED, "24-01,AA", "24-01,BB"))
    load(bought, LISTED, written(tmp_path / "two.csv", LISTED, "24-01,BB"))
    load(bought, LISTED, written(tmp_path / "two.csv", LISTED))

    assert outcome.yielded == 1
    assert edges(bought) == [
        ("notice/24-01", "nation/AA", "press"),
        ("notice/24-01", "nation/BB", "listed:one"),
    ]


def test_a_load_is_not_undone_whose_edge_another_source_told_alike_since(bought, tmp_path):
    [press] = [row["id"] for row in bought.read("MATCH (r:LoadRun {loader_name: 'press'}) RETURN r.id AS id")]
    later = load(bought, LISTED, written(tmp_path / "one.csv", LISTED, "24-01,AA")).run

    with pytest.raises(LoadRefused, match="has told again what it told") as refusal:
        undo(bought, press)

    assert refusal.value.remedy == f"undo {later} first"
    undo(bought, str(later))
    undo(bought, press)
    assert edges(bought) == []


def test_loading_again_what_another_source_tells_alike_changes_nothing(bought, tmp_path):
    path = written(tmp_path / "one.csv", LISTED, "24-01,AA")

    assert [load(bought, LISTED, path).counts["new"] for _ in range(2)] == [0, 0]


def test_an_edge_that_was_to_be_taken_over_stays_where_its_record_is_refused(bought, tmp_path, monkeypatch):
    def of_both(record: Record) -> Iterator[Any]:
        yield NOTICE_PURCHASED_BY.link(f"notice/{record['no']}", f"nation/{record.pop('buyer')}")
        yield NOTICE_PURCHASED_BY.link(f"notice/{record.pop('no')}", "nation/ZZ")

    better = replace(LISTED, name="better", parse=of_both, rank=2)
    monkeypatch.setattr(references, "loaders", lambda: {**ALL, "better": better})

    outcome = load(bought, better, written(tmp_path / "one.csv", better, "24-01,AA"))

    assert [error.what for error in outcome.refused] == ["there is no stakeholder nation/ZZ"]
    assert edges(bought) == [("notice/24-01", "nation/AA", "press")]
