"""What would open a route, on rules of a line: which changes are offered, the cheapest first, and how they are told."""

from decimal import Decimal
from typing import Any

import pytest

from queries.coverage.request import Request
from schema.vocabulary import ItemCategory, ValueKind
from tests.answers import best
from tests.small_rules import ASKED, BAR, LIFT, route


def sets(when: str, *others: str, asked: Request = ASKED) -> list[list[tuple[Any, Any, str]]]:
    """The sets that would open the one route: of each change what it settles, the value, and the sentence."""
    found = route(when, *others, asked=asked).would_open
    return [[(each.field or each.statement, each.value, each.plain) for each in changes] for changes in found]


VIA = "The third party that supplies, repairs or contracts is"
SUPPLIES = ItemCategory.LOGISTIC_SUPPORT_SUPPLIES_SERVICES
LISTED = BAR % "{recipient: {is: [JP]}}"


@pytest.mark.parametrize(
    ("when", "field", "value", "plain"),
    [
        ("{says: said}", "said", "yes", "It is said"),
        ("{not: {says: said}}", "said", "no", "It is not said"),
        (
            "{approved: export-license}",
            None,
            None,
            "In hand: export licence or other approval of the Directorate of Defense Trade Controls",
        ),
        ("{item: [food]}", "items", "food", "The item is food and rations for troops"),
        ("{value: {of: contract, at_most: 10}}", "values", "contract=5", "The value of the contract is, say, $5"),
        ("{via: {is: [KR]}}", "via", "nation/KR", f"{VIA} South Korea"),
        ("{via: {is: [nspa]}}", "via", "org/nspa", f"{VIA} NATO Support and Procurement Agency"),
        ("{not: {via: {is: [KR]}}}", "via", None, f"{VIA} not South Korea"),
        ("{via: {class: [nato-member]}}", "via", None, f"{VIA} a member country of NATO"),
        ("{not: {via: {class: [nato-member]}}}", "via", None, f"{VIA} not a member country of NATO"),
    ],
)
def test_a_change_is_told_in_a_sentence_and_in_the_words_of_a_request(when, field, value, plain):
    assert sets(when) == [[(field, value, plain)]]


@pytest.mark.parametrize(
    ("when", "value"),
    [
        ("{value: {of: total, at_least: 10, at_most: 1000}}", "1000"),
        ("{value: {of: contract, at_least: 10, at_most: 1000}}", "contract=10"),
        ("{purpose: [antiterrorism, legitimate-self-defense]}", "legitimate-self-defense"),
        ("{purpose: [antiterrorism, disaster]}", "antiterrorism"),
        ("{item: [food, transportation]}", "transportation"),
        ("{item: [food, logistic-support-supplies-services]}", "logistic-support-supplies-services"),
    ],
)
def test_of_several_values_that_serve_the_usual_or_broadest_one_or_the_greatest_whole_is_offered(when, value):
    [[(_, found, _)]] = sets(when)

    assert found == value


@pytest.mark.parametrize(
    ("dear", "asked"),
    [
        ("{says: aa-presumed}", ASKED),
        ("{direction: to-us}", ASKED),
        ("{holder: {class: [nato-member]}}", ASKED),
        ("{item: [food]}", ASKED.but(items=(SUPPLIES,))),
    ],
)
def test_what_contradicts_what_was_said_or_presumed_or_names_no_one_comes_behind_what_does_not(dear, asked):
    first, *_ = sets(f"{{any: [{dear}, {{says: zz-said}}]}}", asked=asked)

    assert [field for field, _, _ in first] == ["zz-said"]


def test_an_item_that_nobody_named_may_be_named_before_more_is_said():
    assert [[field for field, _, _ in found] for found in sets("{any: [{item: [food]}, {says: zz-said}]}")] == [
        ["items"],
        ["zz-said"],
    ]


def test_one_item_may_be_a_narrower_one_and_of_several_none_is_offered_another():
    assert [
        [value for _, value, _ in found] for found in sets("{item: [food]}", asked=ASKED.but(items=(SUPPLIES,)))
    ] == [["food"]]
    assert sets("{item: [food]}", asked=ASKED.but(items=(SUPPLIES, ItemCategory.FOOD))) == []
    assert sets("{item: [food]}", asked=ASKED.but(items=(ItemCategory.BILLETING,))) == []


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ((LIFT % ("l", "bar", "c", "{says: said}"),), [["It is said (an exception, usc/22/2778(c))"]]),
        (
            (LIFT % ("l", "bar", "c", "{says: decided}"),),
            [["It is decided (an exception, usc/22/2778(c); an official decides)"]],
        ),
        (
            (LIFT % ("l", "bar", "c", "{says: said}"), LIFT % ("m", "l", "d", "{says: zz-said}")),
            [["It is said (an exception, usc/22/2778(c))"]],
        ),
        (
            (LIFT % ("l", "bar", "c", "{says: said}"), LIFT % ("m", "bar", "d", "{says: said}")),
            [["It is said"]],
        ),
    ],
)
def test_a_change_that_claims_one_exception_names_it_and_who_decides(others, told):
    found = sets("{direction: from-us}", LISTED, *others)

    assert [[plain for _, _, plain in each] for each in found] == told


def test_a_way_without_an_exception_comes_before_one_that_claims_it():
    bar = BAR % "{says: zz-said}"

    assert sets("{direction: from-us}", bar, LIFT % ("l", "bar", "c", "{says: said}")) == [
        [("zz-said", "no", "It is not told")],
        [("said", "yes", "It is said (an exception, usc/22/2778(c))")],
    ]


def test_a_licence_opens_by_the_ordinary_way_before_any_exception():
    asked = ASKED.but(
        recipient="nation/AU", items=(ItemCategory.USML_ITEM,), values={ValueKind.TOTAL: Decimal(300_000_000)}
    )

    licence = best(asked)

    assert [{each.statement or each.approval or each.value for each in changes} for changes in licence.would_open] == [
        {"within-treaty-community-and-scope", "contract=7000000"},
        {"contract=7000000", "export-license"},
        {"authorises-new-sales-territory", "within-treaty-community-and-scope", "congressional-notice-36c6"},
        {"within-treaty-community-and-scope", "congressional-certification-36c", "congressional-notice-36c6"},
        {"within-treaty-community-and-scope", "congressional-certification-36c", "export-license"},
        {"congressional-certification-36c", "congressional-notice-36c6", "export-license"},
    ]
