"""What must hold of every answer, whatever is asked: by hypothesis, on the whole rule base."""

import os
from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from queries.coverage.anatomy import Anatomy
from queries.coverage.days import COLLECTED
from queries.coverage.evaluate import evaluate
from queries.coverage.formula import NORMAL, STRICT, Branch, Leaf, Valuation, truth
from queries.coverage.proof import leaves
from queries.coverage.readings import Reading
from queries.coverage.request import Answer, Request
from queries.coverage.rulebase import Rules
from queries.coverage.rules import rule
from queries.coverage.truth import FALSE, NO, TRUE, UNKNOWN, UNSURE, YES, ground, known, state
from schema.errors import BadRequest
from schema.vocabulary import ApprovalClass, ApprovalKind, Reply, TransferKind, Verdict
from tests import world_from_files as world
from tests.asking import TURNED_ON, requests, with_change

SOAK = os.environ.get("ACCORD_SOAK") == "1"
FACTS, RULES = world.facts(), world.rules()
many = settings(max_examples=2000 if SOAK else 60, deadline=None, suppress_health_check=list(HealthCheck))
CHANCE = st.integers(0, 2**32).map(Random)
few = settings(many, max_examples=300 if SOAK else 15)


def routes(request, rules=RULES):
    """Each route's case, by grant and agreement."""
    told = evaluate(request, FACTS, rules)
    return {(route.grant, route.agreement): route.case() for route in told.routes}


def states(judged):
    return judged.reading.states(judged.form, judged.reading.items[0], judged.pact)


def value(judged, told, mode=NORMAL):
    """The truth of the whole formula of a route in some states."""
    return min(truth(clause.wants, told, mode) for clause in judged.form.clauses)


def bare(told):
    """The states with nothing presumed: what is not known is unknown."""
    return bytes(code if code < UNKNOWN else state(ground(code)) for code in told)


def completed(judged, told, random):
    """The states with every unknown settled at random, alike for all atoms that one answer settles."""
    chosen: dict[str, int] = {}
    found = bytearray(told)
    for index in sorted(judged.form.atoms):
        if told[index] >= UNKNOWN:
            slot = RULES.slots[index]
            answer = chosen.setdefault(slot.name, 1 << random.randrange(len(slot.answers)) + 1)
            found[index] = known(bool(slot.true & answer))
    return bytes(found)


def strictly_left(node, told):
    """What is left of a formula without presumptions."""
    worth = told.strictly(node)
    if worth != UNSURE:
        return worth == YES
    if isinstance(node, Leaf):
        return node
    left = [part for part in (strictly_left(part, told) for part in node.parts) if not isinstance(part, bool)]
    return Branch(node.every, tuple(left), node.rule)


def atoms_left(judged, told):
    """The numbers of the atoms that still matter without presumptions."""
    valuation = Valuation(told)
    if value(judged, told, STRICT) != UNSURE:
        return set()
    left = [strictly_left(clause.wants, valuation) for clause in judged.form.clauses]
    return {leaf.index for node in left for _, leaf in leaves("", node)}


@many
@given(requests(), CHANCE)
def test_what_is_decided_stays_decided_however_much_is_learnt(request, random):
    for judged in routes(request).values():
        before = states(judged)
        if value(judged, before, STRICT) != UNSURE:
            assert value(judged, completed(judged, before, random), STRICT) == value(judged, before, STRICT)


@many
@given(requests(), CHANCE)
def test_the_residual_comes_to_what_the_formula_comes_to(request, random):
    for judged in routes(request).values():
        before = states(judged)
        after = completed(judged, before, random)
        for clause in judged.form.clauses:
            left = strictly_left(clause.wants, Valuation(before))
            comes_to = (YES if left else NO) if isinstance(left, bool) else truth(left, after, STRICT)
            assert comes_to == truth(clause.wants, after, STRICT)


@many
@given(requests(), CHANCE)
def test_no_answer_opens_a_new_question(request, random):
    for judged in routes(request).values():
        before = bare(states(judged))
        full = completed(judged, before, random)
        after = bytes(new if random.random() < 0.5 else old for old, new in zip(before, full, strict=True))
        assert atoms_left(judged, after) <= atoms_left(judged, before)


@many
@given(requests(), CHANCE)
def test_what_no_longer_matters_changes_nothing(request, random):
    for judged in routes(request).values():
        before = bare(states(judged))
        left = atoms_left(judged, before)
        full = completed(judged, before, random)
        after = bytes(old if index in left else full[index] for index, old in enumerate(before))
        assert (value(judged, after, STRICT), atoms_left(judged, after)) == (value(judged, before, STRICT), left)


