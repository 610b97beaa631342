"""The closed lists of words in which rules, requests and answers speak, as enums whose words vocabulary.toml explains.

A list that only the law fills (items, purposes, approvals) takes its members from that file. A list that the program
itself tests (effects, verdicts) names its members here too, so that a type checker sees them; where the two differ the
import fails. One module, since a list is found by looking for it here.

Longer than 300 lines because every list of words stands here, each word a line.
"""

import re
from collections.abc import Mapping
from enum import EnumType, StrEnum
from typing import TYPE_CHECKING, Self, TypeVar

from schema.wordlist import FILE, Term, above, agree, read

TERMS = read(FILE.read_text(encoding="utf-8"))
ANY_KIND = "any"
"""What a rule writes for every kind of transfer; no kind itself."""


def _members(name: str) -> dict[str, str]:
    return {re.sub(r"\W", "_", word).upper(): word for word in TERMS[name]}


class Word(StrEnum):
    """A word of a closed list; its value is the slug, its name the slug in upper snake case."""

    @property
    def term(self) -> Term:
        """What the file says of it."""
        return TERMS[LISTS[type(self)]][self]

    @property
    def plain(self) -> str:
        """What it means, for a reader."""
        return self.term.plain


T = TypeVar("T")


class _Filed(EnumType):
    """Lets a type checker know that `ItemCategory.FOOD`, which only the file declares, is an ItemCategory."""

    if TYPE_CHECKING:

        def __getattr__(cls: type[T], name: str) -> T: ...


class FiledWord(Word, metaclass=_Filed):
    """A word whose list stands in the file alone."""

    if TYPE_CHECKING:

        def __new__(cls, value: str) -> Self: ...


class TransferKind(FiledWord):
    """Ways in which articles, services or money pass."""

    vars().update(_members("kinds"))

    @property
    def complete(self) -> bool:
        """Whether the rules of this kind are all collected; if not, no grant is a gap, not a no."""
        return self.term.complete


class ItemCategory(FiledWord):
    """Categories of articles and services."""

    vars().update(_members("items"))

    @property
    def above(self) -> "frozenset[ItemCategory]":
        """The category itself and all that it is narrower than."""
        return ABOVE[self]

    @property
    def below(self) -> "frozenset[ItemCategory]":
        """The category itself and all that are narrower than it."""
        return BELOW[self]


class Purpose(FiledWord):
    """What a transfer is for."""

    vars().update(_members("purposes"))


class Operation(FiledWord):
    """The operation that a transfer serves."""

    vars().update(_members("operations"))


class FundingKind(FiledWord):
    """Whose money pays."""

    vars().update(_members("funding"))


class PaymentForm(FiledWord):
    """How it is paid back."""

    vars().update(_members("payments"))


class ItemOrigin(FiledWord):
    """How an item first left the United States."""

    vars().update(_members("origins"))


class PartyClass(FiledWord):
    """What sort of party a country or body is."""

    vars().update(_members("classes"))


class AgreementKind(FiledWord):
    """What an instrument is for."""

    vars().update(_members("agreements"))


class ApprovalKind(FiledWord):
    """Approvals, licences, notices, certifications, determinations and waivers."""

    vars().update(_members("approvals"))

    @property
    def form(self) -> "ApprovalForm":
        """The kind of paper."""
        return ApprovalForm(self.term.form)

    @property
    def by(self) -> str:
        """Id of the organization that gives, sends or decides it."""
        return f"org/{self.term.by}"

    @property
    def given(self) -> "ApprovalClass":
        """How readily it is given."""
        return ApprovalClass(self.term.given)


class ApprovalForm(Word):
    """Kinds of paper."""

    APPROVAL = "approval"
    LICENCE = "licence"
    NOTICE = "notice"
    CERTIFICATION = "certification"
    DETERMINATION = "determination"
    WAIVER = "waiver"


class ApprovalClass(Word):
    """How readily something is given; it decides what the evaluator does."""

    ROUTINE = "routine"
    DISCRETIONARY = "discretionary"
    WAIVER = "waiver"


