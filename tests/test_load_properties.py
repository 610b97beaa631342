"""What holds of every load, over generated files: twice is once, a dry run keeps its word, no record is lost sight of,
and the order of independent files does not matter.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.prepare import prepare
from loaders import references
from loaders.core import LeftOut, Record
from loaders.difference import changes
from loaders.past import versions
from loaders.run import Options, load
from loaders.sources import nations
from loaders.tables import read_table
from tests.conftest import SOAK, wipe
from tests.ranked import ALL, CODE, told, written
from tests.test_load import HEADER, SMALL, line, titles

some = settings(
    max_examples=300 if SOAK else 12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ABROAD = "not a nation"


def parse(record: Record):
    """As the source has it, but that what stands in the region 'sea' is left out."""
    if record.get("region") == "sea":
        raise LeftOut(ABROAD)
    yield from nations.parse(record)


LANDS = replace(SMALL, parse=parse, tolerance=1.0)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "code": st.sampled_from(("AA", "BB", "CC", "DD", "EE")),
            "name": st.sampled_from(("One", "Two")),
            "confidence": st.sampled_from(("documented", "documented", "documented", "sure")),
            "region": st.sampled_from(("land", "land", "sea")),
            "combatant_command": st.sampled_from(("", "", "", "", "NOSUCH")),
        }
    ),
    max_size=8,
)


def table(folder: Path, lines: list[dict[str, str]]) -> Path:
    path = folder / "nations.csv"
    path.write_text("\n".join([HEADER, *(line(row.pop("code"), **row) for row in map(dict, lines)), ""]), "utf-8")
    return path


def expected(lines: list[dict[str, str]]) -> tuple[dict[str, str], set[str], int]:
    """What a person would make of the file: names by id, lines refused, number left out."""
    names: dict[str, str] = {}
    refused, out = set(), 0
    for number, row in enumerate(lines, 2):
        id = f"nation/{row['code']}"
        if row["confidence"] == "sure":
            refused.add(f"nations.csv:{number}")
        elif row["region"] == "sea":
            out += 1
        elif names.get(id, row["name"]) != row["name"]:
            refused.add(f"nations.csv:{number}")
        else:
            names.setdefault(id, row["name"])
    return names, refused, out


@pytest.fixture
def store(graph):
    prepare(graph)
    return graph


@some
@given(rows)
def test_every_record_read_is_loaded_or_refused_or_left_out(store, tmp_path, lines):
    wipe(store)
    lines = [row | {"combatant_command": ""} for row in lines]
    names, refused, out = expected(lines)

    outcome = load(store, LANDS, table(tmp_path, lines))

    assert titles(store) == names
    assert ({error.where for error in outcome.refused}, dict(outcome.left_out)) == (
        refused,
        {ABROAD: out} if out else {},
    )
    assert len(outcome.refused) == len(refused)
    assert outcome.read == len(list(read_table(tmp_path / "nations.csv")))
    assert outcome.loaded == outcome.read - len(refused) - out


def came(graph, change):
    """What the history then tells of a change: of each property, what was said and what is."""
    if change.change != "changed":
        return {}
    *earlier, last = (row["says"] for row in versions(graph, change.of.split("|")[0]) if row["of"] == change.of)
    before = {name: value for says in earlier for name, value in says.items()}
    return {name: (before.get(name), value) for name, value in last.items()}


@some
@given(rows, rows)
def test_a_dry_run_says_what_the_load_then_does_and_a_second_load_does_nothing(store, tmp_path, before, after):
    wipe(store)
    load(store, LANDS, table(tmp_path, before))
    path = table(tmp_path, after)

    dry = load(store, LANDS, path, Options(dry_run=True))
    foretold = list(changes(store, dry.diff))
    wet = load(store, LANDS, path)
    there = told(store)
    again = load(store, LANDS, path)

    assert dry.counts == wet.counts
    assert {name: [each.change for each in foretold].count(name) for name in wet.counts} == wet.counts | {"same": 0}
    assert [dict(each.values) for each in foretold] == [came(store, each) for each in foretold]
    assert [str(error) for error in dry.refused] == [str(error) for error in wet.refused]
    assert (again.diff.size, told(store)) == (0, there)


def believed(graph):
    """What the graph says now, without what it said before."""
    nodes, edges = told(graph)
    return {node for node in nodes if "Revision" not in node[0]}, {edge for edge in edges if edge[1] != "WAS"}


numbers = st.integers(1, 3)
citing = st.dictionaries(st.tuples(numbers, numbers), st.lists(st.tuples(numbers, numbers), max_size=3), max_size=4)


@some
@given(citing, st.permutations(("1", "2", "3")))
def test_any_order_of_files_that_cite_one_another_gives_the_same_graph(store, tmp_path, monkeypatch, cites, order):
    monkeypatch.setattr(references, "loaders", lambda: ALL)
    files = {
        title: written(
            tmp_path / f"{title}.csv",
            CODE,
            *(
                f"usc/{of}/{section},Section {section},{';'.join(sorted({f'usc/{a}/{b}' for a, b in others}))}"
                for (of, section), others in sorted(cites.items())
                if str(of) == title
            ),
        )
        for title in ("1", "2", "3")
    }

    graphs = []
    for names in (sorted(files), order):
        wipe(store)
        for name in names:
            load(store, CODE, files[name])
        graphs.append(believed(store))

    assert graphs[0] == graphs[1]