@many
@given(requests())
def test_what_is_presumed_is_unknown_and_enough_for_the_verdict(request):
    for judged in routes(request).values():
        before = states(judged)
        presumed = Anatomy(judged.form, before).presumed
        joined = bytearray(before)
        for _, leaf in presumed:
            holds = leaf.tables[NORMAL][before[leaf.index]]
            joined[leaf.index] = known((holds if leaf.positive else YES - holds) == YES)
        assert all(before[leaf.index] >= UNKNOWN for _, leaf in presumed)
        if value(judged, before) != UNSURE:
            assert value(judged, bytes(joined), STRICT) == value(judged, before)
        if not presumed:
            assert value(judged, before, STRICT) == value(judged, before)


@many
@given(requests())
def test_every_set_that_would_open_a_route_opens_it_and_no_part_of_it_does(request):
    for key, route in {(r.grant, r.agreement): r for r in evaluate(request, FACTS, RULES).routes}.items():
        for changes in route.would_open:
            if any(change.value is None and change.approval is None for change in changes):
                continue
            assert verdict(request, key, changes) in (Verdict.OPEN, None)
            for part in combinations(changes, len(changes) - 1):
                assert verdict(request, key, part) is not Verdict.OPEN


def verdict(request, key, changes):
    """The verdict on the route once the changes are made; None where the route is no more, or they contradict."""
    asked = request.but(agreement=key[1]) if key[1] else request
    try:
        for change in changes:
            asked = with_change(asked, change)
    except BadRequest:
        return None
    told = {(r.grant, r.agreement): r.verdict for r in evaluate(asked, FACTS, RULES).routes}
    return told.get(key)


@many
@given(requests())
def test_conditional_means_that_answers_and_acts_alone_would_open_it(request):
    for route in evaluate(request, FACTS, RULES).routes:
        if route.verdict is Verdict.CONDITIONAL:
            assert route.needs
            assert all(found.approval_class is not ApprovalClass.WAIVER for found in route.needs)


@many
@given(requests(), st.data())
def test_an_open_route_has_every_notice_and_approval_that_it_asks_for(request, data):
    for key, route in {(r.grant, r.agreement): r for r in evaluate(request, FACTS, RULES).routes}.items():
        if route.verdict is Verdict.OPEN and request.given:
            without = request.but(given=request.given - {data.draw(st.sampled_from(sorted(request.given)))})
            changed = {(r.grant, r.agreement): r.verdict for r in evaluate(without, FACTS, RULES).routes}
            assert changed[key] in Verdict
            assert not any(found.approval in without.given for found in route.presumed)


SMALL = {
    kind: [told for told in RULES.rules.values() if told.governs(kind)]
    for kind in (TransferKind.ACSA_TRANSFER, TransferKind.LEASE, TransferKind.IMET, TransferKind.EXPORT_LICENSE)
}
KINDS = st.sampled_from(sorted(SMALL))


def judged_with(request, *rules):
    """By route, what its formula comes to under the rules of its kind and these."""
    told = Rules.of([*SMALL[request.kinds[0]], *rules], RULES.statements.values(), includes=RULES.includes)
    return {key: value(case, states(case)) for key, case in routes(request, told).items()}


@st.composite
def conditions(draw, kind):
    """A condition on something on which rules of the kind turn already."""
    turns = TURNED_ON[kind]
    test = draw(st.sampled_from(sorted({"says", "item", "payment", "approved"} & turns.keys())))
    term = draw(st.sampled_from(sorted(turns[test])))
    atom = {test: term if test in ("says", "approved") else [term]}
    return draw(st.sampled_from([atom, {"not": atom}]))


def made(effect, kind, **told):
    base = {"id": "made-up", "kinds": [kind], "cite": "usc/22/2753(a)", "plain": "p", "confidence": "documented"}
    return rule({**base, "effect": effect, **told})


@few
@given(st.data(), KINDS)
def test_a_further_duty_or_bar_never_raises_a_route(data, kind):
    request = data.draw(requests(st.just(TransferKind(kind))))
    when, then = data.draw(conditions(kind)), data.draw(conditions(kind))
    notice = {"notice": "leahy-vetting", "timing": "before"}
    further = [
        made("prohibits", kind, when=when),
        made("requires", kind, when=when, then=then),
        made("narrows", kind, when=when, of=[told.id for told in SMALL[kind] if told.effect == "grants"]),
        made("limits", kind, when=when, limit={"of": "total", "at_most": 1, "unit": "USD"}),
        made("notifies", kind, when=when, **notice),
    ]

    before = judged_with(request)

    for told in further:
        after = judged_with(request, told)
        assert all(after[key] <= before[key] for key in before)


@few
@given(st.data(), KINDS)
def test_an_exception_to_a_bar_never_lowers_a_route_and_one_to_an_exception_never_raises_it(data, kind):
    request = data.draw(requests(st.just(TransferKind(kind))))
    when = data.draw(conditions(kind))
    barred = [
        told.id for told in SMALL[kind] if told.effect in ("prohibits", "requires", "narrows", "notifies", "limits")
    ]
    lifts = [
        told.id
        for told in SMALL[kind]
        if told.effect == "lifts" and not {*told.lifts} & {other.id for other in SMALL[kind] if other.effect == "lifts"}
    ]

    before = judged_with(request)
    eased = judged_with(request, made("lifts", kind, when=when, lifts=barred))

    assert all(eased[key] >= before[key] for key in before)
    if lifts:
        hardened = judged_with(request, made("lifts", kind, when=when, lifts=lifts))
        assert all(hardened[key] <= before[key] for key in before)


