"""What is counted: sums against ceilings, what was ordered in the year, and the days since a notice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from queries.coverage.answer import facts_of
from queries.coverage.facts import Order
from queries.coverage.orders import fits
from queries.coverage.request import Request
from queries.coverage.rules import rule
from queries.coverage.truth import YES
from schema.vocabulary import (
    ApprovalKind,
    Direction,
    ItemCategory,
    Operation,
    PaymentForm,
    TransferKind,
    Truth,
    ValueKind,
    Verdict,
    Wording,
)
from tests import world_from_files as world
from tests.answers import CASH, SALE, best, fields


def test_a_sum_that_nobody_said_is_taken_to_keep_to_the_ceiling_and_said_so():
    route = best(CASH)

    assert ("rule/acsa-cap-credit-non-nato", "valueUsd") in fields(route.presumed, "rule", "field")
    below = CASH.but(values={ValueKind.TOTAL: Decimal(75_000_000)})
    assert ("rule/acsa-cap-credit-non-nato", "valueUsd") not in fields(best(below).presumed, "rule", "field")
    assert best(CASH.but(values={ValueKind.TOTAL: Decimal("75000000.01")})).verdict is Verdict.CLOSED


def orders(*told):
    return replace(world.facts(), orders=tuple(Order("agreement/acsa-jp-2016", *order) for order in told))


def test_what_was_ordered_in_the_year_counts_toward_its_ceiling():
    parts = CASH.but(values={ValueKind.TOTAL: Decimal(50_000_000)}, operation=Operation.PEACETIME)

    assert best(parts, orders((Decimal(25_000_000), True, Direction.FROM_US))).verdict is Verdict.OPEN
    assert best(parts, orders((Decimal(25_000_001), True, Direction.FROM_US))).verdict is Verdict.CLOSED
    assert best(parts, orders((Decimal(25_000_001), True, Direction.TO_US))).verdict is Verdict.OPEN
    assert best(parts, orders((Decimal(25_000_001), False, Direction.FROM_US))).verdict is Verdict.UNDETERMINED
    assert best(parts, orders((Decimal(25_000_001), True, None))).verdict is Verdict.UNDETERMINED


def test_an_order_of_which_the_value_is_not_known_leaves_open_what_is_left_of_a_ceiling():
    parts = CASH.but(values={ValueKind.TOTAL: Decimal(50_000_000)}, operation=Operation.PEACETIME)

    assert best(parts, orders((Decimal(0), True, Direction.FROM_US, True))).verdict is Verdict.UNDETERMINED
    assert best(parts, orders((Decimal(25_000_001), True, Direction.FROM_US, True))).verdict is Verdict.CLOSED
    assert best(parts, orders((Decimal(0), True, Direction.TO_US, True))).verdict is Verdict.OPEN


def test_orders_of_others_may_use_up_a_ceiling_that_all_share_and_no_other():
    asked = CASH.but(operation=Operation.PEACETIME)
    shared = asked.but(recipient="nation/CZ", values={ValueKind.TOTAL: Decimal(50_000_000)})
    own = asked.but(values={ValueKind.TOTAL: Decimal(50_000_000)})

    def verdict(request, millions, unvalued=False):
        others = Order(None, Decimal(millions * 1_000_000), False, Direction.FROM_US, unvalued, True)
        return best(request, replace(world.facts(), orders=(others,))).verdict

    assert [verdict(shared, millions) for millions in (100, 101)] == [Verdict.OPEN, Verdict.UNDETERMINED]
    assert verdict(shared, 0, unvalued=True) is Verdict.UNDETERMINED
    assert [verdict(own, millions) for millions in (100, 101)] == [Verdict.OPEN, Verdict.OPEN]


def test_only_the_orders_of_the_recipient_count_and_not_those_of_others_whom_the_request_names():
    told = {"agreement": "agreement/acsa", "buyer": "nation/JP", "surely": True, "usd": 5.0, "unvalued": 0}
    party = {"title": "", "classes": (), "source": None, "confidence": "documented"}
    rows = [
        {"version": 1, "changed_at": None, "party": id, "what": what, "fact": fact}
        for id in ("nation/JP", "nation/KR")
        for what, fact in (("party", party | {"id": id}), ("orders", told))
    ]

    found = facts_of(rows, CASH.but(via="nation/KR")).orders

    assert found == (Order("agreement/acsa", Decimal("5.0"), True, Direction.FROM_US),)


def test_a_quantity_that_no_request_names_is_shown_and_not_counted():
    settle = next(found for found in best(CASH).reasons if found.rule == "rule/acsa-settle-cash")

    assert (settle.outcome, settle.wording) == (Truth.UNKNOWN, Wording.NOT_KNOWN)


@pytest.mark.parametrize(
    ("noticed", "outcome"),
    [(date(2026, 1, 29), Truth.TRUE), (date(2026, 1, 30), Truth.FALSE), (date(2026, 3, 2), Truth.UNKNOWN)],
)
def test_a_notice_counts_once_the_days_in_which_congress_may_object_are_over(noticed, outcome):
    asked = SALE.but(notices={ApprovalKind.CONGRESSIONAL_CERTIFICATION_36B: noticed})

    found = [found for found in best(asked).findings if found.rule == "rule/cn-36b-articles"]

    if outcome is Truth.TRUE:
        assert found == []
        assert best(asked).verdict is Verdict.CONDITIONAL
    elif outcome is Truth.FALSE:
        assert (best(asked).verdict, found[0].outcome) == (Verdict.CLOSED, Truth.FALSE)
    else:
        assert best(asked).verdict is Verdict.CLOSED


def test_a_notice_without_a_day_is_taken_to_have_waited_and_said_so():
    given = SALE.but(given=frozenset({ApprovalKind.CONGRESSIONAL_CERTIFICATION_36B}))

    assert ("notices", Wording.PRESUMED) in fields(best(given).presumed, "field", "wording")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({ValueKind.MDE: 60}, set()),
        ({ValueKind.MDE: 20}, {"valueUsd"}),
        ({ValueKind.TOTAL: 20}, {"mdeValueUsd"}),
        ({ValueKind.TOTAL: 13}, set()),
    ],
)
def test_a_whole_is_no_less_than_its_part_so_neither_is_asked_for_where_the_other_tells(said, asked):
    sale = SALE.but(
        recipient="nation/CH",
        items=(ItemCategory.MAJOR_DEFENSE_EQUIPMENT,),
        values={kind: Decimal(millions * 1_000_000) for kind, millions in said.items()},
    )

    assert {found.field for found in best(sale).needs if found.rule.startswith("rule/cn-36b")} - {None} == asked


@pytest.mark.parametrize("said", ["no", "Yes", True])
def test_a_limit_that_is_one_for_all_together_says_so_in_that_word_alone(said):
    limit = {"of": "total", "at_most": 5, "unit": "USD", "per": "fiscal-year"}
    row = {"id": "l", "effect": "limits", "kinds": ["fms-sale"], "cite": "usc/10/2347", "confidence": "documented"}

    together, unread = (
        rule({**row, "plain": "A limit.", "limit": limit | {"together": told}}) for told in ("yes", said)
    )

    assert together.limit is not None
    assert (together.limit.together, unread.limit) == (True, None)


@pytest.mark.parametrize(
    ("millions", "items", "verdict"),
    [
        (10, (ItemCategory.FOOD,), Verdict.OPEN),
        (11, (ItemCategory.FOOD,), Verdict.UNDETERMINED),
        (11, (ItemCategory.BILLETING,), Verdict.OPEN),
        (51, (ItemCategory.FOOD,), Verdict.CLOSED),
    ],
)
def test_what_was_ordered_before_may_have_been_supplies_and_may_not_have_been(millions, items, verdict):
    bought = Request(
        recipient="nation/JP",
        on=date(2026, 3, 1),
        kinds=(TransferKind.ACSA_ACQUISITION,),
        items=items,
        payment=PaymentForm.CASH,
        operation=Operation.PEACETIME,
        values={ValueKind.TOTAL: Decimal(10_000_000)},
        direction=Direction.TO_US,
    )

    assert best(bought, orders((Decimal(millions * 1_000_000), True, Direction.TO_US))).verdict is verdict


def test_an_order_counts_toward_no_ceiling_but_that_of_cross_servicing():
    of_drawdown, flow = world.rules().rules["drawdown-cap-1979"], Direction.FROM_US
    assert of_drawdown.limit is not None

    ordered = orders((Decimal(10_000_001), True, flow)).orders

    assert fits(of_drawdown, of_drawdown.limit, Decimal(1), ordered, flow) == YES
