"""Sentences for what an atom says: as it is, as it is not, as a question, and as what is not known. Never mixed."""

from collections.abc import Iterable
from decimal import Decimal

from queries.coverage.conditions import AS, CHOICES, Atom
from queries.coverage.readings import Reading
from queries.coverage.request import NAMED
from queries.coverage.rules import Limit
from queries.coverage.slots import SUMS
from queries.coverage.truth import YES, normal
from schema.vocabulary import (
    AgreementKind,
    ApprovalKind,
    DayCount,
    Direction,
    ItemCategory,
    PartyClass,
    ValueKind,
)

FIELDS = {"item": "items", "value.total": "valueUsd", "value.mde": "mdeValueUsd"}
"""The field of a request that settles an atom, where it is not called as the atom's slot is."""
NAMES = {
    "item": "the item",
    "purpose": "the purpose",
    "operation": "the operation",
    "funding": "the source of the money",
    "payment": "the form of payment",
    "origin": "the way in which the item first left the United States",
    "via": "the third party that supplies, repairs or contracts",
    "onward": "the party to whom it would be passed on",
    "holder": "the present holder",
    "place": "the place",
    "firm": "the nationality of the firm",
    "recipient": "the recipient",
    NAMED: "a third party or place",
}
COMPARED = {"at_least": "at least", "above": "above", "at_most": "at most", "below": "below"}


def label(word: str) -> str:
    """A slug as a reader reads it."""
    return word.replace("-", " ").replace("_", " ")


def begun(words: str) -> str:
    """The words as a sentence begins."""
    return words[0].upper() + words[1:]


def listing(words: Iterable[str], last: str = "or") -> str:
    """Words in a row."""
    told = list(words)
    comma = "; " if any("," in word for word in told) else ", "
    return told[0] if len(told) == 1 else f"{comma.join(told[:-1])} {last} {told[-1]}" if told else ""


def chosen(test: str, terms: Iterable[str]) -> str:
    """The words of a request's field in a row, as a reader reads them."""
    return listing(CHOICES[test](term).brief for term in terms)


def usd(amount: Decimal | str) -> str:
    """A sum as a reader reads it."""
    return f"${Decimal(amount):,f}"


