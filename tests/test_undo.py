"""A load taken back leaves what was there before it; what rests on it is in its way; the history tells of all."""

import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import turns
from graph import undo as undoing
from graph.undo import undo
from loaders.past import versions
from loaders.run import Options, is_current, load
from loaders.status import RUNS
from schema.errors import LoadRefused, NotFound
from tests.ranked import ALL, CODE, PRESS, REGISTER, notices, statutes
from tests.ranked import store as ranked
from tests.ranked import written as told_in
from tests.test_load import LANDS, SMALL, contents, first, line, store, titles, written

__all__ = ["first", "ranked", "store"]

ALL_OF_IT = Options(accept_deletions=True)
HISTORY = ("Revision", "Source")
AHEAD = "2999-01-01T00:00:00.000000Z"
"""A moment that the clock has told before it was set back."""


def state(graph):
    """What the graph says now, by whose and which load's word, without since when it says so."""
    nodes, edges = contents(graph)
    return (
        {(labels, _timeless(props)) for labels, props in nodes if not set(HISTORY) & set(labels)},
        {(*edge[:3], _timeless(edge[3])) for edge in edges if edge[1] not in ("WAS", "WRITTEN_BY")},
    )


def _timeless(props):
    return tuple(pair for pair in props if pair[0] != "recorded_at")


def loaded(graph, folder, *lines):
    """The run that loads these lines."""
    run = load(graph, SMALL, written(folder, *lines), ALL_OF_IT).run
    assert run
    return run


def test_what_a_load_created_changed_and_removed_is_as_it_was(first, tmp_path):
    before = state(first)
    run = loaded(first, tmp_path, line("AA"), line("BB", name="Bee"), line("EE"), line("CC"))

    _, counts = undo(first, run)

    assert counts == {"removed": 1, "changed": 1, "restored": 1}
    assert state(first) == before


def test_what_is_known_follows_what_was_known_though_the_clock_was_set_back(store, tmp_path):
    loaded(store, tmp_path, line("AA", name="Ay"))
    store.write(lambda tx: tx.run("MATCH (n {id: 'nation/AA'}) SET n.recorded_at = $at", {"at": AHEAD}))
    store.write(lambda tx: tx.run("MATCH (v:DataVersion {id: 'data'}) SET v.changed_at = $at", {"at": AHEAD}))

    run = loaded(store, tmp_path, line("AA", name="Bee"))
    undo(store, run)

    rows = store.read("MATCH (r:Revision) RETURN r.known_from AS since, r.known_to AS until ORDER BY until")
    assert [(row["since"], row["until"]) for row in rows] == [
        (AHEAD, f"{AHEAD[:-2]}1Z"),
        (f"{AHEAD[:-2]}1Z", f"{AHEAD[:-2]}2Z"),
    ]
    assert store.read("MATCH (n:Nation) RETURN n.title AS title, n.recorded_at AS since") == [
        {"title": "Ay", "since": f"{AHEAD[:-2]}2Z"}
    ]


def test_the_first_load_undone_leaves_nothing(store, tmp_path):
    run = loaded(store, tmp_path, *map(line, LANDS))

    undo(store, run)

    assert state(store) == (set(), set())


def test_several_transactions_undo_as_one_does(first, tmp_path, monkeypatch):
    monkeypatch.setattr(undoing, "BATCH", 1)
    before = state(first)
    run = loaded(first, tmp_path, line("AA"), line("BB", name="Bee"), line("EE"), line("FF"))

    undo(first, run)

    assert state(first) == before


def test_loads_are_undone_one_after_the_other(store, tmp_path):
    runs = [
        loaded(store, tmp_path, line("AA"), line("BB")),
        loaded(store, tmp_path, line("AA", name="Aye"), line("CC")),
        loaded(store, tmp_path, line("AA", name="Eh"), line("BB")),
    ]

    for run in reversed(runs):
        undo(store, run)

    assert state(store) == (set(), set())


