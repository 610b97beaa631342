"""What changed in the graph as GraphQL tells it: as a list, and as it happens."""

import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Annotated

import strawberry

from api.changes import Change, ChangeKind, Changes, changes_since
from api.declare import output, resolved, told
from api.entities import Entity
from api.fields import First, Info, Root, reference
from api.limits import bounded
from api.types import TYPES
from graph.client import DEADLINE
from schema.dates import Instant
from schema.entity import LOAD_RUN

Since = Annotated[
    str | None,
    strawberry.argument(
        description="Only what came behind this cursor; or the `dataVersion` of an answer: what came after it."
    ),
]

strawberry.enum(ChangeKind, description="What happened to a node or an edge.")
SAID = {"NEW": "It was not there before.", "CHANGED": "It says something else.", "REMOVED": "It is no longer told."}
for value in vars(ChangeKind)["__strawberry_definition__"].values:
    value.description = SAID[value.name]


def _entity(root: Root, info: Info) -> Awaitable[Entity | None]:
    change: Change = root
    return info.context.loaders.entity(change.of.partition("|")[0])


def _edge_part(number: int) -> Callable[..., str | None]:
    def resolve(root: Root) -> str | None:
        change: Change = root
        return change.parts[number] if change.parts[1] else None

    return resolve


@output
class DataChange:
    """A node or an edge that a load wrote, changed or removed."""

    kind: ChangeKind = told("What happened to it.")
    of: strawberry.ID = told("Id of the node, or key of the edge: start|TYPE|end.")
    entity = resolved(_entity, TYPES["Entity"] | None, "The node, or where the edge starts; null where it is gone.")
    type = resolved(_edge_part(1), str | None, "The type of the edge; null for a node.")
    start = resolved(_edge_part(0), strawberry.ID | None, "Id of the node where the edge starts; null for a node.")
    end = resolved(_edge_part(2), strawberry.ID | None, "Id of the node where the edge ends; null for a node.")
    version: int = told("The version of the data that this made.")
    at: Instant = told("When the load began.")
    run = reference(lambda change: change.run, LOAD_RUN, TYPES[LOAD_RUN.label] | None, "The load that did it.")
    cursor: str = told("Its place in the list.")


@output
class DataChanges:
    """Changes of the data, in the order in which they came about."""

    nodes = told("The changes.", type_=list[DataChange])
    cursor: str = told("Where to go on from; also where nothing has changed.")
    has_more: bool = told("Whether there are more behind it already.")


async def changes(info: Info, since: Since = None, first: First = 100) -> Changes:
    """What loads have changed, in order: from behind a cursor, or all that is kept."""
    return await changes_since(info.context.graph, since, bounded(first))


async def changed(info: Info, since: Since = None, first: First = 100) -> AsyncGenerator[Changes, None]:
    """What loads change, as it happens: from behind a cursor, or from now on."""
    context, size = info.context, bounded(first)
    cursor = str(await context.knowledge.version()) if since is None else since
    async with aclosing(context.watch.moves()) as moves:
        async for _ in moves:
            more = True
            while more:
                context.renew()
                DEADLINE.set(time.monotonic() + context.policy.seconds)
                found = await changes_since(context.graph, cursor, size)
                cursor, more = found.cursor, found.has_more
                if found.nodes:
                    yield found


@output
class Subscription:
    """What can be followed."""

    changed = strawberry.subscription(resolver=changed, description=changed.__doc__, graphql_type=DataChanges)


CHANGES = resolved(changes, DataChanges)
