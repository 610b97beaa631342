"""Parts of the eCFR, in both dialects, become the words of sections as of a day; its tables of nations become lists."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from graph.client import Graph
from graph.prepare import prepare
from loaders import cfr, loaders
from loaders.gather import Gathered, gather
from loaders.paragraphs import LEVELS, labels, paths
from loaders.run import load
from loaders.sources import ecfr
from schema.authorities import CITES, IMPLEMENTS, TEXT
from schema.core import Rel
from schema.errors import LoadRefused
from tests import resolver_facts

ECFR = loaders()["ecfr"]
PART = Path(__file__).parent / "data" / "law" / "2026-06-01_title-22_part-126.xml"
DAY = "2026-06-01"
CALLED = {"Burma": "Myanmar (Burma)"}


def said(path: Path) -> Gathered:
    return gather(ECFR, ecfr.records([path]), resolver_facts.Bundled())


def written(folder: Path, name: str, *pairs: tuple[str, str]) -> Path:
    """The sample under another name, with other words."""
    text = PART.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def bulk(folder: Path) -> Path:
    """The sample as the bulk data has it."""
    part = PART.read_text(encoding="utf-8").partition("?>")[2].replace('N="126.1"', 'N="§ 126.1"')
    head = '<IDNO TYPE="title">\n22</IDNO><AMDDATE>June 1, 2026(fm)\n</AMDDATE><DIV1 N="22" NODE="22:1" TYPE="TITLE">'
    path = folder / "ECFR-title22.xml"
    path.write_text(f"<DLPSTEXTCLASS>{head}{part}</DIV1></DLPSTEXTCLASS>", encoding="utf-8")
    return path


def text(found: Gathered, number: str) -> dict[str, Any]:
    return found.rows[f"text/cfr/22/{number}"].props


def ends(found: Gathered, rel: Rel, start: str) -> set[str]:
    return {link.end for link in found.links.values() if link.rel is rel and link.start == start}


def test_every_section_of_a_part_is_a_text_and_no_appendix_is():
    found = {row.id for row in said(PART).rows.values() if row.node is TEXT}
    tree: Any = etree.parse(PART)

    assert found == {f"text/cfr/22/{section.get('N')}" for section in tree.iter("DIV8")}


def stored(graph: Graph, query: str) -> set[tuple[Any, ...]]:
    return {tuple(row.values()) for row in graph.read(query, {})}


TEXTS = "MATCH (t:Text)-[:TEXT_OF]->(section:Regulation) RETURN section.id AS id, t.words IS NULL AS empty"
ROWS = "MATCH (nation:Nation)-[row:LISTED_IN]->(list:Designation) RETURN nation.title AS nation, list.id AS list"
PRINTED = "MATCH (edition:Edition)-[:PRINTS]->(list:Designation) RETURN edition.id AS edition, list.id AS list"


@pytest.fixture
def store(graph):
    prepare(graph)
    for name in ("lifecycle", "organizations", "nations", "names", "lists"):
        load(graph, loaders()[name])
    return graph


def test_all_sections_and_all_rows_of_the_tables_of_nations_are_in_the_graph_once(store):
    counts = [load(store, ECFR, PART).counts["new"] for _ in range(2)]
    tree: Any = etree.parse(PART)

    assert counts[1] == 0
    assert stored(store, TEXTS) == {(f"cfr/22/{section.get('N')}", len(section) == 1) for section in tree.iter("DIV8")}
    tables = zip(("designation/itar_126_1_d1", "designation/itar_126_1_d2"), tree.iter("TABLE"), strict=True)
    printed = {
        (CALLED.get(row[0].text, row[0].text), list_) for list_, table in tables for row in table.iterfind("TR[TD]")
    }
    assert stored(store, ROWS) == printed
    assert stored(store, PRINTED) == {("edition/cfr/22/2026-06-01", list_) for _, list_ in printed}


def test_without_the_nations_the_tables_are_refused_and_the_sections_are_not(graph):
    prepare(graph)
    load(graph, loaders()["usc"], PART.with_name("usc22.xml"))
    outcome = load(graph, ECFR, PART)

    assert [error.what for error in outcome.refused] == ["'Belarus' is no name of any nation known here"]
    assert stored(graph, TEXTS) == {("cfr/22/126.1", False), ("cfr/22/126.2", True)}
    assert outcome.left_out == {"is an appendix or supplement, which has no number of a section": 1}


def test_of_two_days_the_later_is_believed_whichever_came_first(graph, tmp_path):
    prepare(graph)
    load(graph, loaders()["usc"], PART.with_name("usc22.xml"))
    older = written(tmp_path, "2020-06-01_title-22_part-126.xml", ("Nothing more.", "More then."))
    for path in (PART, older):
        load(graph, ECFR, path)

    (words,) = stored(graph, "MATCH (t:Text {id: 'text/cfr/22/126.1'}) RETURN t.words AS words")
    assert "Nothing more." in words[0]


def test_paragraphs_get_the_levels_that_their_numbers_mean():
    told = text(said(PART), "126.1")

    assert json.loads(told["paragraphs"]) == [
        *("(a)", "(b)(1)", "(b)(1)(i)", "(b)(1)(ii)", "(b)(1)(ii)(A)", "(b)(2)", "(c)", "(d)(1)", "(d)(1)"),
        *("(d)(1)", "(d)(1)", "(d)(1)", "(d)(1)", "(d)(1)", "(d)(2)", "(d)(2)", "(d)(2)", "(d)(2)", "(e)"),
        *("(h)", "(i)", "(j)"),
    ]


def test_a_table_stays_as_lines_of_cells():
    lines = text(said(PART), "126.1")["words"].split("\n")

    assert "Country | Country specific paragraph" in lines
    assert "Iraq | See also paragraph (f) of this section." in lines


def test_a_section_tells_its_history_and_address():
    told = text(said(PART), "126.1")

    assert {name: told[name] for name in ("heading", "stands_in", "enacted_on", "amended_on", "url")} == {
        "heading": "Places of this sample.",
        "stands_in": "PART 126—A SAMPLE OF GENERAL POLICIES",
        "enacted_on": "1993-07-22",
        "amended_on": "2025-07-07",
        "url": "https://www.ecfr.gov/on/2026-06-01/title-22/section-126.1",
    }


def test_a_part_rests_on_the_laws_that_it_names_and_a_section_cites_its_own():
    found = said(PART)

    assert ends(found, IMPLEMENTS, "cfr/22/126") == {
        *("usc/22/287c", "usc/22/2651a", "usc/22/2752", "usc/22/2799aa-1", "pl/111-117", "eo/13637"),
    }
    assert ends(found, CITES, "cfr/22/126.1") == {"usc/22/2780"}


def rewritten(folder, *pairs):
    """The sample with other words."""
    told = PART.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in told
        told = told.replace(old, new)
    path = folder / PART.name
    path.write_text(told, encoding="utf-8")
    return path


def test_a_part_rests_on_the_laws_of_its_subparts_too(tmp_path):
    note = "<AUTH><HED>Authority:</HED><PSPACE>50 U.S.C. 1701.</PSPACE></AUTH>"
    subpart = f'<DIV6 N="A" TYPE="SUBPART"><HEAD>Subpart A</HEAD>{note}<DIV8'
    path = rewritten(tmp_path, ("<DIV8", "<!-- --><DIV8"), ("</DIV5>", "</DIV6></DIV5>"))
    path.write_text(path.read_text(encoding="utf-8").replace("<!-- --><DIV8", subpart, 1), encoding="utf-8")

    more = ends(said(path), IMPLEMENTS, "cfr/22/126") - ends(said(PART), IMPLEMENTS, "cfr/22/126")

    assert more == {"usc/50/1701"}


def test_a_section_without_a_history_of_its_own_has_that_of_its_part(tmp_path):
    path = rewritten(tmp_path, ("CITA", "EDNOTE"))

    told = text(said(path), "126.1")

    assert (told["credit"], told["enacted_on"], "amended_on" in told) == (
        "58 FR 39312, July 22, 1993, unless otherwise noted.",
        "1993-07-22",
        False,
    )


def test_both_dialects_say_the_same(tmp_path):
    assert {id: row.props for id, row in said(bulk(tmp_path)).rows.items()} == {
        id: row.props | ({"stands_in": "PART 126—A SAMPLE OF GENERAL POLICIES"} if row.node is TEXT else {})
        for id, row in said(PART).rows.items()
    }


def test_a_file_that_does_not_tell_its_day_is_refused(tmp_path):
    with pytest.raises(LoadRefused, match="of which day"):
        said(written(tmp_path, "title-22_part-126.xml"))


@pytest.mark.parametrize(("name", "whole"), [("bulk", True), ("part", False)])
def test_only_a_whole_title_may_remove_what_it_does_not_tell(tmp_path, name, whole):
    path = bulk(tmp_path) if name == "bulk" else PART

    assert (cfr.told(path), ecfr.piece(path)) == (cfr.Told("22", DAY, whole), not whole)


@given(st.lists(st.integers(1, 12), min_size=1, max_size=4))
def test_numbers_in_full_are_read_back(steps):
    numbers = [level[:step] for level, step in zip(LEVELS, steps, strict=False)]
    told = [number for level in numbers for number in level]
    expected = [(*(level[-1] for level in numbers[:depth]), number)
                for depth, level in enumerate(numbers) for number in level]  # fmt: skip

    if "i" not in numbers[0][1:]:
        assert list(paths([[number] for number in told])) == expected


@pytest.mark.parametrize(
    ("numbered", "told"),
    [
        (["h", "i", "j"], ["h", "i", "j"]),
        (["h", "1", "i", "ii"], ["h", "h1", "h1i", "h1ii"]),
        (["h", "1", "i", "j"], ["h", "h1", "i", "j"]),
        (["a", "d", "1"], ["a", "d", "d1"]),
        (["1", "i", "A", "B", "ii", "2", "3"], ["1", "1i", "1iA", "1iB", "1ii", "2", "3"]),
        (["a", "i", "A", "ii", "b", "c"], ["a", "ai", "aiA", "aii", "b", "c"]),
        (["i", "ii", "A", "iii"], ["i", "ii", "iiA", "iii"]),
        (["g", "h", "i", "1", "2", "j"], ["g", "h", "i", "i1", "i2", "j"]),
        (["1", "2", "3", "5"], ["1", "2", "3", "5"]),
    ],
)
def test_a_number_is_a_letter_or_a_numeral_as_its_neighbours_have_it(numbered, told):
    assert ["".join(path) for path in paths([[number] for number in numbered])] == told


def test_numbers_begin_anew_behind_a_paragraph_without_one():
    numbered = [["1"], ["i"], [], ["1"], ["2"], []]

    assert ["".join(path) for path in paths(numbered)] == ["1", "1i", "1i", "1", "2", "2"]


def test_numbers_are_read_from_the_start_alone():
    assert (labels("(d)(1) See (a)."), labels("See (a)."), labels("(see below)")) == (["d", "1"], [], [])
