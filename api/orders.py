"""How a client may sort a list: by the properties of its nodes, and of the edges that lead to them."""

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from api.filters import fill, like, named, props_of
from api.kinds import edge_name, type_name
from graph.keyset import Key
from graph.where import far_end
from schema.core import Node, Rel
from schema.entity import ENTITY
from schema.errors import BadRequest
from schema.props import Prop

ID = ENTITY.by_name["id"]


@strawberry.enum(description="Which way to sort. What is not known comes last, either way.")
class SortDirection(Enum):
    """Which way to sort."""

    ASC = "asc"
    DESC = "desc"


DIRECTION: StrawberryEnumDefinition = vars(SortDirection)["__strawberry_definition__"]
for value, doc in zip(DIRECTION.values, ("The least first.", "The greatest first."), strict=True):
    value.description = doc


@cache
def sorted_by(kind: Node | Rel) -> dict[str, Prop]:
    """The properties by which one can sort, by their names in GraphQL."""
    return {prop.name.upper(): prop for prop in props_of(kind).values() if not prop.many}


@cache
def _fields(kind: Node | Rel, name: str) -> Any:
    """The enum of them."""
    words = Enum(f"{name}Field", {word: prop.name for word, prop in sorted_by(kind).items()})  # type: ignore[misc]
    strawberry.enum(words, description=f"By what to sort: a property of {name}.")
    definition: StrawberryEnumDefinition = vars(words)["__strawberry_definition__"]
    for each, prop in zip(definition.values, sorted_by(kind).values(), strict=True):
        each.description = prop.doc
    return words


def field_of(node: Node) -> Any:
    """The enum of the properties of the label that are no lists."""
    return _fields(like(node), type_name(like(node)))


def by_node(node: Node) -> type:
    """The input type for sorting nodes of the label."""
    return _by_node(like(node))


@cache
def _by_node(node: Node) -> type:
    fields: Mapping[str, tuple[Any, str]] = {
        "field": (field_of(node), "By what."),
        "direction": (SortDirection, "Which way; ASC unless told."),
    }
    return fill(named(f"{type_name(node)}Order"), fields, "By what to sort, and which way.")


@cache
def by_edge(rel: Rel, forward: bool) -> type:
    """The input type for sorting the edges of the relation at that end."""
    node = far_end(rel, forward)
    if not rel.props:
        return by_node(node)
    fields: Mapping[str, tuple[Any, str]] = {
        "field": (field_of(node), "By what of the node."),
        "edge": (_fields(rel, f"{edge_name(rel, True)}Edge"), "By what of the edge: either this or `field`."),
        "direction": (SortDirection, "Which way; ASC unless told."),
    }
    return fill(named(f"{edge_name(rel, forward)}EdgeOrder"), fields, "By what to sort, and which way.")


def keys_of(node: Node, rel: Rel | None, told: Sequence[Mapping[str, Any]]) -> tuple[Key, ...]:
    """The keys of the order: those that are told, then what tells any two entries apart.

    Raises BadRequest where one is told twice, or tells no property.
    """
    keys = [_key(node, rel, each) for each in told]
    if len({(key.name, key.of_edge) for key in keys}) < len(keys):
        raise BadRequest("orderBy names a property twice", remedy="name each once")
    if all((key.name, key.of_edge) != ("id", False) for key in keys):
        keys.append(Key("id", str, required=True))
    keyed = rel.keyed if rel else ()
    return (*keys, *(Key(name, str, of_edge=True) for name in keyed if (name, True) not in _told(keys)))


def _told(keys: Sequence[Key]) -> set[tuple[str, bool]]:
    return {(key.name, key.of_edge) for key in keys}


def _key(node: Node, rel: Rel | None, told: Mapping[str, Any]) -> Key:
    words = [word for word in (told.get("field"), told.get("edge")) if word is not None]
    if len(words) != 1:
        raise BadRequest("orderBy: one property is wanted", remedy="write field, or edge for what the edge carries")
    of_edge = told.get("edge")
    kind = rel if rel is not None and of_edge is not None else node
    prop = {prop.name: prop for prop in props_of(kind).values()}[words[0].value]
    desc = (told.get("direction") or SortDirection.ASC) is SortDirection.DESC
    required = prop.required and kind is node and prop in node.all_props
    return Key(prop.name, prop.kept_as, desc, required, of_edge is not None)
