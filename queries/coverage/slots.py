"""What could be said instead: for every atom the question on which it turns, and the answers that make it true.

Atoms on one field of the request share a slot, so that a search for what would open a route never says two things at
once: paid in cash and in kind, worth less and more than a sum. The first bit of a slot means that nothing is said.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from queries.coverage.conditions import CHOICES, Atom
from queries.coverage.rules import Limit
from schema.vocabulary import Direction, ItemCategory, ValueKind

SILENT: Final = 1
"""The bit for leaving a thing unsaid."""
ELSEWHERE: Final = "another"
SUMS: Final = frozenset(ValueKind)
"""The quantities that a request can name."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The question (`name`), its possible answers, and the bits of those that make the atom true, false, or either."""

    name: str
    answers: tuple[str, ...]
    true: int
    false: int = field(init=False)
    full: int = field(init=False)

    def __post_init__(self) -> None:
        full = (1 << len(self.answers) + 1) - 2
        object.__setattr__(self, "full", full)
        object.__setattr__(self, "false", full & ~self.true)


def bits(answers: tuple[str, ...], fitting: Iterable[str]) -> int:
    """The bits of the fitting answers."""
    return sum(1 << answers.index(answer) + 1 for answer in set(fitting))


def slots(atoms: tuple[Atom, ...], limits: dict[str, Limit]) -> tuple[Slot, ...]:
    """A slot for each atom. `limits` are the figures by the id of their rule."""
    thresholds: dict[str, set[Decimal]] = {}
    places: dict[str, set[str]] = {}
    for atom in atoms:
        if atom.test == "value":
            thresholds.setdefault(atom.terms[0], set()).add(Decimal(atom.terms[2]))
        elif atom.test == "fits" and (limit := limits[atom.terms[0]]).of in SUMS:
            figures = {figure for figure in (limit.at_most, limit.at_least) if figure is not None}
            thresholds.setdefault(limit.of, set()).update(figures)
        elif atom.test.endswith(".is"):
            places.setdefault(atom.test, set()).update(atom.terms)
    sums = {kind: _sums(found) for kind, found in thresholds.items()}
    named = {test: (*sorted(found), ELSEWHERE) for test, found in places.items()}
    return tuple(_slot(atom, sums, named, limits) for atom in atoms)


def _slot(
    atom: Atom, sums: dict[str, tuple[str, ...]], named: dict[str, tuple[str, ...]], limits: dict[str, Limit]
) -> Slot:
    test, terms = atom.test, atom.terms
    if test == "item":
        wanted = set(terms)
        return _choice("item", tuple(ItemCategory), (item for item in ItemCategory if wanted & set(item.above)))
    if test in CHOICES:
        return _choice(test, tuple(CHOICES[test]), terms)
    if test == "direction":
        return _choice("direction", tuple(Direction), terms)
    if test in named:
        return _choice(test, named[test], terms)
    if test == "value":
        kind, bound, figure = terms
        fitting = (told for told in sums[kind] if compares(Decimal(told), bound, Decimal(figure)))
        return _choice(f"value.{kind}", sums[kind], fitting)
    if test == "fits" and (limit := limits[terms[0]]).of in sums:
        fitting = (told for told in sums[limit.of] if limit.fits(Decimal(told)))
        return _choice(f"value.{limit.of}", sums[limit.of], fitting)
    return Slot(str(atom), ("no", "yes"), 4)


def _choice(name: str, answers: tuple[str, ...], fitting: Iterable[str]) -> Slot:
    return Slot(name, answers, bits(answers, fitting))


def compares(amount: Decimal, bound: str, figure: Decimal) -> bool:
    """Whether the amount is at least, above, at most or below the figure."""
    return {
        "at_least": amount >= figure,
        "above": amount > figure,
        "at_most": amount <= figure,
        "below": amount < figure,
    }[bound]


def _sums(figures: set[Decimal]) -> tuple[str, ...]:
    """A sum below, at, between and above the figures: with regard to them there are no others."""
    found: list[Decimal] = []
    for figure in sorted(figures):
        below = (found[-1] + figure) / 2 if found else figure / 2
        found += [figure] if below == figure else [below, figure]
    return tuple(format(told.normalize(), "f") for told in [*found, found[-1] * 2 or Decimal(1)])
