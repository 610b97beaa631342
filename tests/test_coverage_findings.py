"""What is told of a route: what bound it and what did not, what was presumed and why, and what is left."""

from copy import copy
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from queries.coverage.evaluate import evaluate
from queries.coverage.facts import Order
from queries.coverage.request import Answer
from schema.vocabulary import ApprovalKind, Direction, ItemCategory, Reply, TransferKind, ValueKind, Verdict
from tests import world_from_files as world
from tests.answers import CASH, FOOD, SALE
from tests.small_rules import ASKED, BAR, LIFT, route
from tests.test_coverage_properties import told

DUTY = "{id: duty, effect: requires, cite: usc/22/2778(c), plain: A duty., when: %s, then: %s}"
LIMIT = (
    "{id: limit, effect: limits, cite: usc/22/2778(d), plain: A limit., when: %s,"
    " limit: {of: duration, at_most: 12, unit: months}}"
)
OPEN = "{direction: from-us}"
JAPAN, KOREA = "{recipient: {is: [JP]}}", "{recipient: {is: [KR]}}"
FACTS = world.facts()
ORDERED = replace(FACTS, orders=(Order("agreement/acsa-jp-2016", Decimal(25_000_001), True, Direction.FROM_US),))
NOTIFIED = {ApprovalKind.CONGRESSIONAL_CERTIFICATION_36B: date(2026, 1, 29)}
ASKINGS = [
    (asked, facts)
    for base in (FOOD, CASH, SALE)
    for asked in (
        base,
        base.but(recipient="nation/KR"),
        base.but(recipient="nation/DE"),
        base.but(via="nation/KR"),
        base.but(via="nation/CN"),
        base.but(onward="nation/IR"),
        base.but(on=date(1999, 1, 1)),
        base.but(direction=Direction.TO_US),
        base.but(values={ValueKind.TOTAL: Decimal(70_000_000)}),
        base.but(values={ValueKind.TOTAL: Decimal(80_000_000)}),
        base.but(items=(ItemCategory.FOOD, ItemCategory.AMMUNITION)),
        base.but(given=frozenset(NOTIFIED), notices=NOTIFIED),
        base.but(answers=(Answer("within-the-agreement-scope", Reply.NO, source="a memorandum"),)),
        base.but(answers=(Answer("within-the-agreement-scope", Reply.YES),)),
    )
    for facts in (FACTS, ORDERED)
]


def unasked():
    """The bundled rules, as if nobody had asked yet."""
    rules = copy(world.rules())
    rules.__dict__.update(judged={}, anatomies={}, worded={})
    return rules


@pytest.mark.parametrize("turn", [1, -1])
def test_what_others_asked_before_changes_no_word_of_an_answer(turn):
    asked_much = unasked()

    for asked, facts in ASKINGS[::turn]:
        assert told(evaluate(asked, facts, asked_much)) == told(evaluate(asked, facts, unasked()))


def test_the_reasons_of_an_open_route_are_the_grant_and_what_bound_it_and_its_findings_are_all():
    found = route(OPEN, BAR % KOREA, DUTY % (JAPAN, JAPAN))

    assert found.verdict is Verdict.OPEN
    assert [each.rule for each in found.reasons] == ["rule/g", "rule/duty"]
    assert {(each.rule, each.plain) for each in found.findings} == {
        ("rule/g", "Covered, as presumed: It may be sold."),
        ("rule/duty", "Met: A duty."),
        ("rule/bar", "Does not apply: It is barred"),
    }


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (JAPAN, "Not known here whether this limit is kept, and not counted: A limit."),
        (KOREA, "Does not apply: A limit."),
    ],
)
def test_a_limit_on_what_nobody_measured_is_told_as_such_where_it_applies(when, said):
    found = route(OPEN, LIMIT % when, LIFT % ("l", "limit", "e", "{says: said}"))

    assert [each.plain for each in found.findings if each.rule == "rule/limit"] == [said]
    assert ("rule/limit" in {each.rule for each in found.reasons}) is (when == JAPAN)


