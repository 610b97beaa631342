"""A load taken back that removed something: it comes back once, and not over what a later load told."""

from datetime import timedelta

import pytest

from graph import turns
from graph import undo as undoing
from graph.undo import undo
from loaders.run import load
from schema.errors import LoadRefused
from tests.ranked import CODE
from tests.ranked import store as ranked
from tests.ranked import written as told_in
from tests.test_load import line, store
from tests.test_undo import ALL_OF_IT, loaded, state

__all__ = ["ranked", "store"]


def told(graph, folder, *lines):
    """The run that loads these sections."""
    return str(load(graph, CODE, told_in(folder / "usc01.csv", CODE, *lines), ALL_OF_IT).run)


def test_a_load_that_removed_what_a_later_one_told_anew_is_not_undone(store, tmp_path):
    loaded(store, tmp_path, line("AA"), line("BB"))
    run = loaded(store, tmp_path, line("AA"))
    late = loaded(store, tmp_path, line("AA"), line("BB"))
    before = state(store)

    with pytest.raises(LoadRefused, match="has told nation/BB since") as refusal:
        undo(store, run)

    assert (refusal.value.remedy, state(store)) == (f"undo {late} first", before)


def test_a_load_that_removed_an_edge_that_a_later_one_told_anew_is_not_undone(ranked, tmp_path):
    two = "usc/1/2,Second,"
    told(ranked, tmp_path, "usc/1/1,First,usc/1/2", two)
    run = told(ranked, tmp_path, "usc/1/1,First,", two)
    late = told(ranked, tmp_path, "usc/1/1,First,usc/1/2", two)
    before = state(ranked)

    with pytest.raises(LoadRefused, match=r"has told usc/1/1\|CITES\|usc/1/2 since") as refusal:
        undo(ranked, run)

    assert (refusal.value.remedy, state(ranked)) == (f"undo {late} first", before)


def test_an_undoing_that_was_cut_short_among_edges_restores_each_once(ranked, tmp_path, monkeypatch):
    def killed(tx, edges, stamp):
        if edges[0]["key"].endswith("3"):
            raise KeyboardInterrupt
        restore(tx, edges, stamp)

    others, restore = ("usc/1/2,Second,", "usc/1/3,Third,"), undoing._create_edges
    told(ranked, tmp_path, "usc/1/1,First,usc/1/2;usc/1/3", *others)
    run = told(ranked, tmp_path, "usc/1/1,First,", *others)
    with monkeypatch.context() as patch:
        patch.setattr(turns, "LEASE", timedelta(0))
        patch.setattr(undoing, "BATCH", 1)
        patch.setattr(undoing, "_create_edges", killed)
        with pytest.raises(KeyboardInterrupt):
            undo(ranked, run)

    undo(ranked, run)

    cited = ranked.read("MATCH (a)-[:CITES]->(b) RETURN a.id AS one, b.id AS other ORDER BY other")
    assert [(row["one"], row["other"]) for row in cited] == [("usc/1/1", "usc/1/2"), ("usc/1/1", "usc/1/3")]
