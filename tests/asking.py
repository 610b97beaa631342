"""Requests made up by hypothesis: something is said of whatever the rules of their kind turn on, or nothing is."""

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import strategies as st

from queries.coverage.conditions import CHOICES
from queries.coverage.request import BESIDE, NAMED, UNITED_STATES, Answer, Request
from queries.coverage.result import Change
from queries.coverage.slots import SUMS
from schema.vocabulary import (
    ApprovalClass,
    ApprovalKind,
    Direction,
    FundingKind,
    ItemCategory,
    ItemOrigin,
    Operation,
    PaymentForm,
    Purpose,
    Reply,
    TransferKind,
    ValueKind,
)
from tests import world_from_files as world

PARTIES = sorted(party for party, told in world.parties().items() if told.is_nation or told.classes)
RECIPIENTS = [party for party in PARTIES if party != UNITED_STATES]
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
FIELDS = {"purpose": "purposes", "item": "items"}
ORDINARY = frozenset(kind for kind in ApprovalKind if kind.given is not ApprovalClass.WAIVER)


def turned_on(kind: TransferKind) -> dict[str, set[str]]:
    """By test, the terms on which the rules of a kind turn."""
    found: dict[str, set[str]] = {}
    book = world.rules().book
    for form in book.forms[kind]:
        for index in form.atoms:
            atom = book.atoms[index]
            found.setdefault(atom.test, set()).update(atom.terms)
    return found


TURNED_ON = {kind: turned_on(kind) for kind in TransferKind}


KINDS = st.sampled_from(list(TransferKind))


@st.composite
def requests(draw: st.DrawFn, kinds: st.SearchStrategy[TransferKind] = KINDS) -> Request:
    """A request of one kind that says more or less."""
    chosen = draw(kinds)
    turns = TURNED_ON[chosen]
    fields: dict[str, Any] = {}
    for field, words in CHOICES.items():
        if field in turns and draw(st.booleans()):
            word = draw(st.sampled_from(sorted({*turns[field], next(iter(words))})))
            fields[FIELDS.get(field, field)] = (words(word),) if field in FIELDS else words(word)
    for part in (*BESIDE, "holder"):
        tests = (f"{part}.", f"{NAMED}.") if part in BESIDE else (f"{part}.",)
        if any(test.startswith(tests) for test in turns) and draw(st.booleans()):
            fields[part] = draw(st.sampled_from(PARTIES))
    return Request(
        recipient=draw(st.sampled_from(RECIPIENTS)),
        on=draw(DAYS),
        kinds=(chosen,),
        direction=draw(st.none() | st.sampled_from(Direction)),
        values=draw(sums(turns)),
        given=frozenset(map(ApprovalKind, draw(some(turns.get("approved", set()))))),
        answers=draw(answers(turns.get("says", set()))),
        **fields,
    )


def some(words: set[str]) -> st.SearchStrategy[set[str]]:
    return st.sets(st.sampled_from(sorted(words))) if words else st.just(set())


@st.composite
def sums(draw: st.DrawFn, turns: dict[str, set[str]]) -> dict[ValueKind, Decimal]:
    """Dollars; of the whole at least as many as of its part."""
    named = sorted(SUMS & (turns.get("value", set()) | {"total"}))
    told = {ValueKind(kind): Decimal(draw(st.integers(0, 10**9))) for kind in draw(some(set(named)))}
    if ValueKind.TOTAL in told and told.get(ValueKind.MDE, Decimal(0)) > told[ValueKind.TOTAL]:
        told[ValueKind.MDE] = told[ValueKind.TOTAL]
    return told


@st.composite
def answers(draw: st.DrawFn, statements: set[str]) -> tuple[Answer, ...]:
    """Answers to some of the statements."""
    said = draw(some(statements))
    return tuple(Answer(name, draw(st.sampled_from(Reply))) for name in sorted(said))


def willing(random: Random, recipient: str, on: date) -> Request:
    """A request that says whatever might open something: every ordinary approval, and favourable answers."""
    answers = tuple(
        Answer(name, random.choice([Reply.YES, Reply.NO]) if told.presume is None else told.presume)
        for name, told in world.rules().statements.items()
        if not told.about
    )
    return Request(
        recipient=recipient,
        on=on,
        items=(random.choice(list(ItemCategory)),),
        purposes=tuple(random.sample(list(Purpose), 2)),
        operation=random.choice(list(Operation)),
        funding=random.choice(list(FundingKind)),
        payment=random.choice(list(PaymentForm)),
        origin=random.choice(list(ItemOrigin)),
        given=ORDINARY,
        answers=answers,
    )


def with_change(request: Request, change: Change) -> Request:
    """The request with the change made, as somebody would make it who was told of it."""
    if change.statement is not None:
        kept = tuple(told for told in request.answers if told.statement != change.statement)
        about = request.agreement
        return request.but(answers=(*kept, Answer(change.statement, Reply(change.value or ""), about)))
    if change.approval is not None:
        return request.but(given=request.given | {change.approval})
    value = change.value or ""
    match change.field:
        case "items":
            return request.but(items=(ItemCategory(value),))
        case "direction":
            return request.but(direction=Direction(value))
        case "purpose":
            return request.but(purposes=(CHOICES["purpose"](value),))
        case "valueUsd" | "mdeValueUsd" | "values":
            own = {"valueUsd": ValueKind.TOTAL, "mdeValueUsd": ValueKind.MDE}.get(change.field)
            kind, _, amount = value.rpartition("=")
            return request.but(values={**request.values, own or ValueKind(kind): Decimal(amount)})
        case str(field):
            return request.but(**{field: CHOICES[field](value) if field in CHOICES else value})
        case None:
            raise AssertionError("a change says what to change")
