"""What is asked: a transfer as whoever asks describes it. What they did not say is unknown, never no."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

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
    Reply,
    TransferKind,
    ValueKind,
)

PARTIES = ("recipient", "via", "onward", "holder", "place", "firm")
NAMED = "named"
"""Stands in a rule for each of those through whom, to whom, where or from whose firm it also goes."""
BESIDE = ("via", "onward", "place", "firm")
SYSTEMS = "write its id, such as system/f-35a: buyers-of-system and agreements-of-program of the library tell ids"
UNITED_STATES = "nation/US"
PARTY = re.compile(r"(nation|org)/\S+")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a statement's question, by its slug; `about` names the agreement of which it speaks."""

    statement: str
    value: Reply
    about: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Request:
    """A transfer. Parties and agreements are given by id. Raises BadRequest where it contradicts itself.

    `via` supplies, repairs or contracts; `onward` gets it from the recipient; `holder` has it now; `place` is where;
    `firm` is the nationality of a firm. Of several agreements an answer is about the `agreement` that is named, or the
    one about the `system`. `given` are approvals in hand, `notices` those whose day is known.
    """

    recipient: str
    on: date
    direction: Direction | None = None
    kinds: tuple[TransferKind, ...] = ()
    items: tuple[ItemCategory, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    operation: Operation | None = None
    funding: FundingKind | None = None
    payment: PaymentForm | None = None
    origin: ItemOrigin | None = None
    values: Mapping[ValueKind, Decimal] = field(default_factory=dict)
    via: str | None = None
    onward: str | None = None
    holder: str | None = None
    place: str | None = None
    firm: str | None = None
    agreement: str | None = None
    system: str | None = None
    known_at: Instant | None = None
    given: frozenset[ApprovalKind] = frozenset()
    notices: Mapping[ApprovalKind, date] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()

    def __post_init__(self) -> None:
        for name, party in self.parties.items():
            if not PARTY.fullmatch(party):
                raise BadRequest(f"{name}: {party!r} is no id of a nation or an organization", remedy="write nation/JP")
        if self.recipient == UNITED_STATES:
            raise BadRequest(
                "recipient: the United States is the other side of every transfer",
                remedy="name the foreign party, with direction: to-us for what the United States gets",
            )
        if self.agreement is not None and not self.agreement.startswith("agreement/"):
            raise BadRequest(f"agreement: {self.agreement!r} is no id of an agreement", remedy="write agreement/...")
        if self.system is not None and not self.system.startswith(("system/", "program/")):
            raise BadRequest(f"system: {self.system!r} is no id of a system or a program", remedy=SYSTEMS)
        for kind, dollars in self.values.items():
            if not dollars.is_finite() or dollars < 0:
                raise BadRequest(f"value {kind}: {dollars} is no sum of money", remedy="write dollars, zero or more")
        self._check_parts()
        self._check_answers()

    def _check_parts(self) -> None:
        total = self.values.get(ValueKind.TOTAL)
        part = self.values.get(ValueKind.MDE)
        if total is not None and part is not None and part > total:
            raise BadRequest(f"major defense equipment for {part} in a transfer of {total}", remedy="mend either value")

    def _check_answers(self) -> None:
        said: dict[tuple[str, str | None], Reply] = {}
        for answer in self.answers:
            if said.setdefault((answer.statement, answer.about), answer.value) != answer.value:
                raise BadRequest(f"{answer.statement} is answered in two ways", remedy="answer it once")

    @property
    def parties(self) -> dict[str, str]:
        """The ids of those named, by the part that they play."""
        return {name: party for name in PARTIES if (party := getattr(self, name)) is not None}

    def but(self, **changes: object) -> "Request":
        """The same request with other values for these fields."""
        return replace(self, **changes)  # type: ignore[arg-type]
