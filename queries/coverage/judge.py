"""The verdict on one route for one item, from the formula and the states of its atoms."""

from collections.abc import Mapping

from queries.coverage.formula import NORMAL, STRICT, Clause, Form, Leaf, Node, truth
from queries.coverage.result import Judgement
from queries.coverage.rulebase import Rules
from queries.coverage.search import GAPS, SAYABLE, WAIVERS, Freedom, Goal, Search
from queries.coverage.slots import SILENT, bits
from queries.coverage.truth import NEEDS, NO, UNSURE, YES, ground
from schema.vocabulary import ClosedBecause, Effect, ItemCategory, Verdict

KEPT = 100_000
"""How many judgements are kept; beyond that they are worked out anew."""
NEEDED = Freedom(NEEDS)
KNOWABLE = Freedom(NEEDS | GAPS)
NEEDED_STRICTLY = Freedom(NEEDS, NEEDS)
KNOWABLE_STRICTLY = Freedom(NEEDS | GAPS, NEEDS | GAPS)
UNWAIVED = Freedom(SAYABLE | GAPS, SAYABLE)
WAIVED = Freedom(SAYABLE | GAPS | WAIVERS, SAYABLE | WAIVERS)
WHY = {
    Effect.GRANTS: ClosedBecause.NOT_COVERED,
    Effect.NARROWS: ClosedBecause.NOT_COVERED,
    Effect.PROHIBITS: ClosedBecause.BARRED,
}


def judge(rules: Rules, form: Form, states: bytes, item: ItemCategory | None, era: int) -> Judgement:
    """The judgement, worked out once for each combination of states. Days with the same rules count as one."""
    key = (form, item, era, form.pick(states))
    found = rules.judged.get(key)
    if found is None:
        if len(rules.judged) >= KEPT:
            rules.judged.clear()
        found = rules.judged[key] = _Judge(rules, form, states, item).judgement()
    return found


def narrower(item: ItemCategory | None) -> Mapping[str, int]:
    """What may still be said of an item: which narrower one it is."""
    return {} if item is None else {"item": SILENT | bits(tuple(ItemCategory), item.below)}


class _Judge:
    def __init__(self, rules: Rules, form: Form, states: bytes, item: ItemCategory | None) -> None:
        self.rules, self.form, self.states = rules, form, states
        self.goals: list[Goal] = [(clause.wants, states) for clause in form.clauses]
        self.start = narrower(item)

    def judgement(self) -> Judgement:
        verdict = self.verdict(NORMAL, NEEDED, KNOWABLE)
        strict = self.verdict(STRICT, NEEDED_STRICTLY, KNOWABLE_STRICTLY)
        if verdict is not Verdict.CLOSED:
            return Judgement(verdict, strict)
        return Judgement(verdict, strict, self.why(), self.waivable() and not self.finds(UNWAIVED, NORMAL))

    def verdict(self, mode: int, needed: Freedom, knowable: Freedom) -> Verdict:
        value = min(truth(wants, self.states, mode) for wants, _ in self.goals)
        if value == YES:
            return Verdict.OPEN
        if value == UNSURE and self.wanting(mode) and self.finds(needed, mode):
            return Verdict.CONDITIONAL
        if (value == UNSURE and self.finds(knowable, mode)) or self.uncollected(mode):
            return Verdict.UNDETERMINED
        return Verdict.CLOSED

    def wanting(self, mode: int) -> bool:
        """Whether anything is to be said or given but the claim of an exception."""
        return any(self.open(wants, mode) for wants, _ in self.goals)

    def open(self, node: Node, mode: int) -> bool:
        if truth(node, self.states, mode) != UNSURE:
            return False
        if isinstance(node, Leaf):
            return ground(self.states[node.index]) in NEEDS
        return any(self.open(part, mode) for part in node.parts)

    def finds(self, freedom: Freedom, mode: int) -> bool:
        return Search(self.rules.slots, freedom, mode, self.start).finds(self.goals)

    def waivable(self) -> bool:
        """Whether waivers, with whatever else can be said or given, could open it; most grants do not reach so far."""
        search = Search(self.rules.slots, WAIVED, NORMAL, self.start)
        return search.finds(self.goals[:1]) and search.finds(self.goals)

    def uncollected(self, mode: int) -> bool:
        """Whether the grant does not reach in a kind whose rules are not all collected: that is a gap, not a no."""
        return not self.form.kind.complete and truth(self.goals[0][0], self.states, mode) == NO

    def why(self) -> ClosedBecause:
        """Why it is closed: it is not covered, else barred, else something is wanting."""
        failing = [clause for clause in self.form.clauses if truth(clause.wants, self.states) == NO]
        reasons = {reason(clause) for clause in failing or [c for c in self.form.clauses if self.blocks(c)]}
        return min(reasons, key=list(ClosedBecause).index, default=ClosedBecause.REQUIREMENT_FAILS)

    def blocks(self, clause: Clause) -> bool:
        search = Search(self.rules.slots, KNOWABLE, NORMAL, self.start)
        return not search.finds([(clause.wants, self.states)])


def reason(clause: Clause) -> ClosedBecause:
    """What kind of reason a clause that fails gives."""
    return WHY.get(clause.rule.effect, ClosedBecause.REQUIREMENT_FAILS)
