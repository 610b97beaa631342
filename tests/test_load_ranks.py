"""Several sources, and several files of one, speak of the same: what is believed does not hang on their order."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from graph.prepare import prepare
from loaders import core, loaders, references
from loaders.core import SOURCED, Loader, Record
from loaders.run import Options, load
from schema.authorities import CITES, STATUTE, cited
from schema.cases import NOTICE_PURCHASED_BY, NOTIFICATION
from schema.errors import LoadRefused, RowError
from schema.stakeholders import NATION
from tests.test_load import contents


def notice(record: Record) -> Iterator[Any]:
    row = NOTIFICATION.row(
        f"notice/{record['no']}", title=record.pop("title"), transmittal_no=record.pop("no"), purchaser_name="A land"
    )
    yield row
    yield NOTICE_PURCHASED_BY.link(row.id, f"nation/{record.pop('buyer')}")


def without_buyer(record: Record) -> Iterator[Any]:
    yield next(notice(record))


def other_citing(record: Record) -> Iterator[Any]:
    """Sections that are only named, and what they cite."""
    record.pop("title", None)
    id, other = record.pop("id"), record.pop("cites")
    yield STATUTE.naming(id)
    yield STATUTE.naming(other)
    yield CITES.link(id, other)


def statute(record: Record) -> Iterator[Any]:
    """A section that cites others, which are only named."""
    row = STATUTE.row(record.pop("id"), title=record.pop("title"), citation="As cited")
    yield row
    for other in core.items(record.pop("cites", None)):
        yield STATUTE.naming(other)
        yield CITES.link(row.id, other)


def land(record: Record) -> Iterator[Any]:
    yield NATION.row(f"nation/{record['iso2']}", title=record["iso2"], iso2=record.pop("iso2"), iso3="AAA")


LANDS = Loader(name="lands", doc="Lands.", emits=(NATION,), parse=land, columns=("iso2", *SOURCED))
PRESS = Loader(
    name="press",
    doc="Notices.",
    emits=(NOTIFICATION, NOTICE_PURCHASED_BY),
    parse=notice,
    columns=("no", "title", "buyer", *SOURCED),
    tolerance=1.0,
    rank=1,
)
REGISTER = replace(PRESS, name="register", rank=2)
CODE = Loader(
    name="code",
    doc="Sections, a file a title.",
    emits=(STATUTE, CITES),
    parse=statute,
    columns=("id", "title", "cites", *SOURCED),
    part=lambda path: path.stem,
    tolerance=1.0,
)
ALL = {loader.name: loader for loader in (LANDS, PRESS, REGISTER, CODE)}
NAMES = "MATCH (n:Statute) RETURN n.id AS id, n.title AS title, n.loader AS loader ORDER BY id"


def written(path: Path, loader: Loader, *lines: str) -> Path:
    rows = [",".join(loader.columns), *(f"{line},A page,,documented" for line in lines), ""]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.fixture
def store(graph, tmp_path, monkeypatch):
    monkeypatch.setattr(references, "loaders", lambda: ALL)
    prepare(graph)
    load(graph, LANDS, written(tmp_path / "lands.csv", LANDS, "AA", "BB"))
    return graph


def notices(graph):
    rows = graph.read(
        "MATCH (n:Notification)-[r:PURCHASED_BY]->(b) RETURN n.title AS title, n.loader AS loader, b.id AS buyer,\n"
        "r.loader AS teller ORDER BY buyer"
    )
    return [tuple(row.values()) for row in rows]


def statutes(graph):
    return {row["id"]: (row["title"], row["loader"]) for row in graph.read(NAMES)}


def told(graph):
    """What the graph says, without when and by which run it was written."""
    return [
        {(*entry[:-1], tuple(pair for pair in entry[-1] if pair[0] not in ("run", "recorded_at"))) for entry in found}
        for found in contents(graph)
    ]


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


def test_what_starts_at_a_name_stays_when_the_thing_is_told(store, tmp_path, monkeypatch):
    citing = replace(CODE, name="citing", parse=other_citing, part=None)
    monkeypatch.setitem(ALL, "citing", citing)
    load(store, citing, written(tmp_path / "citing.csv", citing, "usc/1/1,,usc/9/9"))

    load(store, CODE, written(tmp_path / "one.csv", CODE, "usc/1/1,The first,"))

    rows = store.read("MATCH (a)-[:CITES]->(b) RETURN a.title AS a, b.id AS b ORDER BY b")
    assert [tuple(row.values()) for row in rows] == [("The first", "usc/9/9")]


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


def test_loading_again_what_another_source_tells_alike_changes_nothing(bought, tmp_path):
    path = written(tmp_path / "one.csv", LISTED, "24-01,AA")

    assert [load(bought, LISTED, path).counts["new"] for _ in range(2)] == [0, 0]
