"""The findings on one route for one item, in sentences: by rule, and by what is needed, not known, or presumed."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from typing import Any, TypeVar

from queries.coverage.anatomy import Part, anatomy
from queries.coverage.conditions import CHOICES, Atom
from queries.coverage.evidence import fact
from queries.coverage.facts import Pact
from queries.coverage.formula import NORMAL, Branch, Form, Leaf, Node
from queries.coverage.proof import Lifted, Proof
from queries.coverage.readings import Reading
from queries.coverage.request import PARTIES
from queries.coverage.result import Fact, Finding, Json, Step
from queries.coverage.rules import Rule
from queries.coverage.sentences import Sentences
from queries.coverage.slots import SUMS
from queries.coverage.truth import NO, UNKNOWN, UNSURE, YES, Ground, ground, presumed
from queries.coverage.wording import lacking, plain, taken, uncounted, wording
from schema.vocabulary import ApprovalKind, Confidence, ItemCategory, Truth, Wording

T = TypeVar("T")
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
IMPERSONAL = frozenset({"says", "approved", "direction", "item"})
"""Atoms of which the same is said of every request that leaves them in the same state, and is about the same item."""
UNSAID = frozenset({*CHOICES, "value", "fits", "passed"})
"""Atoms of which the same is said of every request that says nothing of them."""
OF_RULES = ("time", "fits", "passed", "unreadable")
"""Atoms that are about one rule, which they name."""
WHO = "recipient.is"
UNCOLLECTED = "whether another law covers it: the rules of this kind of transfer are not all collected"
CLAIMED = "An exception must be claimed"
UNNAMED = "Whoever is not named is taken to have no part in it"
GOES_ON = "Nothing says that it ended"


class Findings:
    """The findings of a route for one item, in sentences."""

    def __init__(self, reading: Reading, form: Form, pact: Pact | None, item: ItemCategory | None) -> None:
        self.reading, self.form, self.pact, self.item = reading, form, pact, item
        self.states = reading.states(form, item, pact)
        self.told = anatomy(reading.rules, form, self.states, reading.era)
        self.sentences = Sentences(reading, item, pact.title if pact else None)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What the clauses that gave the verdict came to, with the exceptions that were tried."""
        return tuple(map(self._step, self.told.decisive))

    @property
    def shown(self) -> tuple[Step, ...]:
        """What is told beside: prices, who exercises the power, what is reported afterwards."""
        return tuple(
            Step(self._found(part.clause.rule, part.value, part.strictly, YES, part.proof.leaves))
            for part in self.told.shown
        )

    @property
    def reasons(self) -> tuple[Step, ...]:
        """The steps that a reader wants first: of an open route what covers it and what was asked of it; never the
        exceptions that are those of other recipients or days.
        """
        told = zip(self.told.decisive, self.steps, strict=True)
        shut = self.told.worst != YES
        wanted = ((part, step) for part, step in told if shut or part.applies != NO)
        return tuple(self._for_recipient(step, part.proof) for part, step in wanted)

    def _for_recipient(self, step: Step, proof: Proof) -> Step:
        """The step without the exceptions that fail because the recipient, or the day, is not theirs."""
        if not step.steps:
            return step
        told = zip(proof.lifts, step.steps, strict=True)
        return replace(step, steps=tuple(tried for lifted, tried in told if not self._of_others(lifted)))

    def _of_others(self, told: Lifted) -> bool:
        named = (leaf for leaf in told.proof.leaves if self._atom(leaf)[0].test in (WHO, "time"))
        return told.holds == NO and any(leaf.tables[NORMAL][self.states[leaf.index]] == NO for leaf in named)

    def _step(self, part: Part) -> Step:
        rule = part.clause.rule
        if part.applies != NO and self._uncounted(rule):
            return Step(_finding(rule, UNSURE, Wording.NOT_KNOWN, uncounted(rule)))
        return self._kept((part, self.item), lambda: self._worded(part), self._impersonal(part.proof))

    def _worded(self, part: Part) -> Step:
        found = self._found(part.clause.rule, part.value, part.strictly, part.applies, part.proof.leaves)
        return Step(found, tuple(map(self._tried, part.proof.lifts)))

    def _kept(self, key: Hashable, make: Callable[[], T], alike: bool) -> T:
        """What is made, and made once for all requests where it is alike for them."""
        if not alike:
            return make()
        kept = self.reading.rules.worded
        if key not in kept:
            kept[key] = make()
        found: T = kept[key]
        return found

    def _impersonal(self, proof: Proof) -> bool:
        """Whether the same is said of any request in that state: nothing of parties, days, or what somebody told."""
        return all(map(self._silent_or_alike, proof.leaves)) and all(self._impersonal(t.proof) for t in proof.lifts)

    def _silent_or_alike(self, leaf: Leaf) -> bool:
        atom, value = self._atom(leaf)
        return (atom.test == "time" and value == YES) or self._alike(atom, self.states[leaf.index])

    def _uncounted(self, rule: Rule) -> bool:
        return rule.limit is not None and rule.limit.of not in SUMS and self.reading.amount(rule.limit.of) is None

    def _tried(self, told: Lifted) -> Step:
        """What an exception came to."""
        rule = self.reading.rules.rules[told.rule]
        found = self._found(rule, told.holds, told.strictly, YES, told.proof.leaves)
        return Step(found, tuple(map(self._tried, told.proof.lifts)))

    def _found(self, rule: Rule, value: int, strictly: int, applies: int, because: Iterable[Leaf]) -> Finding:
        """The finding about a rule as a whole."""
        said = plain(rule, value, strictly, applies)
        return _finding(rule, value, wording(value, strictly), said, because=self._facts(because))

    def _facts(self, found: Iterable[Leaf]) -> tuple[Fact, ...]:
        """The facts on which leaves rest, each once; that a rule holds on the day goes without saying."""
        told: dict[int, Fact] = {}
        for leaf in found:
            atom, value = self._atom(leaf)
            if value != UNSURE and leaf.index not in told and not (atom.test == "time" and value == YES):
                made = self._fact(leaf.index, atom, value == YES)
                if made not in told.values():
                    told[leaf.index] = made
        return tuple(told.values())

    def _fact(self, index: int, atom: Atom, yes: bool) -> Fact:
        code = self.states[index]
        key = index, code, yes, self.item
        told = partial(fact, self.reading, self.sentences, atom, code, yes, self.pact)
        return self._kept(key, told, self._alike(atom, code))

    def _atom(self, leaf: Leaf) -> tuple[Atom, int]:
        """The atom of a leaf, and whether it is true."""
        value = leaf.tables[NORMAL][self.states[leaf.index]]
        return self.reading.rules.book.atoms[leaf.index], value if leaf.positive else YES - value

    def unknowns(self, grounds: frozenset[Ground]) -> Iterator[Finding]:
        """What is not known, on one of these grounds, and still matters; each thing once."""
        for rule, leaf in self.told.unknown:
            if ground(self.states[leaf.index]) in grounds:
                yield self._of_atom(rule, leaf, Wording.NOT_KNOWN)
        if not self.form.kind.complete and self.told.worst == NO and Ground.GAP in grounds:
            yield _finding(self.form.grant, UNSURE, Wording.NOT_KNOWN, lacking(UNCOLLECTED))

    def presumed(self) -> Iterator[Finding]:
        """What was presumed, and without which the verdict might be another; each thing once."""
        return (self._of_atom(rule, leaf, Wording.PRESUMED) for rule, leaf in self.told.presumed)

    def _of_atom(self, rule: str, leaf: Leaf, how: Wording) -> Finding:
        """The finding about one thing on which a rule turns; what says nothing of parties or days is worded once."""
        atom, value = self._atom(leaf)
        code = self.states[leaf.index]
        key = rule, leaf, how, code, self.item
        return self._kept(key, partial(self._told_of, rule, leaf, how, atom, value), self._alike(atom, code))

    def _alike(self, atom: Atom, code: int) -> bool:
        """Whether the same can be said of any request in that state."""
        if atom.test in IMPERSONAL:
            return atom.test != "says" or code >= UNKNOWN
        part = atom.test.split(".")[0]
        unsaid = atom.test in UNSAID or (part in PARTIES and part not in self.reading.parties)
        return unsaid and code >= UNKNOWN and not self.reading.facts.orders

    def _told_of(self, rule: str, leaf: Leaf, how: Wording, atom: Atom, value: int) -> Finding:
        told = self.reading.rules.rules[atom.terms[0] if atom.test in OF_RULES else rule]
        about: dict[str, Any] = {"question": self.sentences.asks(atom) or None, "field": self.sentences.field(atom)}
        if atom.test == "approved":
            approval = ApprovalKind(atom.terms[0])
            about |= {"approval": approval, "by": approval.by, "approval_class": approval.given}
        if atom.test == "says":
            about["statement"] = atom.terms[0]
        shown = tuple(each for each in self._facts([leaf]) if each.confidence is not Confidence.PRESUMED)
        outcome = leaf.tables[NORMAL][self.states[leaf.index]]
        return _finding(told, outcome, how, self._said(atom, leaf, value, how), because=shown, **about)

    def _said(self, atom: Atom, leaf: Leaf, value: int, how: Wording) -> str:
        if how is Wording.NOT_KNOWN:
            return lacking(self.sentences.wants(atom, leaf.positive))
        return taken(self.sentences.says(atom, value == YES), self._basis(atom, self.states[leaf.index]))

    def _basis(self, atom: Atom, code: int) -> str:
        if not presumed(code):
            return UNNAMED if atom.test.split(".")[0] in PARTIES else CLAIMED
        if atom.test == "says":
            told = self.reading.rules.statements.get(atom.terms[0])
            return (told.basis if told else None) or ""
        return BASES.get(atom.test.split(".")[0], GOES_ON)

    def residual(self) -> list[Json]:
        """What is left of each clause that is not known, as a tree of words."""
        return [{"rule": f"rule/{clause.rule.id}", **self._tree(node)} for clause, node in self.told.left]

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


def _finding(rule: Rule, value: int, how: Wording, said: str, **rest: Any) -> Finding:
    return Finding(f"rule/{rule.id}", rule.effect, TRUTHS[value], how, said, rule.citation, **rest)
