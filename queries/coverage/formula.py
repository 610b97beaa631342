"""The formula of a route, built once from the rules: what must hold, clause by clause, for the route to be open.

Negations are pushed down to the atoms, so that a formula is made of leaves and of branches that want all or any of
their parts. A leaf inside a `lifts` knows what it comes to where nobody has said: an exception must be claimed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter

from queries.coverage.conditions import All, Any, Atom, Condition, Not
from queries.coverage.result import Ground
from queries.coverage.rules import Rule
from queries.coverage.truth import NO, STATES, UNSAID, UNSURE, YES, normal, strict
from queries.coverage.truth import ground as ground_of
from schema.vocabulary import Direction, Effect, Timing, TransferKind

NORMAL = 0
STRICT = 1


@cache
def _tables(positive: bool, unsaid: int) -> tuple[bytes, bytes]:
    """The truth of a leaf by the state of its atom: with presumptions, and without."""
    plain = [normal(code) if positive else YES - normal(code) for code in STATES]
    claimed = [unsaid if value == UNSURE and ground_of(code) in UNSAID else value for code, value in enumerate(plain)]
    sure = [strict(code) if positive else YES - strict(code) for code in STATES]
    return bytes(claimed), bytes(sure)


class Leaf:
    """An atom, or its negation. `unsaid` is what it comes to where nobody has said, UNSURE outside exceptions."""

    __slots__ = ("index", "positive", "tables", "unsaid")

    def __init__(self, index: int, positive: bool, unsaid: int) -> None:
        self.index, self.positive, self.unsaid = index, positive, unsaid
        self.tables = _tables(positive, unsaid)


class Branch:
    """A want of all or any of its parts; where it is the body of a rule (an exception), `rule` is its id."""

    __slots__ = ("every", "parts", "rule")

    def __init__(self, every: bool, parts: "tuple[Node, ...]", rule: str | None = None) -> None:
        self.every, self.parts, self.rule = every, parts, rule


Node = Leaf | Branch
Pick = Callable[[bytes], bytes]


def truth(node: Node, states: bytes, mode: int = NORMAL) -> int:
    """The truth of a formula in the states of its atoms (strong Kleene)."""
    if isinstance(node, Leaf):
        return node.tables[mode][states[node.index]]
    return _of_parts(node, lambda part: truth(part, states, mode))


class Valuation:
    """The truths of formulas in the states of their atoms, each worked out once."""

    __slots__ = ("_known", "_sure", "states")

    def __init__(self, states: bytes) -> None:
        self.states = states
        self._known: dict[Branch, int] = {}
        self._sure: dict[Branch, int] = {}

    def truth(self, node: Node) -> int:
        """The truth of a formula."""
        if isinstance(node, Leaf):
            return node.tables[NORMAL][self.states[node.index]]
        found = self._known.get(node)
        if found is None:
            found = self._known[node] = _of_parts(node, self.truth)
        return found

    def strictly(self, node: Node) -> int:
        """The truth of a formula without presumptions."""
        if isinstance(node, Leaf):
            return node.tables[STRICT][self.states[node.index]]
        found = self._sure.get(node)
        if found is None:
            found = self._sure[node] = _of_parts(node, self.strictly)
        return found


def _of_parts(node: Branch, truth_of: Callable[[Node], int]) -> int:
    stop = NO if node.every else YES
    found = YES - stop
    for part in node.parts:
        value = truth_of(part)
        if value == stop:
            return stop
        if value == UNSURE:
            found = UNSURE
    return found


@dataclass(frozen=True, slots=True)
class Clause:
    """What one rule asks of a route: `wants` must hold; `bites` says whether the rule applies at all."""

    rule: Rule
    wants: Node
    bites: Node


@dataclass(frozen=True, eq=False)
class Form:
    """The formula of the routes of one grant in one kind. `shown` are rules that say something but decide nothing;
    `relies` is the atom that an agreement is in force; `pick` takes the states that decide, days aside, out of all,
    `pick_shown` those on which only what is shown turns.
    """

    kind: TransferKind
    grant: Rule
    clauses: tuple[Clause, ...]
    shown: tuple[Clause, ...]
    relies: int | None
    ground: Ground
    atoms: frozenset[int]
    pick: Pick = field(repr=False, compare=False)
    pick_shown: Pick = field(repr=False, compare=False)


@dataclass(frozen=True)
class Book:
    """All rules, compiled: the atoms that they turn on, and the forms of the routes by kind."""

    atoms: tuple[Atom, ...]
    forms: Mapping[TransferKind, tuple[Form, ...]]
    directions: Mapping[TransferKind, Direction]


def compile_rules(rules: Iterable[Rule]) -> Book:
    """The rules, compiled."""
    return _Compiler(rules).book()


class _Compiler:
    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = sorted(rules, key=lambda rule: rule.id)
        self.index: dict[Atom, int] = {}
        self.lifts: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for target in rule.lifts:
                self.lifts.setdefault(target, []).append(rule)

    def book(self) -> Book:
        grants = sorted((rule for rule in self.rules if rule.effect is Effect.GRANTS), key=self.turns_on)
        forms = {
            kind: tuple(self.form(kind, rule) for rule in grants if rule.governs(kind)) for kind in sorted(TransferKind)
        }
        return Book(tuple(self.index), forms, {kind: _direction(found) for kind, found in forms.items()})

    def turns_on(self, grant: Rule) -> int:
        """On how many things a grant turns: the most general comes first."""
        return len(set(_leaves(self.opening(grant).wants)))

    def form(self, kind: TransferKind, grant: Rule) -> Form:
        touching = [rule for rule in self.rules if rule.effect is not Effect.GRANTS and rule.touches(grant, kind)]
        decisive = [rule for rule in touching if decides(rule)]
        clauses = (self.opening(grant), *(self.clause(rule, kind) for rule in decisive))
        shown = tuple(self.clause(rule, kind) for rule in touching if _speaks(rule))
        dated = {index for atom, index in self.index.items() if atom.test == "time"}
        found = {index for clause in clauses for index in _leaves(clause.wants)}
        told = {index for clause in shown for index in _leaves(clause.bites)}
        relies = self.index[_reliance(grant)] if grant.agreement else None
        ground = Ground(kind, f"rule/{grant.id}", grant.authority, grant.citation)
        pick, pick_shown = _picker(sorted(found - dated)), _picker(sorted(told - found - dated))
        return Form(kind, grant, clauses, shown, relies, ground, frozenset(found | told), pick, pick_shown)

    def opening(self, grant: Rule) -> Clause:
        """What a grant asks: that it holds on the day, that its condition does, and that its agreement is in force."""
        relies = [self.node(_reliance(grant))] if grant.agreement else []
        wants = Branch(True, (self.bite(grant), *relies))
        return Clause(grant, wants, wants)

    def clause(self, rule: Rule, kind: TransferKind) -> Clause:
        """What any other rule asks: that it does not apply, or is met, or is lifted."""
        ways = [self.bite(rule, wanted=False), *self.met(rule)]
        lifted = self.lifted(rule, kind, wanted=True)
        return Clause(rule, Branch(False, tuple([*ways, lifted] if lifted else ways)), self.bite(rule))

    def met(self, rule: Rule) -> list[Node]:
        """The ways of meeting what a rule asks for."""
        if rule.then is not None:
            return [self.node(rule.then)]
        if rule.limit is not None:
            return [Branch(True, (self.atom("time", rule.id), self.atom("fits", rule.id)))]
        if rule.notice is None:
            return []
        waits = [self.wait(rule, number) for number in range(len(rule.waits))]
        return [Branch(True, (self.atom("approved", rule.notice), *waits))]

    def wait(self, rule: Rule, number: int) -> Node:
        """That the days of a waiting time have passed, where it applies."""
        when = rule.waits[number].when
        passed = self.atom("passed", rule.id, str(number))
        return passed if when is None else Branch(False, (self.node(when, wanted=False), passed))

    def bite(self, rule: Rule, wanted: bool = True, unsaid: int = UNSURE) -> Node:
        """That a rule applies: its day has come and its condition holds."""
        when = [] if rule.when is None else [self.node(rule.when, wanted, unsaid)]
        return Branch(wanted, (self.atom("time", rule.id, wanted=wanted), *when))

    def lifted(self, rule: Rule, kind: TransferKind, wanted: bool, unsaid: int = NO) -> Node | None:
        """That an exception silences the rule; None where there is no exception."""
        parts = []
        for lift in self.lifts.get(rule.id, ()):
            if lift.governs(kind) and lift.effect is Effect.LIFTS:
                bite = self.bite(lift, wanted, unsaid)
                silenced = self.lifted(lift, kind, not wanted, YES - unsaid)
                parts.append(Branch(wanted, (bite, silenced) if silenced else (bite,), lift.id))
        return Branch(not wanted, tuple(parts)) if parts else None

    def node(self, condition: Condition, wanted: bool = True, unsaid: int = UNSURE) -> Node:
        """The condition, or its negation."""
        match condition:
            case Atom():
                return Leaf(self.index.setdefault(condition, len(self.index)), wanted, unsaid)
            case Not(part):
                return self.node(part, not wanted, unsaid)
            case All(parts):
                return Branch(wanted, tuple(self.node(part, wanted, unsaid) for part in parts))
            case Any(parts):
                return Branch(not wanted, tuple(self.node(part, wanted, unsaid) for part in parts))

    def atom(self, test: str, *terms: str, wanted: bool = True) -> Node:
        return self.node(Atom(test, terms), wanted)


def _reliance(grant: Rule) -> Atom:
    return Atom("relies", tuple(sorted(grant.agreement)))


def decides(rule: Rule) -> bool:
    """Whether the rule can decide a route by itself; others lift rules, or are only shown."""
    silent = rule.effect in (Effect.LIFTS, Effect.PRICES, Effect.DELEGATES)
    return not silent and not (rule.effect is Effect.NOTIFIES and rule.timing is Timing.AFTER)


def _speaks(rule: Rule) -> bool:
    return rule.effect in (Effect.PRICES, Effect.DELEGATES) or rule.timing is Timing.AFTER


def _leaves(node: Node) -> Iterable[int]:
    if isinstance(node, Leaf):
        return (node.index,)
    return (index for part in node.parts for index in _leaves(part))


def _picker(indexes: list[int]) -> Pick:
    """A function that takes the states of these atoms out of those of all."""
    if len(indexes) < 2:
        return lambda states: bytes(states[index] for index in indexes)
    pick = itemgetter(*indexes)
    return lambda states: bytes(pick(states))


def _direction(forms: tuple[Form, ...]) -> Direction:
    """The way in which support of a kind flows if nobody says: the one that all its grants name, else from us."""
    named = {_named(form.grant.when) for form in forms}
    return Direction.TO_US if named == {Direction.TO_US} else Direction.FROM_US


def _named(condition: Condition | None) -> str | None:
    match condition:
        case Atom("direction", (way,)):
            return way
        case All(parts):
            return next(filter(None, map(_named, parts)), None)
        case _:
            return None
