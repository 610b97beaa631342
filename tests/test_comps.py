"""Compilations of acts become the words of their sections, joined to the Code where they print it and nowhere else."""

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from graph.prepare import prepare
from loaders import loaders, uslm
from loaders.gather import Gathered, gather
from loaders.recognize import recognized
from loaders.run import load
from loaders.sources import comps
from queries import LIBRARY
from queries.resolver import Index, with_words
from schema.authorities import CITES, CLASSIFIED_TO, TEXT
from schema.core import Rel
from schema.entity import NAMES
from schema.errors import LoadRefused

COMPS = loaders()["comps"]
ACT = Path(__file__).parent / "data" / "law" / "COMPS-90-629.xml"
CODE = ACT.parent / "usc22.xml"
THROUGH = "Arms Export Control Act, as amended through Pub. L. 119-73"


def said(path: Path) -> Gathered:
    return gather(COMPS, comps.records([path]))


def changed(folder: Path, *pairs: tuple[str, str]) -> Path:
    """The sample with other words."""
    text = ACT.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path = folder / ACT.name
    path.write_text(text, encoding="utf-8")
    return path


def links(found: Gathered, rel: Rel) -> set[tuple[Any, ...]]:
    told = ((link.start, link.end, link.props.get("paragraph")) for link in found.links.values() if link.rel is rel)
    return {tuple(filter(None, each)) for each in told}


def numbers_by_lxml(path: Path) -> set[str]:
    """The numbers of the sections that are quoted nowhere, read in another way than the loader does."""
    tree: Any = etree.parse(path)
    sections = tree.xpath("//*[local-name()='section'][@identifier][not(ancestor::*[local-name()='quotedContent'])]")
    return {section.get("identifier").rpartition("/s")[2] for section in sections}


def test_every_numbered_section_of_the_act_is_in_the_graph_once(graph):
    prepare(graph)
    counts = [load(graph, COMPS, ACT).counts["new"] for _ in range(2)]

    rows = graph.read("MATCH (t:Text)-[:TEXT_OF]->(act:Statute) RETURN t.id AS text, act.id AS act ORDER BY text")
    assert counts[1] == 0
    assert {row["act"].removeprefix("pl/90-629/") for row in rows} == numbers_by_lxml(ACT)
    assert [row["text"].removeprefix("text/pl/90-629/") for row in rows] == ["36", "40A#ch3", "40A#ch3A", "41", "42"]


def test_a_section_stands_in_the_code_where_its_file_prints_it_and_nowhere_else():
    assert links(said(ACT), CLASSIFIED_TO) == {
        ("pl/90-629/36", "usc/22/2776"),
        ("pl/90-629/36", "usc/22/2776a", "(b)"),
        ("pl/90-629/40A", "usc/22/2781"),
        ("pl/90-629/40A", "usc/22/2785/note"),
        ("pl/90-629/42", "usc/22/2791"),
    }


def test_a_number_in_brackets_is_no_section_where_the_file_does_not_say_of_which_title(tmp_path):
    silent = changed(tmp_path, (" are to 22 U.S.C.]", " are to the Code.]"))

    assert links(said(silent), CLASSIFIED_TO) == {
        ("pl/90-629/36", "usc/22/2776a", "(b)"),
        ("pl/90-629/40A", "usc/22/2781"),
    }


@pytest.mark.parametrize("printed", ["[References in brackets [ ] are to title 22, United States Code]"])
def test_the_title_of_the_numbers_in_brackets_may_be_spelled_out(tmp_path, printed):
    spelled = changed(
        tmp_path, ("[References in <editorialNote><b>[</b>brackets<b>]</b></editorialNote> are to 22 U.S.C.]", printed)
    )

    assert links(said(spelled), CLASSIFIED_TO) == links(said(ACT), CLASSIFIED_TO)


