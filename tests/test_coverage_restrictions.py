"""What may only restrict never turns a no into a yes, and what is not said never opens what was not open."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from queries.coverage.days import Spell
from queries.coverage.evaluate import evaluate
from queries.coverage.facts import Evidence, Listing
from queries.coverage.readings import Reading
from queries.coverage.request import UNITED_STATES, Answer, Request
from queries.coverage.truth import FALSE, TRUE
from schema.dates import PartialDate
from schema.vocabulary import ApprovalKind, Confidence, Reply, TransferKind, ValueKind, Verdict
from tests.asking import RECIPIENTS, willing
from tests.conftest import SOAK
from tests.judging import CHANCE, FACTS, RULES, few

ON = date(2026, 11, 22)
LONG_AGO = Spell(PartialDate("1945"))
WORST = (
    "state_sponsors_of_terrorism",
    "itar_126_1_d1",
    "not_fully_cooperating",
    "child_soldier_governments",
    "coup_restricted",
    "chemical_weapons_sanctions",
    "nuclear_device_sanctions",
    "trafficking_assistance_barred",
    "diplomatic_relations_severed",
    "no_direct_funding",
    "faa_620f_named",
    "yearly_act_notified",
    "yearly_act_conditions",
    "boycott_requests",
)
"""Lists that only bar, or only ask for more."""
DAYS = st.dates(date(1985, 1, 1), date(2030, 12, 31))
NATIONS = st.sampled_from([party for party in RECIPIENTS if party.startswith("nation/")])
UNLESS_IN_HAND = {ApprovalKind.EXPORT_LICENSE, ApprovalKind.DDTC_APPROVAL}
"""Approvals that rules ask not to be in hand: what moves under them instead of an exemption."""


def opened(request, facts=FACTS):
    """The routes that are open."""
    routes = evaluate(request, facts, RULES).routes
    return {(told.grant, told.agreement) for told in routes if told.verdict is Verdict.OPEN}


def listed(party, name):
    """The facts, with the party on the list from long ago."""
    told = FACTS.party(party)
    on = Listing(name, LONG_AGO, Evidence(None, Confidence.DOCUMENTED))
    return replace(FACTS, parties={**FACTS.parties, party: replace(told, listings=(*told.listings, on))})


@few
@given(CHANCE, NATIONS, DAYS, st.sampled_from(WORST))
def test_to_stand_on_a_list_of_the_barred_opens_nothing(random, nation, on, name):
    request = willing(random, nation, on)

    assert opened(request, listed(nation, name)) <= opened(request)


@few
@given(CHANCE, NATIONS, DAYS)
def test_what_the_asker_cannot_say_opens_nothing_that_was_not_open(random, nation, on):
    request = willing(random, nation, on)
    kept = random.sample(request.answers, len(request.answers) // 2)
    unsaid = (Answer(told.statement, Reply.CANNOT_SAY) for told in request.answers if told not in kept)

    assert opened(request.but(answers=(*kept, *unsaid))) <= opened(request)


@few
@given(CHANCE, NATIONS, DAYS)
def test_an_approval_that_is_not_in_hand_opens_nothing(random, nation, on):
    request = willing(random, nation, on)
    taken = set(random.sample(sorted(request.given), 20)) - UNLESS_IN_HAND

    assert opened(request.but(given=request.given - taken)) <= opened(request)


@few
@given(CHANCE, NATIONS, DAYS, st.sampled_from(["operation", "funding", "payment", "origin", "purposes"]))
def test_what_the_request_leaves_out_opens_nothing(random, nation, on, field):
    request = willing(random, nation, on)

    assert opened(request.but(**{field: () if field == "purposes" else None})) <= opened(request)


@few
@given(CHANCE, NATIONS, DAYS, st.sampled_from(["onward", "via", "place", "firm"]), NATIONS)
def test_to_name_a_third_party_on_the_terrorism_list_opens_nothing(random, nation, on, part, third):
    assume(third != nation)
    request = willing(random, nation, on).but(**{part: third})

    assert opened(request, listed(third, "state_sponsors_of_terrorism")) <= opened(request)


VALUED = sorted({atom for atom in RULES.book.atoms if atom.test == "value"}, key=str)


@pytest.mark.parametrize("atom", VALUED, ids=str)
def test_a_sum_is_told_from_the_next_cent_on_either_side_of_every_edge(atom):
    kind, bound, edge = ValueKind(atom.terms[0]), atom.terms[1], Decimal(atom.terms[2])
    index = RULES.index[atom]
    form = RULES.book.forms[TransferKind.LEASE][0]

    def state(usd):
        asked = Request("nation/JP", ON, values={kind: usd})
        return Reading(asked, FACTS, RULES).states(form, None, None)[index]

    cent = Decimal("0.01")
    found = [state(usd) for usd in (edge - cent, edge, edge + cent)]

    holds = {
        "at_least": (FALSE, TRUE, TRUE),
        "above": (FALSE, FALSE, TRUE),
        "at_most": (TRUE, TRUE, FALSE),
        "below": (TRUE, FALSE, FALSE),
    }
    assert tuple(found) == holds[bound]


@pytest.mark.parametrize("part", ["recipient", "onward"])
def test_whoever_the_graph_knows_can_be_asked_about(part):
    known = sorted(FACTS.parties.keys() - {UNITED_STATES, "nation/JP"})
    for party in known if SOAK else known[:: 8 if part == "recipient" else 40]:
        asked = Request("nation/JP", ON).but(**{part: party})
        told = {found.kind: found.verdict for found in evaluate(asked, FACTS, RULES).by_kind}
        assert told.keys() == set(TransferKind)
