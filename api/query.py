"""The root of GraphQL: for every label one entity by id and a list; names, words, coverage, the state of the data."""

from collections.abc import Awaitable, Iterator
from typing import Annotated, Any

import strawberry
from strawberry.types.field import StrawberryField

from api import connections, knowledge
from api.coverage import Coverage
from api.declare import define, field, output, resolved, told
from api.entities import Entity, Hit
from api.fields import First, Info, Root, chosen, reference
from api.following import CHANGES
from api.found import Spot, spots
from api.inputs import TransferRequest
from api.kinds import singular
from api.library import Asked, Library
from api.limits import bounded
from api.paths import PATHS
from api.types import TYPES
from queries import resolver
from queries.coverage import result
from schema import MODEL
from schema.core import Node
from schema.dates import Instant
from schema.entity import ENTITY

KnownAt = Annotated[
    Instant | None, strawberry.argument(description="As it was known here at this moment, with all below.")
]
Id = Annotated[strawberry.ID, strawberry.argument(description="Its id, such as nation/JP.")]
Name = Annotated[str, strawberry.argument(description="The name, code or citation, as somebody writes it.")]
Words = Annotated[str, strawberry.argument(description="Words, in any order, whole or begun.")]


def one(node: Node) -> StrawberryField:
    """The field that gives one entity of the kind by its id."""

    async def resolve(info: Info, id: Id, known_at: KnownAt = None) -> Entity | None:
        found = await info.context.loaders.entity(id, known_at)
        return found if found and node.label in found.labels else None

    type_: Any = TYPES[node.label]
    return field(singular(node), type_ | None, f"{node.doc} By its id; null where there is none.", resolve)


@output
class FoundIn:
    """A field of what was found in which words fit."""

    field: str = told("Its name: title.")
    words: list[str] = told("The words that fit, as they stand there, each once.")
    text: str = told("What stands there; of a long text the part around the first of the words.")


def matched(root: Root) -> list[Spot]:
    """In which of its fields the words stand, and how they are written there."""
    return spots(root.entity, root.asked)


@output
class SearchHit:
    """Something found by words."""

    score: float = told("How well the words fit; it compares hits of one search only.")
    entity = told("What was found.", type_=TYPES["Entity"])
    matched = resolved(matched, list[FoundIn])


@output
class Match:
    """What a name may stand for."""

    score: float = told("1 where it is certain, less where it is only near.")
    entity = reference(lambda match: match.id, ENTITY, TYPES["Entity"], "What it stands for.")
    matched: str = told("The name that fits.")
    why: str = told("In what way it fits.")
    paragraph: str = told("The paragraph, where a citation names one; else empty.")
    words: str | None = told("The words of the law cited, where an official file of it is loaded.")
    edition: str | None = told("The edition in which the words stand, with its release point or day.")


@output
class Status:
    """The state of the data."""

    version: int = told("Grows with every change: equal versions give equal answers.")
    changed_at: Instant = told("When they last changed.")


async def resolve(info: Info, name: Name) -> list[resolver.Match]:
    """What a name may stand for, the best first: a code, a name, a citation. A score of 1 is certain."""
    return await info.context.knowledge.resolve(name, quote=bool({"words", "edition"} & chosen(info)))


def search(info: Info, text: Words, first: First = 20) -> Awaitable[list[Hit]]:
    """What has these words in its title, names or descriptions, the best first."""
    return info.context.loaders.search(text, bounded(first))


def coverage(info: Info, request: TransferRequest) -> Awaitable[result.Coverage]:
    """Which authorities cover a transfer, under which agreements, on which conditions, and why."""
    return info.context.knowledge.coverage(request.asked(), chosen(info))


def library() -> Asked:
    """The questions of the query library, each a field of its own."""
    return Asked()


def status(info: Info) -> Awaitable[knowledge.Status | None]:
    """The state of the data; null where nothing was ever loaded."""
    return info.context.knowledge.status()


class Query:
    """What can be asked."""


def _of_model() -> Iterator[StrawberryField]:
    for node in MODEL.nodes:
        yield one(node)
        yield connections.label(node, connections.of_label(node, TYPES[node.label]))


OWN = (
    resolved(coverage, Coverage),
    resolved(resolve, list[Match]),
    resolved(search, list[SearchHit]),
    resolved(library, Library),
    PATHS,
    CHANGES,
    resolved(status, Status | None),
)
define(Query, (*OWN, *_of_model()), str(Query.__doc__))
