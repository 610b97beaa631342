"""All recipients and all kinds at several days: no route is open on what it must not rest on."""

import os
from datetime import date
from random import Random

import pytest

from queries.coverage.evaluate import evaluate
from queries.coverage.formula import truth
from queries.coverage.request import UNITED_STATES, Request
from queries.coverage.standing import NATO, belongs, in_force
from queries.coverage.truth import FALSE, GAP, UNKNOWN, YES, normal
from schema.vocabulary import ApprovalClass, ApprovalKind, PartyClass, Verdict
from tests import world_from_files as world
from tests.asking import willing

SOAK = os.environ.get("ACCORD_SOAK") == "1"
FACTS, RULES = world.facts(), world.rules()
DAYS = tuple(
    map(date.fromisoformat, ["1990-06-01", "2004-03-28", "2016-05-22", "2023-04-03", "2024-03-07", "2026-11-22"])
)
RECIPIENTS = sorted(
    party for party, told in FACTS.parties.items() if party != UNITED_STATES and (told.is_nation or told.classes)
)
SAMPLE = 15


def recipients(seed):
    return RECIPIENTS if SOAK else Random(seed).sample(RECIPIENTS, SAMPLE)


def opened(on, seed=0):
    """Every open route, with the request that opens it."""
    random = Random(f"{seed}{on}")
    for recipient in recipients(f"{seed}{on}"):
        for _ in range(10 if SOAK else 3):
            asked = willing(random, recipient, on)
            routes = [route for route in evaluate(asked, FACTS, RULES).routes if route.verdict is Verdict.OPEN]
            yield from ((asked, route) for route in routes)


@pytest.fixture(scope="module", params=DAYS, ids=str)
def found(request):
    """The open routes of one day."""
    return list(opened(request.param))


def told(route):
    """The states of the atoms of an open route, by atom."""
    judged = route.case()
    states = judged.reading.states(judged.form, judged.reading.items[0], judged.pact)
    return judged, {RULES.book.atoms[index]: states[index] for index in judged.form.atoms}


def test_something_opens_on_every_day(found):
    assert len(found) > 5


def test_no_route_is_open_with_a_waiver_that_was_not_given(found):
    for _, route in found:
        _, atoms = told(route)
        waivers = [code for atom, code in atoms.items() if atom.test == "approved" and waives(atom)]
        assert all(code >= UNKNOWN and normal(code) != YES for code in waivers)


def waives(atom):
    return ApprovalKind(atom.terms[0]).given is ApprovalClass.WAIVER


def test_no_route_is_open_without_the_agreement_on_which_it_relies(found):
    for asked, route in found:
        grant = RULES.rules[route.grant.removeprefix("rule/")]
        judged = route.case()
        if grant.agreement:
            assert judged.pact is not None
            assert judged.pact.kinds & grant.agreement
            assert in_force(judged.pact, asked.on) not in (FALSE, GAP)
            assert judged.pact in FACTS.party(asked.recipient).pacts
        else:
            assert route.agreement is None


def test_no_route_is_open_on_a_membership_outside_its_days(found):
    for asked, route in found:
        party = FACTS.party(asked.recipient)
        _, atoms = told(route)
        for atom, code in atoms.items():
            if atom.test == "recipient.class" and set(atom.terms) == {PartyClass.NATO_MEMBER} and normal(code) == YES:
                assert any(
                    spell.spell.on(asked.on) not in (FALSE, GAP) for spell in party.memberships if spell.body == NATO
                )
            if atom.test == "recipient.in_list" and normal(code) == YES:
                reach = frozenset().union(*(RULES.reach(term) for term in atom.terms))
                spells = [spell for spell in party.listings if spell.designation in reach]
                assert party.id in reach or any(spell.spell.on(asked.on) not in (FALSE, GAP) for spell in spells)
        if belongs(party, NATO, asked.on).code == FALSE:
            assert not any("is a member country of NATO" in fact.text for f in route.reasons for fact in f.because)


def test_no_route_is_open_where_a_narrower_item_is_barred_unless_that_is_said(found):
    """Of a sample of open routes: what the request's item might narrow to, and what is then said."""
    for asked, route in found if SOAK else found[:40]:
        presumed = {what.field for what in route.presumed}
        for item in asked.items[0].below - {asked.items[0]}:
            kinds = (route.kind,)
            narrow = asked.but(items=(item,), kinds=kinds, direction=route.case().reading.flow(route.kind))
            verdicts = {r.grant: r.verdict for r in evaluate(narrow, FACTS, RULES).routes}
            assert verdicts[route.grant] is Verdict.OPEN or "items" in presumed


def test_every_clause_of_an_open_route_holds(found):
    for _, route in found:
        judged = route.case()
        states = judged.reading.states(judged.form, judged.reading.items[0], judged.pact)
        assert all(truth(clause.wants, states) == YES for clause in judged.form.clauses)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_of_a_bare_question_nothing_is_open_but_what_needs_nothing_said(on):
    for recipient in recipients(str(on)):
        for route in evaluate(Request(recipient=recipient, on=on), FACTS, RULES).routes:
            assert route.verdict is not Verdict.OPEN
