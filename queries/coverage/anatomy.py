"""What decided a route, before it is put into words. It depends on the states of atoms alone, and is kept by them."""

from dataclasses import dataclass
from functools import cached_property

from queries.coverage.formula import Clause, Form, Leaf, Node, Valuation
from queries.coverage.proof import Proof, leaves, presumptions, prove, residual
from queries.coverage.rulebase import Rules
from queries.coverage.truth import NO, UNSURE

KEPT = 20_000
"""How many are kept; beyond that they are worked out anew."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What a clause came to: whether its rule applies, whether it holds without presumptions, and the proof."""

    clause: Clause
    value: int
    strictly: int
    applies: int
    proof: Proof


class Anatomy:
    """What decided a route for one item: the worst of its clauses, and what in them did."""

    def __init__(self, form: Form, states: bytes) -> None:
        self.form, self.told = form, Valuation(states)
        values = [self.told.truth(clause.wants) for clause in form.clauses]
        self.worst = min(values)
        self.clauses = tuple(c for c, value in zip(form.clauses, values, strict=True) if value == self.worst)

    @cached_property
    def decisive(self) -> tuple[Part, ...]:
        """The clauses that gave the verdict: all of an open route, else those that fail, else those not known."""
        return tuple(self._part(clause, clause.wants) for clause in self.clauses)

    @cached_property
    def shown(self) -> tuple[Part, ...]:
        """The rules that say something beside: prices, who exercises the power, what is reported afterwards."""
        told = (clause for clause in self.form.shown if self.told.truth(clause.bites) != NO)
        return tuple(self._part(clause, clause.bites) for clause in told)

    def _part(self, clause: Clause, node: Node) -> Part:
        told = self.told
        return Part(
            clause,
            told.truth(node),
            told.strictly(node),
            told.truth(clause.bites),
            prove(node, told),
        )

    @cached_property
    def left(self) -> tuple[tuple[Clause, Node | bool], ...]:
        """What is left of each clause that is not known."""
        unknown = self.clauses if self.worst == UNSURE else ()
        return tuple((clause, residual(clause.wants, self.told)) for clause in unknown)

    @cached_property
    def unknown(self) -> tuple[tuple[str, Leaf], ...]:
        """The leaves that are not known and still matter, each atom once, with the rule in which it stands."""
        found = [each for clause, node in self.left for each in leaves(clause.rule.id, node)]
        return tuple({leaf.index: (rule, leaf) for rule, leaf in reversed(found)}.values())[::-1]

    @cached_property
    def presumed(self) -> tuple[tuple[str, Leaf], ...]:
        """The leaves that were presumed, and without which the verdict might be another, each atom once."""
        told: dict[int, tuple[str, Leaf]] = {}
        for clause in self.clauses if self.worst == NO else self.form.clauses:
            for leaf in presumptions(clause.wants, self.told):
                told.setdefault(leaf.index, (clause.rule.id, leaf))
        return tuple(told.values())


def anatomy(rules: Rules, form: Form, states: bytes, era: int) -> Anatomy:
    """What decided the route in these states, worked out once."""
    key = (form, era, form.pick(states), form.pick_shown(states))
    found = rules.anatomies.get(key)
    if found is None:
        if len(rules.anatomies) >= KEPT:
            rules.anatomies.clear()
            rules.worded.clear()
        found = rules.anatomies[key] = Anatomy(form, states)
    return found