@few
@given(st.data(), KINDS)
def test_a_further_grant_touches_no_other_route_and_what_is_shown_changes_no_verdict(data, kind):
    request = data.draw(requests(st.just(TransferKind(kind))))
    before = judged_with(request)
    shown = [
        made("prices", kind, price="a price"),
        made("delegates", kind, delegate="dsca"),
        made("notifies", kind, notice="leahy-vetting", timing="after"),
    ]

    granted = judged_with(request, made("grants", kind, when={"item": ["food"]}))

    assert {key: granted[key] for key in before} == before
    assert (
        judged_with(request, *shown[:1])
        == judged_with(request, *shown[1:2])
        == judged_with(request, shown[2])
        == before
    )


@few
@given(requests(), CHANCE)
def test_the_order_of_rules_facts_and_answers_changes_nothing(request, random):
    shuffled = list(RULES.rules.values())
    random.shuffle(shuffled)
    rules = Rules.of(
        shuffled, RULES.statements.values(), includes=dict(reversed([*RULES.includes.items()])), titles=RULES.titles
    )
    answers = list(request.answers)
    random.shuffle(answers)

    one = evaluate(request, FACTS, RULES)
    other = evaluate(request.but(answers=tuple(answers)), FACTS, rules)

    assert told(one) == told(other)


def told(coverage):
    """An answer with all its explanations; where a rule stands is not known of the rules alone."""
    return [
        (
            route.judgement,
            route.ground,
            route.agreement,
            explained.findings,
            explained.needs,
            explained.gaps,
            set(explained.presumed),
            explained.reasons,
        )
        for route in coverage.routes
        for explained in [route.explanation]
    ]


@few
@given(requests(), st.sampled_from(list(TransferKind)))
def test_a_further_kind_never_worsens_the_answer(request, kind):
    more = evaluate(request.but(kinds=(*request.kinds, kind)), FACTS, RULES)

    order = list(Verdict)
    assert order.index(more.verdict) <= order.index(evaluate(request, FACTS, RULES).verdict)


SPELLS = [
    *(told.spell for party in FACTS.parties.values() for told in party.memberships),
    *(told.spell for party in FACTS.parties.values() for told in party.listings),
    *(off for party in FACTS.parties.values() for told in party.listings for off in told.suspended),
]
BOUNDS = {point + timedelta(days=more) for spell in SPELLS for point in spell.bounds for more in (0, 1)}
RULED = {
    day + timedelta(days=more)
    for told in RULES.rules.values()
    for on in (told.from_on, told.to_on)
    if on
    for day in (on.earliest, on.latest)
    for more in (0, 1)
}


@many
@given(st.dates(date(1985, 1, 1), date(2035, 1, 1)), st.sampled_from(sorted(FACTS.parties)))
def test_between_the_days_on_which_something_changes_nothing_does(on, party):
    tomorrow = on + timedelta(days=1)
    assume(tomorrow not in BOUNDS | RULED | {COLLECTED, COLLECTED + timedelta(days=1)})
    request = Request(recipient=party, on=on)

    today, next_day = (Reading(request.but(on=day), FACTS, RULES) for day in (on, tomorrow))

    without = [index for index, atom in enumerate(RULES.book.atoms) if not atom.test.endswith(".party_to")]
    form = RULES.book.forms[TransferKind.LEASE][0]
    before, after = today.states(form, None, None), next_day.states(form, None, None)
    assert [before[index] for index in without] == [after[index] for index in without]


def test_an_answer_that_cannot_be_said_presumes_nothing():
    name = "passed-on-to-a-third-party"
    index = next(i for i, atom in enumerate(RULES.book.atoms) if atom.terms == (name,))
    asked = Request("nation/JP", date(2026, 1, 1), answers=(Answer(name, Reply.CANNOT_SAY),))
    form = RULES.book.forms[TransferKind.ACSA_TRANSFER][0]

    assert Reading(asked, FACTS, RULES).states(form, None, None)[index] == state(ground(3))


@pytest.mark.parametrize("approval", [kind for kind in ApprovalKind if kind.given is ApprovalClass.WAIVER])
def test_a_waiver_that_is_not_given_is_never_counted_on(approval):
    states = RULES.blank(date(2026, 1, 1))
    index = next(
        i for i, atom in enumerate(RULES.book.atoms) if atom.terms == (approval.value,) and atom.test == "approved"
    )

    assert states[index] not in (TRUE, FALSE)
    assert truth(Leaf(index, True, UNSURE), states) == NO