class Sentences:
    """Sentences on one request; `item` is the one of which items are said."""

    def __init__(self, reading: Reading, item: ItemCategory | None, agreement: str | None) -> None:
        self.reading, self.item, self.agreement = reading, item, agreement

    def says(self, atom: Atom, yes: bool) -> str:
        """The sentence that the atom is true, or is false; of several terms it names those that fit."""
        test, terms = atom.test, self._fitting(atom) if yes else atom.terms
        if test == "says":
            told = self.reading.rules.statements.get(terms[0])
            return f"{terms[0]}: {'yes' if yes else 'no'}" if told is None else told.yes if yes else told.no
        if test == "approved":
            return f"{'In hand' if yes else 'Not in hand'}: {ApprovalKind(terms[0]).plain}"
        if test == "direction":
            return f"Support {'flows' if yes else 'does not flow'} {Direction(terms[0]).plain}"
        if test == "value":
            return self._value(terms, yes)
        if "." in test:
            return self._party(test, terms, yes)
        return self._technical(atom, yes) or self._choice(test, terms, yes)

    def _fitting(self, atom: Atom) -> tuple[str, ...]:
        """The terms of an atom that fit what the request names; all where none does."""
        field = atom.test.split(".")[0]
        if atom.test == "item":
            fitting = [term for term in atom.terms if self.item and term in self.item.above]
        elif atom.test in CHOICES:
            request = self.reading.request
            said = set(request.purposes if field == "purpose" else [getattr(request, field)])
            fitting = [term for term in atom.terms if term in said]
        elif self._told_of(field):
            fitting = [term for term in atom.terms if self._stands(field, atom.test.split(".")[1], term)]
        else:
            fitting = []
        return tuple(fitting) or atom.terms

    def _told_of(self, part: str) -> bool:
        """Whether the request names someone in that part."""
        return part in self.reading.parties or (part == NAMED and bool(self.reading.beside))

    def _stands(self, part: str, test: str, term: str) -> bool:
        return normal(self.reading.standing(Atom(f"{part}.{test}", (term,))).code) == YES

    def asks(self, atom: Atom) -> str:
        """The question of which the atom is the answer."""
        test, terms = atom.test, atom.terms
        if test == "says":
            told = self.reading.rules.statements.get(terms[0])
            return terms[0] if told is None else told.asks
        if test == "approved":
            return f"Is this in hand: {ApprovalKind(terms[0]).plain}?"
        if test == "direction":
            return "Does support flow from or to the United States?"
        if test in ("value", "fits"):
            return f"What is the {ValueKind(self._quantity(atom)).plain}, in US dollars?"
        if test == "passed":
            return f"On which day was this sent: {self._notice(atom)}?"
        part = test.split(".")[0]
        if self._told_of(part):
            return f"Is {self._title(part)} {self._tested(test, terms)}?"
        return f"What is {NAMES[part]}?" if part in NAMES else ""

    def wants(self, atom: Atom, positive: bool) -> str:
        """What is not known of the atom, and what it would have to come to."""
        if atom.test in ("says", "approved"):
            return self.asks(atom)
        field = atom.test.split(".")[0]
        must = f"it must {'' if positive else 'not '}be"
        if atom.test == "value":
            bound = f"{COMPARED[atom.terms[1]]} {usd(atom.terms[2])}"
            called = f" ({atom.terms[0]}=…)" if self.field(atom) == "values" else ""
            return f"{ValueKind(atom.terms[0]).plain}; {must} {bound}{called}"
        if atom.test in CHOICES:
            return f"{NAMES[field]}; {must} {chosen(field, atom.terms)}"
        if field in NAMES and not self._told_of(field):
            return f"{NAMES[field]}; {must} {self._tested(atom.test, atom.terms)}"
        if self._told_of(field):
            return f"whether {self._title(field)} is {self._tested(atom.test, atom.terms)}"
        told = self._technical(atom, positive) or self.says(atom, positive)
        return f"whether {told}" if atom.test == "relies" and self.agreement else told

    def field(self, atom: Atom) -> str | None:
        """The field of the request that settles the atom, if one does."""
        if atom.test in ("says", "approved", "time", "relies", "unreadable"):
            return None
        if atom.test == "passed":
            return "notices"
        if atom.test in ("value", "fits"):
            return FIELDS.get(f"value.{self._quantity(atom)}", "values")
        part = atom.test.split(".")[0]
        return None if part == NAMED or part in self.reading.parties else FIELDS.get(part, part)

    def _quantity(self, atom: Atom) -> str:
        return atom.terms[0] if atom.test == "value" else self._limit(atom).of

    def _limit(self, atom: Atom) -> Limit:
        limit = self.reading.rules.rules[atom.terms[0]].limit
        return limit or Limit("an unreadable figure", "")

    def _notice(self, atom: Atom) -> str:
        notice = self.reading.rules.rules[atom.terms[0]].notice
        return notice.plain if notice else "the notice"

    def _title(self, part: str, fitting: tuple[str, ...] = ()) -> str:
        parts = fitting or (self.reading.beside if part == NAMED else (part,))
        return listing(dict.fromkeys(self.reading.parties[each].title for each in parts))

    def _value(self, terms: tuple[str, ...], yes: bool) -> str:
        amount = self.reading.amount(terms[0])
        shown = f" ({usd(amount)})" if amount is not None else ""
        verb = "is" if yes else "is not"
        return f"The {ValueKind(terms[0]).plain}{shown} {verb} {COMPARED[terms[1]]} {usd(terms[2])}"

    def _choice(self, test: str, terms: tuple[str, ...], yes: bool) -> str:
        if test == "origin":
            return f"The item was {'' if yes else 'not '}{chosen(test, terms)}"
        of = f"{begun(NAMES[test])}{f' ({self.item.brief})' if test == 'item' and self.item else ''}"
        return f"{of} is {'' if yes else 'not '}{chosen(test, terms)}"

    def _party(self, test: str, terms: tuple[str, ...], yes: bool) -> str:
        part = test.split(".", maxsplit=1)[0]
        if not self._told_of(part):
            return f"Nothing is said of {NAMES[part]}"
        fitting = self._beside(test, terms) if yes and part == NAMED else ()
        return f"{self._title(part, fitting)} is {'' if yes else 'not '}{self._tested(test, terms)}"

    def _beside(self, test: str, terms: tuple[str, ...]) -> tuple[str, ...]:
        """Those whom the request names beside the recipient of whom one of the terms holds."""
        if test == AS:
            return tuple(part for part in self.reading.beside if part in terms)
        sort = test.split(".")[1]
        return tuple(part for part in self.reading.beside if any(self._stands(part, sort, term) for term in terms))

    def would(self, atom: Atom, yes: bool) -> str:
        """The sentence that the atom would be true, or false, though nothing may be said of its party yet."""
        part = atom.test.split(".", maxsplit=1)[0]
        if "." not in atom.test or self._told_of(part):
            return self.says(atom, yes)
        return f"{begun(NAMES[part])} is {'' if yes else 'not '}{self._tested(atom.test, atom.terms)}"

    def _tested(self, test: str, terms: tuple[str, ...]) -> str:
        sort = test.split(".")[1]
        if test == AS:
            return listing(NAMES[term] for term in terms)
        if sort == "class":
            return listing(PartyClass(term).plain for term in terms)
        if sort == "in_list":
            return f"on the list of {listing(self.list_title(term) for term in terms)}"
        if sort == "member_of":
            return f"a member of {listing(terms)}"
        if sort == "party_to":
            return f"party to an agreement in force ({listing(AgreementKind(term).plain for term in terms)})"
        return listing(self._named(term) for term in terms)

    def list_title(self, name: str) -> str:
        """What a list is called."""
        return self.reading.rules.titles.get(f"designation/{name}", label(name))

    def _named(self, code: str) -> str:
        for path in ("nation", "org"):
            if (party := self.reading.facts.parties.get(f"{path}/{code}")) is not None:
                return party.title
        return self.reading.rules.titles.get(f"nation/{code}", code)

    def _technical(self, atom: Atom, yes: bool) -> str | None:
        match atom.test:
            case "time":
                return f"The rule {'holds' if yes else 'does not hold'} on {self.reading.day}{self._since(atom)}"
            case "relies":
                return self._relies(atom, yes)
            case "fits":
                return self._fits(atom, yes)
            case "passed":
                return self._passed(atom, yes)
            case "unreadable":
                return f"The rule cannot be read: {atom.terms[1]}"
            case _:
                return None

    def _since(self, atom: Atom) -> str:
        rule = self.reading.rules.rules[atom.terms[0]]
        if rule.to_on and self.reading.day > rule.to_on.earliest:
            return f"; it ended on {rule.to_on}"
        if rule.from_on is None:
            return "; the day on which it began is not collected"
        earlier = f"; before that: {rule.before}" if rule.before and self.reading.day < rule.from_on.latest else ""
        return f"; its present content began on {rule.from_on}{earlier}"

    def _relies(self, atom: Atom, yes: bool) -> str:
        if self.agreement is None:
            kinds = listing(AgreementKind(term).plain for term in atom.terms)
            return f"no agreement of {self._title('recipient')} with the US is on record ({kinds})"
        return f"{self.agreement} {'is' if yes else 'is not'} in force on {self.reading.day}"

    def _fits(self, atom: Atom, yes: bool) -> str:
        limit = self._limit(atom)
        amount = self.reading.amount(limit.of)
        told = ValueKind(limit.of).plain if limit.of in SUMS else label(limit.of)
        shown = told + (f" ({amount:,f})" if amount is not None else "")
        return f"The {shown} {'keeps to' if yes else 'does not keep to'} {bound(limit)}"

    def _passed(self, atom: Atom, yes: bool) -> str:
        rule = self.reading.rules.rules[atom.terms[0]]
        wait = rule.waits[int(atom.terms[1])]
        sort = "whole " * wait.within + ("days of session" if rule.unit is DayCount.SESSION else "days")
        noticed = self.reading.request.notices.get(rule.notice) if rule.notice else None
        since = f" since {noticed}" if noticed else ""
        return f"{wait.days} {sort} have {'' if yes else 'not '}passed after the notice{since}: {self._notice(atom)}"


def bound(limit: Limit) -> str:
    """A figure as a reader reads it."""
    bounds = ((limit.at_most, "at most"), (limit.at_least, "at least"))
    told = (
        f"{words} {usd(figure) if limit.unit == 'USD' else f'{figure:f} {limit.unit}'}"
        for figure, words in bounds
        if figure is not None
    )
    return listing(told, "and") + (f" a {label(limit.per)}" if limit.per else "")