def test_a_limit_on_what_was_measured_is_kept_or_not():
    plain = [
        {
            each.plain
            for each in route(OPEN, LIMIT % JAPAN, facts=replace(FACTS, measured={"duration": months})).findings
        }
        for months in (Decimal(12), Decimal(13))
    ]

    assert ["Within the limit: A limit." in plain[0], "Above the limit: A limit." in plain[1]] == [True, True]


@pytest.mark.parametrize(("ordered", "verdict"), [(80, Verdict.OPEN), (81, Verdict.CLOSED)])
def test_what_was_ordered_counts_on_a_route_without_an_agreement_too(ordered, verdict):
    cap = (
        "{id: cap, effect: limits, under: [g, usc/10/2341], cite: usc/22/2778(d), plain: A cap.,"
        " limit: {of: total, at_most: 100, unit: USD, per: fiscal-year}}"
    )
    facts = replace(FACTS, orders=(Order(None, Decimal(ordered), True, Direction.FROM_US),))

    assert route(OPEN, cap, asked=ASKED.but(values={ValueKind.TOTAL: Decimal(20)}), facts=facts).verdict is verdict


@pytest.mark.parametrize(("reply", "verdict"), [(Reply.YES, Verdict.OPEN), (Reply.NO, Verdict.CLOSED)])
def test_an_answer_that_may_be_about_an_agreement_counts_on_a_route_without_one(reply, verdict):
    assert route("{says: scoped}", asked=ASKED.but(answers=(Answer("scoped", reply),))).verdict is verdict


def test_an_exception_is_told_among_the_reasons_unless_it_is_that_of_another_country():
    lifts = (LIFT % ("korea", "bar", "d", KOREA), LIFT % ("said", "bar", "e", "{says: said}"))

    found = route(OPEN, BAR % JAPAN, *lifts)

    assert [each.rule for each in found.reasons] == ["rule/bar", "rule/said"]
    assert {"rule/korea", "rule/said"} <= {each.rule for each in found.findings}


@pytest.mark.parametrize(
    ("reply", "text"), [(Reply.YES, "It is said (told by a letter)"), (Reply.NO, "It is not said (told by a letter)")]
)
def test_a_fact_is_told_as_it_is_or_is_not_and_who_said_so(reply, text):
    found = route("{says: said}", asked=ASKED.but(answers=(Answer("said", reply, source="a letter"),)))

    assert text in {fact.text for each in found.findings for fact in each.because}


def test_a_presumption_is_told_with_its_basis():
    found = route("{all: [{direction: from-us}, {not: {says: aa-presumed}}]}")

    assert [each.plain for each in found.presumed] == [
        "Presumed: Support flows from the United States. Nobody said which way support flows.",
        "Presumed: It is not so. A reason.",
    ]


def test_that_a_law_is_not_collected_is_a_gap_of_a_kind_whose_rules_are_not_all_here():
    lacking = "Not known here: whether another law covers it: the rules of this kind of transfer are not all collected"
    asked = ASKED.but(kinds=(TransferKind.OVERSEAS_MAINTENANCE_CONTRACT,))

    found = route(KOREA, asked=asked, kind="overseas-maintenance-contract")

    assert (found.verdict, [each.plain for each in found.gaps]) == (Verdict.UNDETERMINED, [lacking])
    assert (route(KOREA).verdict, route(KOREA).gaps) == (Verdict.CLOSED, ())


def test_what_is_left_of_a_route_is_a_tree_of_its_clauses():
    said, other = ({"atom": f"says:{name}", "ground": "asker"} for name in ("said", "zz-said"))

    left = route("{any: [{says: said}, {says: zz-said}]}").residual
    barred = route(OPEN, BAR % "{says: said}", LIFT % ("l", "bar", "d", "{says: decided}")).residual

    assert left == {"all": [{"rule": "rule/g", "any": [said, other]}]}
    assert barred == {"all": [{"rule": "rule/bar", "not": said}]}
