"""Titles of the US Code in USLM, of both versions, become the words of sections, and what they cite and were."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from graph.prepare import prepare
from loaders import loaders
from loaders.citing import Move, moves
from loaders.gather import Gathered, gather
from loaders.run import Options, load
from loaders.sources import usc
from queries import LIBRARY
from queries.resolver import Index
from schema.authorities import CITES, MOVED_TO, TEXT
from schema.core import Rel
from schema.errors import LoadRefused

USC = loaders()["usc"]
TITLE = Path(__file__).parent / "data" / "law" / "usc22.xml"
OF_THE_HOUSE, OF_GPO = "http://xml.house.gov/schemas/uslm/1.0", "http://schemas.gpo.gov/xml/uslm"


@pytest.fixture
def store(graph):
    prepare(graph)
    return graph


def changed(folder: Path, *pairs: tuple[str, str]) -> Path:
    """The sample with other words."""
    text = TITLE.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path = folder / "usc22.xml"
    path.write_text(text, encoding="utf-8")
    return path


def said(path: Path) -> Gathered:
    """What the file says, before anything is written."""
    return gather(USC, usc.records([path]))


def texts(found: Gathered) -> dict[str, dict[str, Any]]:
    """The texts of the title by their numbers."""
    return {id.removeprefix("text/usc/22/"): row.props for id, row in found.rows.items() if row.node is TEXT}


def edges(found: Gathered, rel: Rel) -> list[tuple[Any, ...]]:
    """The relations of that type: start, end, and the day where there is one."""
    days = ((link.start, link.end, link.props.get("moved_on")) for link in found.links.values() if link.rel is rel)
    return sorted(tuple(filter(None, told)) for told in days)


def stored(graph):
    """The words of the texts that the graph has, by their numbers."""
    rows = graph.read("MATCH (t:Text)-[:TEXT_OF]->(:Statute) RETURN t.id AS id, t.words AS words")
    return {row["id"].removeprefix("text/usc/22/"): row["words"] for row in rows}


def numbers_by_lxml(path: Path) -> Counter[str]:
    """The numbers of the sections that stand in no note, read in another way than the loader does."""
    found: Counter[str] = Counter()
    tree: Any = etree.parse(path)
    for section in tree.xpath("//*[local-name()='section'][not(ancestor::*[local-name()='notes'])][@identifier]"):
        for address in section.get("identifier").replace("–", "-").split():
            first, _, last = address.rpartition("/s")[2].partition("...")
            found.update([first] if not last else map(str, range(int(first), int(last) + 1)))
    return found


def test_every_section_of_the_file_is_a_text_and_no_other(store):
    load(store, USC, TITLE)

    told = Counter(number.partition("#")[0] for number in stored(store))
    assert told == numbers_by_lxml(TITLE)


def test_words_are_kept_paragraph_by_paragraph_without_footnotes_and_notes():
    told = texts(said(TITLE))["2767"]
    assert told["words"].split("\n") == [
        "(a) Power of the sample",
        "The sample lets two friends share a project, as section 2350a(b) of title 10 does.",
        "(b) Words explained",
        "As used here—",
        "(1) a “project” is shared work that—",
        "(A) spreads the cost; or",
        "(B) spreads the gain;",
        "and is written down under Public Law 104–164.",
    ]
    assert told["paragraphs"] == '["(a)","(a)","(b)","(b)","(b)(1)","(b)(1)(A)","(b)(1)(B)","(b)(1)"]'


def test_a_section_tells_where_it_stands_and_how_it_came_about():
    told = texts(said(TITLE))["2767"]
    assert {name: told[name] for name in ("heading", "stands_in", "enacted_on", "amended_on")} == {
        "heading": "Joint projects of this sample",
        "stands_in": "title 22, chapter 39, subchapter II",
        "enacted_on": "1979-10-29",
        "amended_on": "1985-11-08",
    }
    assert told["credit"].startswith("(Pub. L. 90–629, ch. 2, § 27, as added Pub. L. 96–92")
    assert [note["topic"] for note in json.loads(told["remarks"])] == ["amendments", "effectiveDateOfAmendment"]


def test_a_dead_section_keeps_its_status():
    assert {number: row["status"] for number, row in texts(said(TITLE)).items() if "status" in row} == {
        "2768": "repealed",
        "2771": "reserved",
        "2772": "reserved",
        "2773": "reserved",
        "2774": "omitted",
        "2774a": "omitted",
        "2775": "renumbered",
        "2775a": "transferred",
    }


def test_what_a_section_refers_to_is_cited_and_named():
    found = said(TITLE)

    assert edges(found, CITES) == [
        ("usc/22/2767", "pl/104-164"),
        ("usc/22/2767", "usc/10/2350a"),
        ("usc/22/2768", "pl/104-106"),
    ]
    assert (found.rows["usc/10/2350a"].shared, found.rows["usc/10/2350a"].props["title"]) == (True, "10 U.S.C. 2350a")


def test_where_a_section_went_and_where_it_came_from_is_told():
    assert edges(said(TITLE), MOVED_TO) == [
        ("usc/22/127c", "usc/22/127d", "2008-01-28"),
        ("usc/22/127d", "usc/22/2799", "2016-12-23"),
        ("usc/22/2775", "usc/22/2776"),
        ("usc/22/2775a", "usc/10/345"),
    ]


@pytest.mark.parametrize(
    ("credit", "number", "told"),
    [
        (
            "(Pub. L. 87–195, pt. III, § 620J, formerly § 620G; renumbered § 620J, Pub. L. 1–1, Jan. 2, 2003.)",
            "2378a",
            [],
        ),
        ("(Added Pub. L. 1–1, Sept. 3, 1990, 1 Stat. 2, § 9.)", "9", []),
        (
            "(Added Pub. L. 1–1, Sept. 3, 1990, 1 Stat. 2, § 8; renumbered § 9, Pub. L. 2–2, May 4, 2001, 2 Stat. 3.)",
            "9",
            [Move("8", "9", "2001-05-04")],
        ),
        ("", "9", []),
    ],
)
def test_numbers_of_an_act_are_no_numbers_of_the_code(credit, number, told):
    assert list(moves(credit, number)) == told


def test_sections_are_found_by_their_act_and_its_chapter(store):
    load(store, USC, TITLE)
    index = Index.from_graph(lambda name, params: store.read(LIBRARY[name].text, params))

    assert {text: [(match.id, match.certain) for match in index.resolve(text)] for text in FOUND} == FOUND


FOUND = {
    "AECA Sec. 36(b)": [("usc/22/2776", True)],
    "section 27 of the Arms Export Control Act": [("usc/22/2767", True)],
    "AECA 40A": [("usc/22/2781", False), ("usc/22/2785", False)],
    "AECA ch. 3A § 40A": [("usc/22/2785", True)],
    "22 U.S.C. 2797b–1": [("usc/22/2797b-1", True)],
}


def test_both_versions_of_the_markup_say_the_same(tmp_path):
    made = "2026-03-26T12:24:25"
    created = (f"<dcterms:created>{made}</dcterms:created>", f"<processedDate>{made}</processedDate>")

    of_gpo = said(changed(tmp_path, (OF_THE_HOUSE, OF_GPO), created))

    assert (of_gpo.rows, of_gpo.links.keys()) == ((first := said(TITLE)).rows, first.links.keys())


def test_a_second_release_point_revises_what_changed_and_nothing_else(store, tmp_path):
    load(store, USC, TITLE)
    newer = changed(tmp_path, ("119-73", "119-100"), ("spreads the gain", "spreads the gain and the loss"))

    outcome = load(store, USC, newer)

    revised = store.read("MATCH (r:Revision) RETURN r.of AS of ORDER BY of")
    assert outcome.counts["changed"] == 2
    assert [row["of"] for row in revised] == ["edition/usc/22", "text/usc/22/2767"]
    assert store.read("MATCH (e:Edition) RETURN e.release AS release, e.title AS title") == [
        {"release": "119-100", "title": "US Code, title 22, release point 119-100"}
    ]


def test_loading_a_title_twice_changes_nothing(store):
    load(store, USC, TITLE)

    outcome = load(store, USC, TITLE)

    assert (outcome.run, outcome.counts["new"], outcome.counts["changed"], outcome.counts["pruned"]) == (None, 0, 0, 0)


def test_a_section_that_a_title_no_longer_has_is_gone_with_what_it_said(store, tmp_path):
    load(store, USC, TITLE)
    text = TITLE.read_text(encoding="utf-8")
    first, last = text.index('<section id="id20"'), text.index('<section id="id21"')
    shorter = tmp_path / "usc22.xml"
    shorter.write_text(text[:first] + text[last:], encoding="utf-8")

    before = stored(store)
    load(store, USC, shorter, Options(accept_deletions=True))

    assert before.keys() - stored(store).keys() == {"2785"}
    assert store.read("MATCH (n:Name)-[:NAMES]->({id: 'usc/22/2785'}) RETURN n.id") == []


def test_a_section_file_tells_its_section_and_removes_nothing(store, tmp_path):
    load(store, USC, TITLE)
    before = stored(store)
    text = TITLE.read_text(encoding="utf-8")
    first, last = text.index('<section id="id19"'), text.index('<section id="id20"')
    alone = tmp_path / "2781.xml"
    section = text[first:last].replace("<section ", f'<section xmlns="{OF_THE_HOUSE}" ', 1)
    alone.write_text(section.replace("Its words", "Its newer words"), encoding="utf-8")

    outcome = load(store, USC, alone)

    after = stored(store)
    assert (outcome.counts["pruned"], outcome.counts["new"]) == (0, 0)
    assert {number for number in after if after[number] != before.get(number)} == {"2781"}
    assert after["2781"] == "Its newer words."
    sourced = "MATCH (t:Text), (e:Edition) WHERE t.source = e.source RETURN count(t) AS texts"
    assert store.read(sourced) == [{"texts": len(before) - 1}]


def test_sections_of_an_appendix_are_left_out_and_counted():
    assert said(TITLE).left_out == {"stands in an appendix: it has no number in the Code": 1}


@pytest.mark.parametrize(
    ("head", "yes"),
    [
        (TITLE.read_bytes()[:2000], True),
        (TITLE.read_bytes()[:2000].replace(OF_THE_HOUSE.encode(), OF_GPO.encode()), True),
        (f'<section xmlns="{OF_THE_HOUSE}" identifier="/us/usc/t10/s2350d">'.encode(), True),
        (f'<statuteCompilation xmlns="{OF_GPO}"><ref href="/us/usc/t10/s1"/>'.encode(), False),
        (b'<uscDoc identifier="/us/usc/t22">', False),
        (b"id,title\n", False),
    ],
)
def test_a_file_of_the_code_is_known_by_its_first_bytes(head, yes):
    assert usc.recognizes(Path("any.xml"), head) is yes


ENTITY = '<!DOCTYPE uscDoc [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE uscDoc [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("doctype", [ENTITY, OUTSIDE], ids=["nested", "outside"])
def test_a_file_that_declares_entities_is_refused(tmp_path, doctype):
    path = changed(tmp_path, ("<uscDoc ", f"{doctype}<uscDoc "), ("Its words", "&a;"))

    with pytest.raises(LoadRefused, match="declares entities"):
        said(path)


def test_a_file_that_ends_too_early_is_refused_whole(store, tmp_path):
    path = tmp_path / "usc22.xml"
    path.write_bytes(TITLE.read_bytes()[:-200])

    with pytest.raises(LoadRefused, match="not XML"):
        load(store, USC, path)
    assert stored(store) == {}
