"""Truth in three values, and on what ground a thing is not known.

A truth is a number, so that `min` is and, `max` is or, and `2 - x` is not (strong Kleene). The state of an atom adds
the ground on which it is not known, and the value that it is presumed to have, if any; it is one small number too, so
that the states of all atoms of a request are a row of bytes.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from schema.vocabulary import Truth

NO: Final = 0
UNSURE: Final = 1
YES: Final = 2

TRUTHS = (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE)


class Ground(IntEnum):
    """Why a thing is not known, or that it is."""

    KNOWN = 0
    ASKER = 1
    """Whoever asks can say it."""
    OFFICIAL = 2
    """An official decides it."""
    APPROVAL = 3
    """It is given, or found, by an official, as a matter of course or not."""
    WAIVER = 4
    """It is given in extraordinary cases; nobody may count on it."""
    RECORD = 5
    """Some register would tell."""
    GAP = 6
    """The graph does not know it of the world."""


NEEDS = frozenset({Ground.ASKER, Ground.OFFICIAL, Ground.APPROVAL})
GAPS = frozenset({Ground.RECORD, Ground.GAP})
UNSAID = frozenset({Ground.ASKER, Ground.OFFICIAL})


def state(ground: Ground, value: int = UNSURE) -> int:
    """The state of an atom that is known to have the value, or is not known on that ground and presumed to have it."""
    return ground * 3 + value


FALSE: Final = state(Ground.KNOWN, NO)
TRUE: Final = state(Ground.KNOWN, YES)
GAP: Final = state(Ground.GAP)
UNKNOWN: Final = 3
"""The least state of what is not known, presumed or not."""
STATES: Final = range(len(Ground) * 3)


def known(yes: bool) -> int:
    """The state of an atom that is known."""
    return TRUE if yes else FALSE


def ground(code: int) -> Ground:
    """The ground of a state."""
    return Ground(code // 3)


def normal(code: int) -> int:
    """The truth that a state stands for: what is known, or presumed."""
    return code % 3


def strict(code: int) -> int:
    """The truth that a state stands for without presumptions."""
    return code if code < UNKNOWN else UNSURE


def presumed(code: int) -> bool:
    """Whether the state rests on a presumption."""
    return code >= UNKNOWN and code % 3 != UNSURE


def either(codes: Sequence[int]) -> int:
    """The state of an `any` of atoms of one group: the best truth, as sure as what gives it; a no as its least."""
    return TRUE if TRUE in codes else max(codes, key=SURENESS.__getitem__, default=FALSE)


SURENESS: Final = tuple((normal(code), code // 3 if normal(code) == NO else -(code // 3)) for code in STATES)
