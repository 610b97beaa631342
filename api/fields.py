"""The fields that need the graph: relations in both directions, entities known by id, what was believed before."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any

import strawberry
from graphql import FieldNode, FragmentSpreadNode
from strawberry.fastapi import BaseContext
from strawberry.types.field import StrawberryField

from api.batching import Loaders
from api.declare import field
from api.entities import Entity
from api.knowledge import Knowledge
from api.lanes import Lanes
from api.policy import LOOPBACK, Policy
from api.watch import Watch
from schema.core import Node

First = Annotated[int, strawberry.argument(description="How many at most, up to 1000.")]


class Context(BaseContext):
    """What the resolvers of one request share."""

    def __init__(
        self,
        loaders: Loaders,
        knowledge: Knowledge,
        policy: Policy = LOOPBACK,
        watch: Watch | None = None,
        lanes: Lanes | None = None,
    ) -> None:
        super().__init__()
        self.loaders, self.knowledge, self.policy = loaders, knowledge, policy
        self.graph, self.watch = knowledge.graph, watch or Watch(knowledge)
        self.lanes, self.cost = lanes or Lanes(), 0
        self.tag: str | None = None
        self.read_at: int | None = None  # the version at which one statement read all that the answer has

    def renew(self) -> None:
        """Forgets what was read for this request."""
        self.loaders = self.loaders.renewed()

    @property
    def is_websocket(self) -> bool:
        """Whether it came by a WebSocket."""
        return self.request is not None and self.request.scope["type"] == "websocket"


Info = strawberry.Info[Context, None]
Root = strawberry.Parent[Any]


def reference(of: Callable[[Any], str | None], kind: Node, type_: Any, doc: str, name: str | None = None) -> Any:
    """The field of an entity of which `of` gives the id. It is fetched only where more than the id is wanted."""

    def resolve(root: Root, info: Info) -> Entity | Awaitable[Entity | None] | None:
        id = of(root)
        if id is None or only_id(info):
            return None if id is None else Entity.reference(id, kind)
        return info.context.loaders.entity(id)

    return field(name, type_, doc, resolve)


def references(of: Callable[[Any], Sequence[str]], kind: Node, type_: Any, doc: str, name: str | None = None) -> Any:
    """The field of the entities of which `of` gives the ids, which are fetched as one is."""

    async def resolve(root: Root, info: Info) -> list[Entity]:
        if only_id(info):
            return [Entity.reference(id, kind) for id in of(root)]
        found = await asyncio.gather(*map(info.context.loaders.entity, of(root)))
        return [entity for entity in found if entity is not None]

    return field(name, list[type_], doc, resolve)


def only_id(info: Info) -> bool:
    """Whether the client wants nothing of an entity but its id."""
    return all(
        isinstance(wanted, FieldNode) and wanted.name.value == "id"
        for node in info._raw_info.field_nodes
        if node.selection_set
        for wanted in node.selection_set.selections
    )


def chosen(info: Info) -> frozenset[str]:
    """The names of all fields that the client wants within this one, at whatever depth."""
    fragments = info._raw_info.fragments
    found: set[str] = set()
    spread: set[str] = set()
    queue: list[Any] = list(info._raw_info.field_nodes)
    while queue:
        node = queue.pop()
        if isinstance(node, FragmentSpreadNode):
            if node.name.value not in spread:
                spread.add(node.name.value)
                queue.append(fragments[node.name.value])
            continue
        if isinstance(node, FieldNode):
            found.add(node.name.value)
        queue += node.selection_set.selections if node.selection_set else ()
    return frozenset(found)


def history(revision: type) -> StrawberryField:
    """The field of what was believed before."""

    def resolve(root: Root, info: Info) -> Awaitable[list[Entity]]:
        return info.context.loaders.history(root.id)

    doc = "What was believed of it, and of the edges that start at it, before loads changed it: the newest first."
    return field("history", list[revision], doc, resolve)  # type: ignore[valid-type]
