"""The answer of coverage as GraphQL types, over the dataclasses of `queries.coverage.result`; entities are fetched on demand."""

from collections.abc import Awaitable
from datetime import date
from typing import Any

import anyio.to_thread
import strawberry

from api.entities import Entity
from api.fields import Info, Root, only_id, reference
from api.types import TYPES
from queries.coverage import result
from schema import MODEL
from schema.core import Json
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


def told(doc: str, name: str | None = None) -> Any:
    """A field that shows an attribute."""
    return strawberry.field(description=doc, name=name)


def refers(attribute: str, label: str, doc: str, required: bool = False) -> Any:
    """A field that shows the entity of which the attribute holds the id."""
    type_ = TYPES[label] if required else TYPES[label] | None  # type: ignore[operator]
    return reference(lambda root: getattr(root, attribute), MODEL.by_label[label], type_, doc)


@strawberry.type(description="A relation of the graph.")
class Edge:
    """An edge as it stands in an answer."""

    type: str = told("What it says, read from start to end: PARTY_TO.")
    start: strawberry.ID = told("Id of the node where it starts.")
    end: strawberry.ID = told("Id of the node where it ends.")
    properties: Json = told("What it carries.")


@strawberry.type(description="Something on which a finding rests: a node or an edge, or what the request itself says.")
class Fact:
    """One fact of a finding."""

    text: str = told("The fact in a sentence.")
    entity = refers("entity", "Entity", "The node that says it.")
    edge: Edge | None = told("The relation that says it.")
    source = refers("source", "Source", "Where it is stated.")
    confidence: Confidence = told("How sure it is.")


@strawberry.type(description="Where the law says it.")
class Citation:
    """One citation."""

    text: str = told("As a lawyer cites it.")
    authority = refers("authority", "Authority", "The text of law.", required=True)
    paragraph: str | None = told("The paragraph in it.")
    url: str | None = told("The address of the page.")
    words: str | None = told("Its own words, where they are collected.")


@strawberry.type(description="What one rule comes to on one route.")
class Finding:
    """One finding."""

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


@strawberry.type(description="A finding with those on which it rests: the proof, cut to what decided.")
class Step:
    """One step of a proof."""

    finding: Finding = told("What was found.")
    steps: list["Step"] = told("On what it rests.")


@strawberry.type(description="One thing that could be said, given or waived, and would change the answer.")
class Change:
    """One change."""

    plain: str = told("The change in a sentence.")
    cost: Cost = told("What it takes.")
    statement: str | None = told("The statement to answer.")
    approval: ApprovalKind | None = told("The approval to have in hand.")
    field: str | None = told("The field of the request to fill in.")
    value: str | None = told("What to answer, or to write in the field.")


@strawberry.type(description="The way through the graph from the recipient over the agreement to the law and its source.")
class Path:
    """The nodes and edges of one route."""

    edges: list[Edge] = told("The relations on the way.")

    @strawberry.field(description="The nodes on the way, the recipient first.", graphql_type=list[TYPES["Entity"]])  # type: ignore[misc]
    def nodes(root: Root, info: Info) -> list[Entity | Awaitable[Entity | None]]:
        """The entities of the path."""
        if only_id(info):
            return [Entity.reference(id, MODEL.by_label["Entity"]) for id in root.nodes]
        return [info.context.loaders.entity(id) for id in root.nodes]


@strawberry.type(description="One authority with the agreement that it relies on, if any, for one kind of transfer.")
class Route:
    """One route of an answer."""

    verdict: Verdict = told("What is known of it.")
    strict: Verdict = told("What is known of it when nothing is presumed.")
    kind: TransferKind = told("The kind of transfer.")
    grant = refers("grant", "Rule", "The rule that opens it.", required=True)
    authority = refers("authority", "Authority", "The law in which that rule stands.", required=True)
    agreement = refers("agreement", "Agreement", "The agreement that it relies on.")
    closed_because: ClosedBecause | None = told("Why it is closed.")
    waiver_only: bool = told("Whether only a waiver could open it.")
    findings: list[Finding] = told("What decided, rule by rule.")
    needs: list[Finding] = told("What the asker can say, or an official settles, and nobody has.")
    gaps: list[Finding] = told("What the graph does not know of the world.")
    reasons: list[Finding] = told("The findings that gave the verdict.")
    presumed: list[Finding] = told("What was taken to be so, and is undone by saying otherwise.")
    residual: Json | None = told("The tree of what still matters.")
    path: Path = told("The way from the recipient to the law and its source.")

    @strawberry.field(description="The smallest sets of changes that would open it, the cheapest first.")
    async def would_open(root: strawberry.Parent[result.Route]) -> list[list[Change]]:  # noqa: N805
        """The changes; worked out only where they are asked for."""
        return await anyio.to_thread.run_sync(lambda: root.would_open)  # type: ignore[arg-type,return-value]

    @strawberry.field(description="The whole proof, cut to what decided.")
    def proof(root: strawberry.Parent[result.Route]) -> list[Step]:  # noqa: N805
        """The steps of the proof."""
        return list(root.explanation.proof)  # type: ignore[arg-type]


@strawberry.type(description="The best verdict of the routes of one kind.")
class KindVerdict:
    """One kind and what is known of it."""

    kind: TransferKind = told("The kind of transfer.")
    verdict: Verdict = told("What is known of it.")
    strict: Verdict = told("What is known of it when nothing is presumed.")


@strawberry.type(description="Which authorities cover a transfer, under which agreements, on which conditions, and why.")
class Coverage:
    """The answer."""

    verdict: Verdict = told("The best verdict of its routes.")
    strict: Verdict = told("The best verdict when nothing is presumed.")
    by_kind: list[KindVerdict] = told("The best verdict for each kind; without kinds in the request this is the answer.")
    recipient = refers("recipient", "Stakeholder", "Who gets it, or gives it to US forces.", required=True)
    on: date = told("The day that the question is about.")
    routes: list[Route] = told("The routes, the best first.")
    read_at: date = told("The day on which the question was put.")
    revision: str = told("The version of the facts and rules that gave the answer.")
