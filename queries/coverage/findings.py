"""The findings on one route for one item, in sentences: by rule, and by what is needed, not known, or presumed."""

from collections.abc import Iterable, Iterator
from typing import Any

from queries.coverage.conditions import Atom
from queries.coverage.evidence import fact
from queries.coverage.facts import Pact
from queries.coverage.formula import STRICT, Branch, Clause, Form, Leaf, Node, truth
from queries.coverage.proof import Lifted, presumptions, prove, residual
from queries.coverage.readings import Reading
from queries.coverage.result import Fact, Finding, Json, Step
from queries.coverage.rules import Rule
from queries.coverage.sentences import Sentences
from queries.coverage.slots import SUMS
from queries.coverage.truth import NO, UNSURE, YES, Ground, ground, presumed
from queries.coverage.wording import lacking, plain, taken, uncounted, wording
from schema.vocabulary import ApprovalKind, Confidence, Effect, ItemCategory, Truth, Wording

TRUTHS = {NO: Truth.FALSE, UNSURE: Truth.UNKNOWN, YES: Truth.TRUE}
BASES = {
    "item": "A broad category is taken to be nothing narrower; name the narrower one if it is",
    "direction": "Nobody said which way support flows",
    "approved": "Nobody may count on a waiver",
    "time": "It is taken to have held earlier too",
    "fits": "The sum is not said; it is taken to keep to the limit",
    "passed": "The day of the notice is not said; its waiting time is taken to have passed",
    "relies": "It is taken to have gone on since it was last seen",
}
OF_RULES = ("time", "fits", "passed", "unreadable")
"""Atoms that are about one rule, which they name."""
CLAIMED = "An exception must be claimed"
GOES_ON = "Nothing says that it ended"


