"""What a coverage answer says, on the bundled facts: verdicts, needs, gaps, what was presumed, and the path."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from queries import LIBRARY
from queries.coverage import answer, evaluate
from queries.coverage.answer import parameters
from queries.coverage.facts import Order
from queries.coverage.request import Answer, Request
from schema.errors import BadRequest, NotFound
from schema.vocabulary import (
    AgreementStatus,
    ApprovalKind,
    ClosedBecause,
    Confidence,
    Cost,
    Direction,
    Effect,
    FundingKind,
    ItemCategory,
    Operation,
    PaymentForm,
    Reply,
    TransferKind,
    Truth,
    ValueKind,
    Verdict,
    Wording,
)
from tests import world_from_files as world

FOOD = Request(
    recipient="nation/JP",
    on=date(2026, 1, 15),
    kinds=(TransferKind.ACSA_TRANSFER,),
    items=(ItemCategory.FOOD,),
)
CASH = FOOD.but(payment=PaymentForm.CASH)


def told(request, facts=None):
    return evaluate(request, facts or world.facts(), world.rules())


def best(request, facts=None):
    return told(request, facts).routes[0]


def fields(findings, *names):
    return {tuple(getattr(found, name) for name in names) for found in findings}


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
    assert route.reasons[0].citation.url.startswith("https://uscode.house.gov/")


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


def test_the_direction_that_nobody_said_is_presumed_and_said_so():
    route = best(CASH)

    assert ("direction", Wording.PRESUMED) in fields(route.presumed, "field", "wording")
    assert ("direction", Wording.PRESUMED) not in fields(
        best(CASH.but(direction=Direction.FROM_US)).presumed, "field", "wording"
    )
    assert best(CASH.but(direction=Direction.TO_US)).closed_because is ClosedBecause.NOT_COVERED


def test_what_is_presumed_is_undone_by_saying_otherwise():
    names = {found.statement for found in best(CASH).presumed if found.statement}

    assert "passed-on-to-a-third-party" in names
    said = CASH.but(answers=tuple(Answer(name, Reply.CANNOT_SAY) for name in sorted(names)))
    assert best(said).verdict is Verdict.UNDETERMINED
    assert {found.statement for found in (*best(said).needs, *best(said).gaps)} >= names


def test_strict_is_the_verdict_without_presumptions():
    assert (best(CASH).verdict, best(CASH).strict) == (Verdict.OPEN, Verdict.UNDETERMINED)


def test_a_broad_item_is_presumed_to_be_nothing_narrower():
    ammunition = CASH.but(items=(ItemCategory.AMMUNITION,), recipient="nation/CZ")

    said = [found.plain for found in best(ammunition).presumed if found.field == "items"]

    assert best(ammunition).verdict is Verdict.OPEN
    assert any("significant military equipment" in sentence for sentence in said)
    assert best(ammunition.but(items=(ItemCategory.DEPLETED_URANIUM_ANTITANK_ROUND,))).verdict is Verdict.CONDITIONAL


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


def test_a_quantity_that_no_request_names_is_shown_and_not_counted():
    settle = next(found for found in best(CASH).reasons if found.rule == "rule/acsa-settle-cash")

    assert (settle.outcome, settle.wording) == (Truth.UNKNOWN, Wording.NOT_KNOWN)


def test_an_answer_about_an_agreement_is_about_the_one_that_it_names():
    project = Request(
        recipient="nation/NO",
        on=date(2026, 3, 1),
        kinds=(TransferKind.COOPERATIVE_PROJECT,),
        items=(ItemCategory.SPARE_PART_OR_COMPONENT,),
        funding=FundingKind.NATIONAL_FUNDS,
    )
    f35 = "agreement/mou-f35-psfd-2021"
    within = Answer("within-the-agreement-scope", Reply.YES)

    def open_by(*answers):
        routes = told(project.but(answers=answers)).routes
        return {route.agreement for route in routes if route.verdict is Verdict.OPEN}

    assert open_by(within) == set()
    assert open_by(replace(within, about=f35)) == {f35}
    assert {route.agreement for route in told(project.but(answers=(within,), agreement=f35)).routes} == {f35, None}


SEASPARROW = Request(
    recipient="nation/CA",
    on=date(2014, 6, 1),
    kinds=(TransferKind.COOPERATIVE_PROJECT,),
    items=(ItemCategory.SPARE_PART_OR_COMPONENT,),
    funding=FundingKind.NATIONAL_FUNDS,
    system="program/nato-seasparrow-surface-missile-system",
    answers=(Answer("within-the-agreement-scope", Reply.YES),),
)


def open_by(request, facts=None):
    """The agreements on which what is asked for may go."""
    return {route.agreement for route in told(request, facts).routes if route.verdict is Verdict.OPEN}


def with_nothing_but(agreement, **changed):
    """The facts, if this were the one agreement of Canada."""
    canada = world.facts().party("nation/CA")
    pacts = tuple(replace(pact, **changed) for pact in canada.pacts if pact.id == agreement)
    return replace(world.facts(), parties={**world.parties(), canada.id: replace(canada, pacts=pacts)})


def test_an_answer_is_about_the_one_agreement_on_the_system_that_the_request_names():
    assert open_by(SEASPARROW) == {"agreement/mou-nato-seasparrow"}
    assert open_by(SEASPARROW.but(system=None)) == set()
    assert open_by(SEASPARROW.but(system="program/of-nobody")) == set()


def test_an_answer_about_a_system_says_nothing_of_the_only_agreement_where_that_is_on_another():
    one = with_nothing_but("agreement/mou-nato-seasparrow")
    f35 = SEASPARROW.but(system="program/f-35-lightning-ii")

    assert open_by(SEASPARROW.but(system=None), one) == {"agreement/mou-nato-seasparrow"}
    assert open_by(f35, one) == set()
    assert open_by(f35.but(agreement="agreement/mou-nato-seasparrow"), one) == {"agreement/mou-nato-seasparrow"}


def test_an_answer_about_a_system_may_be_about_the_only_agreement_of_which_no_system_is_told():
    unsaid = with_nothing_but("agreement/mou-nato-seasparrow", concerns=frozenset())

    assert open_by(SEASPARROW.but(system="program/f-35-lightning-ii"), unsaid) == {"agreement/mou-nato-seasparrow"}


@pytest.mark.parametrize("system", ["ESSM", "nation/JP"])
def test_a_system_is_named_by_its_id(system):
    with pytest.raises(BadRequest, match="no id of a system or a program"):
        CASH.but(system=system)


def test_a_list_is_known_as_one_where_the_facts_tell_of_it():
    rules = world.rules()

    assert {name for name in (*world.lists(), "no-such-list") if not rules.is_list(name)} == {"no-such-list"}


def test_an_agreement_to_which_the_recipient_is_no_party_carries_nothing():
    route = best(CASH.but(agreement="agreement/acsa-cz-2016"))

    assert (route.verdict, route.agreement) == (Verdict.CLOSED, None)


SALE = Request(
    recipient="nation/PH",
    on=date(2026, 3, 1),
    kinds=(TransferKind.FMS_PROCUREMENT_SALE,),
    items=(ItemCategory.DEFENSE_ARTICLE,),
    values={ValueKind.TOTAL: Decimal(60_000_000), ValueKind.MDE: Decimal(0)},
)


@pytest.mark.parametrize(
    ("noticed", "outcome"),
    [(date(2026, 1, 30), Truth.TRUE), (date(2026, 1, 31), Truth.FALSE), (date(2026, 3, 2), Truth.UNKNOWN)],
)
def test_a_notice_counts_once_its_days_have_passed(noticed, outcome):
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


def test_needs_say_who_gives_what_and_how_readily():
    needs = {found.approval: found for found in best(SALE).needs if found.approval}
    eligible = needs[ApprovalKind.PRESIDENTIAL_ELIGIBILITY_DETERMINATION]

    assert (eligible.by, eligible.approval_class, eligible.rule) == (
        "org/potus",
        "discretionary",
        "rule/aeca-eligibility",
    )
    assert not any(approval.given == "waiver" for approval in needs)


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


def test_without_kinds_every_kind_has_its_verdict_and_the_best_is_the_answer():
    answered = told(FOOD.but(kinds=()))

    assert [each.kind for each in answered.by_kind] == list(TransferKind)
    assert answered.verdict is min((each.verdict for each in answered.by_kind), key=list(Verdict).index)
    assert {each.kind: each.verdict for each in answered.by_kind}[TransferKind.ACSA_TRANSFER] is Verdict.CONDITIONAL


def test_parameters_name_every_party_once_and_the_fiscal_year_of_the_day():
    asked = CASH.but(on=date(2026, 10, 1), via="nation/KR", holder="nation/JP")

    assert parameters(asked) == {
        "parties": ["nation/JP", "nation/KR"],
        "us": "nation/US",
        "year_from": "2026-10-01",
        "year_to": "2027-09-30",
    }
