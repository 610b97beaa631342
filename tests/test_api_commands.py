"""The commands that ask, as somebody types them, on every engine."""

import io
import json
from datetime import date

import pytest

from accord import app
from api.ask import answered
from api.asking import Asked
from graph import console
from loaders import loaders
from loaders.run import load
from queries import LIBRARY
from schema.vocabulary import TransferKind
from tests.test_coverage_known import ORDERS


@pytest.fixture
def accord(engine, loaded, monkeypatch, capsys):
    """Runs a command: how it ended, what it printed, and what it complained of."""
    for name, value in engine.environment.items():
        monkeypatch.setenv(name, value)

    def run(*words):
        with pytest.raises(SystemExit) as ended:
            console.main(app, words)
        told = capsys.readouterr()
        return ended.value.code, told.out, told.err

    return run


class Overtaken:
    """A graph to which orders are loaded once while it is asked: as soon as facts were read."""

    def __init__(self, graph, path):
        self.graph, self.path, self.asked = graph, path, []

    def read(self, text, params):
        rows = self.graph.read(text, params)
        self.asked += [name for name in ("facts", "rules") if text == LIBRARY[name].text]
        if self.asked == ["facts"]:
            load(self.graph, loaders()["sheets"], self.path)
        return rows


def test_an_answer_is_read_anew_where_a_load_changes_the_data_under_it(loaded, tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, encoding="utf-8")
    graph = Overtaken(loaded, path)

    _, told = answered(Asked(recipient="japan", kinds=(TransferKind.ACSA_TRANSFER,), on=date(2026, 1, 15)), graph)

    assert [name for name in graph.asked if name == "facts"] == ["facts", "facts"]
    assert told.revision == answered(Asked(recipient="japan"), loaded)[1].revision


JAPAN = ("ask", "japan", "--kind", "acsa-transfer", "--item", "food", "--on", "2026-01-15")


def test_ask_tells_the_verdict_the_law_the_agreement_and_the_addresses(accord):
    code, out, err = accord(*JAPAN, "--pay", "cash")

    assert (code, err) == (0, "")
    for told in (
        "Japan, 15 January 2026",
        "OPEN: the transfer may be made as it is described.",
        "OPEN under 10 U.S.C. 2342",
        "(agreement/acsa-jp-2016)",
        "10 U.S.C. 2342(a)(1) [1]",
        "\n  [1] https://",
        "\n  Why\n",
        "\n  Presumed\n",
    ):
        assert told in out


def test_ask_tells_what_is_needed_and_what_would_open_it(accord):
    code, out, _ = accord(*JAPAN)

    assert code == 0
    assert "CONDITIONAL" in out
    assert "What is the form of payment?" in out
    assert "--pay: " in out
    assert "It would open if" in out


RETRANSFER = (
    "ask",
    "ukraine",
    "--kind",
    "third-party-transfer",
    "--item",
    "ammunition",
    "--on",
    "2026-01-15",
    "--holder",
    "DE",
)


def test_ask_tells_the_parties_by_the_names_that_it_took_them_for(accord):
    _, out, _ = accord(*RETRANSFER, "--onward", "PL", "--agreement", "agreement/acsa-jp-2016")

    assert out.splitlines()[3:6] == [
        "onward: Poland",
        "agreement: ACSA with Japan, 2016",
        "holder: Germany",
    ]


def test_ask_tells_that_not_all_is_needed_where_one_of_several_will_do(accord):
    _, some, _ = accord(*RETRANSFER)
    _, every, _ = accord(*JAPAN)

    assert ("Needed, not all of it" in some, "Needed, not all of it" in every) == (True, False)
    assert "--value: it must not be at least $50,000,000 (original-acquisition=…)" in some
    assert "\n    and: In hand: " in some


def test_no_line_of_a_page_ends_in_blanks_or_passes_its_width_but_addresses(accord):
    _, out, _ = accord(*JAPAN, "--explain")
    lines = [line for line in out.splitlines() if "://" not in line]

    assert [line for line in lines if line != line.rstrip() or len(line) > 100] == []


def test_ask_explains_every_route_with_its_proof(accord):
    _, short, _ = accord(*JAPAN)
    _, whole, _ = accord(*JAPAN, "--explain")

    assert "Proof" not in short
    assert whole.count("Proof") > 1


