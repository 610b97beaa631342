"""How an answer reads: items and purposes by what they mean, and what would open a route by what is said most often."""

from datetime import date

from queries.coverage.evaluate import evaluate
from queries.coverage.request import Request
from schema.vocabulary import FundingKind, ItemCategory, PaymentForm, Purpose, TransferKind
from tests.answers import CASH, best
from tests.judging import FACTS, RULES

DAY = date(2026, 3, 1)


def routes(kind, item):
    request = Request(recipient="nation/JP", on=DAY, kinds=(kind,), items=(item,))
    return {route.grant: route for route in evaluate(request, FACTS, RULES).routes}


def test_a_word_stands_in_a_sentence_without_examples_and_citations():
    assert [word.brief for word in (ItemCategory.LOGISTIC_SUPPORT_SUPPLIES_SERVICES, FundingKind.FMFP)] == [
        "logistic support, supplies and services",
        "US military financing given to the recipient",
    ]


def test_an_item_is_called_by_what_it_is():
    route = routes(TransferKind.ACSA_TRANSFER, ItemCategory.ARMAMENT)["rule/acsa-transfer"]

    of_items = {fact.text for found in route.reasons for fact in found.because if "item" in fact.text}
    support = "logistic support, supplies and services or military equipment that is not a weapon"
    assert of_items == {f"The item (weapons and weapon systems) is not {support}"}


def test_what_would_open_a_sale_begins_with_what_is_said_most_often():
    route = routes(TransferKind.FMS_STOCK_SALE, ItemCategory.DEFENSE_ARTICLE)["rule/fms-stock"]

    said = {change.field: change.value for change in route.would_open[0] if change.field in ("purpose", "payment")}
    assert said == {"purpose": Purpose.LEGITIMATE_SELF_DEFENSE, "payment": PaymentForm.CASH}


def test_the_sentence_of_a_rule_stands_by_itself():
    leaning = (
        "So ",
        "Nor",
        "The same",
        "Such",
        "Of these",
        "Of that",
        "That bar",
        "It also",
        "In such",
        "Other programmes",
    )

    assert {name for name, rule in RULES.rules.items() if rule.plain.startswith(leaning)} == set()


def test_of_several_parties_the_one_is_told_of_whom_it_holds():
    route = best(CASH.but(via="nation/JO", onward="nation/IR"))

    told = [fact.text for found in route.reasons for fact in found.because]
    assert len(told) == len(set(told)) == 1
    assert told[0].startswith("Iran is on the list of")


def test_an_answer_tells_of_no_party_that_the_question_does_not_name():
    assert {found.field for found in best(CASH).presumed} == {None, "direction", "valueUsd"}
