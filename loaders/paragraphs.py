"""Paragraph levels of the CFR, which its files do not mark: they are read from the numbers at the start of a paragraph.

The order of levels is that of the Federal Register's Document Drafting Handbook: (a), (1), (i), (A), then (1), (i) in
italics. The acquisition regulations begin lower, or pass a level over: (1)(i), (a)(i)(A). Whether "(i)" is a letter or
a numeral follows from what stands before and behind it.
"""

import re
from collections.abc import Iterator, Sequence
from string import ascii_lowercase

LABELS = re.compile(r"\s*((?:\(\w{1,6}\)\s*)+)")
LABEL = re.compile(r"\((\w{1,6})\)")
TENS, ONES = ("", "x", "xx"), ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
ROMAN = tuple(ten + one for ten in TENS for one in ONES)[1:]
LETTERS = (*ascii_lowercase, *(letter * 2 for letter in ascii_lowercase))
CAPITALS = tuple(letter.upper() for letter in LETTERS)
NUMBERS = tuple(map(str, range(1, 200)))
LEVELS = (LETTERS, NUMBERS, ROMAN, CAPITALS, NUMBERS, ROMAN)
"""The numbers of each level, in their order."""

Path = tuple[str, ...]
Steps = tuple[tuple[int, str], ...]
"""The numbers that lead to a paragraph, each with its level."""


def labels(words: str) -> list[str]:
    """The numbers with which a paragraph begins: (d)(1) gives d and 1."""
    found = LABELS.match(words)
    return LABEL.findall(found[1]) if found else []


def paths(numbered: Sequence[Sequence[str]]) -> Iterator[Path]:
    """For each paragraph the numbers that lead to it, from the numbers with which it begins and all those around."""
    steps: Steps = ()
    for place, told in enumerate(numbered):
        if told and steps and not numbered[place - 1] and _is_first(told[0], steps[0][0]):
            steps = ()  # behind a paragraph without a number, such as the next definition, numbers begin anew
        for index, label in enumerate(told):
            following = told[index + 1 :] or next((later for later in numbered[place + 1 :] if later), [])
            steps = _next(steps, label, following[0] if following else "")
        yield tuple(label for _, label in steps)


def _next(steps: Steps, label: str, following: str) -> Steps:
    """The steps to that number behind those: the next of its level, the first of one below, or one behind a gap, where
    paragraphs are reserved or taken out.
    """
    fitting = list(_fitting(steps, label))
    goes_on = [found for found in fitting if following and any(_fitting(found, following))]
    return (goes_on or fitting or [*_behind_a_gap(steps, label), ((0, label),)])[0]


def _fitting(steps: Steps, label: str) -> Iterator[Steps]:
    """Where the number may stand right behind the steps: as the first of the level below, as the next of a level that
    it goes on with, as the first of a level that lies lower still.
    """
    below = _level_below(steps)
    if _is_first(label, below):
        yield (*steps, (below, label))
    for depth in range(len(steps) - 1, -1, -1):
        level, before = steps[depth]
        order = LEVELS[level]
        if before in order and label == next(iter(order[order.index(before) + 1 :]), None):
            yield (*steps[:depth], (level, label))
    yield from ((*steps, (level, label)) for level in range(below + 1, len(LEVELS)) if _is_first(label, level))


def _is_first(label: str, level: int) -> bool:
    return level < len(LEVELS) and label == LEVELS[level][0]


def _behind_a_gap(steps: Steps, label: str) -> Iterator[Steps]:
    below = _level_below(steps)
    if below < len(LEVELS) and label in LEVELS[below]:
        yield (*steps, (below, label))
    for depth in range(len(steps) - 1, -1, -1):
        if label in LEVELS[steps[depth][0]]:
            yield (*steps[:depth], (steps[depth][0], label))


def _level_below(steps: Steps) -> int:
    return steps[-1][0] + 1 if steps else 0
