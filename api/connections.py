"""Lists as Relay connections: of every label at the root, and of every relation at both of its ends."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from graphql.execution.values import VariableValues, get_argument_values
from strawberry.types.field import StrawberryField

from api.batching import Entries, Way
from api.declare import argument, define, field, output, told
from api.entities import Edge, Entity
from api.fields import Info, Root
from api.filters import WHERE, named, of_edge
from api.grouping import grouping
from api.grouping import taken as asked
from api.groups import Aggregate
from api.kinds import all_name
from api.orders import by_edge, by_node
from api.wanted import page_of_label, page_of_relation
from graph.groups import Grouping
from graph.pages import Page, span
from schema.core import Node, Rel
from schema.dates import Instant

ARGUMENTS: Mapping[str, tuple[Any, str]] = {
    "first": (int, "How many from the beginning: 100 unless told, 1000 at most."),
    "after": (str, "Only those behind this cursor."),
    "last": (int, "How many from the end."),
    "before": (str, "Only those before this cursor."),
}
WHERE_DOC = "Only those of which all this surely holds."
ORDER_DOC = "In which order; those that are equal in it, or all where nothing is told, in that of their ids."
KNOWN_AT_DOC = "As it was known here at this moment, with all below; what was removed since is there again."
AS_OF_DOC = "Only what held on this day, or may have: where a first or last day is not known."


@dataclass(frozen=True, slots=True)
class Connection:
    """A list, of which nothing is read until it is wanted."""

    entries: Callable[[], Awaitable[Entries]]
    total: Callable[[], Awaitable[int]]
    groups: Callable[[Grouping], Awaitable[Aggregate]] | None = None


@output
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool = told("Whether the list goes on behind it; with `before`, that it did when that was given.")
    has_previous_page: bool = told("Whether it goes on before it; with `after`, that it did when that was given.")
    start_cursor: str | None = told("The cursor of its first edge.")
    end_cursor: str | None = told("The cursor of its last edge.")


async def _edges(root: Root) -> Sequence[Edge]:
    return (await _of(root)).edges


async def _nodes(root: Root) -> list[Entity]:
    return [edge.node for edge in (await _of(root)).edges]


def _page_info(root: Root) -> Awaitable[Entries]:
    return _of(root)


async def _of(root: Connection) -> Entries:
    return await root.entries()


async def _total(root: Root) -> int:
    connection: Connection = root
    return await connection.total()


def connection(name: str, edge: type, node: type, what: str, more: Sequence[StrawberryField] = ()) -> type:
    """The type of a list with these edges, and with more fields."""
    fields = (
        field("edges", list[edge], "Its entries, each with its place.", _edges),  # type: ignore[valid-type]
        field("nodes", list[node], "Its entries alone.", _nodes),  # type: ignore[valid-type]
        field("page_info", PageInfo, "Where this page stands in the list.", _page_info),
        field("total_count", int, "How many the whole list has.", _total),
    )
    return define(named(f"{name}Connection"), (*fields, *more), what)


def arguments(info: Info) -> Mapping[str, Any]:
    """What the client gives to the field, by the names of GraphQL."""
    raw = info._raw_info
    variables = VariableValues({}, info.variable_values)
    return get_argument_values(raw.parent_type.fields[raw.field_name], raw.field_nodes[0], variables)


def _page(info: Info, make: Callable[[Mapping[str, Any]], Page]) -> Page:
    """The page that the field asks for: the same at all entities of a level."""
    asked, field = info.context.loaders.asked, id(info._raw_info.field_nodes[0])
    key = (field, info._raw_info.parent_type.name)
    if key not in asked:
        asked[key] = make(arguments(info))
    return asked[key]


def relation(rel: Rel, forward: bool, type_: type) -> StrawberryField:
    """The field of a relation at one of its ends; its arguments are those of the lists at the root."""
    way = Way(rel, forward)

    def resolve(root: Root, info: Info, **_: Any) -> Connection:
        page = _page(info, lambda told: page_of_relation(rel, forward, told))
        if page.known is None and root.known is not None:
            page = replace(page, known=root.known)
        loaders = info.context.loaders
        return Connection(lambda: loaders.page(way, page, root.id), lambda: loaders.total(way, page, root.id))

    doc = rel.doc if forward else f"{rel.doc} Read from its end."
    taken = _taken(of_edge(rel, forward), by_edge(rel, forward), span(rel))
    given = [argument(name, kind | None) for name, (kind, _) in taken.items()]
    return field(rel.forward if forward else rel.reverse, type_, doc, resolve, given)


def label(node: Node, type_: type) -> StrawberryField:
    """The field that lists a label."""

    def resolve(root: Root, info: Info, **_: Any) -> Connection:
        page = _page(info, lambda told: page_of_label(node, told))
        loaders = info.context.loaders
        return Connection(
            lambda: loaders.listed(node, page),
            lambda: loaders.count(node, page),
            lambda how: loaders.groups(node, page, how),
        )

    taken = _taken(WHERE[node.label], by_node(node), span(node))
    given = [argument(name, kind | None, doc) for name, (kind, doc) in taken.items()]
    return field(node.plural, type_, f"{node.doc} A list of them.", resolve, given)


def _aggregate(node: Node) -> StrawberryField:
    """The field that counts a list of the label in groups."""

    def resolve(root: Root, info: Info, **_: Any) -> Awaitable[Aggregate]:
        connection: Connection = root
        assert connection.groups is not None
        return connection.groups(grouping(node, arguments(info)))

    doc = "The whole list counted in groups, and what their values come to."
    given = [argument(name, kind | None, about) for name, (kind, about) in asked(node).items()]
    return field("aggregate", Aggregate, doc, resolve, given)


def _taken(where: Any, order: Any, days: object) -> dict[str, tuple[Any, str]]:
    """The arguments of a list: type and meaning by name."""
    found = {**ARGUMENTS, "where": (where, WHERE_DOC), "orderBy": (list[order], ORDER_DOC)}
    found |= {} if days is None else {"asOf": (date, AS_OF_DOC)}
    return found | {"knownAt": (Instant, KNOWN_AT_DOC)}


def of_label(node: Node, type_: type) -> type:
    """The type of the list of a label."""
    places = (field("cursor", str, "Its place in the list."), field("node", type_, "What stands there."))
    edge = define(named(f"{all_name(node)}Edge"), places, f"An entry of a list of {node.label}.")
    return connection(all_name(node), edge, type_, node.doc, [_aggregate(node)])
