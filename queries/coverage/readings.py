"""The states of all atoms for one request: what it says, what the graph knows of its parties, and what nobody says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from queries.coverage import orders
from queries.coverage.conditions import AS, CHOICES, Atom
from queries.coverage.facts import Facts, Pact, Party
from queries.coverage.formula import Form
from queries.coverage.request import BESIDE, NAMED, Answer, Request
from queries.coverage.rulebase import SETTLED, Rules
from queries.coverage.slots import SUMS, compares
from queries.coverage.standing import Standing, belongs, best, bound, classed, in_force, listed
from queries.coverage.truth import FALSE, GAP, TRUE, either, known, state
from schema.errors import BadRequest
from schema.vocabulary import (
    AgreementKind,
    DayCount,
    Direction,
    ItemCategory,
    PartyClass,
    Reply,
    TransferKind,
    ValueKind,
)

States = Iterable[tuple[int, int]]
ANSWERED = {Reply.YES: TRUE, Reply.NO: FALSE}
REACHES = {ValueKind.TOTAL: ValueKind.MDE, ValueKind.MDE: ValueKind.TOTAL}
"""The whole is no less than its part: each tells something of the other where that is not said."""
RISING = frozenset({"at_least", "above"})


class Reading:
    """What is known for one request: states of atoms that all routes share, and of those that each has for itself."""

    def __init__(self, request: Request, facts: Facts, rules: Rules) -> None:
        self.request, self.facts, self.rules = request, facts, rules
        self.day = request.on
        self.items: tuple[ItemCategory | None, ...] = request.items or (None,)
        self.parties: Mapping[str, Party] = {part: facts.party(named) for part, named in request.parties.items()}
        self.answers = _answers(request, rules)
        self.era = rules.era(self.day)
        self._base = bytearray(rules.blank(self.day))
        self._shared: dict[tuple[Direction, ItemCategory | None], bytes] = {}
        self._flow = request.direction or (None if request.kinds else Direction.FROM_US)
        self._flows = rules.book.directions
        self._standing: dict[tuple[str, str, str], Standing] = {}
        self._force: dict[str, int] = {}
        for fill in (self._approvals, self._statements, self._choices, self._sums, self._waits, self._standings):
            self._fill(self._base, fill())

    def _fill(self, states: bytearray, told: States) -> bytearray:
        for index, code in told:
            states[index] = code
        return states

    def states(self, form: Form, item: ItemCategory | None, pact: Pact | None) -> bytes:
        """The states of all atoms on one route, for one item."""
        flow = self._flow or self._flows[form.kind]
        shared = self._shared.get((flow, item)) or self._share(flow, item)
        if form.relies is None and not self.answers and not self.facts.orders:
            return shared
        return bytes(self._fill(bytearray(shared), self._reliance(form, pact)))

    def _share(self, flow: Direction, item: ItemCategory | None) -> bytes:
        """The states that all routes share for an item, where support flows so."""
        told = (*self.rules.item_states(item), *self.rules.direction_states(flow, self.request.direction is not None))
        shared = self._shared[flow, item] = bytes(self._fill(self._base.copy(), told))
        return shared

    def flow(self, kind: TransferKind) -> Direction:
        """The way in which support flows: as said, else as the grants of the kind have it where kinds are named."""
        return self._flow or self._flows[kind]

    @cached_property
    def pacts(self) -> tuple[Pact, ...]:
        """The agreements of the recipient; the named one alone, where the request names one."""
        told = self.parties["recipient"].pacts
        return told if self.request.agreement is None else tuple(p for p in told if p.id == self.request.agreement)

    def standing(self, atom: Atom) -> Standing:
        """What the graph knows of a party."""
        part, test = atom.test.split(".")
        if atom.test == AS:
            return best(Standing(TRUE, self.parties[term]) for term in atom.terms if term in self.parties)
        if part == NAMED:
            return best(self.standing(Atom(f"{beside}.{test}", atom.terms)) for beside in self.beside)
        party = self.parties[part]
        if test == "is":
            return Standing(known(party.id.partition("/")[2] in atom.terms), party)
        if test == "party_to":
            return bound(party, frozenset(map(AgreementKind, atom.terms)), self.day)
        return best(self.told(part, test, term) for term in atom.terms)

    def told(self, part: str, test: str, term: str) -> Standing:
        """What the graph knows of a party with regard to one class, list or body."""
        found = self._standing.get((part, test, term))
        if found is None:
            party = self.parties[part]
            if test == "class":
                found = classed(party, PartyClass(term), self.day)
            elif test == "in_list":
                known = self.rules.is_list(term)
                found = listed(party, self.rules.reach(term), self.day) if known else Standing(GAP)
            else:
                found = belongs(party, f"org/{term}", self.day)
            self._standing[part, test, term] = found
        return found

    def _standings(self) -> States:
        """What the graph knows of those whom the request names. Most stand on few lists, and are on no other."""
        for part, party in self.parties.items():
            on = {party.id, *(told.designation for told in party.listings)}
            code = party.id.partition("/")[2]
            classes: dict[str, int] = {sort: classed(party, sort, self.day).code for sort in PartyClass}
            for test, index, atom, reach in self.rules.asked_of(part, self.request.kinds):
                if test == "is":
                    yield index, TRUE if code in reach else FALSE
                elif test == "class":
                    yield index, either([classes[term] for term in reach])
                elif test == "in_list" and on.isdisjoint(reach):
                    yield index, FALSE
                else:
                    yield index, self.standing(atom).code

        for _, index, atom, _ in self.rules.asked_of(NAMED, self.request.kinds):
            yield index, self.standing(atom).code

    @cached_property
    def beside(self) -> tuple[str, ...]:
        """The parts of those whom the request names beside the recipient and the present holder."""
        return tuple(part for part in BESIDE if part in self.parties)

    def _index(self, test: str, term: str) -> Iterator[int]:
        index = self.rules.index.get(Atom(test, (term,)))
        return iter(() if index is None else (index,))

    def _approvals(self) -> States:
        """What is in hand: given, or noticed by the day."""
        for approval in {*self.request.given, *self.request.notices}:
            noticed = self.request.notices.get(approval)
            for index in self._index("approved", approval):
                yield index, TRUE if noticed is None else known(noticed <= self.day)

    def _statements(self) -> States:
        for (statement, _), told in self.answers.items():
            if not self.rules.statements[statement].about:
                yield from ((index, self._replied(told)) for index in self._index("says", statement))

    def _replied(self, told: Answer) -> int:
        """A statement of which nothing can be said is not presumed either."""
        return ANSWERED.get(told.value, state(SETTLED[self.rules.statements[told.statement].settled_by]))

    def _choices(self) -> States:
        """A field that is filled in names what it names, and nothing else."""
        for field in CHOICES.keys() - {"item"}:
            words = set(self.request.purposes if field == "purpose" else filter(None, [getattr(self.request, field)]))
            for index, atom in self.rules.tests.get(field, ()) if words else ():
                yield index, known(not words.isdisjoint(atom.terms))

    def _sums(self) -> States:
        if not self.request.values and not self.facts.measured:
            return
        for index, atom in self.rules.tests.get("value", ()):
            kind, bound, figure = atom.terms
            amount = self.amount(kind)
            if amount is not None:
                yield index, known(compares(amount, bound, Decimal(figure)))
            elif kind in REACHES and (other := self.request.values.get(REACHES[ValueKind(kind)])) is not None:
                reached = compares(other, bound, Decimal(figure))
                if reached == ((kind == ValueKind.TOTAL) == (bound in RISING)):
                    yield index, known(reached)
        for index, atom in self.rules.tests.get("fits", ()):
            limit = self.rules.rules[atom.terms[0]].limit
            amount = self.amount(limit.of) if limit else None
            if limit is not None and amount is not None:
                yield index, known(limit.fits(amount))

    def amount(self, quantity: str) -> Decimal | None:
        """The quantity, where the request or the graph tells it."""
        if quantity in SUMS:
            return self.request.values.get(ValueKind(quantity))
        return self.facts.measured.get(quantity)

    def _waits(self) -> States:
        for index, atom in self.rules.tests.get("passed", ()) if self.request.notices else ():
            rule = self.rules.rules[atom.terms[0]]
            noticed = self.request.notices.get(rule.notice) if rule.notice else None
            if noticed is not None:
                enough = rule.waits[int(atom.terms[1])].passed((self.day - noticed).days)
                yield index, GAP if enough and rule.unit is DayCount.SESSION else known(enough)

    def _reliance(self, form: Form, pact: Pact | None) -> States:
        """What only the agreement of the route tells."""
        if form.relies is not None:
            yield form.relies, self.in_force(pact)
        for index in self.rules.local if self.answers else ():
            yield from self._answered_of(index, pact)
        if self.facts.orders:
            yield from self._ordered(form)

    def _answered_of(self, index: int, pact: Pact | None) -> States:
        """What is answered of the agreement; of which of several an answer speaks is not guessed, nor presumed, but one
        that says what is presumed of each takes nothing away.
        """
        statement = self.rules.book.atoms[index].terms[0]
        named = self.answers.get((statement, pact.id)) if pact else None
        told = named or self.answers.get((statement, None))
        if told is None or (named is None and pact and self._of_another(pact)):
            return
        sure = named is not None or self.request.agreement is not None or len(self.in_question) <= 1
        if sure or told.value is not self.rules.statements[statement].presume:
            yield index, self._replied(told if sure else replace(told, value=Reply.CANNOT_SAY))

    def _of_another(self, pact: Pact) -> bool:
        """Whether an answer speaks of another agreement: the one in question, or those about the system named."""
        told = len(self.in_question) == 1 or self.request.system is not None
        return told and pact.id not in self.in_question

    def _ordered(self, form: Form) -> States:
        """Ceilings of a year, with what was ordered in it under the agreements of the recipient."""
        for rule, limit in orders.yearly(clause.rule for clause in form.clauses):
            code = orders.fits(rule, limit, self.amount(limit.of), self.facts.orders, self.flow(form.kind))
            yield self.rules.index[Atom("fits", (rule.id,))], code

    def in_force(self, pact: Pact | None) -> int:
        """Whether the agreement carries something on the day; that none is on record is a gap, not a no."""
        if pact is None:
            return known(False) if self.parties["recipient"].complete or self.request.agreement else GAP
        if pact.id not in self._force:
            self._force[pact.id] = in_force(pact, self.day)
        return self._force[pact.id]

    @cached_property
    def in_question(self) -> frozenset[str]:
        """The agreements of which an answer may speak: those about the system that the request names, else those of
        which it is not told what they are about; all of the recipient where it names none.
        """
        kinds = self.request.kinds or tuple(TransferKind)
        wanted = {sort for kind in kinds for form in self.rules.book.forms[kind] for sort in form.grant.agreement}
        alive = [pact for pact in self.pacts if pact.kinds & wanted and self.in_force(pact) != FALSE]
        if self.request.system is not None and self.request.agreement is None:
            about = [pact for pact in alive if self.request.system in pact.concerns]
            alive = about or [pact for pact in alive if not pact.concerns]
        return frozenset(pact.id for pact in alive)


def _answers(request: Request, rules: Rules) -> Mapping[tuple[str, str | None], Answer]:
    """The answers by statement and agreement: one to a statement that is about none counts whichever it names."""
    found: dict[tuple[str, str | None], Answer] = {}
    for told in request.answers:
        statement = rules.statement(told.statement)
        kept = found.setdefault((statement.id, told.about if statement.about else None), told)
        if kept.value is not told.value:
            raise BadRequest(
                f"{statement.id} is answered in two ways", remedy="answer it once: it is about no agreement"
            )
    return found
