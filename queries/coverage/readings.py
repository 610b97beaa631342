"""The states of all atoms for one request: what it says, what the graph knows of its parties, and what nobody says."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from queries.coverage import orders
from queries.coverage.conditions import CHOICES, Atom
from queries.coverage.facts import Facts, Pact, Party
from queries.coverage.formula import Form
from queries.coverage.request import Answer, Request
from queries.coverage.rulebase import SETTLED, Rules
from queries.coverage.slots import compares
from queries.coverage.standing import Standing, belongs, best, bound, classed, in_force, listed
from queries.coverage.truth import FALSE, GAP, NO, TRUE, YES, Ground, known, state
from schema.vocabulary import (
    AgreementKind,
    ApprovalKind,
    DayCount,
    Direction,
    ItemCategory,
    PartyClass,
    Reply,
    TransferKind,
    ValueKind,
)

States = Iterable[tuple[int, int]]
TAKEN_TO_FIT = state(Ground.ASKER, YES)
"""A sum that the request could name and does not is shown, and taken to keep to a limit."""
ANSWERED = {Reply.YES: TRUE, Reply.NO: FALSE}


class Reading:
    """What is known for one request: states of atoms that all routes share, and of those that each has for itself."""

    def __init__(self, request: Request, facts: Facts, rules: Rules) -> None:
        self.request, self.facts, self.rules = request, facts, rules
        self.day = request.on
        self.parties: Mapping[str, Party] = {part: facts.party(named) for part, named in request.parties.items()}
        self.answers = {(rules.statement(told.statement).id, told.about): told for told in request.answers}
        self.base = bytearray(rules.blank(self.day))
        for fill in (self._approvals, self._statements, self._choices, self._sums, self._waits, self._standings):
            for index, code in fill():
                self.base[index] = code

    def states(self, form: Form, item: ItemCategory | None, pact: Pact | None) -> bytes:
        """The states of all atoms on one route, for one item."""
        found = self.base.copy()
        for index, code in (*self._items(item), *self._directions(form.kind), *self._reliance(form, pact)):
            found[index] = code
        return bytes(found)

    @cached_property
    def pacts(self) -> tuple[Pact, ...]:
        """The agreements of the recipient; the named one alone, where the request names one."""
        told = self.parties["recipient"].pacts
        return told if self.request.agreement is None else tuple(p for p in told if p.id == self.request.agreement)

    def standing(self, atom: Atom) -> Standing:
        """What the graph knows of a party."""
        part, test = atom.test.split(".")
        party = self.parties[part]
        if test == "is":
            return Standing(known(party.id.partition("/")[2] in atom.terms), party)
        return best(self._told(party, test, term) for term in atom.terms) if test != "party_to" else self._bound(atom)

    def _told(self, party: Party, test: str, term: str) -> Standing:
        if test == "class":
            return classed(party, PartyClass(term), self.day)
        if test == "in_list":
            return listed(party, term, self.rules.includes, self.day)
        return belongs(party, f"org/{term}", self.day)

    def _bound(self, atom: Atom) -> Standing:
        return bound(self.parties[atom.test.split(".")[0]], frozenset(map(AgreementKind, atom.terms)), self.day)

    def _standings(self) -> States:
        for test, atoms in self.rules.tests.items():
            if test.split(".")[0] in self.parties:
                yield from ((index, self.standing(atom).code) for index, atom in atoms)

    def _approvals(self) -> States:
        """What is in hand: given, or noticed by the day."""
        for index, atom in self.rules.tests.get("approved", ()):
            approval = ApprovalKind(atom.terms[0])
            if approval in self.request.notices:
                yield index, known(self.request.notices[approval] <= self.day)
            elif approval in self.request.given:
                yield index, TRUE

    def _statements(self) -> States:
        for index, atom in self.rules.tests.get("says", ()) if self.answers else ():
            told = self.answers.get((atom.terms[0], None))
            if told is not None and index not in self.rules.local:
                yield index, self._replied(told)

    def _replied(self, told: Answer) -> int:
        """A statement of which nothing can be said is not presumed either."""
        return ANSWERED.get(told.value, state(SETTLED[self.rules.statements[told.statement].settled_by]))

    def _choices(self) -> States:
        """A field that is filled in names what it names, and nothing else."""
        for field in CHOICES.keys() - {"item"}:
            words = set(self.request.purposes if field == "purpose" else filter(None, [getattr(self.request, field)]))
            for index, atom in self.rules.tests.get(field, ()) if words else ():
                yield index, known(not words.isdisjoint(atom.terms))

    def _items(self, item: ItemCategory | None) -> States:
        return self.rules.item_states(item) if item else ()

    def _directions(self, kind: TransferKind) -> States:
        said = self.request.direction
        flows = said or self.presumed_direction(kind)
        for index, atom in self.rules.tests.get("direction", ()):
            fits = flows in atom.terms
            yield index, known(fits) if said else state(Ground.ASKER, YES if fits else NO)

    def presumed_direction(self, kind: TransferKind) -> Direction:
        """The way in which support flows where the request does not say."""
        return self.rules.book.directions[kind] if self.request.kinds else Direction.FROM_US

    def _sums(self) -> States:
        for index, atom in self.rules.tests.get("value", ()):
            amount = self.request.values.get(ValueKind(atom.terms[0]))
            if amount is not None:
                yield index, known(compares(amount, atom.terms[1], Decimal(atom.terms[2])))
        for index, atom in self.rules.tests.get("fits", ()):
            yield index, self._fits(atom.terms[0])

    def _fits(self, name: str) -> int:
        """Whether a limit is kept. A quantity that no request can name and no order tells is shown, not counted."""
        limit = self.rules.rules[name].limit
        if limit is None:
            return GAP
        amount = self.amount(limit.of)
        if amount is not None:
            return known(limit.fits(amount))
        return TAKEN_TO_FIT if limit.of in set(ValueKind) else TRUE

    def amount(self, quantity: str) -> Decimal | None:
        """The quantity, where the request or the graph tells it."""
        if quantity in set(ValueKind):
            return self.request.values.get(ValueKind(quantity))
        return self.facts.measured.get(quantity)

    def _waits(self) -> States:
        for index, atom in self.rules.tests.get("passed", ()):
            rule = self.rules.rules[atom.terms[0]]
            noticed = self.request.notices.get(rule.notice) if rule.notice else None
            if noticed is not None:
                enough = (self.day - noticed).days >= rule.waits[int(atom.terms[1])].days
                yield index, GAP if enough and rule.unit is DayCount.SESSION else known(enough)

    def _reliance(self, form: Form, pact: Pact | None) -> States:
        """What only the agreement of the route tells."""
        for index, _ in self.rules.tests.get("relies", ()) if form.grant.agreement else ():
            yield index, self.in_force(pact)
        for index in self.rules.local if self.answers else ():
            yield from self._answered_of(index, pact)
        yield from self._ordered(form) if self.facts.orders else ()

    def _answered_of(self, index: int, pact: Pact | None) -> States:
        """What is answered of the agreement; of which of several an answer speaks is not guessed, nor presumed."""
        statement = self.rules.book.atoms[index].terms[0]
        named, general = self.answers.get((statement, pact.id if pact else "")), self.answers.get((statement, None))
        told = named or general
        if told is not None:
            sure = named is not None or self.request.agreement is not None or len(self.in_question) <= 1
            yield index, self._replied(told if sure else replace(told, value=Reply.CANNOT_SAY))

    def _ordered(self, form: Form) -> States:
        """Ceilings of a year, with what was ordered in it under the agreements of the recipient."""
        flow = self.request.direction or self.presumed_direction(form.kind)
        for rule, limit in orders.yearly(clause.rule for clause in form.clauses):
            code = orders.fits(limit, self.amount(limit.of), self.facts.orders, flow)
            yield self.rules.index[Atom("fits", (rule.id,))], code

    def in_force(self, pact: Pact | None) -> int:
        """Whether the agreement carries something on the day; that none is on record is a gap, not a no."""
        if pact is not None:
            return in_force(pact, self.day)
        return known(False) if self.parties["recipient"].complete or self.request.agreement else GAP

    @cached_property
    def in_question(self) -> frozenset[str]:
        """The agreements on which a route of the request may rely."""
        kinds = self.request.kinds or tuple(TransferKind)
        wanted = {sort for kind in kinds for form in self.rules.book.forms[kind] for sort in form.grant.agreement}
        return frozenset(p.id for p in self.pacts if p.kinds & wanted and self.in_force(p) != FALSE)
