"""JSON as a table: a list of flat objects, or an object a line, becomes records as a table of any other kind does."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders import jsons, loaders
from loaders.core import Record
from loaders.recognize import recognized
from loaders.run import Options, load
from loaders.sources.nations import LOADERS
from loaders.tables import read_table
from schema.errors import LoadRefused, RowError
from tests.conftest import SOAK
from tests.test_rejects import rejects

LANDS = [{"iso2": "CI", "name": "Côte d’Ivoire"}, {"iso2": "JP", "rank": 1250.50, "member": True, "note": None}]
RECORDS = [{"iso2": "CI", "name": "Côte d’Ivoire"}, {"iso2": "JP", "rank": "1250.5", "member": "true"}]
(NATIONS,) = LOADERS


def written(folder: Path, content: str, name: str = "lands.json", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(content, encoding=encoding)
    return path


def told(path: Path) -> list[tuple[str, str] | Record]:
    """The records, and of refused ones what is wrong and where."""
    return [(each.what, each.where) if isinstance(each, RowError) else each for each in read_table(path)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_of_objects_is_a_table(tmp_path, indent, encoding):
    assert told(written(tmp_path, json.dumps(LANDS, indent=indent), encoding=encoding)) == RECORDS


@pytest.mark.parametrize("name", ["lands.jsonl", "lands.ndjson", "lands.json", "lands"])
def test_an_object_a_line_is_a_table(tmp_path, name):
    path = written(tmp_path, "\n\n".join(map(json.dumps, LANDS)), name)

    records = list(read_table(path))

    assert records == RECORDS
    assert [record.place for record in records if isinstance(record, Record)] == [f"{name}:1", f"{name}:3"]


def test_a_single_object_is_a_table_of_one_row(tmp_path):
    assert told(written(tmp_path, json.dumps(LANDS[1], indent=2))) == RECORDS[1:]


def test_objects_may_be_longer_than_what_is_read_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(jsons, "CHUNK", 5)

    assert told(written(tmp_path, json.dumps(LANDS, indent=1))) == RECORDS


def test_numbers_stay_as_they_are_written(tmp_path):
    path = written(tmp_path, '[{"id": "a", "n": 10000000000000000000000001, "x": 0.10, "y": -1.5e-3}]')

    assert told(path) == [{"id": "a", "n": "10000000000000000000000001", "x": "0.10", "y": "-1.5e-3"}]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('{"id": "b", "n": [1, 2]}', "n: the value is nested"),
        ('{"id": "b", "n": {"x": "y"}}', "n: the value is nested"),
        ('{"id": "b", "n": "=1+1"}', "the cell '=1+1' is a formula"),
        ('{"id": "b", "n": "\\ud800"}', "n: the value holds what is no letter"),
        ('{"id": "b", "n": "\\u0000"}', "n: the value holds what is no letter"),
        ('{"id": "b", "id": "c"}', "the key 'id' stands twice"),
        ('{"id": "b", "n": NaN}', "NaN is no number"),
        ('{"id": "b", "n": ', "not JSON: Expecting value"),
        ('{"id": "b"} {"id": "c"}', 'more stands behind the object: \'{"id": "c"}\''),
        ("[1]", '["1"] is no object'),
    ],
)
def test_a_line_that_is_no_flat_object_is_refused_in_its_place_and_the_others_are_read(tmp_path, line, what):
    path = written(tmp_path, f'{{"id": "a", "n": 1}}\n{line}\n{{"id": "d"}}\n', "lands.jsonl")

    assert told(path) == [{"id": "a", "n": "1"}, (what, "lands.jsonl:2"), {"id": "d"}]


def test_an_entry_of_a_list_has_its_line_and_its_number(tmp_path):
    path = written(tmp_path, '[\n{"id": "a"}, {"id": "b"}, {"id": ["c"], "n": 1},\n7]')

    assert told(path)[2:] == [
        ("id: the value is nested", "lands.json:2, entry 3"),
        ('"7" is no object', "lands.json:3, entry 4"),
    ]


@pytest.mark.parametrize(
    ("content", "what", "where"),
    [
        ("", "the file is empty", "lands.json"),
        ("[]", "the file is empty", "lands.json"),
        ("[{}]", "the file is empty", "lands.json"),
        ('[{"id": "a"}', "not JSON: ']' is missing", "lands.json:1"),
        ('[{"id": "a"}\n{"id": "b"}]', "not JSON: ',' is missing", "lands.json:2"),
        ('[{"id": "a"}] x', "not JSON: more stands behind the list", "lands.json:1"),
        ('[{"id": "a"},\n{"id": x}]', "not JSON: Expecting value", "lands.json:2, entry 2"),
        ('[{"id": "a", "id": "b"}]', "the key 'id' stands twice", "lands.json:1, entry 1"),
        ("[[1]]", 'no table: ["1"] is no object', "lands.json:1, entry 1"),
        ('{"results": [{"id": "a"}]}', "no table: results: the value is nested", "lands.json:1"),
        ("[" * 100_000, "the value is nested too deeply", "lands.json:1, entry 1"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_place(tmp_path, content, what, where):
    with pytest.raises(LoadRefused) as refusal:
        told(written(tmp_path, content))

    assert (refusal.value.what, refusal.value.where, bool(refusal.value.remedy)) == (what, where, True)


def test_the_source_is_recognised_by_the_keys(tmp_path):
    nation = dict.fromkeys(NATIONS.columns, "x")

    assert [loader.name for loader in recognized(written(tmp_path, json.dumps([nation])))] == ["nations"]
    assert [loader.name for loader in recognized(written(tmp_path, json.dumps(nation), "lands.jsonl"))] == ["nations"]


def test_what_is_refused_of_json_is_mended_in_a_table_and_loads_again(loaded, tmp_path):
    rows = [
        {"case.designator": "JA-P-QXA", "case.title": "Radios", "case.value_usd": 12500},
        {"case.designator": "JA-P-QXB", "case.title": "Trucks", "case.value_usd": "many"},
        {"case.designator": "JA-P-QXC", "case.title": ["Tents", "Poles"], "case.value_usd": 10},
    ]
    path = written(tmp_path, "\n".join(map(json.dumps, rows)), "cases.jsonl")
    sheets = loaders()["sheets"]
    assert recognized(path) == (sheets,)

    (rest,) = rejects(load(loaded, sheets, path, Options(dry_run=True)), tmp_path)
    rest.write_text(rest.read_text().replace("many", "900").replace('"[""Tents"", ""Poles""]"', "Tents"))
    outcome = load(loaded, sheets, rest, Options(dry_run=True))

    assert rest.name == "cases.jsonl.rejects.csv"
    assert recognized(rest) == (sheets,)
    assert (outcome.refused, {row.props["title"] for row in outcome.diff.new_nodes}) == ((), {"Trucks", "Tents"})


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=2000 if SOAK else 100, deadline=None)
@given(st.lists(values, max_size=4), st.booleans(), st.integers(1, 40))
def test_whatever_the_values_json_gives_records_or_a_refusal(tmp_path_factory, found, lines, chunk):
    content = "\n".join(map(json.dumps, found)) if lines else json.dumps(found)
    path = written(tmp_path_factory.mktemp("any"), content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jsons, "CHUNK", chunk)
        try:
            places = [each.place if isinstance(each, Record) else each.where for each in read_table(path)]
        except LoadRefused as refusal:
            places = [refusal.where]

    assert all(place.startswith("lands.json") for place in places)
    assert len(set(places)) == len(places)
