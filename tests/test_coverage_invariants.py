"""What no request may bring about: arms for a sponsor of terrorism, a yes without its law, an opening by what tells
against the transfer, or by more money.
"""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from queries.coverage.conditions import All, Any, Atom
from queries.coverage.evaluate import evaluate
from queries.coverage.request import BESIDE, Answer
from queries.coverage.result import VERDICTS
from schema.vocabulary import Effect, ItemCategory, Reply, TransferKind, ValueKind, Verdict
from tests.asking import RECIPIENTS, requests, willing
from tests.judging import CHANCE, FACTS, RULES, many

ARMED = st.sampled_from([*map(TransferKind, sorted(RULES.rules["sst-bar-named"].kinds))])
ARMS = st.sampled_from(sorted(ItemCategory.USML_ITEM.below))
SPONSORS = st.sampled_from(["nation/IR", "nation/KP"])
LATE = st.dates(date(2018, 1, 1), date(2027, 12, 31))
DOLLARS = st.integers(0, 6 * 10**8).map(Decimal)


@many
@given(CHANCE, ARMED, ARMS, SPONSORS, st.sampled_from(BESIDE), LATE)
def test_no_arms_go_to_by_way_of_or_through_a_firm_of_a_sponsor_of_terrorism(random, kind, item, sponsor, part, on):
    request = willing(random, random.choice(RECIPIENTS), on).but(kinds=(kind,), items=(item,), **{part: sponsor})

    assert evaluate(request, FACTS, RULES).verdict is not Verdict.OPEN


@many
@given(CHANCE, LATE)
def test_a_yes_names_an_authority_that_holds_on_the_day_and_the_page_on_which_it_stands(random, on):
    request = willing(random, random.choice(RECIPIENTS), on)
    for route in evaluate(request, FACTS, RULES).routes:
        if route.verdict is Verdict.OPEN:
            assert route.authority in RULES.authorities
            assert route.citation.url
            grant = RULES.rules[route.grant.removeprefix("rule/")]
            assert grant.from_on is None or grant.from_on.earliest <= on
            assert grant.to_on is None or on <= grant.to_on.latest


def affirmed(condition):
    """The statements that a condition asks for as they stand, not denied."""
    if isinstance(condition, All | Any):
        return {name for part in condition.parts for name in affirmed(part)}
    return set(condition.terms) if isinstance(condition, Atom) and condition.test == "says" else set()


def asked_in(*effects):
    return {name for rule in RULES.rules.values() if rule.effect in effects for name in affirmed(rule.when)}


AGAINST = sorted(asked_in(Effect.PROHIBITS) - asked_in(Effect.LIFTS, Effect.GRANTS))


@many
@given(requests(), st.sampled_from(AGAINST))
def test_what_bars_a_transfer_never_opens_a_route(request, statement):
    silent = request.but(answers=tuple(told for told in request.answers if told.statement != statement))

    before, after = (
        verdicts(asked) for asked in (silent, silent.but(answers=(*silent.answers, Answer(statement, Reply.YES))))
    )

    assert {key for key in before if VERDICTS.index(after[key]) < VERDICTS.index(before[key])} == set()


@st.composite
def sums(draw):
    """Sums of a transfer, its major defense equipment being a part of the whole."""
    total = draw(DOLLARS)
    others = {kind: draw(DOLLARS) for kind in (ValueKind.CONTRACT, ValueKind.ORIGINAL_ACQUISITION, ValueKind.FIREARMS)}
    return {ValueKind.TOTAL: total, ValueKind.MDE: min(total, draw(DOLLARS)), **others}


@many
@given(requests(), sums(), sums())
def test_more_money_never_opens_a_route(request, one, other):
    less = {kind: min(one[kind], other[kind]) for kind in one}
    more = {kind: max(one[kind], other[kind]) for kind in one}

    cheap, dear = (verdicts(request.but(values=values)) for values in (less, more))

    assert {key for key in cheap if VERDICTS.index(dear[key]) < VERDICTS.index(cheap[key])} == set()


def verdicts(request):
    """The verdict on each route, by grant and agreement."""
    return {(route.grant, route.agreement): route.verdict for route in evaluate(request, FACTS, RULES).routes}
