"""What a coverage answer says, on the bundled facts: the verdict, its reasons and needs, under which agreement."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from queries.coverage.evaluate import evaluate
from queries.coverage.request import Answer, Request
from schema.vocabulary import (
    AgreementStatus,
    ApprovalKind,
    ClosedBecause,
    Confidence,
    Cost,
    Direction,
    Effect,
    ItemCategory,
    PaymentForm,
    Reply,
    TransferKind,
    Truth,
    ValueKind,
    Verdict,
    Wording,
)
from tests import world_from_files as world
from tests.answers import CASH, FOOD, SALE, best, fields, told


def test_food_for_japan_waits_for_the_form_of_payment():
    route = best(FOOD)

    assert (route.verdict, route.grant, route.authority, route.agreement) == (
        Verdict.CONDITIONAL,
        "rule/acsa-transfer",
        "usc/10/2342",
        "agreement/acsa-jp-2016",
    )
    assert fields(route.needs, "rule", "wording", "outcome", "field", "question") == {
        ("rule/acsa-payment-methods", Wording.NOT_KNOWN, Truth.UNKNOWN, "payment", "What is the form of payment?")
    }
    assert route.gaps == ()
    assert fields(route.reasons, "rule", "outcome") == {("rule/acsa-payment-methods", Truth.UNKNOWN)}
    assert route.residual == {
        "all": [
            {
                "rule": "rule/acsa-payment-methods",
                "atom": "payment:cash,replacement-in-kind,equal-value-exchange",
                "ground": "asker",
            }
        ]
    }


def test_food_for_japan_against_cash_is_open_under_the_agreement_that_superseded_the_earlier_one():
    route = best(CASH)

    assert (route.verdict, route.agreement, route.needs, route.gaps) == (
        Verdict.OPEN,
        "agreement/acsa-jp-2016",
        (),
        (),
    )
    assert route.residual is True
    assert route.would_open == ()
    assert {found.rule for found in route.reasons if found.effect is Effect.GRANTS} == {"rule/acsa-transfer"}
    assert route.reasons[0].citation.text.endswith("2342(a)(1)")
    assert str(route.reasons[0].citation.url).startswith("https://uscode.house.gov/")


def test_one_route_is_one_grant_with_one_agreement_and_an_ended_one_gives_none():
    assert {(route.grant, route.agreement) for route in told(CASH).routes} == {
        ("rule/acsa-transfer", "agreement/acsa-jp-2016"),
        ("rule/acsa-protective-loan", "agreement/acsa-jp-2016"),
    }


def test_an_exchange_with_material_under_the_atomic_energy_act_is_closed_for_that_item():
    items = (ItemCategory.FOOD, ItemCategory.ATOMIC_ENERGY_ACT_MATERIAL)

    answered = told(FOOD.but(payment=PaymentForm.EQUAL_VALUE_EXCHANGE, items=items))
    route = next(route for route in answered.routes if route.grant == "rule/acsa-transfer")

    assert answered.verdict is Verdict.CLOSED
    assert ("rule/acsa-exchange-exclusions", Truth.FALSE, ItemCategory.ATOMIC_ENERGY_ACT_MATERIAL) in fields(
        route.reasons, "rule", "outcome", "item"
    )
    assert {found.item for found in route.reasons} == {ItemCategory.ATOMIC_ENERGY_ACT_MATERIAL}


def test_where_no_agreement_is_on_record_a_transfer_is_undetermined_for_that_reason():
    route = best(CASH.but(recipient="nation/CH"))

    assert (route.verdict, route.agreement) == (Verdict.UNDETERMINED, None)
    assert [found.plain.partition(" (")[0] for found in route.gaps] == [
        "Not known here: no agreement of Switzerland with the US is on record"
    ]


def test_what_is_acquired_without_an_agreement_is_judged_on_its_own():
    buying = CASH.but(
        recipient="nation/CH",
        kinds=(TransferKind.ACSA_ACQUISITION,),
        given=frozenset({ApprovalKind.US_COMMANDER_FAIR_PRICE_DETERMINATION}),
        answers=(
            Answer("for-us-forces-deployed-abroad", Reply.YES),
            Answer("counterparty-has-a-tie-with-us-forces", Reply.YES),
        ),
    )

    verdicts = {route.grant: route.verdict for route in told(buying).routes}

    assert verdicts == {
        "rule/acsa-acq-non-nato": Verdict.OPEN,
        "rule/acsa-acq-nato": Verdict.CLOSED,
        "rule/acsa-receive": Verdict.UNDETERMINED,
    }


def ended(facts, party):
    pacts = tuple(replace(pact, status=AgreementStatus.EXPIRED) for pact in facts.party(party).pacts)
    return replace(facts, parties={**facts.parties, party: replace(facts.party(party), pacts=pacts)})


def test_where_the_agreement_has_ended_a_transfer_is_closed():
    late = CASH.but(on=date(2026, 11, 22))

    route = best(late, ended(world.facts(), "nation/JP"))

    assert (route.verdict, route.closed_because, route.waiver_only) == (
        Verdict.CLOSED,
        ClosedBecause.NOT_COVERED,
        False,
    )


def test_an_export_to_china_is_closed_by_the_proscribed_list_with_its_citation():
    asked = Request(
        recipient="nation/CN",
        on=date(2026, 1, 15),
        kinds=(TransferKind.EXPORT_LICENSE,),
        items=(ItemCategory.USML_ITEM,),
        direction=Direction.FROM_US,
        given=frozenset({ApprovalKind.EXPORT_LICENSE}),
    )

    route = best(asked)
    bar = next(found for found in route.reasons if found.rule == "rule/itar-126-1-d1")

    assert (route.verdict, route.closed_because, route.waiver_only) == (Verdict.CLOSED, ClosedBecause.BARRED, True)
    assert (bar.citation.authority, bar.citation.paragraph, bar.outcome) == ("cfr/22/126.1", "(d)(1)", Truth.FALSE)
    assert [(fact.edge.type, fact.edge.start, fact.edge.end, fact.confidence) for fact in bar.because if fact.edge] == [
        ("DESIGNATED_AS", "nation/CN", "designation/itar_126_1_d1", Confidence.GENERAL_KNOWLEDGE)
    ]
    assert {change.cost for changes in route.would_open for change in changes} >= {Cost.WAIVE}


def test_what_would_open_a_route_names_the_exception_to_be_claimed_and_no_duty_as_one():
    asked = Request(
        recipient="nation/CY",
        on=date(2026, 11, 23),
        kinds=(TransferKind.EXPORT_LICENSE,),
        items=(ItemCategory.SPARE_PART_OR_COMPONENT,),
        direction=Direction.FROM_US,
        values={ValueKind.CONTRACT: Decimal(100_000)},
        given=frozenset({ApprovalKind.EXPORT_LICENSE}),
    )

    assert {change.plain for changes in best(asked).would_open for change in changes} == {
        f"{said} (an exception, cfr/22/126.1(r))"
        for said in (
            "The end user is a civilian",
            "It is solely for a mission that the paragraph names",
            "The policy of denial for Cyprus is suspended on the day",
        )
    }
    assert not any("exception" in change.plain for changes in best(FOOD).would_open for change in changes)


def test_the_reasons_of_a_closed_route_leave_out_the_exceptions_of_other_countries():
    route = best(Request(recipient="nation/ET", on=date(2026, 11, 23), kinds=(TransferKind.FMS_PROCUREMENT_SALE,)))

    assert {found.rule for found in route.reasons} == {
        "rule/itar-126-1-d2-government",
        "rule/itar-126-1-n",
        "rule/itar-126-3-exception",
    }
    assert "rule/itar-126-1-f" in {found.rule for found in route.findings}


@pytest.mark.parametrize(
    ("on", "grant"),
    [(date(2023, 4, 3), "rule/acsa-acq-non-nato"), (date(2023, 4, 4), "rule/acsa-acq-nato")],
)
def test_finland_changes_the_route_on_the_day_it_joins_nato(on, grant):
    buying = Request(
        recipient="nation/FI",
        on=on,
        kinds=(TransferKind.ACSA_ACQUISITION,),
        items=(ItemCategory.FOOD,),
        payment=PaymentForm.CASH,
        given=frozenset({ApprovalKind.US_COMMANDER_FAIR_PRICE_DETERMINATION}),
        answers=(
            Answer("for-us-forces-deployed-abroad", Reply.YES),
            Answer("counterparty-has-a-tie-with-us-forces", Reply.YES),
            Answer("supplier-accepts-reciprocal-pricing", Reply.YES),
        ),
    )

    under = [
        route.grant for route in told(buying).routes if route.authority == "usc/10/2341" and route.verdict == "open"
    ]

    assert under == [grant]


def test_needs_say_who_gives_what_and_how_readily():
    needs = {found.approval: found for found in best(SALE).needs if found.approval}
    eligible = needs[ApprovalKind.PRESIDENTIAL_ELIGIBILITY_DETERMINATION]

    assert (eligible.by, eligible.approval_class, eligible.rule) == (
        "org/potus",
        "discretionary",
        "rule/aeca-eligibility",
    )
    assert not any(approval.given == "waiver" for approval in needs)


def test_without_kinds_every_kind_has_its_verdict_and_the_best_is_the_answer():
    answered = told(FOOD.but(kinds=()))

    assert [each.kind for each in answered.by_kind] == list(TransferKind)
    assert answered.verdict is min((each.verdict for each in answered.by_kind), key=list(Verdict).index)
    assert {each.kind: each.verdict for each in answered.by_kind}[TransferKind.ACSA_TRANSFER] is Verdict.CONDITIONAL


def test_the_reasons_of_a_closed_route_leave_out_the_exceptions_of_other_days():
    asked = Request(
        recipient="nation/SD",
        on=date(2021, 6, 1),
        kinds=(TransferKind.EXPORT_LICENSE,),
        items=(ItemCategory.ARMAMENT,),
        given=frozenset({ApprovalKind.EXPORT_LICENSE}),
    )

    def exceptions(on):
        return {found.rule for found in best(asked.but(on=on)).reasons if found.effect is Effect.LIFTS}

    revised = "rule/itar-126-1-revised-2025"
    assert [revised in exceptions(day) for day in (date(2021, 6, 1), date(2025, 7, 6), date(2025, 7, 7))] == [
        False,
        False,
        True,
    ]


def zimbabwe(item):
    return Request(
        recipient="nation/ZW",
        on=date(2026, 11, 23),
        kinds=(TransferKind.EXPORT_LICENSE,),
        items=(item,),
        values={ValueKind.CONTRACT: Decimal(10_000)},
        given=frozenset({ApprovalKind.EXPORT_LICENSE}),
    )


def test_a_no_to_a_broad_item_names_the_narrower_one_that_an_exception_lets_through():
    route = best(zimbabwe(ItemCategory.USML_ITEM))

    assert (route.verdict, route.waiver_only) == (Verdict.CLOSED, False)
    firearm = ItemCategory.FIREARM_USML_CATEGORY_I
    assert all(("items", firearm) in fields(changes, "field", "value") for changes in route.would_open)
    assert {change.statement for change in route.would_open[0]} == {None, "personal-firearms-temporary"}


def test_a_narrow_item_is_offered_no_other():
    for changes in best(zimbabwe(ItemCategory.FIREARM_USML_CATEGORY_I)).would_open:
        assert "items" not in {change.field for change in changes}


def test_of_two_closed_routes_the_one_that_reaches_the_transfer_comes_first():
    routes = evaluate(zimbabwe(ItemCategory.USML_ITEM), world.facts(), world.rules()).routes

    assert [(route.grant, route.closed_because) for route in routes] == [
        ("rule/itar-export-license", ClosedBecause.BARRED),
        ("rule/itar-temporary-import", ClosedBecause.NOT_COVERED),
    ]


def test_what_would_open_a_route_begins_with_the_way_that_claims_the_fewest_exceptions():
    sets = best(zimbabwe(ItemCategory.FIREARM_USML_CATEGORY_I)).would_open

    assert [fields(changes, "statement", "field") for changes in sets[:1]] == [
        {("personal-firearms-temporary", None), (None, "values")}
    ]
    assert all("personal-firearms-temporary" in {change.statement for change in changes} for changes in sets)
