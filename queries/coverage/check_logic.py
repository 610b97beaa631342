"""What only a solver finds: grants that can never open, rules that can never apply, figures that contradict.

It reads the rules afresh, not the compiled formulas, so that it tells of an error in these too. The solver is a tool of
development; where it is lacking, that is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import combinations
from typing import Any

from queries.coverage.check_files import Entry, Family, Finding
from queries.coverage.conditions import All, Atom, Condition, Not
from queries.coverage.conditions import Any as AnyOf
from queries.coverage.rules import Rule, rule
from queries.coverage.slots import Slot, slots
from schema.vocabulary import ApprovalClass, ApprovalKind, Effect, PartyClass, Timing, TransferKind

try:
    import z3
except ImportError:
    z3 = None

GOVERNMENTS = (PartyClass.NATO_MEMBER, PartyClass.NON_NATO_GOVERNMENT)


def reachable(families: Iterable[Family], lists: Iterable[Entry]) -> Iterator[Finding]:
    """Grants that can never be open, or only with a waiver; rules that never apply; figures that contradict."""
    entries = {entry.id: entry for family in families for entry in family.rules}
    if z3 is None:
        yield Finding(
            "",
            0,
            "",
            "not checked without z3-solver, which make check has: whether grants can open and rules can apply",
        )
        return
    logic = _Logic({name: rule(entry.told) for name, entry in entries.items()}, lists)
    for name, entry in entries.items():
        yield from map(entry.finding, logic.findings(logic.rules[name]))


class _Logic:
    """The rules as formulas of the solver: a choice for each field of a request, a truth for everything else."""

    def __init__(self, rules: Mapping[str, Rule], lists: Iterable[Entry]) -> None:
        self.rules = rules
        self.atoms = tuple({atom for told in rules.values() for atom in self.turned_on(told)})
        limits = {told.id: told.limit for told in rules.values() if told.limit}
        self.slots = dict(zip(self.atoms, slots(self.atoms, limits), strict=True))
        self.lists = {entry.id: tuple(entry.told.get("includes") or ()) for entry in lists}
        self.day = z3.Int("day")
        self.waived = z3.Or([self.holds(atom) for atom in self.atoms if _waives(atom)])
        self.lifting: dict[str, list[Rule]] = defaultdict(list)
        for told in rules.values():
            for lifted in told.lifts:
                self.lifting[lifted].append(told)
        self.formulas: dict[str, Any] = {}

    def turned_on(self, told: Rule) -> Iterator[Atom]:
        """Every atom of a rule, that its limit is kept and its days have passed among them."""
        for condition in (told.when, told.then, *(wait.when for wait in told.waits)):
            yield from _atoms(condition)
        if told.limit:
            yield Atom("fits", (told.id,))
        if told.notice:
            yield Atom("approved", (told.notice,))

    def findings(self, told: Rule) -> Iterator[str]:
        """What is wrong with the logic of one rule."""
        if not self.possible(self.applies(told)):
            yield "can never apply"
        elif told.effect is Effect.GRANTS:
            yield from self.opening(told)
        yield from self.waiting(told)
        yield from self.figures(told)

    def opening(self, grant: Rule) -> Iterator[str]:
        """Whether the grant can be open, in each of its kinds."""
        for kind in TransferKind:
            if grant.governs(kind):
                wanted = [self.applies(grant), *(self.met(told, kind) for told in self.touching(grant, kind))]
                if not self.possible(*wanted, z3.Not(self.waived)):
                    yield f"can never be open for {kind}{' without a waiver' if self.possible(*wanted) else ''}"

    def touching(self, grant: Rule, kind: TransferKind) -> Iterator[Rule]:
        """The rules that ask something of a route of the grant."""
        for told in self.rules.values():
            asks = told.effect in (Effect.NARROWS, Effect.REQUIRES, Effect.PROHIBITS, Effect.LIMITS)
            if (asks or told.timing is Timing.BEFORE) and told.touches(grant, kind):
                yield told

    def met(self, told: Rule, kind: TransferKind) -> Any:
        """That a rule does not apply, or is met, or is lifted."""
        ways = [z3.Not(self.applies(told)), self.lifted(told, kind)]
        if told.then is not None:
            ways.append(self.holds(told.then))
        if told.limit is not None:
            ways.append(self.holds(Atom("fits", (told.id,))))
        if told.notice is not None:
            ways.append(self.holds(Atom("approved", (told.notice,))))
        return z3.Or(ways)

    def lifted(self, told: Rule, kind: TransferKind) -> Any:
        """That an exception that is not lifted itself applies."""
        lifts = [other for other in self.lifting[told.id] if other.governs(kind)]
        return z3.Or([z3.And(self.applies(lift), z3.Not(self.lifted(lift, kind))) for lift in lifts])

    def waiting(self, told: Rule) -> Iterator[str]:
        """Waiting times of one notice that contradict each other."""
        for one, other in combinations(told.waits, 2):
            both = [self.holds(wait.when) for wait in (one, other) if wait.when is not None]
            if one.days != other.days and self.possible(self.applies(told), *both):
                yield f"waits {one.days} and {other.days} days in one and the same case"

    def figures(self, told: Rule) -> Iterator[str]:
        """Other figures for the same quantity, of the same paragraph, in one case; a ceiling within one is none."""
        for other in self.rules.values():
            if told.limit and other.limit and told.id < other.id and _same_figure(told, other):
                both = self.applies(told), self.applies(other)
                apart = [self.possible(both[0], z3.Not(both[1])), self.possible(both[1], z3.Not(both[0]))]
                if self.possible(*both) and all(apart) == any(apart) and told.limit != other.limit:
                    yield f"sets another figure than {other.id} in one and the same case"

    def applies(self, told: Rule) -> Any:
        """That a rule holds on the day and its condition does."""
        if told.id not in self.formulas:
            self.formulas[told.id] = self._applies(told)
        return self.formulas[told.id]

    def _applies(self, told: Rule) -> Any:
        begun = self.day >= told.from_on.latest.toordinal() if told.from_on else z3.BoolVal(True)
        lasts = self.day <= told.to_on.earliest.toordinal() if told.to_on else z3.BoolVal(True)
        return z3.And(begun, lasts, self.holds(told.when) if told.when is not None else z3.BoolVal(True))

    def holds(self, condition: Condition) -> Any:
        """That a condition is true."""
        match condition:
            case Atom("purpose", terms):
                return z3.Or([z3.Bool(f"purpose={term}") for term in terms])
            case Atom(test, terms) if "." in test and not test.endswith(".is"):
                return z3.Or([z3.Bool(f"{test}={term}") for term in terms])
            case Atom():
                return _fits(self.slots[condition])
            case Not(part):
                return z3.Not(self.holds(part))
            case All(parts):
                return z3.And([self.holds(part) for part in parts])
            case AnyOf(parts):
                return z3.Or([self.holds(part) for part in parts])

    @cached_property
    def world(self) -> list[Any]:
        """What is so of any world: a government is in NATO or outside, and lists hold what they include."""
        known: list[Any] = []
        for part in {atom.test.split(".")[0] for atom in self.atoms if "." in atom.test}:
            known.append(z3.Not(z3.And([z3.Bool(f"{part}.class={sort}") for sort in GOVERNMENTS])))
            for name, includes in self.lists.items():
                wide = z3.Bool(f"{part}.in_list={name}")
                known += [z3.Implies(z3.Bool(f"{part}.in_list={narrow}"), wide) for narrow in includes]
        for slot in self.slots.values():
            if len(slot.answers) > 2:
                known.append(z3.And(z3.Int(slot.name) >= 0, z3.Int(slot.name) < len(slot.answers)))
        return known

    @cached_property
    def solver(self) -> Any:
        """The solver, with what is so of any world."""
        solver = z3.Solver()
        solver.add(self.world)
        return solver

    def possible(self, *wanted: Any) -> bool:
        """Whether all these can be so together."""
        return bool(self.solver.check(list(wanted)) == z3.sat)


def _fits(slot: Slot) -> Any:
    if len(slot.answers) == 2:
        return z3.Bool(slot.name) if slot.true == 4 else z3.Not(z3.Bool(slot.name))
    fitting = [number for number in range(len(slot.answers)) if slot.true >> number + 1 & 1]
    return z3.Or([z3.Int(slot.name) == number for number in fitting])


def _waives(atom: Atom) -> bool:
    return atom.test == "approved" and ApprovalKind(atom.terms[0]).given is ApprovalClass.WAIVER


def _same_figure(told: Rule, other: Rule) -> bool:
    one, two = told.limit, other.limit
    same = one is not None and two is not None and (one.of, one.per, one.unit) == (two.of, two.per, two.unit)
    bound = told.under == other.under and not told.kinds.isdisjoint(other.kinds)
    return same and bound and told.citation.text == other.citation.text


def _atoms(condition: Condition | None) -> Iterator[Atom]:
    match condition:
        case Atom():
            yield condition
        case Not(part):
            yield from _atoms(part)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _atoms(part)
        case None:
            return
