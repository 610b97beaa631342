"""The rule base as the evaluator uses it: rules and statements by id, lists, and the compiled formulas. Made once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any

from queries.coverage.conditions import Atom
from queries.coverage.days import COLLECTED, GOES_ON, weakest
from queries.coverage.formula import Book, compile_rules, decides
from queries.coverage.rules import Rule, Statement
from queries.coverage.slots import SUMS, Slot, slots
from queries.coverage.truth import FALSE, GAP, NO, TRUE, UNSURE, YES, Ground, known, state
from schema.errors import BadRequest
from schema.near import near
from schema.vocabulary import (
    ApprovalClass,
    ApprovalKind,
    Direction,
    Effect,
    ItemCategory,
    Reply,
    SettledBy,
    TransferKind,
)

SETTLED = {SettledBy.ASKER: Ground.ASKER, SettledBy.OFFICIAL: Ground.OFFICIAL, SettledBy.RECORD: Ground.RECORD}
PRESUMED = {Reply.YES: YES, Reply.NO: NO, Reply.CANNOT_SAY: UNSURE}
WITHHELD = {
    ApprovalClass.ROUTINE: state(Ground.APPROVAL),
    ApprovalClass.DISCRETIONARY: state(Ground.APPROVAL),
    ApprovalClass.WAIVER: state(Ground.WAIVER, NO),
}
"""The state of an approval of which nothing is said: no waiver is counted on."""
NOT_NARROWER = state(Ground.ASKER, NO)
"""A broad item is presumed to be nothing narrower."""
TAKEN_TO_FIT = state(Ground.ASKER, YES)
"""A sum that the request could name and does not is shown, and taken to keep to a limit."""
States = tuple[tuple[int, int], ...]
Asked = tuple[str, int, Atom, frozenset[str]]
"""What is asked of a party: the test, the number of the atom, the atom, and what its terms take in."""
KINDS_KEPT = 1000
DAYS_KEPT = 4096
"""For how many days the states are kept; more than ten years of them."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A law, regulation or policy, and the source that shows it."""

    id: str
    title: str
    source: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Rules:
    """Everything that a load can change in the rules. `includes` tells which lists and bodies a list takes in."""

    rules: Mapping[str, Rule]
    statements: Mapping[str, Statement]
    includes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    authorities: Mapping[str, Authority] = field(default_factory=dict)
    revision: str = ""
    judged: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    anatomies: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    worded: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, rules: Iterable[Rule], statements: Iterable[Statement], **rest: Any) -> "Rules":
        """The rule base of these rules and statements."""
        return cls({rule.id: rule for rule in rules}, {told.id: told for told in statements}, **rest)

    @cached_property
    def book(self) -> Book:
        """The formulas, compiled."""
        return compile_rules(self.rules.values())

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """For each atom what could be said instead."""
        return slots(self.book.atoms, {rule.id: rule.limit for rule in self.rules.values() if rule.limit})

    @cached_property
    def tests(self) -> Mapping[str, tuple[tuple[int, Atom], ...]]:
        """The atoms by what they test, each with its number."""
        found: dict[str, list[tuple[int, Atom]]] = {}
        for index, atom in enumerate(self.book.atoms):
            found.setdefault(atom.test, []).append((index, atom))
        return {test: tuple(told) for test, told in found.items()}

    @cached_property
    def index(self) -> Mapping[Atom, int]:
        """The number of each atom."""
        return {atom: index for index, atom in enumerate(self.book.atoms)}

    @cached_property
    def local(self) -> tuple[int, ...]:
        """The statements whose answer is about one agreement."""
        about = {name for name, told in self.statements.items() if told.about}
        return tuple(index for index, atom in self.tests.get("says", ()) if atom.terms[0] in about)

    @cached_property
    def blank(self) -> Callable[[date], bytes]:
        """A function from a day to the states of all atoms where the request says nothing else."""
        return lru_cache(DAYS_KEPT)(lambda day: bytes(self._unsaid(atom, day) for atom in self.book.atoms))

    @cached_property
    def item_states(self) -> Callable[[ItemCategory | None], States]:
        """A function from an item to the states of the atoms that test items; of no item nothing is said."""
        tested = self.tests.get("item", ())
        return cache(lambda item: tuple((i, _is_item(item, frozenset(a.terms))) for i, a in tested) if item else ())

    @cached_property
    def direction_states(self) -> Callable[[Direction, bool], States]:
        """A function from a direction, and whether it was said or is presumed, to the states of its atoms."""
        tested = self.tests.get("direction", ())
        return cache(lambda flow, said: tuple((index, _flows(flow in atom.terms, said)) for index, atom in tested))

    @cached_property
    def reach(self) -> Callable[[str], frozenset[str]]:
        """A function from the name of a list to the lists and bodies that it takes in, itself among them."""
        return cache(lambda name: _reach(f"designation/{name}", self.includes))

    @cached_property
    def asked_of(self) -> Callable[[str, tuple[TransferKind, ...]], tuple[Asked, ...]]:
        """A function from a part of a request, and its kinds, to what is asked of that party."""
        return lru_cache(KINDS_KEPT)(lambda part, kinds: tuple(self._asked_of(part, kinds)))

    def _asked_of(self, part: str, kinds: tuple[TransferKind, ...]) -> Iterator[Asked]:
        wanted = {index for kind in kinds or self.book.forms for form in self.book.forms[kind] for index in form.atoms}
        for name, atoms in self.tests.items():
            of, _, test = name.partition(".")
            for index, atom in atoms if of == part else ():
                if index in wanted:
                    yield self._asked(test, index, atom)

    def _asked(self, test: str, index: int, atom: Atom) -> Asked:
        """What is asked; a list that is not there must not pass for one on which nobody stands."""
        if test != "in_list":
            return test, index, atom, frozenset(atom.terms)
        known = all(self.is_list(name) for name in atom.terms)
        return test if known else "unknown list", index, atom, frozenset().union(*map(self.reach, atom.terms))

    def is_list(self, name: str) -> bool:
        """Whether there is a list of that name."""
        return f"designation/{name}" in self.includes

    @cached_property
    def era(self) -> Callable[[date], int]:
        """A function from a day to a number that days share on which the same rules hold."""
        eras: dict[bytes, int] = {}
        dated = [index for index, _ in self.tests.get("time", ())]
        return lru_cache(DAYS_KEPT)(
            lambda day: eras.setdefault(bytes(self.blank(day)[index] for index in dated), len(eras))
        )

    def _unsaid(self, atom: Atom, day: date) -> int:
        match atom.test:
            case "time":
                return in_time(self.rules[atom.terms[0]], day)
            case "says":
                return self._unanswered(atom.terms[0])
            case "approved":
                return WITHHELD[ApprovalKind(atom.terms[0]).given]
            case "passed":
                return state(Ground.ASKER, YES)
            case "fits":
                return self._unmeasured(self.rules[atom.terms[0]])
            case "relies" | "unreadable":
                return GAP
            case _:
                return state(Ground.ASKER)

    def _unanswered(self, name: str) -> int:
        told = self.statements.get(name)
        if told is None:
            return GAP
        return state(SETTLED[told.settled_by], PRESUMED[told.presume] if told.presume else UNSURE)

    def _unmeasured(self, rule: Rule) -> int:
        """A quantity that no request can name and no order tells is shown, and not counted."""
        return GAP if rule.limit is None else TAKEN_TO_FIT if rule.limit.of in SUMS else TRUE

    def statement(self, name: str) -> Statement:
        """The statement of that slug. Raises BadRequest with the nearest where there is none."""
        if name not in self.statements:
            likely = near(name, self.statements)
            remedy = f"did you mean {' or '.join(likely)}?" if likely else "take one that an answer asks for"
            raise BadRequest(f"there is no statement {name!r}", remedy=remedy)
        return self.statements[name]


