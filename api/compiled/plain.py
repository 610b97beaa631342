"""From values of Python to what clients get of them, for the types that are the same for every label."""

import re
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from graphql import GraphQLSchema, SelectionSetNode, get_named_type, get_nullable_type, is_leaf_type, is_list_type

from api.compiled.collect import Collector

Make = Callable[[Any], Any]
CAPITAL = re.compile(r"[A-Z]")


def plain(schema: GraphQLSchema, collect: Collector, type_: str, sets: Sequence[SelectionSetNode]) -> Make:
    """What makes the object of the type that the selections want, of a value with its attributes."""
    made = [(name, _field(schema, collect, type_, nodes)) for name, nodes in collect.fields(type_, sets).items()]
    return lambda value: {name: make(value) for name, make in made}


def _field(schema: GraphQLSchema, collect: Collector, type_: str, nodes: Sequence[Any]) -> Make:
    called = nodes[0].name.value
    if called == "__typename":
        return lambda value: type_
    kind = schema.type_map[type_].fields[called].type  # type: ignore[attr-defined]
    read = attrgetter(CAPITAL.sub(lambda found: f"_{found[0].lower()}", called))
    inner: Any = get_named_type(kind)
    make = inner.serialize if is_leaf_type(inner) else plain(schema, collect, inner.name, _below(nodes))
    if is_list_type(get_nullable_type(kind)):
        return lambda value: [make(each) for each in read(value)]
    return lambda value: None if read(value) is None else make(read(value))


def _below(nodes: Sequence[Any]) -> list[SelectionSetNode]:
    return [node.selection_set for node in nodes if node.selection_set]
