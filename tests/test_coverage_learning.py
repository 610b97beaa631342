"""However much is learnt, what was decided stays decided, and there is never more to ask: on generated requests."""

from datetime import date

import pytest
from hypothesis import given

from queries.coverage.anatomy import Anatomy
from queries.coverage.formula import NORMAL, STRICT, Branch, Leaf, Valuation, truth
from queries.coverage.proof import leaves
from queries.coverage.readings import Reading
from queries.coverage.request import Answer, Request
from queries.coverage.truth import FALSE, NO, TRUE, UNKNOWN, UNSURE, YES, ground, known, state
from schema.vocabulary import ApprovalClass, ApprovalKind, Reply, TransferKind
from tests.asking import requests
from tests.judging import CHANCE, FACTS, RULES, many, routes, states, value


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
