"""Where an official file of the law is loaded, answers and citations show its words and name the edition."""

from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from api.opinion import opinion
from graph.client import Graph
from loaders import loaders
from loaders.run import load
from queries import LIBRARY
from queries.coverage import answer
from queries.coverage.request import Request
from queries.coverage.result import Coverage
from queries.resolver import Index, with_words
from queries.words import SHORT, Texts, shortened, text_of
from schema.dates import Instant
from schema.vocabulary import TransferKind
from tests.api_client import serving
from tests.conftest import load_facts

LAW = Path(__file__).parent / "data" / "law"
EDITION = "US Code, title 22, release point 119-73"
SHARED = "(a) Power of the sample\nThe sample lets two friends share a project, as section 2350a(b) of title 10 does."
JOINT = Request(recipient="nation/DE", kinds=(TransferKind.COOPERATIVE_PROJECT,), on=date(2026, 1, 15))


def reading(graph):
    return lambda name, params: graph.read(LIBRARY[name].text, params)


@dataclass(frozen=True)
class Law:
    """The bundled facts with a title of the Code loaded over them, and what was answered before that."""

    graph: Graph
    before: Coverage
    moment: str

    def answer(self, known_at=None):
        """The answer now, or from what was known at a moment."""
        return answer(reading(self.graph), replace(JOINT, known_at=known_at))


@pytest.fixture(scope="module")
def law(session_graph):
    load_facts(session_graph)
    before, moment = answer(reading(session_graph), JOINT), Instant.now()
    load(session_graph, loaders()["usc"], LAW / "usc22.xml")
    return Law(session_graph, before, moment)


def citations(told):
    found = (finding for route in told.routes for finding in (*route.findings, *route.needs, *route.gaps))
    return {finding.citation for finding in found} | {route.citation for route in told.routes}


def page(told):
    screen = Console(width=100, record=True, file=StringIO())
    screen.print(opinion(told, {}, ""))
    return " ".join(screen.export_text().split())


def test_an_answer_quotes_the_paragraph_that_a_rule_cites_once_its_text_is_loaded(law):
    quoted = {told.text: (told.words, told.edition) for told in citations(law.answer())}

    assert {(told.words, told.edition) for told in citations(law.before)} == {(None, None)}
    assert quoted["22 U.S.C. 2767(a)"] == (SHARED, EDITION)


def test_words_change_nothing_else_of_an_answer(law):
    after = law.answer()

    assert [(route.judgement, route.grant, route.agreement) for route in after.routes] == [
        (route.judgement, route.grant, route.agreement) for route in law.before.routes
    ]


def test_a_page_quotes_a_paragraph_once_with_its_edition(law):
    told = page(law.answer())

    assert told.count("“(a) Power of the sample The sample lets two friends share a project") == 1
    assert EDITION in told
    assert EDITION not in page(law.before)


def test_an_answer_from_earlier_knowledge_quotes_no_words_that_came_later(law):
    assert {told.words for told in citations(law.answer(law.moment))} == {None}
    assert citations(law.answer(Instant.now())) == citations(law.answer())


def test_a_citation_is_resolved_to_its_words(law):
    read = reading(law.graph)

    found = with_words(read, Index.from_graph(read).resolve("22 USC 2776(b)(1)"))

    assert [(match.id, match.paragraph, match.words, match.edition) for match in found] == [
        ("usc/22/2776", "(b)(1)", "(1) Before a letter of the sample goes out, somebody is told.", EDITION)
    ]


ASKED = """query($request: TransferRequest!) {
  resolve(name: "AECA 27(a)") { entity { id } paragraph words edition }
  coverage(request: $request) { routes { citation { text words edition } } }
}"""


def test_graphql_gives_the_words_of_answers_and_of_citations(engine, law):
    asked = {"recipient": "germany", "kinds": ["COOPERATIVE_PROJECT"], "on": "2026-01-15"}
    with serving(engine.settings) as client:
        told = client.data(ASKED, request=asked)

    cited = [route["citation"] for route in told["coverage"]["routes"]]
    assert told["resolve"] == [
        {"entity": {"id": "usc/22/2767"}, "paragraph": "(a)", "words": SHARED, "edition": EDITION}
    ]
    assert {"text": "22 U.S.C. 2767(a)", "words": SHARED, "edition": EDITION} in cited


@pytest.mark.parametrize(
    ("authority", "paragraph", "text", "path"),
    [
        ("usc/22/2776", "(b)(1)", "text/usc/22/2776", "(b)(1)"),
        ("usc/22/2370/a", "(1)", "text/usc/22/2370", "(a)(1)"),
        ("cfr/22/126.1", "(d)(2)", "text/cfr/22/126.1", "(d)(2)"),
        ("cfr/22/126", "126.3", "text/cfr/22/126.3", ""),
        ("pl/110-181/1032", "(a)", "text/pl/110-181/1032", "(a)"),
        ("eo/13637", "(1)(k)", "text/eo/13637", "(1)(k)"),
    ],
)
def test_a_citation_leads_to_a_text_and_a_paragraph_of_it(authority, paragraph, text, path):
    assert text_of(authority, paragraph) == (text, path)


ROW: dict[str, Any] = {
    "id": "text/usc/1/2",
    "words": "Opening\n(a) first\n(1) part\n(b) second",
    "paragraphs": '["","(a)","(a)(1)","(b)"]',
    "url": None,
    "edition": None,
}


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("", "Opening\n(a) first\n(1) part\n(b) second"),
        ("(a)", "(a) first\n(1) part"),
        ("(a)(1), (b)", "(1) part\n(b) second"),
        ("(c)", None),
        ("note", None),
    ],
)
def test_of_a_text_the_paragraphs_cited_are_quoted_with_their_parts(paragraph, words):
    told = Texts({ROW["id"]: ROW}).passage("usc/1/2", paragraph)

    assert (told.words if told else None) == words


def test_a_long_passage_is_cut_behind_a_word_and_says_so():
    told = shortened("word " * SHORT)

    assert len(told) <= SHORT + 4
    assert told.endswith("word […]")
