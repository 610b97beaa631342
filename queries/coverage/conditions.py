"""Conditions as rules write them: `all`, `any`, `not`, and atoms that test one thing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any as Anything

from queries.coverage.request import BESIDE, NAMED, PARTIES
from schema.errors import ModelError
from schema.vocabulary import (
    AgreementKind,
    ApprovalKind,
    Direction,
    FundingKind,
    ItemCategory,
    ItemOrigin,
    Operation,
    PartyClass,
    PaymentForm,
    Purpose,
    ValueKind,
)
from schema.words import Word

CHOICES: Mapping[str, type[Word]] = {
    "item": ItemCategory,
    "purpose": Purpose,
    "operation": Operation,
    "funding": FundingKind,
    "payment": PaymentForm,
    "origin": ItemOrigin,
}
"""Atoms that ask whether the request names one of these words."""
TESTS: Mapping[str, type[Word] | None] = {
    "is": None,
    "class": PartyClass,
    "in_list": None,
    "member_of": None,
    "party_to": AgreementKind,
}
"""What may be asked of a party, and of which list the words are."""
AS = f"{NAMED}.as"
"""Asks in which parts of the request a party is named."""
COMPARE = ("at_least", "above", "at_most", "below")


@dataclass(frozen=True, slots=True)
class Atom:
    """One test, such as ('item', ('food', 'pol')) or ('recipient.class', ('nato',)): true where a term fits."""

    test: str
    terms: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.test}:{','.join(self.terms)}"


@dataclass(frozen=True, slots=True)
class All:
    """True where all parts are."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Any:
    """True where one part is."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """True where the part is false."""

    part: "Condition"


Condition = Atom | All | Any | Not


def parse(told: object) -> Condition:
    """The condition. Raises ModelError where it is none."""
    key, argument = _one(told)
    if key in ("all", "any"):
        if not isinstance(argument, list) or not argument:
            raise ModelError(f"{key} takes a list of conditions", remedy=f"write {key}: [..., ...]")
        parts = tuple(map(parse, argument))
        return All(parts) if key == "all" else Any(parts)
    if key == "not":
        return Not(parse(argument))
    if key == "value":
        return _value(argument)
    return _atom(key, argument)


def _atom(key: str, argument: object) -> Atom:
    if key in CHOICES:
        return Atom(key, _words(key, argument, CHOICES[key]))
    if key in (*PARTIES, NAMED):
        test, terms = _one(argument)
        if f"{key}.{test}" == AS:
            return Atom(AS, _parts(terms))
        if test not in TESTS:
            raise ModelError(f"{key}: {test} is no test of a party", remedy=f"write one of {', '.join(TESTS)}")
        return Atom(f"{key}.{test}", _words(f"{key}.{test}", terms, TESTS[test]))
    single: dict[str, type[Word] | None] = {"direction": Direction, "approved": ApprovalKind, "says": None}
    if key not in single:
        raise ModelError(f"{key} is no atom", remedy="write one that docs/rule-language.md names")
    return Atom(key, _words(key, [argument], single[key]))


def _parts(told: object) -> tuple[str, ...]:
    parts = _words(AS, told, None)
    for part in parts:
        if part not in BESIDE:
            raise ModelError(f"nobody is named as {part}", remedy=f"write one of {', '.join(BESIDE)}")
    return parts


def _value(told: object) -> Condition:
    if not isinstance(told, dict) or not set(told) - {"of"} or set(told) - {"of", *COMPARE}:
        raise ModelError("value takes of, and bounds", remedy=f"write one of {', '.join(COMPARE)}")
    (kind,) = _words("value", [told.get("of")], ValueKind)
    parts = tuple(Atom("value", (kind, bound, str(dollars(told[bound])))) for bound in COMPARE if bound in told)
    return parts[0] if len(parts) == 1 else All(parts)


def dollars(told: object) -> Decimal:
    """The number. Raises ModelError where it is none."""
    try:
        if isinstance(told, bool):
            raise InvalidOperation
        return Decimal(str(told))
    except InvalidOperation:
        raise ModelError(f"{told!r} is no number", remedy="write it in digits, without separators") from None


def _one(told: object) -> tuple[str, Anything]:
    if not isinstance(told, dict) or len(told) != 1:
        raise ModelError(
            f"a condition is a mapping with one key, not {str(told)[:80]}", remedy="write {test: argument}"
        )
    ((key, argument),) = told.items()
    return str(key), argument


def _words(test: str, told: object, words: type[Word] | None) -> tuple[str, ...]:
    if not isinstance(told, list) or not told or not all(isinstance(term, str) for term in told):
        raise ModelError(f"{test} takes a list of words, not {told!r}", remedy="quote words such as 'NO' and 'yes'")
    known = set(words) if words else set(told)
    for term in told:
        if term not in known:
            raise ModelError(
                f"{test}: {term} is no word of the vocabulary", remedy="mend the spelling, or add the word"
            )
    return tuple(told)


def atoms(condition: Condition, positive: bool = True) -> Iterator[tuple[Atom, bool]]:
    """Each atom, with whether it stands under an even number of nots."""
    match condition:
        case Atom():
            yield condition, positive
        case Not(part):
            yield from atoms(part, not positive)
        case All(parts) | Any(parts):
            for part in parts:
                yield from atoms(part, positive)
