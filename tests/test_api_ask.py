"""`accord ask`, as somebody types it, on every engine."""

import json
from datetime import date

import pytest

from api.ask import answered
from api.asking import Asked
from loaders import loaders
from loaders.run import load
from queries import LIBRARY
from schema.vocabulary import TransferKind
from tests.test_coverage_known import ORDERS


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