def test_words_are_kept_by_paragraph_without_footnotes_and_places_in_the_code():
    told = said(ACT).rows["text/pl/90-629/36"].props

    assert (str(told["words"]).split("\n"), told["paragraphs"]) == (
        [
            "(a) Whoever sells writes down—",
            "(1) to whom; and",
            "(2) for how much.",
            "(b) This part stands elsewhere, as 10 U.S.C. 2350a does.",
        ],
        '["(a)","(a)(1)","(a)(2)","(b)"]',
    )
    assert (told["title"], told["stands_in"]) == (
        "Arms Export Control Act, section 36. Reports of the sample",
        "chapter 3",
    )


def test_what_is_cited_is_what_the_words_refer_to():
    assert links(said(ACT), CITES) == {("pl/90-629/36", "usc/10/2350a")}


def test_what_the_words_of_an_act_cite_is_cited_though_no_file_marks_it(tmp_path):
    words = (
        "See section 36(b) or 40A of this Act, section 99 of this Act, and section 8677 of title 10, United States Code"
    )
    put_elsewhere = "; strike “section 41 of this Act” and “Public Law 96–8”."
    told = changed(tmp_path, ("No place in the Code is printed here.", words + put_elsewhere))

    found = links(said(told), CITES) - links(said(ACT), CITES)

    assert found == {("pl/90-629/41", to) for to in ("pl/90-629/36", "pl/90-629/40A", "usc/10/8677", "pl/96-8")}


def test_a_dead_section_says_so_and_one_without_a_number_is_left_out():
    found = said(ACT)

    assert {
        row.id: row.props["status"] for row in found.rows.values() if row.node is TEXT and "status" in row.props
    } == {"text/pl/90-629/42": "repealed"}
    assert found.left_out == {"has no number in the act": 1}


def test_the_name_by_the_act_leads_to_the_code_where_the_whole_section_stands_in_one_place():
    found = said(ACT)

    assert {(str(found.rows[start].props["title"]), end) for start, end in links(found, NAMES)} == {
        ("Arms Export Control Act, section 36", "usc/22/2776"),
        ("Arms Export Control Act, chapter 3, section 40A", "usc/22/2781"),
        ("Arms Export Control Act, chapter 3A, section 40A", "pl/90-629/40A"),
        ("Arms Export Control Act, section 41", "pl/90-629/41"),
        ("Arms Export Control Act, section 42", "usc/22/2791"),
    }


def test_the_words_of_a_section_are_found_by_each_of_its_citations(graph):
    prepare(graph)
    load(graph, COMPS, ACT)

    found = ("AECA Sec. 36(a)(2)", "22 U.S.C. 2776(a)(2)", "Pub. L. 90-629, section 36(a)(2)", "AECA 41", "AECA 40A")
    told = {text: [(each.words, each.edition) for each in matches(graph, text)] for text in found}

    assert told == {text: [("(2) for how much.", THROUGH)] for text in found[:3]} | {
        "AECA 41": [("No place in the Code is printed here.", THROUGH)],
        "AECA 40A": [],
    }


def test_the_words_of_the_code_come_before_those_of_the_act(graph):
    prepare(graph)
    load(graph, COMPS, ACT)
    load(graph, loaders()["usc"], CODE)

    (match,) = matches(graph, "22 U.S.C. 2776")
    assert match.edition == "US Code, title 22, release point 119-73"


def matches(graph, text):
    def read(name, params):
        return graph.read(LIBRARY[name].text, params)

    return [match for match in with_words(read, Index.from_graph(read).resolve(text)) if match.words or match.certain]


def test_the_file_is_recognised_and_is_no_title_of_the_code():
    assert (recognized(ACT), recognized(CODE), comps.part(ACT)) == ((COMPS,), (loaders()["usc"],), "90-629")


def test_a_file_of_no_public_law_is_refused(tmp_path):
    with pytest.raises(LoadRefused, match="of which public law"):
        said(changed(tmp_path, ("/us/sComp/90/629/", "/us/sComp/")))


def test_a_section_of_another_act_is_refused(tmp_path):
    found = said(changed(tmp_path, ("/us/sComp/90/629/ch3A/s41", "/us/sComp/87/195/s41")))

    assert [error.value for error in found.refused] == ["/us/sComp/87/195/s41"]
    assert uslm.SPACES[1] in ACT.read_bytes()
