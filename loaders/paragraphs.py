"""Paragraph levels of the CFR, which its files do not mark: they are read from the numbers at the start of a paragraph.

The order of levels is that of the Federal Register's Document Drafting Handbook: (a), (1), (i), (A), then (1), (i) in
italics. Whether "(i)" is a letter or a numeral follows from what stands before and behind it.
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


def labels(words: str) -> list[str]:
    """The numbers with which a paragraph begins: (d)(1) gives d and 1."""
    found = LABELS.match(words)
    return LABEL.findall(found[1]) if found else []


def paths(numbered: Sequence[Sequence[str]]) -> Iterator[Path]:
    """For each paragraph the numbers that lead to it, from the numbers with which it begins and all those around."""
    path: Path = ()
    for place, told in enumerate(numbered):
        for index, label in enumerate(told):
            following = told[index + 1 :] or next((later for later in numbered[place + 1 :] if later), [])
            path = _next(path, label, following[0] if following else "")
        yield path


def _next(path: Path, label: str, following: str) -> Path:
    """Where the number stands after that path: the next of its level, or the first of the level below."""
    fitting = [(*path[:depth], label) for depth in range(len(path), -1, -1) if _fits(path, depth, label)]
    if not fitting:
        return (*path[: _depth_of(path, label)], label)
    goes_on = [found for found in fitting if following and _follows(found, following)]
    return (goes_on or fitting)[0]


def _fits(path: Path, depth: int, label: str) -> bool:
    if depth >= len(LEVELS) or label not in LEVELS[depth]:
        return False
    order = LEVELS[depth]
    return order.index(label) == (order.index(path[depth]) + 1 if depth < len(path) and path[depth] in order else 0)


def _follows(path: Path, label: str) -> bool:
    """Whether the number may come right behind the path."""
    return any(_fits(path, depth, label) for depth in (len(path) - 1, len(path)))


def _depth_of(path: Path, label: str) -> int:
    """The level of a number that is not the next of any: a gap, where paragraphs are reserved or taken out."""
    return next((depth for depth in range(min(len(path), len(LEVELS) - 1), -1, -1) if label in LEVELS[depth]), 0)