def test_ask_without_a_kind_tells_a_line_for_each(accord):
    code, out, _ = accord("ask", "JP", "--on", "2026-01-15")

    assert code == 0
    assert "acsa-transfer" in out
    assert "fms-stock-sale" in out
    assert "--kind" in out


def test_ask_prints_the_answer_of_graphql_for_a_program(accord):
    code, out, _ = accord(*JAPAN, "--pay", "cash", "--json")
    told = json.loads(out)

    assert code == 0
    assert told["verdict"] == "OPEN"
    assert told["routes"][0]["authority"]["id"] == "usc/10/2342"


def test_approvals_answers_and_sums_are_taken(accord):
    words = ("ask", "germany", "--kind", "fms-stock-sale", "--item", "usml-item", "--on", "2026-01-15", "--json")
    code, out, _ = accord(
        *words, "--given", "secstate-direction", "--given", "presidential-eligibility-determination=2020-01-01",
        "--say", "letter-of-offer-accepted=yes", "--value", "1,000,000", "--value", "mde=0",
    )  # fmt: skip
    needs = [need for route in json.loads(out)["routes"] for need in route["needs"]]

    assert code == 0
    assert not {need["approval"] for need in needs} & {"SECSTATE_DIRECTION", "PRESIDENTIAL_ELIGIBILITY_DETERMINATION"}
    assert "letter-of-offer-accepted" not in {need["statement"] for need in needs}


@pytest.mark.parametrize("flag", [(), ("--json",)])
def test_a_recipient_that_nobody_knows_is_refused(accord, flag):
    code, out, err = accord("ask", "Atlantis", *flag)

    assert code == 1
    assert "'Atlantis'" in (out + err)
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (("--kind", "acsa-transfr"), 2, "do: write one of acsa-transfer"),
        (("--kind", "food"), 2, "'food' is no transfer kind\n  do: write one of fms-stock-sale, "),
        (("--kind", "fms"), 2, "do: write one of fms-stock-sale, fms-procurement-sale, fms-construction-sale\n"),
        (("--item", "fod"), 2, "food"),
        (("--pay", "shells"), 2, "cash"),
        (("--say", "letter-of-offer-accepted"), 2, "do: write statement=yes"),
        (("--say", "letter-of-offer-accepted=perhaps"), 2, "yes, no, cannot-say"),
        (("--say", "no-such-statement=yes"), 1, "no-such-statement"),
        (("--on", "15 January"), 2, "is not a day"),
        (("--value", "much"), 2, "is no sum of money"),
        (("--value", "1,5"), 2, "is no sum of money"),
        (("--value", "profit=5"), 2, "total, mde"),
        (("--given", "a-nod"), 2, "do: write one of"),
        (("--known-at", "2026-01-15"), 2, "is not a moment"),
        (("--system", "program/f-35"), 1, "program/f-35-lightning-ii"),
        (("--nosuch",), 2, "--nosuch"),
    ],
)
def test_an_option_that_is_not_understood_is_refused_with_what_to_write(accord, words, code, complaint):
    ended, out, err = accord("ask", "japan", *words)

    assert (ended, out) == (code, "")
    assert complaint in err


def test_the_way_that_is_presumed_is_told_where_neither_way_nor_kind_is_said(accord):
    told = "direction: from the United States, as presumed"

    assert told in accord("ask", "japan")[1]
    assert told not in accord("ask", "japan", "--direction", "to-us")[1]


def test_resolve_tells_what_a_name_stands_for(accord):
    code, out, _ = accord("resolve", "Republic of Korea", "--json")

    assert code == 0
    assert [(match["id"], match["score"]) for match in json.loads(out)] == [("nation/KR", 1.0)]


def test_resolve_shows_candidates_as_a_table(accord):
    code, out, _ = accord("resolve", "Korea")

    assert code == 0
    assert {"nation/KR", "nation/KP"} <= set(out.split())


def test_resolve_refuses_a_name_of_nothing(accord):
    code, out, err = accord("resolve", "Xyzzyplugh")

    assert (code, out) == (1, "")
    assert "'Xyzzyplugh'" in err


