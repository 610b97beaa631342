"""A load writes what a source says, changes nothing when it says the same, and keeps what it said before."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from graph.prepare import prepare
from loaders import HERE, loaders
from loaders.report import SHOWN, difference
from loaders.run import Options, is_current, load
from loaders.sources.nations import LOADERS
from schema.errors import LoadRefused
from schema.props import LONGEST

(NATIONS,) = LOADERS
HEADER = ",".join(NATIONS.columns)
DRY = Options(dry_run=True)
LANDS = ("AA", "BB", "CC", "DD")
SMALL = NATIONS.__class__(**{**NATIONS.__dict__, "at_least": {}})
EVERYTHING = "MATCH (n) WHERE n:Entity AND NOT n:LoadRun RETURN labels(n) AS labels, properties(n) AS props"
EDGES = (
    "MATCH (a:Entity)-[r]->(b:Entity) WHERE NOT b:LoadRun\n"
    "RETURN a.id AS start, type(r) AS type, b.id AS end, properties(r) AS props"
)


def line(code: str, **values: str) -> str:
    cells = {"iso2": code, "iso3": f"{code}X", "name": f"Land of {code}", "source_title": "A page"}
    return ",".join(({**cells, "confidence": "documented"} | values).get(name, "") for name in NATIONS.columns)


def written(folder: Path, *lines: str) -> Path:
    path = folder / "nations.csv"
    path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    return path


def contents(graph):
    """All that the graph says, as sets that can be compared."""
    nodes = {(tuple(sorted(row["labels"])), _frozen(row["props"])) for row in graph.read(EVERYTHING)}
    edges = {(row["start"], row["type"], row["end"], _frozen(row["props"])) for row in graph.read(EDGES)}
    return nodes, edges


def _frozen(props):
    return tuple(sorted((name, str(value)) for name, value in props.items()))


def titles(graph):
    return {row["id"]: row["title"] for row in graph.read("MATCH (n:Nation) RETURN n.id AS id, n.title AS title")}


@pytest.fixture
def store(graph):
    prepare(graph)
    return graph


@pytest.fixture
def first(store, tmp_path):
    """The graph after a load of four lands."""
    load(store, SMALL, written(tmp_path, *map(line, LANDS)))
    return store


def test_a_load_writes_nodes_with_their_labels_and_where_they_come_from(first):
    (row,) = first.read(
        "MATCH (n:Entity:Stakeholder:Nation {id: 'nation/AA'})-[:STATED_IN]->(s:Source)\n"
        "MATCH (run:LoadRun {id: n.run})\n"
        "RETURN n.title AS title, n.confidence AS confidence, n.source = s.id AS stated, s.title AS source,\n"
        "       n.recorded_at = run.started_at AS at_run, run.state AS state, run.file AS file"
    )

    assert row == {
        "title": "Land of AA",
        "confidence": "documented",
        "stated": True,
        "source": "A page",
        "at_run": True,
        "state": "finished",
        "file": "nations.csv",
    }


def test_a_load_tells_what_was_new_changed_same_pruned(first, tmp_path):
    path = written(tmp_path, line("AA"), line("BB", name="Bee"), line("EE"), line("CC"))

    outcome = load(first, SMALL, path, Options(accept_deletions=True))

    assert outcome.counts == {"new": 1, "changed": 1, "same": 2, "pruned": 1}
    assert titles(first) == {f"nation/{code}": f"Land of {code}" for code in ("AA", "CC", "EE")} | {"nation/BB": "Bee"}


def test_a_part_of_a_source_removes_nothing(first, tmp_path):
    outcome = load(first, SMALL, written(tmp_path, line("EE")), Options(partial=True, accept_deletions=True))

    assert outcome.counts == {"new": 1, "changed": 0, "same": 4, "pruned": 0}
    assert titles(first) == {f"nation/{code}": f"Land of {code}" for code in (*LANDS, "EE")}


def test_loading_twice_changes_nothing(first, tmp_path):
    before, version = contents(first), first.read("MATCH (v:DataVersion) RETURN v.version AS version")

    outcome = load(first, SMALL, written(tmp_path, *map(line, LANDS)))

    assert outcome.counts == {"new": 0, "changed": 0, "same": 4, "pruned": 0}
    assert contents(first) == before
    assert first.read("MATCH (v:DataVersion) RETURN v.version AS version") == version


def test_a_fact_that_lost_its_fingerprint_is_written_again(first, tmp_path):
    first.write(lambda tx: tx.run("MATCH (n:Nation {id: 'nation/AA'}) SET n.title = 'Ours', n.fingerprint = null"))

    assert load(first, SMALL, written(tmp_path, *map(line, LANDS))).counts["changed"] == 1
    assert titles(first)["nation/AA"] == "Land of AA"


def test_what_was_believed_before_a_change_is_kept_with_its_days(first, tmp_path):
    load(first, SMALL, written(tmp_path, *map(line, LANDS[1:]), line("AA", name="New name")))

    (row,) = first.read(
        "MATCH (n:Nation {id: 'nation/AA'})-[:WAS]->(r:Revision)-[:WRITTEN_BY]->(run:LoadRun)\n"
        "RETURN r.was AS was, r.change AS change, r.had_labels AS labels, r.known_to = n.recorded_at AS until,\n"
        "       r.known_from < r.known_to AS since, run.id = n.run AS by"
    )

    assert '"title":"Land of AA"' in row.pop("was")
    assert row == {
        "change": "changed",
        "labels": ["Entity", "Nation", "Stakeholder"],
        "until": True,
        "since": True,
        "by": True,
    }


def test_what_is_pruned_is_kept_as_a_revision(first, tmp_path):
    load(first, SMALL, written(tmp_path, *map(line, LANDS[1:])), Options(accept_deletions=True))

    rows = first.read("MATCH (r:Revision) RETURN r.of AS of, r.change AS change")

    assert rows == [{"of": "nation/AA", "change": "removed"}]
    assert "nation/AA" not in titles(first)


def test_more_deletions_than_the_tolerance_are_refused_before_anything_is_written(first, tmp_path):
    before = contents(first)

    with pytest.raises(LoadRefused, match=r"would remove 1 of the 4 facts") as refusal:
        load(first, SMALL, written(tmp_path, *map(line, LANDS[1:]), line("FF")))

    assert "--accept-deletions" in refusal.value.remedy
    assert contents(first) == before


def test_a_refused_record_does_not_remove_what_it_said_before(first, tmp_path):
    outcome = load(first, SMALL, written(tmp_path, *map(line, LANDS[1:]), line("AA", confidence="sure")))

    assert ([error.where for error in outcome.refused], outcome.kept) == (["nations.csv:5"], 1)
    assert titles(first)["nation/AA"] == "Land of AA"


def test_a_file_that_lost_most_of_its_rows_is_refused(store, tmp_path):
    with pytest.raises(LoadRefused, match="only 1 of Nation are left"):
        load(store, NATIONS, written(tmp_path, line("AA")))

    assert titles(store) == {}


def test_strict_stops_at_the_first_bad_record_and_writes_nothing(store, tmp_path):
    path = written(tmp_path, line("AA"), line("BB", confidence="sure"))

    with pytest.raises(LoadRefused, match="confidence 'sure'") as refusal:
        load(store, SMALL, path, Options(strict=True))

    assert refusal.value.where == "nations.csv:3"
    assert titles(store) == {}


def test_a_dry_run_tells_what_the_load_then_does_and_writes_nothing(first, tmp_path):
    path, before = written(tmp_path, *map(line, LANDS[1:]), line("AA", name="Other"), line("EE")), contents(first)

    dry = load(first, SMALL, path, Options(dry_run=True))

    assert (contents(first), dry.run) == (before, None)
    assert load(first, SMALL, path).counts == dry.counts == {"new": 1, "changed": 1, "same": 3, "pruned": 0}


def test_a_dry_run_shows_the_first_changes_of_each_kind_with_what_was_and_what_would_be(first, tmp_path):
    some = [line("AA", name="Other", region="Asia"), line("BB", source_title="Another page"), line("CC"), line("DD")]
    dry = load(first, SMALL, written(tmp_path, *some, *(line(f"E{number}") for number in range(SHOWN + 2))), DRY)

    shown = [each.strip() for each in difference(first, dry.diff)]

    assert shown == [
        *(f"new      nation/E{number}" for number in range(SHOWN)),
        "and 2 more new; --json lists them all",
        "changed  nation/AA",
        "title: Land of AA -> Other",
        "region: (not told) -> Asia",
        "changed  nation/BB",
        "says the same; another source tells it",
    ]


def test_a_link_to_what_is_not_there_is_refused_with_its_record(store, tmp_path):
    outcome = load(store, SMALL, written(tmp_path, line("AA", combatant_command="MARSCOM"), line("BB")))

    (refusal,) = outcome.refused
    assert (refusal.what, refusal.where) == ("there is no organization org/marscom", "nations.csv:2")
    assert set(titles(store)) == {"nation/BB"}


def test_an_id_of_another_source_is_refused(first, tmp_path):
    other = SMALL.__class__(**{**SMALL.__dict__, "name": "lands"})

    outcome = load(first, other, written(tmp_path, line("AA"), line("EE")))

    assert [error.what for error in outcome.refused] == ["nation/AA is already told by the source nations"]


def test_a_node_whose_labels_change_keeps_its_edges(store, tmp_path):
    for name in ("lifecycle", "organizations", "nations", "authorities", "acsas"):
        load(store, loaders()[name])
    edges = "MATCH (n:Agreement {id: 'agreement/acsa-jp-2016'})-[r]-(m) RETURN type(r) AS type, m.id AS id"
    before = {(row["type"], row["id"]) for row in store.read(edges)}
    with (HERE / "facts" / "acsas.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    changed = [row | ({"kind": "acsa;host-nation-support"} if row["id"] == "acsa-jp-2016" else {}) for row in rows]

    load(store, loaders()["acsas"], _csv(tmp_path / "acsas.csv", changed))

    (row,) = store.read("MATCH (n:Agreement {id: 'agreement/acsa-jp-2016'}) RETURN labels(n) AS labels")
    assert set(row["labels"]) == {"Entity", "Agreement", "Acsa", "HostNationSupport"}
    assert {(row["type"], row["id"]) for row in store.read(edges) if row["type"] != "WAS"} == before


def _csv(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_source_is_current_until_its_file_changes(store, tmp_path):
    stages = loaders()["lifecycle"]

    assert not is_current(store, stages)
    load(store, stages)
    assert is_current(store, stages)


def test_a_file_of_the_user_s_is_not_replaced_by_the_bundled_one_unasked(first):
    assert is_current(first, NATIONS)


def test_a_bundled_file_with_refused_records_is_loaded_again(store, tmp_path):
    names = loaders()["names"]
    outcome = load(store, replace(names, at_least={}))

    assert outcome.refused
    assert not is_current(store, names)


def test_a_title_that_no_index_keeps_is_refused_alone(store, tmp_path):
    longest = "N" * LONGEST
    outcome = load(store, SMALL, written(tmp_path, line("AA", name=longest), line("BB", name=longest + "N")))

    assert [(error.where, error.field) for error in outcome.refused] == [("nations.csv:3", "title")]
    assert titles(store) == {"nation/AA": longest}
