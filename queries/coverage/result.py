"""What a coverage answer says: verdicts, routes, and why. Entities stand in it by their ids."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, Protocol

from schema.vocabulary import (
    ApprovalClass,
    ApprovalKind,
    ClosedBecause,
    Confidence,
    Cost,
    Effect,
    ItemCategory,
    TransferKind,
    Truth,
    Verdict,
    Wording,
)

VERDICTS: Final = tuple(Verdict)
"""The verdicts, the best first."""
Json = Mapping[str, "Json"] | list["Json"] | str | bool | None


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation of the graph: its type, the ids of its ends, and what it carries."""

    type: str
    start: str
    end: str
    properties: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something on which a finding rests: a node or an edge of the graph, or (with neither) what the request says."""

    text: str
    entity: str | None = None
    edge: Edge | None = None
    source: str | None = None
    confidence: Confidence = Confidence.STATED


@dataclass(frozen=True, slots=True)
class Citation:
    """Where the law says it: the authority's id, the paragraph within it, and the address of the page; its own words,
    and the edition in which they stand, where an official file of it is loaded.
    """

    text: str
    authority: str
    paragraph: str | None = None
    url: str | None = None
    words: str | None = None
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule comes to on one route.

    `outcome` says whether what the rule asks of the route holds: a bar that bites is FALSE, a duty that is met TRUE.
    A need or a gap is about one thing that the rule turns on: an approval, a statement (its question is to be asked),
    or a field of the request. `item` is the item for which it was found, where the request names several.
    """

    rule: str
    effect: Effect
    outcome: Truth
    wording: Wording
    plain: str
    citation: Citation
    item: ItemCategory | None = None
    because: tuple[Fact, ...] = ()
    approval: ApprovalKind | None = None
    by: str | None = None
    approval_class: ApprovalClass | None = None
    statement: str | None = None
    question: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A finding with the findings on which it rests: the proof, cut to what decided."""

    finding: Finding
    steps: "tuple[Step, ...]" = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that could be said, given or waived; `statement`, `approval` or `field` and `value` say how."""

    plain: str
    cost: Cost
    statement: str | None = None
    approval: ApprovalKind | None = None
    field: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """The way through the graph from the recipient over the agreement to the authority and its source."""

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a route has its verdict. `findings` are all that decided, `reasons` those of them that gave the verdict,
    without the exceptions of other recipients or days.
    """

    findings: tuple[Finding, ...]
    needs: tuple[Finding, ...]
    gaps: tuple[Finding, ...]
    reasons: tuple[Finding, ...]
    presumed: tuple[Finding, ...]
    proof: tuple[Step, ...]
    residual: Json
    path: Path


Changes = tuple[tuple[Change, ...], ...]
"""Sets of changes, each enough by itself, the cheapest first."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What comes of a route, for one item or for the worst of several. Of two, the lower `rank` is the better;
    of two that are closed alike it is the one whose grant reaches the transfer.
    """

    verdict: Verdict
    strict: Verdict
    closed_because: ClosedBecause | None = None
    waiver_only: bool = False
    rank: tuple[int, bool, bool, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        shut = self.verdict is Verdict.CLOSED and not self.waiver_only
        beside = self.closed_because is ClosedBecause.NOT_COVERED
        object.__setattr__(self, "rank", (VERDICTS.index(self.verdict), shut, beside, VERDICTS.index(self.strict)))


@dataclass(frozen=True, slots=True)
class Ground:
    """What routes of one grant in one kind have in common."""

    kind: TransferKind
    grant: str
    authority: str
    citation: Citation


class Case(Protocol):
    """A judged route that can be explained."""

    def explain(self) -> Explanation:
        """Why it has its verdict."""
        ...

    def would_open(self) -> Changes:
        """What would open it."""
        ...


@dataclass(frozen=True)
class Route:
    """One grant with the agreement that it relies on, if any. What is costly is worked out when it is asked for."""

    judgement: Judgement
    ground: Ground
    agreement: str | None
    case: Callable[[], Case] = field(repr=False, compare=False)

    @property
    def verdict(self) -> Verdict:
        """What is known of it."""
        return self.judgement.verdict

    @property
    def strict(self) -> Verdict:
        """What is known of it when nothing is presumed."""
        return self.judgement.strict

    @property
    def kind(self) -> TransferKind:
        """The kind of transfer."""
        return self.ground.kind

    @property
    def grant(self) -> str:
        """Id of the rule that opens it."""
        return self.ground.grant

    @property
    def authority(self) -> str:
        """Id of the law in which that rule stands."""
        return self.ground.authority

    @property
    def citation(self) -> Citation:
        """Where that law opens it: the paragraph of the grant."""
        return self.ground.citation

    @property
    def closed_because(self) -> ClosedBecause | None:
        """Why it is closed."""
        return self.judgement.closed_because

    @property
    def waiver_only(self) -> bool:
        """Whether only a waiver could open it."""
        return self.judgement.waiver_only

    @cached_property
    def explanation(self) -> Explanation:
        """Why it has its verdict."""
        return self.case().explain()

    @cached_property
    def would_open(self) -> Changes:
        """The smallest sets of changes that open it, the cheapest first; empty where it is open or nothing would."""
        return self.case().would_open()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What decided, rule by rule."""
        return self.explanation.findings

    @property
    def needs(self) -> tuple[Finding, ...]:
        """What the asker can say or an official settles, and nobody has."""
        return self.explanation.needs

    @property
    def gaps(self) -> tuple[Finding, ...]:
        """What the graph does not know of the world."""
        return self.explanation.gaps

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """The findings that gave the verdict."""
        return self.explanation.reasons

    @property
    def presumed(self) -> tuple[Finding, ...]:
        """What was taken to be so, and would be undone by saying otherwise."""
        return self.explanation.presumed

    @property
    def residual(self) -> Json:
        """The tree of what still matters: {all: []}, {any: []}, {not: ...} and atoms; true or false where known."""
        return self.explanation.residual

    @property
    def path(self) -> Path:
        """The way from the recipient to the authority and its source."""
        return self.explanation.path


@dataclass(frozen=True, slots=True)
class KindVerdict:
    """The best verdict of the routes of one kind."""

    kind: TransferKind
    verdict: Verdict
    strict: Verdict


@dataclass(frozen=True, slots=True)
class Coverage:
    """The answer: the best verdict of its routes, without presumptions too (`strict`), by kind, and route by route."""

    verdict: Verdict
    strict: Verdict
    by_kind: tuple[KindVerdict, ...]
    recipient: str
    on: date
    routes: tuple[Route, ...]
    read_at: date
    revision: str
