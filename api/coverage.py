"""The answer of coverage as GraphQL types, over the dataclasses of `queries.coverage.result`: entities on demand."""

from collections.abc import Awaitable
from datetime import date
from typing import Any

import strawberry

from api.declare import output, resolved, told
from api.entities import Entity
from api.fields import Info, only_id, reference
from api.types import TYPES
from queries.coverage import result
from schema import MODEL
from schema.props import Json
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

ENTITY = MODEL.by_label["Entity"]
ANYTHING: Any = TYPES["Entity"]


def refers(attribute: str, label: str, doc: str, required: bool = False) -> Any:
    """A field that shows the entity of which the attribute holds the id."""
    type_: Any = TYPES[label]
    node = MODEL.by_label[label]
    return reference(lambda root: getattr(root, attribute), node, type_ if required else type_ | None, doc)


@output
class Edge:
    """A relation of the graph."""

    type: str = told("What it says, read from start to end: PARTY_TO.")
    start: strawberry.ID = told("Id of the node where it starts.")
    end: strawberry.ID = told("Id of the node where it ends.")
    properties: Json = told("What it carries.")


@output
class Fact:
    """Something on which a finding rests: a node or an edge, or what the request itself says."""

    text: str = told("The fact in a sentence.")
    entity = refers("entity", "Entity", "The node that says it.")
    edge: Edge | None = told("The relation that says it.")
    source = refers("source", "Source", "Where it is stated.")
    confidence: Confidence = told("How sure it is.")


@output
class Citation:
    """Where the law says it."""

    text: str = told("As a lawyer cites it.")
    authority = refers("authority", "Authority", "The text of law.", required=True)
    paragraph: str | None = told("The paragraph in it.")
    url: str | None = told("The address of the page.")
    words: str | None = told("Its own words, where an official file of it is loaded; of a long passage the beginning.")
    edition: str | None = told("The edition in which the words stand, with its release point or day.")


@output
class Finding:
    """What one rule comes to on one route."""

    rule = refers("rule", "Rule", "The rule.", required=True)
    effect: Effect = told("What the rule does to a route.")
    outcome: Truth = told("Whether what the rule asks of the route holds: a bar that bites is FALSE.")
    wording: Wording = told("How surely the sentence is said: never two ways at once.")
    plain: str = told("The finding in a sentence.")
    citation: Citation = told("Where the law says it.")
    item: ItemCategory | None = told("The item for which it was found, where the request names several.")
    because: list[Fact] = told("The facts on which it rests.")
    approval: ApprovalKind | None = told("The approval that it is about.")
    by = refers("by", "Organization", "Who gives, sends or decides that approval.")
    approval_class: ApprovalClass | None = told("How readily that approval is given.", name="class")
    statement: str | None = told("The statement that it is about.")
    question: str | None = told("The question to ask.")
    field: str | None = told("The field of the request that would tell.")


@output
class Step:
    """A finding with those on which it rests: the proof, cut to what decided."""

    finding: Finding = told("What was found.")
    steps: list["Step"] = told("On what it rests.")


@output
class Change:
    """One thing that could be said, given or waived, and would change the answer."""

    plain: str = told("The change in a sentence.")
    cost: Cost = told("What it takes.")
    statement: str | None = told("The statement to answer.")
    approval: ApprovalKind | None = told("The approval to have in hand.")
    field: str | None = told("The field of the request to fill in.")
    value: str | None = told("What to answer, or to write in the field.")


def nodes(root: strawberry.Parent[result.Path], info: Info) -> list[Entity | Awaitable[Entity | None]]:
    """The nodes on the way, the recipient first."""
    if only_id(info):
        return [Entity.reference(id, ENTITY) for id in root.nodes]
    return [info.context.loaders.entity(id) for id in root.nodes]


@output
class Path:
    """The way through the graph from the recipient over the agreement to the law and its source."""

    nodes = resolved(nodes, list[ANYTHING])
    edges: list[Edge] = told("The relations on the way.")


def proof(root: strawberry.Parent[result.Route]) -> tuple[result.Step, ...]:
    """The whole proof, cut to what decided."""
    return root.explanation.proof


@output
class Route:
    """One authority with the agreement that it relies on, if any, for one kind of transfer."""

    verdict: Verdict = told("What is known of it.")
    strict: Verdict = told("What is known of it when nothing is presumed.")
    kind: TransferKind = told("The kind of transfer.")
    grant = refers("grant", "Rule", "The rule that opens it.", required=True)
    authority = refers("authority", "Authority", "The law in which that rule stands.", required=True)
    citation: Citation = told("Where that law opens it.")
    agreement = refers("agreement", "Agreement", "The agreement that it relies on.")
    closed_because: ClosedBecause | None = told("Why it is closed.")
    waiver_only: bool = told("Whether only a waiver could open it.")
    findings: list[Finding] = told("What decided, rule by rule.")
    needs: list[Finding] = told("What the asker can say, or an official settles, and nobody has.")
    gaps: list[Finding] = told("What the graph does not know of the world.")
    reasons: list[Finding] = told(
        "The findings that gave the verdict, without the exceptions that name other recipients."
    )
    presumed: list[Finding] = told("What was taken to be so, and is undone by saying otherwise.")
    would_open: list[list[Change]] = told("The smallest sets of changes that would open it, the cheapest first.")
    residual: Json | None = told("The tree of what still matters.")
    path: Path = told("The way from the recipient to the law and its source.")
    proof = resolved(proof, list[Step])


@output
class KindVerdict:
    """The best verdict of the routes of one kind."""

    kind: TransferKind = told("The kind of transfer.")
    verdict: Verdict = told("What is known of it.")
    strict: Verdict = told("What is known of it when nothing is presumed.")


@output
class Coverage:
    """Which authorities cover a transfer, under which agreements, on which conditions, and why."""

    verdict: Verdict = told("The best verdict of its routes.")
    strict: Verdict = told("The best verdict when nothing is presumed.")
    by_kind: list[KindVerdict] = told("The best verdict of each kind: the answer, where the request names none.")
    recipient = refers("recipient", "Stakeholder", "Who gets it, or gives it to US forces.", required=True)
    on: date = told("The day that the question is about.")
    routes: list[Route] = told("The routes, the best first.")
    read_at: date = told("The day on which the facts that were read last changed.")
    revision: str = told("The version of the facts and rules that gave the answer.")
