"""Sources that are loaded together into an empty graph are made ready while others are written; what comes of them is
what comes of each by itself.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.diff import Diff
from graph.locks import wait_until
from graph.prepare import prepare
from graph.there import Remembered, Unsure, remembered
from graph.turns import Seen
from loaders import ahead, references
from loaders.core import Loader, Read
from loaders.run import Options, Ready, load
from loaders.tables import read_facts
from schema.authorities import CITES, STATUTE
from schema.core import Origin
from tests.conftest import SOAK, wipe
from tests.ranked import ALL, CODE, LANDS, PRESS, REGISTER, notices, written
from tests.test_load import titles
from tests.test_load_properties import believed, some

PAPER = replace(PRESS, name="paper")


@pytest.fixture
def empty(graph, monkeypatch):
    """An empty graph, while the ranked sources are all that there are."""
    monkeypatch.setattr(references, "loaders", lambda: ALL | {"paper": PAPER})
    prepare(graph)
    return graph


def bundled(loader: Loader, path: Path) -> Loader:
    """The source, as if the file came with Accord."""

    def records(_: list[Path]) -> Iterator[Read]:
        return read_facts(path, loader.columns)

    return replace(loader, source="facts/nations.csv", records=records)


def shown(outcomes):
    """What came of each load, in so far as it does not hang on when it was."""
    return [(each.loader, each.counts, list(map(str, each.refused)), each.yielded, each.read) for each in outcomes]


def known(graph):
    """What the graph says, and of what it is kept that something else was said."""
    return believed(graph), sorted(row["of"] for row in graph.read("MATCH (r:Revision) RETURN r.of AS of"))


notes = st.lists(
    st.tuples(st.sampled_from(("1", "2", "3")), st.sampled_from(("One", "Two")), st.sampled_from(("AA", "BB", "CC"))),
    max_size=3,
).map(lambda lines: [f"24-0{number},{title},{buyer}" for number, title, buyer in lines])
sections = st.dictionaries(st.integers(1, 3), st.lists(st.integers(1, 4), max_size=2), max_size=3).map(
    lambda cited: [
        f"usc/1/{section},Section {section},{';'.join(f'usc/1/{other}' for other in sorted(set(others)))}"
        for section, others in cited.items()
    ]
)
CONTENTS = st.fixed_dictionaries({"lands": st.just(["AA", "BB"]), "press": notes, "register": notes, "code": sections})


@settings(some, max_examples=100 if SOAK else 5)
@given(CONTENTS, st.permutations(("press", "register", "code")))
def test_sources_loaded_together_leave_what_they_leave_one_by_one(empty, tmp_path, contents, order):
    sources = [
        bundled(ALL[name], written(tmp_path / f"{name}.csv", ALL[name], *contents[name])) for name in ("lands", *order)
    ]

    wipe(empty)
    together = shown(ahead.load_bundled(empty, sources, Options())), known(empty)
    wipe(empty)
    one_by_one = shown([load(empty, source) for source in sources]), known(empty)

    assert together == one_by_one


def test_a_source_that_adds_to_others_is_ready_before_these_are_written(tmp_path):
    sources = [
        bundled(LANDS, written(tmp_path / "lands.csv", LANDS, "AA")),
        bundled(PRESS, written(tmp_path / "press.csv", PRESS, "24-01,One,AA", "24-02,Two,CC")),
        bundled(CODE, written(tmp_path / "code.csv", CODE, "usc/1/1,One,usc/1/2")),
    ]

    made = [made for _, made in ahead._made(sources, Options(), Remembered(Seen(7)))]

    ready = [each for each in made if isinstance(each, Ready)]
    assert [(each.seen.version, each.outcome.counts["new"], len(each.outcome.refused)) for each in ready] == [
        (7, 1, 0),
        (8, 2, 1),
        (9, 3, 0),
    ]


def test_what_is_ready_is_made_anew_where_another_load_wrote_meanwhile(empty, tmp_path):
    register = written(tmp_path / "register.csv", REGISTER, "24-01,Register,BB", "24-02,Register,BB")
    lands = bundled(LANDS, written(tmp_path / "lands.csv", LANDS, "AA", "BB"))
    press = bundled(PRESS, written(tmp_path / "press.csv", PRESS, "24-01,Press,AA"))
    paper = bundled(PAPER, written(tmp_path / "paper.csv", PAPER, "24-02,Paper,AA"))
    readings = count()

    def records(files: list[Path]) -> Iterator[Read]:
        if next(readings) == 0:
            assert wait_until(lambda: titles(empty) != {}, 20)
            load(empty, REGISTER, register)
        assert press.records is not None
        return press.records(files)

    # Nothing of the second is left to be written, so that the version is again the one at which the third was ready.
    outcomes = list(ahead.load_bundled(empty, [lands, replace(press, records=records), paper], Options()))

    assert notices(empty) == [("Register", "register", "nation/BB", "register")] * 2
    assert [outcome.yielded for outcome in outcomes] == [0, 1, 1]


def test_of_a_graph_that_holds_something_nothing_is_remembered(empty, tmp_path):
    new = remembered(empty)
    load(empty, LANDS, written(tmp_path / "lands.csv", LANDS, "AA"))

    assert (new is None, remembered(empty)) == (False, None)


def test_what_was_written_is_remembered_with_its_labels_its_loader_and_its_source():
    origin = Origin("A page", "", "documented")
    section, cited = STATUTE.row("usc/1/1", title="One", citation="1 USC 1").stated(origin), STATUTE.naming("usc/1/2")
    there = Remembered(Seen())

    there.add(Diff(new_nodes=[section, cited], new_edges=[CITES.link(section.id, cited.id).stated(origin)]), "code")

    assert there.seen == Seen(1)
    assert set(there.nodes(["usc/1/1", "usc/1/2", "usc/1/3", origin.id])) == {
        ("usc/1/1", STATUTE.labels, "code"),
        ("usc/1/2", STATUTE.labels, ""),
        (origin.id, ("Entity", "Source"), ""),
    }


@pytest.mark.parametrize(
    "diff", [Diff(), Diff(same=1), Diff(gone_nodes=["usc/1/1"]), Diff(changed_nodes=[STATUTE.naming("usc/1/1")])]
)
def test_a_load_that_does_not_only_add_is_not_remembered(diff):
    with pytest.raises(Unsure):
        Remembered(Seen()).add(diff, "code")


def test_an_edge_that_is_there_already_is_to_be_asked_for():
    there, link = Remembered(Seen()), CITES.link("usc/1/1", "usc/1/2")
    there.add(Diff(new_edges=[link]), "code")
    row = {"start": link.start, "end": link.end, "key": link.key}

    assert there.edges_of_others("CITES", [{**row, "key": "another"}], "press") == []
    with pytest.raises(Unsure):
        there.edges_of_others("CITES", [row], "press")
