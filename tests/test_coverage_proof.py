"""What decided a formula, on formulas of a few atoms: what is told of it, what is left, and what was presumed."""

import pytest

from queries.coverage.formula import Branch, Leaf, Valuation
from queries.coverage.proof import deciding, leaves, presumptions, prove, residual
from queries.coverage.truth import FALSE, NO, TRUE, UNSURE, YES, Ground, state

ASKED = state(Ground.ASKER)
TAKEN, DENIED = state(Ground.ASKER, YES), state(Ground.ASKER, NO)
A, B, C = (Leaf(index, True, UNSURE) for index in range(3))
NOT_A = Leaf(0, False, UNSURE)


def every(*parts, rule=None):
    return Branch(True, parts, rule)


def some(*parts, rule=None):
    return Branch(False, parts, rule)


def told(*states):
    return Valuation(bytes(states))


@pytest.mark.parametrize(
    ("node", "states", "parts"),
    [
        (every(A, B), (TRUE, TAKEN), [A, B]),
        (every(A, B, C), (TRUE, FALSE, FALSE), [B, C]),
        (every(A, B), (DENIED, FALSE), [B]),
        (every(A, B), (DENIED, DENIED), [A]),
        (every(A, B, C), (TRUE, ASKED, ASKED), [B, C]),
        (some(A, B), (FALSE, DENIED), [A, B]),
        (some(A, B, C), (TAKEN, TRUE, TRUE), [B]),
        (some(A, B), (TAKEN, TAKEN), [A]),
        (some(A, B, C), (FALSE, ASKED, ASKED), [B, C]),
    ],
)
def test_what_decided_are_all_that_were_needed_or_the_surest_of_several(node, states, parts):
    assert deciding(node, told(*states)) == parts


def test_of_what_is_not_known_the_exceptions_that_do_not_help_are_told_too_and_no_other_part():
    tried, plain = some(C, every(B, rule="exception")), some(every(B))

    assert deciding(some(A, tried, plain), told(ASKED, FALSE, FALSE)) == [A, tried]
    assert deciding(some(A, tried), told(ASKED, ASKED, FALSE)) == [A, tried]
    assert deciding(some(A, tried, plain), told(TRUE, FALSE, FALSE)) == [A]


def test_the_atoms_of_a_proof_stand_in_the_order_of_the_formula():
    assert prove(every(C, some(A, B)), told(FALSE, TRUE, TRUE)).leaves == [C, B]


@pytest.mark.parametrize(
    ("states", "holds", "strictly"), [((TRUE,), YES, YES), ((TAKEN,), YES, UNSURE), ((FALSE,), NO, NO)]
)
def test_an_exception_is_told_by_whether_it_holds_and_its_atoms_stand_in_it_alone(states, holds, strictly):
    found = prove(some(every(A, rule="exception")), told(*states))

    [tried] = found.lifts
    assert (tried.rule, tried.holds, tried.strictly) == ("exception", holds, strictly)
    assert (tried.proof.leaves, found.leaves) == ([A], [])


@pytest.mark.parametrize(
    ("states", "holds", "strictly"), [((TRUE,), YES, YES), ((TAKEN,), YES, UNSURE), ((FALSE,), NO, NO)]
)
def test_an_exception_that_is_unwanted_is_told_by_whether_it_holds_too(states, holds, strictly):
    [tried] = prove(every(some(NOT_A, rule="exception")), told(*states)).lifts

    assert (tried.holds, tried.strictly) == (holds, strictly)


@pytest.mark.parametrize(
    ("node", "states", "presumed"),
    [
        (A, (TAKEN,), [A]),
        (A, (TRUE,), []),
        (A, (ASKED,), []),
        (every(A, B), (TRUE, TAKEN), [B]),
        (every(A, B), (ASKED, TAKEN), [B]),
        (every(A, B), (FALSE, DENIED), []),
        (every(A, B), (DENIED, DENIED), [A]),
        (some(A, B), (TRUE, TAKEN), []),
        (some(A, B), (TAKEN, TAKEN), [A]),
        (some(A, B), (DENIED, DENIED), [A, B]),
        (some(A, B), (ASKED, DENIED), [B]),
    ],
)
def test_presumed_is_that_without_which_the_formula_would_come_to_something_else(node, states, presumed):
    assert list(presumptions(node, told(*states))) == presumed


@pytest.mark.parametrize(("states", "left"), [((TRUE, TAKEN), True), ((FALSE, ASKED), False), ((DENIED, ASKED), False)])
def test_nothing_is_left_of_what_is_known_or_presumed(states, left):
    assert residual(every(A, B), told(*states)) is left


def test_left_of_the_unknown_is_what_is_not_known_yet_and_one_part_stands_for_the_whole():
    assert residual(every(A, B), told(TRUE, ASKED)) is B
    assert residual(some(A, every(B, C)), told(FALSE, TRUE, ASKED)) is C

    left = residual(some(A, B, C), told(ASKED, FALSE, ASKED))
    assert isinstance(left, Branch)
    assert (left.every, left.parts, left.rule) == (False, (A, C), None)


def test_what_is_left_of_an_exception_keeps_its_rule_and_so_do_its_atoms():
    left = residual(some(A, every(B, rule="exception")), told(ASKED, ASKED))

    assert list(leaves("rule", left)) == [("rule", A), ("exception", B)]
    assert list(leaves("rule", True)) == []