def test_query_lists_the_questions_of_the_library_that_people_ask(accord):
    code, out, _ = accord("query", "--json")

    assert code == 0
    assert {row["name"] for row in json.loads(out)} == {query.name for query in LIBRARY.values() if not query.is_inner}


def test_query_asks_a_question_of_the_library(accord):
    code, out, _ = accord("query", "agreements-of-nation", "nation=nation/JP", "as_of=2026-01-15", "--json")

    assert code == 0
    assert "agreement/acsa-jp-2016" in {row["agreement"] for row in json.loads(out)}


def test_query_asks_in_graphql_with_variables(accord):
    code, out, _ = accord("query", "query($id: ID!) { nation(id: $id) { title } }", "id=nation/JP")

    assert (code, json.loads(out)) == (0, {"data": {"nation": {"title": "Japan"}}})


def test_query_reads_graphql_from_its_input(accord, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO('{ nation(id: "nation/JP") { iso3 } }'))
    code, out, _ = accord("query", "-")

    assert (code, json.loads(out)) == (0, {"data": {"nation": {"iso3": "JPN"}}})


def test_query_ends_refused_where_graphql_has_errors(accord):
    code, out, _ = accord("query", "{ nosuch }")

    assert code == 1
    assert json.loads(out)["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


@pytest.mark.parametrize(
    ("words", "code"), [(("nosuch",), 1), (("agreements-of-nation", "nation"), 2), (("agreements-of-nation", "x=1"), 1)]
)
def test_query_refuses_what_the_library_does_not_have(accord, words, code):
    ended, out, err = accord("query", *words)

    assert (ended, out) == (code, "")
    assert "do: " in err


def test_cypher_shows_rows_as_a_table_and_as_json(accord):
    words = ("cypher", "MATCH (n:Nation {id: $id}) RETURN n.id AS id, n.iso2 AS code", "id=nation/JP")
    code, table, _ = accord(*words)
    _, rows, _ = accord(*words, "--json")

    assert code == 0
    assert table.splitlines() == ["id         code", "nation/JP  JP", "1 row"]
    assert json.loads(rows) == [{"id": "nation/JP", "code": "JP"}]


def test_cypher_tells_of_a_label_or_type_that_no_graph_has_where_nothing_is_found(accord):
    code, out, err = accord("cypher", "MATCH (n:Natoin)-[:PARTI_TO]->(:Acsa {title: ': Lease'}) RETURN n")

    assert (code, out) == (0, "0 rows\n")
    assert err.splitlines() == [
        "there is no label and no type Natoin; perhaps Nation",
        "there is no label and no type PARTI_TO; perhaps PARTY_TO",
    ]


def test_cypher_reads_numbers_and_lists_as_json(accord):
    _, out, _ = accord("cypher", "RETURN $n + 1 AS n, size($l) AS l, $t AS t", "n=1", "l=[1,2]", "t=text", "--json")

    assert json.loads(out) == [{"n": 2, "l": 2, "t": "text"}]


@pytest.mark.parametrize("statement", ["CREATE (n:Nation {id: 'nation/ZZ'})", "MATCH (n) DETACH DELETE n", "MATCH (n"])
def test_cypher_refuses_to_write_and_what_it_does_not_understand(accord, loaded, statement):
    before = loaded.read("MATCH (n) RETURN count(n) AS n")
    code, out, err = accord("cypher", statement)

    assert (code, out) == (1, "")
    assert "do: " in err
    assert loaded.read("MATCH (n) RETURN count(n) AS n") == before


def test_history_is_told_of_a_thing_by_its_name(accord):
    assert accord("history", "iceland") == accord("history", "nation/IS")
    assert accord("history", "korea")[0] == 1


def test_a_question_is_asked_about_a_thing_by_its_name(accord):
    answers = [accord("query", "standing-of-nation", f"nation={name}", "--json") for name in ("nation/IS", "Iceland")]

    assert answers[0] == answers[1]
    assert answers[0][0] == 0
    assert "org/nato" in answers[0][1]


@pytest.mark.parametrize("name", ["nation/nowhere", "org/nato", "Congo"])
def test_a_question_about_what_is_no_such_thing_or_may_be_several_is_refused(accord, name):
    code, out, err = accord("query", "standing-of-nation", f"nation={name}")

    assert (code, out) == (1, "")
    assert name in err
