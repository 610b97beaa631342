"""What a file cites is named until another tells it, whichever comes first; no file removes more than its own part."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from loaders.core import Record
from loaders.run import Options, load
from loaders.sources.sheets import SHEETS
from schema.authorities import CITES, STATUTE, cited
from schema.errors import LoadRefused, RowError
from tests.bench.case_sheets import write_csv
from tests.ranked import ALL, CODE, LANDS, PRESS, statutes, store, told, written

__all__ = ["store"]


def other_citing(record: Record) -> Iterator[Any]:
    """Sections that are only named, and what they cite."""
    record.pop("title", None)
    id, other = record.pop("id"), record.pop("cites")
    yield STATUTE.naming(id)
    yield STATUTE.naming(other)
    yield CITES.link(id, other)


def test_what_starts_at_a_name_stays_when_the_thing_is_told(store, tmp_path, monkeypatch):
    citing = replace(CODE, name="citing", parse=other_citing, part=None)
    monkeypatch.setitem(ALL, "citing", citing)
    load(store, citing, written(tmp_path / "citing.csv", citing, "usc/1/1,,usc/9/9"))

    load(store, CODE, written(tmp_path / "one.csv", CODE, "usc/1/1,The first,"))

    rows = store.read("MATCH (a)-[:CITES]->(b) RETURN a.title AS a, b.id AS b ORDER BY b")
    assert [tuple(row.values()) for row in rows] == [("The first", "usc/9/9")]


@pytest.mark.parametrize("order", list(permutations(("one", "two"))), ids="-".join)
def test_what_is_cited_is_named_until_it_is_told_in_any_order_of_files(store, tmp_path, order):
    lines = {"one": "usc/1/1,The first,usc/1/2;usc/9/9", "two": "usc/1/2,The second,"}

    for name in order:
        load(store, CODE, written(tmp_path / f"{name}.csv", CODE, lines[name]))

    assert statutes(store) == {
        "usc/1/1": ("The first", "code:one"),
        "usc/1/2": ("The second", "code:two"),
        "usc/9/9": ("9 U.S.C. 9", ""),
    }
    rows = store.read("MATCH (a)-[:CITES]->(b) RETURN b.id AS id ORDER BY id")
    assert [row["id"] for row in rows] == ["usc/1/2", "usc/9/9"]


def test_what_is_no_longer_told_but_still_cited_is_named_again(store, tmp_path):
    load(store, CODE, written(tmp_path / "one.csv", CODE, "usc/1/1,The first,usc/1/2"))
    before = told(store)
    load(store, CODE, written(tmp_path / "two.csv", CODE, "usc/1/2,The second,", "usc/1/3,The third,"))

    load(store, CODE, written(tmp_path / "two.csv", CODE, "usc/1/3,The third,"))

    assert statutes(store)["usc/1/2"] == ("1 U.S.C. 2", "")
    told_now = {row["id"]: row["props"] for row in store.read("MATCH (n:Statute) RETURN n.id AS id, n AS props")}
    assert told_now.keys() == {"usc/1/1", "usc/1/2", "usc/1/3"}
    assert before[1] <= told(store)[1]


def test_what_is_cited_by_nobody_any_more_is_gone(store, tmp_path):
    load(store, CODE, written(tmp_path / "one.csv", CODE, "usc/1/1,The first,usc/9/9"))

    load(store, CODE, written(tmp_path / "one.csv", CODE, "usc/1/1,The first,"))

    assert statutes(store) == {"usc/1/1": ("The first", "code:one")}


def test_a_file_removes_nothing_beyond_its_part(store, tmp_path):
    load(store, CODE, written(tmp_path / "one.csv", CODE, "usc/1/1,The first,"))
    load(store, CODE, written(tmp_path / "two.csv", CODE, "usc/2/1,The other,"))

    outcome = load(store, CODE, written(tmp_path / "one.csv", CODE, "usc/1/7,The seventh,"))

    assert outcome.counts["pruned"] == 1
    assert statutes(store).keys() == {"usc/1/7", "usc/2/1"}


def test_a_partial_file_removes_nothing(store, tmp_path):
    load(store, CODE, written(tmp_path / "one.csv", CODE, "usc/1/1,The first,"))

    outcome = load(store, CODE, written(tmp_path / "one.csv", CODE, "usc/1/7,The seventh,"), Options(partial=True))

    assert (outcome.counts["pruned"], outcome.kept) == (0, 0)
    assert statutes(store).keys() == {"usc/1/1", "usc/1/7"}


def test_a_partial_file_may_link_to_what_an_earlier_one_told(store, tmp_path):
    load(store, LANDS, written(tmp_path / "lands.csv", LANDS, "CC"), Options(partial=True))

    outcome = load(store, PRESS, written(tmp_path / "press.csv", PRESS, "24-01,Press,AA", "24-02,Press,CC"))

    assert outcome.refused == ()


def test_a_name_is_never_written_over_what_is_told(store, tmp_path):
    load(store, CODE, written(tmp_path / "two.csv", CODE, "usc/1/2,The second,"))

    outcome = load(store, CODE, written(tmp_path / "one.csv", CODE, "usc/1/1,The first,usc/1/2"))

    assert outcome.counts == {"new": 2, "changed": 0, "same": 0, "pruned": 0}
    assert statutes(store)["usc/1/2"] == ("The second", "code:two")


@pytest.mark.parametrize(
    ("id", "citation"),
    [
        ("usc/22/2767", "22 U.S.C. 2767"),
        ("usc/22/2776/b/1", "22 U.S.C. 2776(b)(1)"),
        ("usc/22/2321k/note", "22 U.S.C. 2321k note"),
        ("cfr/22/126", "22 CFR part 126"),
        ("cfr/22/126.1", "22 CFR 126.1"),
        ("pl/90-629", "Pub. L. 90-629"),
        ("pl/110-181/1032", "Pub. L. 110-181, section 1032"),
        ("eo/13637", "Executive Order 13637"),
        ("fr/2026-17653", "FR Doc. 2026-17653"),
    ],
)
def test_a_citation_follows_from_an_id(id, citation):
    assert cited(id) == {"title": citation, "citation": citation}


@pytest.mark.parametrize("id", ["samm/c5", "usc/22", "cfr/22/126/1/d", "nonsense"])
def test_an_id_that_names_nothing_is_refused(id):
    with pytest.raises(RowError):
        cited(id)


def test_a_file_of_names_is_refused_while_the_graph_knows_none(graph, tmp_path):
    with pytest.raises(LoadRefused, match="the graph knows no names and codes yet") as told:
        load(graph, SHEETS, write_csv(tmp_path / "cases.csv", 2))

    assert (told.value.remedy, graph.read("MATCH (c:Case) RETURN c.id AS id")) == (
        "load the bundled facts first: accord load",
        [],
    )