def test_a_load_that_a_later_one_changed_is_not_undone(first, tmp_path):
    early = loaded(first, tmp_path, *map(line, LANDS), line("EE"))
    late = loaded(first, tmp_path, *map(line, LANDS), line("EE", name="Eee"))
    before = state(first)

    with pytest.raises(LoadRefused, match="has changed nation/EE since") as refusal:
        undo(first, early)

    assert refusal.value.remedy == f"undo {late} first"
    assert state(first) == before


def test_a_load_whose_facts_a_later_one_told_again_is_not_undone_before_it(store, tmp_path):
    early = loaded(store, tmp_path, line("AA"), line("BB"))
    late = loaded(store, tmp_path, line("AA"), line("BB"), line("CC"))
    before = state(store)

    with pytest.raises(LoadRefused, match="has told again what it told") as refusal:
        undo(store, early)

    assert (refusal.value.remedy, state(store)) == (f"undo {late} first", before)
    undo(store, late)
    undo(store, early)
    assert state(store) == (set(), set())


def test_a_load_to_which_another_source_links_is_not_undone(ranked, tmp_path):
    lands = ALL["lands"]
    run = str(load(ranked, lands, told_in(tmp_path / "lands.csv", lands, "AA", "BB", "CC")).run)
    other = load(ranked, PRESS, told_in(tmp_path / "press.csv", PRESS, "24-01,Press,CC")).run

    with pytest.raises(LoadRefused, match="has linked to nation/CC since") as refusal:
        undo(ranked, run)

    assert refusal.value.remedy == f"undo {other} first"


def test_what_was_taken_over_goes_back_to_whom_it_was_taken_from(ranked, tmp_path):
    load(ranked, PRESS, told_in(tmp_path / "press.csv", PRESS, "24-01,Press,AA"))
    run = str(load(ranked, REGISTER, told_in(tmp_path / "register.csv", REGISTER, "24-01,Register,BB")).run)

    undo(ranked, run)

    assert notices(ranked) == [("Press", "press", "nation/AA", "press")]


def test_what_is_still_cited_is_named_again(ranked, tmp_path):
    load(ranked, CODE, told_in(tmp_path / "one.csv", CODE, "usc/1/1,The first,usc/1/2"))
    before = state(ranked)
    run = str(load(ranked, CODE, told_in(tmp_path / "two.csv", CODE, "usc/1/2,The second,usc/9/9")).run)

    undo(ranked, run)

    assert statutes(ranked) == {"usc/1/1": ("The first", "code:one"), "usc/1/2": ("1 U.S.C. 2", "")}
    assert state(ranked) == before


def test_a_load_is_undone_once(first, tmp_path):
    run = loaded(first, tmp_path, line("AA", name="Aye"), *map(line, LANDS[1:]))
    by, _ = undo(first, run)

    for twice in (run, by):
        with pytest.raises(LoadRefused, match=r"undone already|itself undid"):
            undo(first, twice)


def test_the_status_tells_of_each_source_the_last_load_that_stands(store, tmp_path):
    def told():
        return [(row["source"], row["state"], row["loaded_at"]) for row in store.read(RUNS)]

    early = loaded(store, tmp_path, line("AA"))
    late = loaded(store, tmp_path, line("AA"), line("BB"))
    ((source, _, _),) = told()
    for run, state_of in ((late, "finished"), (early, "undone")):
        undo(store, run)
        assert [row[:2] for row in told()] == [(source, state_of)]
    assert told()[0][2] == late.rpartition("/")[2]


def test_a_load_that_never_was_is_told(store):
    with pytest.raises(NotFound, match="there is no load run/x"):
        undo(store, "run/x")


