"""The states of what a rule asks: known, presumed or unsure, each on its ground; and which stands for several."""

from itertools import permutations

import pytest

from queries.coverage.truth import (
    FALSE,
    GAP,
    GAPS,
    NEEDS,
    NO,
    STATES,
    TRUE,
    UNSAID,
    UNSURE,
    YES,
    Ground,
    either,
    ground,
    known,
    normal,
    presumed,
    state,
    strict,
)

LIKELY, UNLIKELY = state(Ground.ASKER, YES), state(Ground.ASKER, NO)
"""What the asker could say, and is presumed till then."""


def told(code: int) -> tuple[Ground, int, int, bool]:
    """All that a state says."""
    return ground(code), normal(code), strict(code), presumed(code)


def test_what_is_known_is_so_without_presumptions_too():
    assert {known(yes): told(known(yes)) for yes in (False, True)} == {
        FALSE: (Ground.KNOWN, NO, NO, False),
        TRUE: (Ground.KNOWN, YES, YES, False),
    }


@pytest.mark.parametrize("why", [why for why in Ground if why is not Ground.KNOWN])
def test_what_is_not_known_is_unsure_without_presumptions_on_each_ground(why):
    assert [told(state(why, value)) for value in (NO, UNSURE, YES)] == [
        (why, NO, UNSURE, True),
        (why, UNSURE, UNSURE, False),
        (why, YES, UNSURE, True),
    ]


def test_every_state_is_that_of_one_ground_and_value():
    assert [state(why, value) for why in Ground for value in (NO, UNSURE, YES)] == [*STATES]


def test_a_waiver_is_neither_a_need_nor_a_gap():
    assert {Ground.ASKER, Ground.OFFICIAL, Ground.APPROVAL} == NEEDS
    assert {Ground.RECORD, Ground.GAP} == GAPS
    assert {Ground.ASKER, Ground.OFFICIAL} == UNSAID


@pytest.mark.parametrize(
    ("codes", "best"),
    [
        ((FALSE, UNLIKELY, GAP, LIKELY, TRUE), TRUE),
        ((FALSE, UNLIKELY, GAP, LIKELY), LIKELY),
        ((FALSE, UNLIKELY, GAP), GAP),
        ((FALSE, UNLIKELY), UNLIKELY),
        ((FALSE,), FALSE),
        ((), FALSE),
        ((LIKELY, state(Ground.GAP, YES)), LIKELY),
        ((state(Ground.ASKER), GAP), state(Ground.ASKER)),
        ((UNLIKELY, state(Ground.GAP, NO)), state(Ground.GAP, NO)),
    ],
)
def test_of_several_the_best_truth_stands_a_yes_as_its_surest_and_a_no_as_its_least(codes, best):
    assert {either(each) for each in permutations(codes)} == {best}