class Effect(Word):
    """What a rule does to a route."""

    GRANTS = "grants"
    NARROWS = "narrows"
    REQUIRES = "requires"
    PROHIBITS = "prohibits"
    LIFTS = "lifts"
    LIMITS = "limits"
    NOTIFIES = "notifies"
    PRICES = "prices"
    DELEGATES = "delegates"


class Verdict(Word):
    """What is known of a route, or of the best of several; the best comes first."""

    OPEN = "open"
    CONDITIONAL = "conditional"
    UNDETERMINED = "undetermined"
    CLOSED = "closed"


class Truth(Word):
    """Whether what a rule asks for holds."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


class Wording(Word):
    """How surely a sentence is said."""

    IS = "is"
    IS_NOT = "is-not"
    NOT_KNOWN = "not-known"
    PRESUMED = "presumed"


class ClosedBecause(Word):
    """Why a route is closed."""

    NOT_COVERED = "not-covered"
    REQUIREMENT_FAILS = "requirement-fails"
    BARRED = "barred"


class Cost(Word):
    """What it takes to change an answer; the cheapest comes first."""

    ASK = "ask"
    ACT = "act"
    WAIVE = "waive"


class Direction(Word):
    """Which way support flows."""

    FROM_US = "from-us"
    TO_US = "to-us"


class Timing(Word):
    """When somebody must be told."""

    BEFORE = "before"
    AFTER = "after"


class DayCount(Word):
    """How a waiting time is counted."""

    CALENDAR = "calendar"
    SESSION = "session"


class SettledBy(Word):
    """Who can tell whether a statement is so."""

    ASKER = "asker"
    OFFICIAL = "official"
    RECORD = "record"


class Reply(Word):
    """What may be answered to a question."""

    YES = "yes"
    NO = "no"
    CANNOT_SAY = "cannot-say"


class ValueKind(Word):
    """Sums of money that a law looks at."""

    TOTAL = "total"
    MDE = "mde"
    CONTRACT = "contract"
    ORIGINAL_ACQUISITION = "original-acquisition"
    CURRENT = "current"
    FIREARMS = "firearms"


class Confidence(Word):
    """How sure a fact is; the surest comes first, what only a request says and what is only presumed last."""

    DOCUMENTED = "documented"
    SECONDARY = "secondary"
    GENERAL_KNOWLEDGE = "general-knowledge"
    STATED = "stated"
    PRESUMED = "presumed"


class AgreementStatus(Word):
    """The state of an agreement when it was last seen."""

    IN_FORCE = "in-force"
    COMPLETED = "completed"
    SUPERSEDED = "superseded"
    TERMINATED = "terminated"
    EXPIRED = "expired"
    HISTORICAL = "historical"
    UNKNOWN = "unknown"
    AUTHORIZED = "authorized"
    PROVISIONAL = "provisional"
    NEGOTIATING = "negotiating"


class UsMembership(Word):
    """Whether the United States belongs to a partnership."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


LISTS: Mapping[type[Word], str] = {
    TransferKind: "kinds",
    ItemCategory: "items",
    Purpose: "purposes",
    Operation: "operations",
    FundingKind: "funding",
    PaymentForm: "payments",
    ItemOrigin: "origins",
    PartyClass: "classes",
    AgreementKind: "agreements",
    ApprovalKind: "approvals",
    ApprovalForm: "forms",
    ApprovalClass: "approval-classes",
    Effect: "effects",
    Verdict: "verdicts",
    Truth: "truths",
    Wording: "wordings",
    ClosedBecause: "closings",
    Cost: "costs",
    Direction: "directions",
    Timing: "timings",
    DayCount: "day-counts",
    SettledBy: "settlers",
    Reply: "replies",
    ValueKind: "values",
    Confidence: "confidences",
    AgreementStatus: "statuses",
    UsMembership: "us-memberships",
}
"""Which list of the file each enum takes its words from."""


agree(LISTS.items(), TERMS)
ABOVE = {item: frozenset(map(ItemCategory, above(TERMS["items"], (item.value,)))) for item in ItemCategory}
BELOW = {item: frozenset(other for other in ItemCategory if item in ABOVE[other]) for item in ItemCategory}
