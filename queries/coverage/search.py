"""A search for what would make formulas true: answers that are consistent with each other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from queries.coverage.formula import Leaf, Node
from queries.coverage.slots import SILENT, Slot
from queries.coverage.truth import NEEDS, NO, STATES, UNSURE, YES, Ground, ground, presumed

Goal = tuple[Node, bytes]
"""A formula that is to be true, with the states of its atoms."""
Choice = tuple[Goal, list[Node]]
"""A goal that wants any of its parts, and the parts that can still be true."""
Answers = dict[str, int]
"""By slot, the bits of the answers that are left; a slot that leaves out silence must be answered."""
ALWAYS: Final = -1
NEVER: Final = 0


@dataclass(frozen=True)
class Freedom:
    """What may be answered: what is not known on these grounds, and what is presumed on those."""

    unknown: frozenset[Ground]
    presumed: frozenset[Ground] = frozenset()

    @property
    def covers(self) -> bytes:
        """By the state of an atom, whether it may be answered."""
        return bytes(ground(code) in (self.presumed if presumed(code) else self.unknown) for code in STATES)


SAYABLE = NEEDS | {Ground.RECORD}
WAIVERS = frozenset({Ground.WAIVER})
GAPS = frozenset({Ground.RECORD, Ground.GAP})
ALL = frozenset(Ground) - {Ground.KNOWN}


CHEAP = frozenset({Ground.ASKER, Ground.RECORD})
WEIGHTS = tuple(1 if ground(code) in CHEAP else 1000 if ground(code) is Ground.WAIVER else 10 for code in STATES)
"""How dear it is to settle an atom, by its state: an answer, an act, a waiver."""
DEAR: Final = 100
"""How many times as dear it is to claim what few can."""
OUT_OF_REACH: Final = 1_000_000


class Search:
    """A search under one freedom. `mode` says whether presumptions count, `start` what is settled beforehand,
    `hopeless` which answers are not worth going on from, and `dear` which slots are settled last.
    """

    def __init__(
        self,
        slots: Sequence[Slot],
        freedom: Freedom,
        mode: int,
        start: Mapping[str, int],
        hopeless: Callable[[Answers], bool] | None = None,
        dear: frozenset[str] = frozenset(),
    ) -> None:
        self.slots, self.covers, self.mode, self.start = slots, freedom.covers, mode, start
        self.hopeless, self.dear = hopeless, dear

    def finds(self, goals: Sequence[Goal]) -> bool:
        """Whether some answers make all goals true."""
        answers = dict(self.start)
        choices = self.settle(list(goals), answers)
        while choices and self._agree(choices, answers):
            choices = self.settle([goal for goal, _ in choices], answers)
        if not choices:
            return choices is not None
        return next(self.solve([goal for goal, _ in choices], answers), None) is not None

    def _agree(self, choices: list[Choice], answers: Answers) -> bool:
        """Whether something could be answered upon which all that is still wanted agrees: then it is answered so."""
        wanted: Answers = {}
        for (_, states), ways in choices:
            for leaf in (leaf for way in ways for leaf in _leaves(way)):
                bits, slot = self.bits(leaf, states), self.slots[leaf.index]
                if bits > NEVER:
                    left = wanted.get(slot.name, answers.get(slot.name, SILENT | slot.full))
                    wanted[slot.name] = left & bits
        agreed = {name: bits for name, bits in wanted.items() if bits and bits != answers.get(name)}
        answers |= agreed
        return bool(agreed)

    def solutions(self, goals: Sequence[Goal]) -> Iterator[Answers]:
        """Answers that make all goals true, one set after the other."""
        return self.solve(list(goals), dict(self.start))

    def solve(self, goals: list[Goal], answers: Answers) -> Iterator[Answers]:
        """Answers that make all goals true beside those already given."""
        choices = self.settle(goals, answers)
        if choices is None or (self.hopeless is not None and self.hopeless(answers)):
            return
        unmet = [choice for choice in choices if self.truth(*choice[0], answers, silent=True) != YES]
        if not unmet:
            yield answers  # what silence does for need not be chosen
            return
        goal, ways = min(unmet, key=lambda choice: len(choice[1]))
        states, rest = goal[1], [other for other, _ in choices if other is not goal]
        for part in sorted(ways, key=lambda way: self.weight(way, states, answers)):
            yield from self.solve([(part, states), *rest], answers.copy())

    def settle(self, goals: list[Goal], answers: Answers) -> list[Choice] | None:
        """What is still to be chosen once all that leaves no choice is answered; None where the goals contradict."""
        while True:
            branches = self._unfold(goals, answers)
            if branches is None:
                return None
            choices: list[Choice] = []
            sure: list[Choice] = []
            for branch in branches:
                ways = self._ways(branch, answers)
                if ways is not None and not ways:
                    return None
                if ways is not None:
                    (choices if len(ways) > 1 else sure).append((branch, ways))
            if not sure:
                return choices
            goals = [(ways[0], states) for (_, states), ways in sure] + [branch for branch, _ in choices]

    def _unfold(self, goals: list[Goal], answers: Answers) -> list[Goal] | None:
        """The goals that want any of several things, once the others are answered; None where one cannot be."""
        branches: list[Goal] = []
        while goals:
            node, states = goals.pop()
            if isinstance(node, Leaf):
                if not self._say(node, states, answers):
                    return None
            elif node.every:
                goals += [(part, states) for part in node.parts]
            else:
                branches.append((node, states))
        return branches

    def _ways(self, goal: Goal, answers: Answers) -> list[Node] | None:
        """The parts of an `any` that can still be true; None where one already is."""
        node, states = goal
        ways = []
        for part in node.parts:  # type: ignore[union-attr]
            value = self.truth(part, states, answers)
            if value == YES:
                return None
            if value == UNSURE:
                ways.append(part)
        return ways

    def truth(self, node: Node, states: bytes, answers: Mapping[str, int], silent: bool = False) -> int:
        """Whether a formula is true whatever else is answered (or where nothing else is), false so, or neither."""
        if isinstance(node, Leaf):
            bits = self.bits(node, states)
            if bits <= NEVER:
                return YES if bits == ALWAYS else NO
            slot = self.slots[node.index]
            left = answers.get(slot.name, SILENT | slot.full)
            left = SILENT if silent and left & SILENT else left
            return NO if not left & bits else UNSURE if left & ~bits else YES
        stop = NO if node.every else YES
        found = YES - stop
        for part in node.parts:
            value = self.truth(part, states, answers, silent)
            if value == stop:
                return stop
            found = UNSURE if value == UNSURE else found
        return found

    def weight(self, node: Node, states: bytes, answers: Answers) -> int:
        """How much would have to be said, and how dear it is, to make a formula true."""
        if isinstance(node, Leaf):
            bits = self.bits(node, states)
            slot = self.slots[node.index]
            left = answers.get(slot.name, SILENT | slot.full)
            if bits == ALWAYS or (bits > NEVER and left & bits and (bits & SILENT or not left & SILENT)):
                return 0
            if bits <= NEVER or not left & bits:
                return OUT_OF_REACH
            return WEIGHTS[states[node.index]] * (DEAR if slot.name in self.dear else 1)
        weights = [self.weight(part, states, answers) for part in node.parts]
        return sum(weights) if node.every else min(weights)

    def bits(self, leaf: Leaf, states: bytes) -> int:
        """The answers in which the leaf is true, silence among them where it is true unsaid; or ALWAYS, or NEVER."""
        code = states[leaf.index]
        value = leaf.tables[self.mode][code]
        if not self.covers[code]:
            return ALWAYS if value == YES else NEVER
        slot = self.slots[leaf.index]
        return (slot.true if leaf.positive else slot.false) | (SILENT if value == YES else 0)

    def holds(self, goals: Sequence[Goal], answers: Mapping[str, int]) -> bool:
        """Whether the goals are true with these answers, and nothing else said."""
        return all(self.truth(node, states, answers, silent=True) == YES for node, states in goals)

    def _say(self, leaf: Leaf, states: bytes, answers: Answers) -> bool:
        bits = self.bits(leaf, states)
        if bits <= NEVER:
            return bits == ALWAYS
        slot = self.slots[leaf.index]
        answers[slot.name] = answers.get(slot.name, SILENT | slot.full) & bits
        return answers[slot.name] != 0


def _leaves(node: Node) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        yield node
    else:
        for part in node.parts:
            yield from _leaves(part)
