"""An answer that nobody has given yet, as a change that somebody could make."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from queries.coverage.conditions import CHOICES, Atom
from queries.coverage.facts import Pact
from queries.coverage.formula import STRICT, Leaf, Node, truth
from queries.coverage.judge import narrower
from queries.coverage.readings import Reading
from queries.coverage.result import Change
from queries.coverage.search import Goal
from queries.coverage.sentences import Sentences, usd
from queries.coverage.slots import ELSEWHERE, SILENT, Slot
from queries.coverage.truth import NO, YES, Ground, ground
from schema.vocabulary import (
    ApprovalKind,
    Cost,
    FundingKind,
    ItemCategory,
    PaymentForm,
    Purpose,
    Reply,
    SettledBy,
    ValueKind,
)

COSTS = {Ground.ASKER: Cost.ASK, Ground.RECORD: Cost.ASK, Ground.WAIVER: Cost.WAIVE}
"""What it takes to settle a thing, by the ground on which it is not known; what an official settles takes an act."""
USUAL = frozenset({Purpose.LEGITIMATE_SELF_DEFENSE, FundingKind.NATIONAL_FUNDS, PaymentForm.CASH})
"""What requests say most often, and so what is proposed before others that serve as well."""
RANK = {cost: rank for rank, cost in enumerate(Cost)}


class Changer:
    """What may be changed of a request, and how each change is told."""

    def __init__(self, reading: Reading, goals: Iterable[Goal], pact: Pact | None) -> None:
        self.reading = reading
        self.sentences = Sentences(reading, None, pact.title if pact else None)
        self.slots: dict[str, Slot] = {}
        self.atoms: dict[str, Atom] = {}
        self.costs: dict[str, Cost] = {}
        self.served: dict[str, set[str | None]] = defaultdict(set)
        self.stands: dict[str, set[str | None]] = defaultdict(set)
        for node, states in goals:
            unmet = truth(node, states) != YES
            for index, lift in _leaves(node, states):
                slot = reading.rules.slots[index]
                if ground(states[index]) is Ground.KNOWN:
                    continue
                self.stands[slot.name].add(lift)
                if unmet:
                    self.served[slot.name].add(lift)
                self.slots[slot.name], self.atoms[slot.name] = slot, reading.rules.book.atoms[index]
                self.costs[slot.name] = COSTS.get(ground(states[index]), Cost.ACT)

    @property
    def fixed(self) -> Mapping[str, int]:
        """What is not offered: an item that is not of the kind asked about (of several items any other), what no
        request can say, a refusal.
        """
        items = self.reading.items
        said = narrower(items[0]) if len(items) == 1 else {"item": SILENT}
        given = {name: SILENT | self.slots[name].true for name, atom in self.atoms.items() if atom.test == "approved"}
        return {**said, **given, **{name: SILENT for name, atom in self.atoms.items() if not self._sayable(atom)}}

    def _sayable(self, atom: Atom) -> bool:
        return atom.test in ("says", "approved") or self.sentences.field(atom) is not None

    def overturns(self, name: str) -> bool:
        """Whether settling the slot says the contrary of what is presumed: an exception, which few can claim, another
        way for support to flow, or a narrower item than was named.
        """
        atom = self.atoms[name]
        if atom.test == "direction" or (atom.test == "item" and self.reading.request.items):
            return True
        told = self.reading.rules.statements.get(atom.terms[0]) if atom.test == "says" else None
        return told is not None and told.presume is not None

    def vague(self, name: str) -> bool:
        """Whether no single answer settles the slot, only some party of a kind."""
        return "." in self.atoms[name].test and not self.atoms[name].test.endswith(".is")

    def claims(self, name: str) -> bool:
        """Whether the slot serves nothing but exceptions."""
        return all(self._lifts(name))

    def _lifts(self, name: str) -> set[str | None]:
        """The exceptions for which the slot counts: to what is not met yet, else to what a narrower item brings up."""
        return self.served[name] or self.stands[name]

    @property
    def dear(self) -> frozenset[str]:
        """The slots that are settled only where nothing else opens the route as well."""
        return frozenset(name for name in self.slots if self.overturns(name) or self.vague(name) or self.claims(name))

    def cost(self, name: str) -> int:
        """How dear it is to settle the slot."""
        return RANK[self.costs[name]]

    def choose(self, name: str, bits: int) -> int:
        """One of the answers left: of items the broadest, of the whole value the most, else the usual or the first."""
        if name == f"value.{ValueKind.TOTAL}":
            return 1 << bits.bit_length() - 1
        if name != "item":
            usual = (1 << number + 1 for number, answer in enumerate(self.slots[name].answers) if answer in USUAL)
            return next((bit for bit in usual if bit & bits), bits & -bits)
        left = {ItemCategory(answer) for answer in self._answers(name, bits)}
        broadest = min(left, key=lambda item: (len(item.above & left), -len(item.below & left), item))
        return 1 << self.slots[name].answers.index(broadest) + 1

    def _answers(self, name: str, bits: int) -> list[str]:
        return [answer for number, answer in enumerate(self.slots[name].answers) if bits >> number + 1 & 1]

    def change(self, name: str, bits: int) -> Change:
        """The change, in a sentence that names the exception that it claims, and in the words of a request."""
        change = self._change(name, bits)
        return replace(change, plain=f"{change.plain}{self._claimed(name, change)}")

    def _claimed(self, name: str, change: Change) -> str:
        """The exception that alone turns on the slot, and that an official decides on it, where one does."""
        lifts = {lift and self.reading.rules.rules[lift].citation.text for lift in self._lifts(name) if lift != ""}
        if len(lifts) != 1 or not (cited := lifts.pop()):
            return ""
        told = self.reading.rules.statements.get(change.statement or "")
        decided = "; an official decides" if told is not None and told.settled_by is SettledBy.OFFICIAL else ""
        return f" (an exception, {cited}{decided})"

    def _change(self, name: str, bits: int) -> Change:
        atom, (answer,) = self.atoms[name], self._answers(name, bits)
        cost = self.costs[name]
        if atom.test == "says":
            return Change(self.sentences.says(atom, answer == Reply.YES), cost, statement=atom.terms[0], value=answer)
        if atom.test == "approved":
            approval = ApprovalKind(atom.terms[0])
            return Change(self.sentences.says(atom, True), cost, approval=approval)
        field = self.sentences.field(atom)
        plain, value = self._told(name, atom, answer)
        return Change(plain, cost, field=field, value=value)

    def _told(self, name: str, atom: Atom, answer: str) -> tuple[str, str | None]:
        if name.startswith("value."):
            kind = ValueKind(name.removeprefix("value."))
            own = self.sentences.field(atom) != "values"
            return f"The {kind.plain} is, say, {usd(answer)}", answer if own else f"{kind}={answer}"
        if name == "direction":
            return self.sentences.says(Atom("direction", (answer,)), True), answer
        if name in CHOICES:
            return self.sentences.says(Atom(name, (answer,)), True), answer
        if atom.test.endswith(".is"):
            return self._place(atom, answer)
        return self.sentences.would(atom, answer == Reply.YES), None

    def _place(self, atom: Atom, answer: str) -> tuple[str, str | None]:
        if answer == ELSEWHERE:
            return self.sentences.would(atom, False), None
        path = "nation" if answer.isupper() else "org"
        return self.sentences.would(Atom(atom.test, (answer,)), True), f"{path}/{answer}"


def _leaves(node: Node, states: bytes, lift: str | None = None) -> Iterator[tuple[int, str | None]]:
    """The atoms of a formula, each with the exception in which it stands: empty for one that cannot be claimed."""
    if isinstance(node, Leaf):
        yield node.index, lift
        return
    if lift is None and node.rule is not None:
        lift = "" if truth(node, states, STRICT) == NO else node.rule
    for part in node.parts:
        yield from _leaves(part, states, lift)
