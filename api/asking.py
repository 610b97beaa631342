"""From what somebody writes to the request that the evaluator takes: names become ids, sums and answers are sorted."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from queries.coverage.request import Answer, Request
from schema.dates import Instant
from schema.errors import BadRequest
from schema.vocabulary import (
    ApprovalKind,
    Direction,
    FundingKind,
    ItemCategory,
    ItemOrigin,
    Operation,
    PaymentForm,
    Purpose,
    TransferKind,
    ValueKind,
)

K = TypeVar("K")
V = TypeVar("V")

PARTIES = ("Nation", "Organization")
Named = Callable[[str, Collection[str]], str]
"""Gives the id of the one thing that has this name and one of these labels; raises UnknownName where there is none."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A transfer as somebody describes it, with the names that they use. The fields are those of the GraphQL input."""

    recipient: str
    direction: Direction | None = None
    kinds: tuple[TransferKind, ...] = ()
    items: tuple[ItemCategory, ...] = ()
    purpose: Purpose | None = None
    operation: Operation | None = None
    funding: FundingKind | None = None
    payment: PaymentForm | None = None
    origin: ItemOrigin | None = None
    value_usd: Decimal | None = None
    mde_value_usd: Decimal | None = None
    values: tuple[tuple[ValueKind, Decimal], ...] = ()
    via: str | None = None
    onward: str | None = None
    agreement: str | None = None
    system: str | None = None
    holder: str | None = None
    place: str | None = None
    firm: str | None = None
    on: date | None = None
    known_at: Instant | None = None
    given: tuple[ApprovalKind, ...] = ()
    notices: tuple[tuple[ApprovalKind, date], ...] = ()
    answers: tuple[Answer, ...] = field(default=())


SAME = frozenset(each.name for each in fields(Request)) & frozenset(each.name for each in fields(Asked))
COUNTRIES = ("place", "firm")
WHO = ("recipient", "via", "onward", "holder")
NAMED = (*WHO, *COUNTRIES, "agreement", "system")
"""Fields that name an entity."""


def request(asked: Asked, named: Named, today: date) -> Request:
    """The request. Raises UnknownName for a name of nothing, or of two things; BadRequest for a contradiction."""
    told = {name: getattr(asked, name) for name in SAME}
    told |= {name: named(told[name], PARTIES) for name in WHO if told[name] is not None}
    told |= {name: named(told[name], ("Nation",)) for name in COUNTRIES if told[name] is not None}
    told |= {"agreement": named(told["agreement"], ("Agreement",))} if told["agreement"] is not None else {}
    notices = once(asked.notices, "notice")
    return Request(
        **told
        | {
            "on": asked.on or today,
            "purposes": () if asked.purpose is None else (asked.purpose,),
            "values": once((*_totals(asked), *asked.values), "value"),
            "given": frozenset(asked.given) | notices.keys(),
            "notices": notices,
        }
    )


def _totals(asked: Asked) -> Iterable[tuple[ValueKind, Decimal]]:
    named = ((ValueKind.TOTAL, asked.value_usd), (ValueKind.MDE, asked.mde_value_usd))
    return ((kind, dollars) for kind, dollars in named if dollars is not None)


def once(pairs: Iterable[tuple[K, V]], what: str) -> dict[K, V]:
    """The pairs as a mapping. Raises BadRequest where two of them differ on the same thing."""
    found: dict[K, V] = {}
    for key, value in pairs:
        if found.setdefault(key, value) != value:
            raise BadRequest(f"{what} {key} is told twice: {found[key]} and {value}", remedy="tell it once")
    return found


def variables(asked: Asked) -> dict[str, object]:
    """The same as the GraphQL input, for a client that sends it."""
    told = {each.name: getattr(asked, each.name) for each in fields(asked)}
    sent = {name: _sent(value) for name, value in told.items() if value not in (None, ())}
    sent["values"] = [{"of": of.name, "usd": str(usd)} for of, usd in asked.values]
    sent["notices"] = [{"approval": approval.name, "on": str(on)} for approval, on in asked.notices]
    sent["answers"] = [_sent_answer(answer) for answer in asked.answers]
    return {to_camel(name): value for name, value in sent.items()}


def _sent(value: object) -> object:
    match value:
        case Enum():
            return value.name
        case tuple():
            return [_sent(each) for each in value]
        case _:
            return str(value)


def _sent_answer(answer: Answer) -> dict[str, object]:
    return {"statement": answer.statement, "value": answer.value.name, "about": answer.about, "source": answer.source}


def to_camel(name: str) -> str:
    """The name as GraphQL writes it."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
