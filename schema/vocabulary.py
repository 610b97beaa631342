"""The closed lists of words in which rules, requests and answers speak, as enums whose words vocabulary.toml explains.

A list that only the law fills (items, purposes, approvals) takes its members from that file. A list that the program
itself tests (effects, verdicts) names its members here too, so that a type checker sees them; where the two differ the
import fails. One module, since a list is found by looking for it here.
"""

from collections.abc import Mapping

from schema.wordlist import above, agree
from schema.words import FILED, TERMS, FiledWord, Word, members

ANY_KIND = "any"
"""What a rule writes for every kind of transfer; no kind itself."""


class TransferKind(FiledWord, of="kinds"):
    """Ways in which articles, services or money pass."""

    vars().update(members("kinds"))

    @property
    def complete(self) -> bool:
        """Whether the rules of this kind are all collected; if not, no grant is a gap, not a no."""
        return self.term.complete


class ItemCategory(FiledWord, of="items"):
    """Categories of articles and services."""

    vars().update(members("items"))

    @property
    def above(self) -> "frozenset[ItemCategory]":
        """The category itself and all that it is narrower than."""
        return ABOVE[self]

    @property
    def below(self) -> "frozenset[ItemCategory]":
        """The category itself and all that are narrower than it."""
        return BELOW[self]


class Purpose(FiledWord, of="purposes"):
    """What a transfer is for."""

    vars().update(members("purposes"))


class Operation(FiledWord, of="operations"):
    """The operation that a transfer serves."""

    vars().update(members("operations"))


class FundingKind(FiledWord, of="funding"):
    """Whose money pays."""

    vars().update(members("funding"))


class PaymentForm(FiledWord, of="payments"):
    """How it is paid back."""

    vars().update(members("payments"))


class ItemOrigin(FiledWord, of="origins"):
    """How an item first left the United States."""

    vars().update(members("origins"))


class PartyClass(FiledWord, of="classes"):
    """What sort of party a country or body is."""

    vars().update(members("classes"))


class AgreementKind(FiledWord, of="agreements"):
    """What an instrument is for."""

    vars().update(members("agreements"))


class ApprovalKind(FiledWord, of="approvals"):
    """Approvals, licences, notices, certifications, determinations and waivers."""

    vars().update(members("approvals"))

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


class ApprovalForm(Word, of="forms"):
    """Kinds of paper."""

    APPROVAL = "approval"
    LICENCE = "licence"
    NOTICE = "notice"
    CERTIFICATION = "certification"
    DETERMINATION = "determination"
    WAIVER = "waiver"


class ApprovalClass(Word, of="approval-classes"):
    """How readily something is given; it decides what the evaluator does."""

    ROUTINE = "routine"
    DISCRETIONARY = "discretionary"
    WAIVER = "waiver"


class Effect(Word, of="effects"):
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


class Verdict(Word, of="verdicts"):
    """What is known of a route, or of the best of several; the best comes first."""

    OPEN = "open"
    CONDITIONAL = "conditional"
    UNDETERMINED = "undetermined"
    CLOSED = "closed"


class Truth(Word, of="truths"):
    """Whether what a rule asks for holds."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


class Wording(Word, of="wordings"):
    """How surely a sentence is said."""

    IS = "is"
    IS_NOT = "is-not"
    NOT_KNOWN = "not-known"
    PRESUMED = "presumed"


class ClosedBecause(Word, of="closings"):
    """Why a route is closed."""

    NOT_COVERED = "not-covered"
    REQUIREMENT_FAILS = "requirement-fails"
    BARRED = "barred"


class Cost(Word, of="costs"):
    """What it takes to change an answer; the cheapest comes first."""

    ASK = "ask"
    ACT = "act"
    WAIVE = "waive"


class Direction(Word, of="directions"):
    """Which way support flows."""

    FROM_US = "from-us"
    TO_US = "to-us"


class Timing(Word, of="timings"):
    """When somebody must be told."""

    BEFORE = "before"
    AFTER = "after"


class DayCount(Word, of="day-counts"):
    """How a waiting time is counted."""

    CALENDAR = "calendar"
    SESSION = "session"


class SettledBy(Word, of="settlers"):
    """Who can tell whether a statement is so."""

    ASKER = "asker"
    OFFICIAL = "official"
    RECORD = "record"


class Reply(Word, of="replies"):
    """What may be answered to a question."""

    YES = "yes"
    NO = "no"
    CANNOT_SAY = "cannot-say"


class ValueKind(Word, of="values"):
    """Sums of money that a law looks at."""

    TOTAL = "total"
    MDE = "mde"
    CONTRACT = "contract"
    ORIGINAL_ACQUISITION = "original-acquisition"
    CURRENT = "current"
    FIREARMS = "firearms"


class Confidence(Word, of="confidences"):
    """How sure a fact is; the surest comes first, what only a request says and what is only presumed last."""

    DOCUMENTED = "documented"
    SECONDARY = "secondary"
    GENERAL_KNOWLEDGE = "general-knowledge"
    STATED = "stated"
    PRESUMED = "presumed"


class AgreementStatus(Word, of="statuses"):
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


class UsMembership(Word, of="us-memberships"):
    """Whether the United States belongs to a partnership."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


LISTS: Mapping[type[Word], str] = FILED
"""Which list of the file each enum takes its words from."""

agree(LISTS.items(), TERMS)
ABOVE = {item: frozenset(map(ItemCategory, above(TERMS["items"], (item.value,)))) for item in ItemCategory}
BELOW = {item: frozenset(other for other in ItemCategory if item in ABOVE[other]) for item in ItemCategory}