def test_an_undoing_that_was_cut_short_is_finished_by_the_next(first, tmp_path, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    before = state(first)
    run = loaded(first, tmp_path, line("AA"), line("BB", name="Bee"), line("EE"), line("FF"))
    with monkeypatch.context() as patch:
        patch.setattr(turns, "LEASE", timedelta(0))
        patch.setattr(undoing, "BATCH", 1)
        patch.setattr(undoing, "create_nodes", killed)
        with pytest.raises(KeyboardInterrupt):
            undo(first, run)
    assert titles(first)["nation/BB"] == "Land of BB"

    undo(first, run)

    assert state(first) == before


def test_a_bundled_source_is_loaded_again_after_its_load_was_undone(store, tmp_path):
    run = str(load(store, SMALL).run)

    undo(store, run)

    assert not is_current(store, SMALL)


LINES = st.lists(
    st.tuples(st.sampled_from("ABCDEF"), st.sampled_from(["One", "Two", "Three"])), unique_by=lambda pair: pair[0]
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(earlier=LINES, later=LINES)
def test_load_then_undo_is_as_before(store, tmp_path, earlier, later):
    store.write(lambda tx: tx.run("MATCH (n:Entity) DETACH DELETE n"))
    first_file = written(tmp_path, *(line(code * 2, name=name) for code, name in earlier))
    load(store, SMALL, first_file, ALL_OF_IT)
    before = state(store)
    second_file = written(tmp_path, *(line(code * 2, name=name) for code, name in later))

    if run := load(store, SMALL, second_file, ALL_OF_IT).run:
        undo(store, run)

    assert state(store) == before


def test_the_history_tells_what_was_believed_from_when_to_when_and_by_which_file(first, tmp_path):
    run = loaded(first, tmp_path, line("AA", name="Aye"), *map(line, LANDS[1:]))
    undo(first, run)

    rows = list(versions(first, "nation/AA"))

    assert [(row["file"], row["says"].get("title"), row["then"]) for row in rows] == [
        ("nations.csv", "Land of AA", "changed"),
        ("nations.csv", "Aye", "changed"),
        ("nations.csv", "Land of AA", None),
    ]
    assert [row["to"] for row in rows] == [rows[1]["from"], rows[2]["from"], None]


def test_the_history_tells_of_relations_too(ranked, tmp_path):
    load(ranked, PRESS, told_in(tmp_path / "press.csv", PRESS, "24-01,Press,AA"))
    load(ranked, PRESS, told_in(tmp_path / "press.csv", PRESS, "24-01,Press,BB"))

    told = {(row["of"], row["then"]) for row in versions(ranked, "notice/24-01")}

    assert told == {
        ("notice/24-01", None),
        ("notice/24-01|PURCHASED_BY|nation/AA", "removed"),
        ("notice/24-01|PURCHASED_BY|nation/BB", None),
    }


def test_the_history_of_what_was_removed_is_told_and_goes_on_where_it_is_restored(ranked, tmp_path):
    load(ranked, PRESS, told_in(tmp_path / "press.csv", PRESS, "24-01,Press,AA", "24-02,Press,AA"))
    run = load(ranked, PRESS, told_in(tmp_path / "press.csv", PRESS, "24-02,Press,AA"), ALL_OF_IT).run
    kept = ("notice/24-01", "notice/24-01|PURCHASED_BY|nation/AA")

    assert [(row["of"], row["then"]) for row in versions(ranked, kept[0])] == [(of, "removed") for of in kept]

    undo(ranked, run or "")
    told = [(row["of"], row["then"]) for row in versions(ranked, kept[0])]
    assert told == [(of, then) for of in kept for then in ("removed", None)]


def test_of_what_was_never_known_there_is_no_history(store):
    with pytest.raises(NotFound, match="nothing is known of nation/ZZ"):
        list(versions(store, "nation/ZZ"))


def test_the_run_that_undid_says_what_it_undid(first, tmp_path):
    run = loaded(first, tmp_path, line("AA", name="Aye"), *map(line, LANDS[1:]))
    by, counts = undo(first, run)

    rows = first.read(
        "MATCH (r:LoadRun) WHERE r.id IN $ids RETURN r.id AS id, properties(r) AS props", {"ids": [run, by]}
    )
    told = {row["id"]: row["props"] for row in rows}

    assert (told[run]["state"], told[by]["state"], told[by]["undoes"]) == ("undone", "finished", run)
    assert json.loads(told[by]["counts"]) == counts
