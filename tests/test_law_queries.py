"""What analysts ask of the law that is loaded: its words, what cites it, and what reads otherwise than before."""

from typing import Any

import pytest

from graph.client import Graph
from graph.prepare import prepare
from loaders import loaders
from loaders.run import Options, load
from queries import LIBRARY
from schema.dates import Instant
from tests.test_usc import TITLE, changed

USC = loaders()["usc"]


@pytest.fixture
def law(graph):
    prepare(graph)
    load(graph, USC, TITLE)
    return graph


def asked(graph: Graph, name: str, **params: Any) -> list[dict[str, Any]]:
    return graph.read(LIBRARY[name].text, LIBRARY[name].bind(params))


def test_a_paragraph_is_quoted_whole_with_what_is_below_it(law):
    rows = asked(law, "words-of-law", authority="usc/22/2767", paragraph="(b)(1)")

    assert [row["paragraph"] for row in rows] == ["(b)(1)", "(b)(1)(A)", "(b)(1)(B)", "(b)(1)"]
    assert rows[1]["words"].startswith("(A) ")
    assert {(row["text"], row["edition"]) for row in rows} == {
        ("text/usc/22/2767", "US Code, title 22, release point 119-73")
    }


def test_a_text_is_quoted_whole_where_no_paragraph_is_asked_for(law):
    rows = asked(law, "words-of-law", authority="usc/22/2767")

    told = law.read("MATCH (t:Text {id: 'text/usc/22/2767'}) RETURN t.words AS words")[0]["words"]
    assert "\n".join(row["words"] for row in rows) == told
    assert len(rows) == 8


def test_nothing_is_quoted_of_a_paragraph_that_is_not_there(law):
    assert asked(law, "words-of-law", authority="usc/22/2767", paragraph="(z)") == []
    assert asked(law, "words-of-law", authority="usc/22/2768") == []


def test_a_section_is_told_with_the_heading_of_what_cites_it(law):
    assert asked(law, "citing-texts", authority="usc/10/2350a") == [
        {
            "text": "usc/22/2767",
            "relation": "CITES",
            "citation": "22 U.S.C. 2767",
            "title": "Joint projects of this sample",
            "amended_on": "1985-11-08",
        }
    ]


def test_between_two_release_points_words_are_told_from_notes_and_what_is_gone_is_told(law, tmp_path):
    since = Instant.now()
    words, note = ("somebody is told.", "nobody is told."), ("A sample of what a dead", "Another sample of what a dead")
    gone = '<section id="id19" identifier="/us/usc/t22/s2781">'
    path = changed(tmp_path, words, note, (gone, gone.replace("2781", "2781x")))

    load(law, USC, path, Options(accept_deletions=True))

    rows = asked(law, "changed-law", since=since)
    assert [(row["text"], row["change"], row["of"], row["file"]) for row in rows] == [
        ("text/usc/22/2768", "changed", "notes, history or source", "usc22.xml"),
        ("text/usc/22/2776", "changed", "words", "usc22.xml"),
        ("text/usc/22/2781", "removed", "words", "usc22.xml"),
    ]
    assert asked(law, "changed-law", since=since, within="text/usc/10/") == []
