"""Sentences for what an atom says: as it is, as it is not, as a question, and as what is not known. Never mixed."""

from collections.abc import Iterable
from decimal import Decimal

from queries.coverage.conditions import Atom
from queries.coverage.readings import Reading
from queries.coverage.rules import Limit
from schema.vocabulary import (
    AgreementKind,
    ApprovalKind,
    DayCount,
    Direction,
    ItemCategory,
    PartyClass,
    ValueKind,
    Word,
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
}
COMPARED = {"at_least": "at least", "above": "above", "at_most": "at most", "below": "below"}


def label(word: str) -> str:
    """A slug as a reader reads it."""
    return word.replace("-", " ").replace("_", " ")


def listing(words: Iterable[str], last: str = "or") -> str:
    """Words in a row."""
    told = list(words)
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} {last} {told[-1]}" if told else ""


def usd(amount: Decimal | str) -> str:
    """A sum as a reader reads it."""
    return f"${Decimal(amount):,f}"


class Sentences:
    """Sentences on one request; `item` is the one of which items are said."""

    def __init__(self, reading: Reading, item: ItemCategory | None, agreement: str | None) -> None:
        self.reading, self.item, self.agreement = reading, item, agreement

    def says(self, atom: Atom, yes: bool) -> str:
        """The sentence that the atom is true, or is false."""
        test, terms = atom.test, atom.terms
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
            return self._party(atom, yes)
        return self._technical(atom, yes) or self._choice(test, terms, yes)

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
        if part in self.reading.parties:
            return f"Is {self._title(part)} {self._tested(atom)}?"
        return f"What is {NAMES[part]}?" if part in NAMES else ""

    def wants(self, atom: Atom, positive: bool) -> str:
        """What would have to be so, as a clause that begins with whether."""
        if atom.test in ("says", "approved") or "." in atom.test:
            return self.asks(atom) or self.says(atom, positive)
        sentence = self.says(atom, positive)
        return f"whether this is so: {sentence[:1].lower()}{sentence[1:]}"

    def field(self, atom: Atom) -> str | None:
        """The field of the request that settles the atom, if one does."""
        if atom.test in ("says", "approved", "time", "relies", "unreadable"):
            return None
        if atom.test == "passed":
            return "notices"
        if atom.test in ("value", "fits"):
            return FIELDS.get(f"value.{self._quantity(atom)}", "values")
        part = atom.test.split(".")[0]
        return None if part in self.reading.parties else FIELDS.get(part, part)

    def _quantity(self, atom: Atom) -> str:
        return atom.terms[0] if atom.test == "value" else self._limit(atom).of

    def _limit(self, atom: Atom) -> Limit:
        limit = self.reading.rules.rules[atom.terms[0]].limit
        return limit or Limit("an unreadable figure", "")

    def _notice(self, atom: Atom) -> str:
        notice = self.reading.rules.rules[atom.terms[0]].notice
        return notice.plain if notice else "the notice"

    def _title(self, part: str) -> str:
        return self.reading.parties[part].title

    def _value(self, terms: tuple[str, ...], yes: bool) -> str:
        amount = self.reading.amount(terms[0])
        shown = f" ({usd(amount)})" if amount is not None else ""
        verb = "is" if yes else "is not"
        return f"The {ValueKind(terms[0]).plain}{shown} {verb} {COMPARED[terms[1]]} {usd(terms[2])}"

    def _choice(self, test: str, terms: tuple[str, ...], yes: bool) -> str:
        of = f"{NAMES[test].capitalize()}{f' ({label(self.item)})' if test == 'item' and self.item else ''}"
        return f"{of} is {listing(map(label, terms))}" if yes else f"{of} is not {listing(map(label, terms))}"

    def _party(self, atom: Atom, yes: bool) -> str:
        part = atom.test.split(".")[0]
        known = part in self.reading.parties
        of = self._title(part) if known else NAMES[part].capitalize()
        return f"{of} {'is' if yes else 'is not'} {self._tested(atom)}"

    def _tested(self, atom: Atom) -> str:
        test, terms = atom.test.split(".")[1], atom.terms
        if test == "class":
            return listing(PartyClass(term).plain for term in terms)
        if test == "in_list":
            return f"on the list of {listing(map(label, terms))}"
        if test == "member_of":
            return f"a member of {listing(terms)}"
        if test == "party_to":
            return f"party to an agreement in force ({listing(AgreementKind(term).plain for term in terms)})"
        return listing(self._named(term) for term in terms)

    def _named(self, code: str) -> str:
        for path in ("nation", "org"):
            if (party := self.reading.facts.parties.get(f"{path}/{code}")) is not None:
                return party.title
        return code

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
            return f"No agreement of {self._title('recipient')} with the US is on record ({kinds})"
        return f"{self.agreement} {'is' if yes else 'is not'} in force on {self.reading.day}"

    def _fits(self, atom: Atom, yes: bool) -> str:
        limit = self._limit(atom)
        amount = self.reading.amount(limit.of)
        shown = label(limit.of) + (f" ({amount:,f})" if amount is not None else "")
        return f"The {shown} {'keeps to' if yes else 'does not keep to'} {bound(limit)}"

    def _passed(self, atom: Atom, yes: bool) -> str:
        rule = self.reading.rules.rules[atom.terms[0]]
        wait = rule.waits[int(atom.terms[1])]
        sort = "days of session" if rule.unit is DayCount.SESSION else "days"
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


def plain_word(word: Word) -> str:
    """A word with what it means."""
    return f"{label(word)}: {word.plain}"