class Findings:
    """The findings of a route for one item. What it comes to is the worst of its clauses."""

    def __init__(self, reading: Reading, form: Form, pact: Pact | None, item: ItemCategory | None) -> None:
        self.reading, self.form, self.pact = reading, form, pact
        self.states = reading.states(form, item, pact)
        self.values = {clause: truth(clause.wants, self.states) for clause in form.clauses}
        self.worst = min(self.values.values())
        self.sentences = Sentences(reading, item, pact.title if pact else None)

    @property
    def decisive(self) -> list[Clause]:
        """The clauses that gave the verdict: all of an open route, else those that fail, else those not known."""
        return [clause for clause, value in self.values.items() if value == self.worst]

    def steps(self) -> Iterator[Step]:
        """The proof: each rule that decided, with the exceptions tried; then what is only to be shown."""
        yield from map(self.step, self.decisive)
        for clause in self.form.shown:
            if truth(clause.bites, self.states) != NO:
                yield Step(self.of_rule(clause.rule, *self.applies(clause), YES, self.facts(clause.bites)))

    def reasons(self) -> Iterator[Step]:
        """The steps that a reader wants first: of an open route what covers it and what was asked of it."""
        for clause in self.decisive:
            if self.worst != YES or clause.rule.effect is Effect.GRANTS or self.applies(clause)[0] != NO:
                yield self.step(clause)

    def applies(self, clause: Clause) -> tuple[int, int]:
        """Whether the rule applies, and whether it does without presumptions."""
        return truth(clause.bites, self.states), truth(clause.bites, self.states, STRICT)

    def step(self, clause: Clause) -> Step:
        """What a rule came to, with the exceptions that were tried."""
        proof = prove(clause.wants, self.states)
        strictly, (applies, _) = truth(clause.wants, self.states, STRICT), self.applies(clause)
        if applies != NO and self._uncounted(clause.rule):
            return Step(self._shown(clause.rule))
        found = self.of_rule(clause.rule, self.values[clause], strictly, applies, self._facts(proof.leaves))
        return Step(found, tuple(map(self.tried, proof.lifts)))

    def _uncounted(self, rule: Rule) -> bool:
        return rule.limit is not None and rule.limit.of not in SUMS and self.reading.amount(rule.limit.of) is None

    def _shown(self, rule: Rule) -> Finding:
        said = uncounted(rule)
        return Finding(f"rule/{rule.id}", rule.effect, Truth.UNKNOWN, Wording.NOT_KNOWN, said, rule.citation)

    def tried(self, told: Lifted) -> Step:
        """What an exception came to."""
        rule = self.reading.rules.rules[told.rule]
        found = self.of_rule(rule, told.holds, told.strictly, YES, self._facts(told.proof.leaves))
        return Step(found, tuple(map(self.tried, told.proof.lifts)))

    def of_rule(self, rule: Rule, value: int, strictly: int, applies: int, because: tuple[Fact, ...]) -> Finding:
        """The finding about a rule as a whole."""
        said = plain(rule, value, strictly, applies)
        how = wording(value, strictly)
        return Finding(f"rule/{rule.id}", rule.effect, TRUTHS[value], how, said, rule.citation, because=because)

    def facts(self, node: Node) -> tuple[Fact, ...]:
        """The facts on which the truth of a formula rests."""
        return self._facts(prove(node, self.states).leaves)

    def _facts(self, leaves: Iterable[Leaf]) -> tuple[Fact, ...]:
        return tuple(dict.fromkeys(told for leaf in leaves for told in self._fact(leaf)))

    def _fact(self, leaf: Leaf) -> Iterator[Fact]:
        atom, value = self._atom(leaf)
        if value != UNSURE and not (atom.test == "time" and value == YES):
            code = self.states[leaf.index]
            yield fact(self.reading, self.sentences, atom, code, value == YES, self.pact)

    def _atom(self, leaf: Leaf) -> tuple[Atom, int]:
        """The atom of a leaf, and whether it is true."""
        value = truth(leaf, self.states)
        return self.reading.rules.book.atoms[leaf.index], value if leaf.positive else YES - value

    def unknowns(self, grounds: frozenset[Ground]) -> Iterator[Finding]:
        """What is not known, on one of these grounds, and still matters."""
        for clause in self.decisive if self.worst == UNSURE else ():
            for rule, leaf in _left(clause.rule.id, residual(clause.wants, self.states)):
                if ground(self.states[leaf.index]) in grounds:
                    yield self.of_atom(rule, leaf, Wording.NOT_KNOWN)
        if not self.form.kind.complete and self.worst == NO and Ground.GAP in grounds:
            yield self._uncollected()

    def _uncollected(self) -> Finding:
        rule = self.form.grant
        said = lacking("whether another law covers it: the rules of this kind of transfer are not all collected")
        return Finding(f"rule/{rule.id}", rule.effect, Truth.UNKNOWN, Wording.NOT_KNOWN, said, rule.citation)

    def presumed(self) -> Iterator[Finding]:
        """What was presumed, and without which the verdict might be another."""
        clauses = self.decisive if self.worst == NO else self.form.clauses
        for clause in clauses:
            for leaf in presumptions(clause.wants, self.states):
                yield self.of_atom(clause.rule.id, leaf, Wording.PRESUMED)

    def of_atom(self, rule: str, leaf: Leaf, how: Wording) -> Finding:
        """The finding about one thing on which a rule turns."""
        atom, value = self._atom(leaf)
        told = self.reading.rules.rules[atom.terms[0] if atom.test in OF_RULES else rule]
        said = self._said(atom, leaf, value, how)
        outcome = TRUTHS[truth(leaf, self.states)]
        about: dict[str, Any] = {"question": self.sentences.asks(atom) or None, "field": self.sentences.field(atom)}
        if atom.test == "approved":
            approval = ApprovalKind(atom.terms[0])
            about |= {"approval": approval, "by": approval.by, "approval_class": approval.given}
        if atom.test == "says":
            about["statement"] = atom.terms[0]
        because = tuple(told for told in self._facts([leaf]) if told.confidence is not Confidence.PRESUMED)
        return Finding(f"rule/{told.id}", told.effect, outcome, how, said, told.citation, because=because, **about)

    def _said(self, atom: Atom, leaf: Leaf, value: int, how: Wording) -> str:
        if how is Wording.NOT_KNOWN:
            return lacking(self.sentences.wants(atom, leaf.positive))
        return taken(self.sentences.says(atom, value == YES), self._basis(atom, self.states[leaf.index]))

    def _basis(self, atom: Atom, code: int) -> str:
        if not presumed(code):
            return CLAIMED
        if atom.test == "says":
            told = self.reading.rules.statements.get(atom.terms[0])
            return (told.basis if told else None) or ""
        return BASES.get(atom.test.split(".")[0], GOES_ON)

    def residual(self) -> list[Json]:
        """What is left of each clause that is not known."""
        return [self._json(clause) for clause in self.decisive if self.worst == UNSURE]

    def _json(self, clause: Clause) -> Json:
        return {"rule": f"rule/{clause.rule.id}", **self._tree(residual(clause.wants, self.states))}

    def _tree(self, node: Node | bool) -> dict[str, Json]:
        if isinstance(node, bool):
            return {"known": node}
        if isinstance(node, Branch):
            parts: list[Json] = [self._tree(part) for part in node.parts]
            rule: dict[str, Json] = {} if node.rule is None else {"rule": f"rule/{node.rule}"}
            return {**rule, "all" if node.every else "any": parts}
        atom: dict[str, Json] = {
            "atom": str(self.reading.rules.book.atoms[node.index]),
            "ground": ground(self.states[node.index]).name.lower(),
        }
        return atom if node.positive else {"not": atom}


def _left(rule: str, node: Node | bool) -> Iterator[tuple[str, Leaf]]:
    """The leaves of what is left of a formula, each with the rule in which it stands."""
    if isinstance(node, Leaf):
        yield rule, node
    elif isinstance(node, Branch):
        for part in node.parts:
            yield from _left(node.rule or rule, part)
