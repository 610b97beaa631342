"""A request for coverage: what is read for it, what of it is refused, and the path of its answer."""

from datetime import date
from decimal import Decimal

import pytest

from queries import LIBRARY
from queries.coverage import answer
from queries.coverage.answer import parameters
from queries.coverage.request import Answer
from queries.coverage.rules import rule
from schema.errors import BadRequest, NotFound
from schema.vocabulary import Reply, ValueKind, Verdict
from tests import world_from_files as world
from tests.answers import CASH, FOOD, SALE, told


@pytest.mark.parametrize("system", ["ESSM", "nation/JP"])
def test_a_system_is_named_by_its_id(system):
    with pytest.raises(BadRequest, match="no id of a system or a program"):
        CASH.but(system=system)


def test_a_list_is_known_as_one_where_the_facts_tell_of_it():
    rules = world.rules()

    assert {name for name in (*world.lists(), "no-such-list") if not rules.is_list(name)} == {"no-such-list"}


def test_the_path_leads_from_the_recipient_over_the_agreement_and_the_law(loaded):
    route = answer(reading(loaded, []), CASH).routes[0]

    assert [node.split("/")[0] for node in route.path.nodes] == ["nation", "agreement", "usc", "source"]
    assert [edge.type for edge in route.path.edges] == ["PARTY_TO", "AUTHORIZED_BY", "STATED_IN"]
    assert route.path.nodes[:3] == ("nation/JP", "agreement/acsa-jp-2016", "usc/10/2342")
    joined = next(fact for found in route.reasons for fact in found.because if fact.entity == route.agreement)
    assert "supersedes agreement/acsa-jp-1996" in joined.text
    assert str(joined.source).startswith("source/")


def reading(graph, asked):
    def read(name, params):
        asked.append(name)
        return graph.read(LIBRARY[name].text, params)

    return read


def test_an_answer_takes_two_reads_and_one_where_the_rules_are_known(loaded):
    asked: list[str] = []

    first, second = answer(reading(loaded, asked), CASH), answer(reading(loaded, asked), FOOD)

    assert asked in (["facts", "rules", "facts"], ["facts", "facts"])
    assert (first.verdict, second.verdict) == (Verdict.OPEN, Verdict.CONDITIONAL)
    assert first.revision == second.revision != ""


@pytest.mark.parametrize("on", [date.min, date.max])
def test_the_first_and_the_last_day_of_the_calendar_have_an_answer(loaded, on):
    assert answer(reading(loaded, []), CASH.but(on=on)).on == on


def test_a_party_that_is_not_there_is_not_found(loaded):
    with pytest.raises(NotFound, match="nation/XX"):
        answer(reading(loaded, []), CASH.but(onward="nation/XX"))


def test_a_statement_that_does_not_exist_is_refused_with_the_nearest():
    with pytest.raises(BadRequest, match="passed-on-to-a-thirdparty") as refused:
        told(CASH.but(answers=(Answer("passed-on-to-a-thirdparty", Reply.NO),)))

    assert "passed-on-to-a-third-party" in refused.value.remedy


@pytest.mark.parametrize(
    "told_wrong",
    [
        {"recipient": "Japan"},
        {"recipient": "nation/US"},
        {"via": "japan"},
        {"agreement": "acsa-jp-2016"},
        {"values": {ValueKind.TOTAL: Decimal(-1)}},
        {"values": {ValueKind.TOTAL: Decimal("NaN")}},
        {"values": {ValueKind.TOTAL: Decimal(1), ValueKind.MDE: Decimal(2)}},
        {"answers": (Answer("is-aircraft", Reply.NO), Answer("is-aircraft", Reply.YES))},
    ],
)
def test_a_request_that_contradicts_itself_is_refused(told_wrong):
    with pytest.raises(BadRequest) as refused:
        CASH.but(**told_wrong)

    assert refused.value.remedy


def test_parameters_name_every_party_once_and_the_fiscal_year_of_the_day():
    asked = CASH.but(on=date(2026, 10, 1), via="nation/KR", holder="nation/JP")

    assert parameters(asked) == {
        "parties": ["nation/JP", "nation/KR"],
        "us": "nation/US",
        "year_from": "2026-10-01",
        "year_to": "2027-09-30",
        "shared": True,
    }
    assert parameters(SALE)["shared"] is False


@pytest.mark.parametrize(
    ("cite", "title", "shown"),
    [
        ("cfr/22/126#126.3", "22 CFR part 126", "22 CFR 126.3"),
        ("cfr/22/123#123.1(a)", "22 CFR part 123", "22 CFR 123.1(a)"),
        ("usc/22/2776(b)(1)", "22 U.S.C. 2776", "22 U.S.C. 2776(b)(1)"),
        ("usc/22/2767", "22 U.S.C. 2767", "22 U.S.C. 2767"),
    ],
)
def test_a_rule_cites_its_paragraph_and_of_a_part_its_section(cite, title, shown):
    written = {"id": "r", "effect": "shows", "kinds": ["imet"], "cite": cite, "plain": "P.", "confidence": "documented"}

    assert rule({**written, "title": title}).citation.text == shown
