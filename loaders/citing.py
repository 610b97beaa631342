"""Texts of law as official files refer to them, as ids; and what the credit of a section tells of its history."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

ADDRESS = {
    "usc": re.compile(r"/us/usc/t(\w+)/s([\w.-]+)((?:/[\w-]+)*)"),
    "pl": re.compile(r"/us/pl/(\d+)/(\d+)(?:/.*)?"),
    "cfr": re.compile(r"/us/cfr/t(\d+)/(?:p\w+/)?s?([\d.]+\w*)(?:/.*)?"),
}
ACTS = {
    "87-195": "Foreign Assistance Act of 1961",
    "90-629": "Arms Export Control Act",
}
"""Acts that are cited by their own sections, by the public law that made them."""

HYPHENS = str.maketrans("‐‑‒–—", "-----")
FIRST = re.compile(r"\(Pub\. L\. (\d+[–-]\d+), ((?:(?:div|title|pt|ch|subch)\. ?[^,]+, |title [^,]+, )*)§ ?([\w–-]+)")
ADDED = re.compile(r"^\((?:Added|Aug\.).*?Stat\. [^;]*?, § ([\w–-]+)$")
RENUMBERED = re.compile(r"\brenumbered § ([\w–-]+)")
SET_IN = re.compile(r"\b(?:added|formerly) (?!§)")
"""After these words of the first clause stands the law that made the section, before them the one it was put into."""
BY = r"(?:\bsee|(?<!previously )\bdelegated\b[^;.]{0,300}?\b(?:by|pursuant to))"
DELEGATED = re.compile(rf"{BY} (?:(?:[Ss]ections?|§§?|pars?\.) [^;:]{{1,80}}? of )?Ex\. Ord\. No\. (\d+)")
DAY = re.compile(r"\b(Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec)\.? (\d{1,2}), (\d{4})\b")


MOST = 200
"""A longer range of sections is not spelled out."""


class ActSection(NamedTuple):
    """A section by its act: the act, the part of the act in which it stands ('' where it has none), its number."""

    act: str
    part: str
    number: str


class Move(NamedTuple):
    """A section of a title that got another number: the one before, the one after, and the day of the law, if told."""

    before: str
    after: str
    on: str | None


def authorities(address: str) -> list[str]:
    """The ids of the texts that an address such as /us/usc/t22/s2767/b stands in: several for a range of sections, none
    for what has no id here.
    """
    for path, shape in ADDRESS.items():
        if found := shape.fullmatch(address):
            return (
                [f"{path}/{found[1]}-{found[2]}"]
                if path == "pl"
                else [f"{path}/{found[1]}/{n}" for n in _each(found[2])]
            )
    return []


def _each(numbers: str) -> list[str]:
    """The numbers of a range such as 2531...2534: all where they are whole numbers, else its ends."""
    first, _, last = numbers.rstrip(".").partition("...")
    if not last:
        return [first]
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) < MOST:
        return [str(number) for number in range(int(first), int(last) + 1)]
    return [first, last]


def section_of_act(credit: str) -> ActSection | None:
    """The section of an act that a credit names first; None where that is no act known by its sections."""
    found = FIRST.match(credit)
    act = ACTS.get(hyphened(found[1])) if found else None
    if not found or act is None:
        return None
    return ActSection(act, found[2].strip(", ").replace("ch.", "chapter").replace("pt.", "part"), hyphened(found[3]))


def moves(credit: str, number: str) -> Iterator[Move]:
    """The numbers that the section had before, as its credit tells them, the oldest first.

    A credit speaks of numbers of the Code where the last of them is the section's own; otherwise they are an act's.
    """
    clauses = credit.split(";")
    first = ADDED.match(clauses[0].strip().removesuffix(".)"))
    told: list[tuple[str, str | None]] = [(hyphened(first[1]), None)] if first else []
    told += [(hyphened(found[1]), _day(clause)) for clause in clauses if (found := RENUMBERED.search(clause))]
    if not told or told[-1][0] != number:
        return
    for (before, _), (after, on) in pairwise(told):
        yield Move(before, after, on)


def hyphened(number: str) -> str:
    """The number, or several, with plain hyphens, however these are printed."""
    return number if number.isascii() else number.translate(HYPHENS)


def history(credit: str) -> tuple[str | None, str | None]:
    """The day of the law that made a section and of the last that changed it, as its credit tells them; None where it
    tells none. They are read from its words, since files mark the days of public laws alone, not of acts before 1957.
    """
    first, *later = credit.split(";")
    made = [*SET_IN.finditer(first)]
    enacted = next(_days(first, made[-1].end() if made else 0), None)
    changed = max((day for clause in (first, *later) for day in _days(clause)), default=None)
    return enacted, changed if changed != enacted else None


def delegating(note: str) -> list[str]:
    """The ids of the orders by which functions under a section are delegated, as a note to it tells them."""
    return sorted({f"eo/{found[1]}" for found in DELEGATED.finditer(note)})


def _day(clause: str) -> str | None:
    return next(_days(clause), None)


def _days(words: str, start: int = 0) -> Iterator[str]:
    for found in DAY.finditer(words, start):
        with suppress(ValueError):
            yield datetime.strptime(f"{found[1][:3]} {found[2]} {found[3]}", "%b %d %Y").date().isoformat()  # noqa: DTZ007