def _flows(fits: bool, said: bool) -> int:
    return known(fits) if said else state(Ground.ASKER, YES if fits else NO)


def _reach(name: str, includes: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    found, queue = set[str](), [name]
    while queue:
        entry = queue.pop()
        if entry not in found:
            found.add(entry)
            queue += includes.get(entry, ())
    return frozenset(found)


def _is_item(item: ItemCategory, terms: frozenset[str]) -> int:
    if not terms.isdisjoint(item.above):
        return TRUE
    return NOT_NARROWER if any(not terms.isdisjoint(narrow.above) for narrow in item.below) else FALSE


def in_time(rule: Rule, day: date) -> int:
    """Whether the rule holds on the day. Before its start it is a gap where other law applied that is not collected."""
    if rule.to_on and day > rule.to_on.latest:
        return FALSE
    ending = GAP if rule.to_on and day > rule.to_on.earliest else TRUE
    return weakest(ending, _begun(rule, day))


def _had_forerunner(rule: Rule) -> bool:
    """Whether other law applied before the rule began; of a grant that is taken so unless nothing like it existed."""
    if rule.effect is Effect.GRANTS:
        return rule.before != "none"
    return decides(rule) and rule.before not in (None, "none")


def _begun(rule: Rule, day: date) -> int:
    if rule.from_on is None:
        return GOES_ON if day < COLLECTED else TRUE
    if day < rule.from_on.earliest:
        return GAP if _had_forerunner(rule) else FALSE
    return GAP if day < rule.from_on.latest else TRUE
