"""Which fields of the schema the graph itself can answer, and how. What is not listed here is left to resolvers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from api.asking import to_camel
from api.filters import STAMPED, relations
from api.kinds import all_name, edge_name, is_interface, object_name, singular, type_name
from api.values import money_text, nested
from graph.statement import Own, Score
from schema import MODEL
from schema.core import Node, Rel
from schema.props import Json, Prop

Convert = Callable[[Any], Any]


class Unfit(Exception):
    """What the graph gave does not fit the schema: resolvers are to say how."""


@dataclass(frozen=True)
class Value:
    """A property."""

    column: Own | Score
    convert: Convert | None
    required: bool


@dataclass(frozen=True)
class Reference:
    """The node of which a property holds the id."""

    column: Own


@dataclass(frozen=True)
class Relation:
    """The list of a relation at one of its ends."""

    rel: Rel
    forward: bool


@dataclass(frozen=True)
class Listed:
    """The list of a label."""

    node: Node


@dataclass(frozen=True)
class ById:
    """The node of a label with the id that is given."""

    node: Node


@dataclass(frozen=True)
class Special:
    """What is no property: label, labels, cursor, node."""

    name: str


@dataclass(frozen=True)
class Searched:
    """What has the words that are given."""


Known = Value | Reference | Relation | Listed | ById | Searched | Special
WHOLE = range(-(2**31), 2**31)


def _whole(value: int) -> int:
    if type(value) is int and value in WHOLE:
        return value
    raise Unfit


def converter(prop: Prop) -> Convert | None:
    """What makes the value that a client gets of the value that the graph has; None where they are the same."""
    one = _converter(prop.base)
    return one if one is None or not prop.many else lambda values: [one(value) for value in values]


def _converter(base: Any) -> Convert | None:
    if isinstance(base, type) and issubclass(base, StrEnum):
        return {word.value: word.name for word in base}.__getitem__
    return {Decimal: money_text, Json: nested, int: _whole}.get(base)


def _values(props: tuple[Prop, ...], of_edge: bool) -> dict[str, Known]:
    return {
        to_camel(prop.name): Value(Own(prop.name, of_edge), converter(prop), prop.required and prop not in STAMPED)
        for prop in props
    }


def _stamps(of_edge: bool) -> dict[str, Known]:
    shown = tuple(prop for prop in STAMPED if prop.name != "source")
    return _values(shown, of_edge) | {"source": Reference(Own("source", of_edge))}


def _of_node(node: Node) -> dict[str, Known]:
    found = _values(node.all_props, False) | _stamps(False) | {"run": Reference(Own("run"))}
    found |= {name: Special(name) for name in ("label", "labels")}
    return found | {name: Relation(*way) for name, way in relations(node).items()}


def _known() -> dict[str, Mapping[str, Known]]:
    place = {name: Special(name) for name in ("cursor", "node")}
    found: dict[str, Mapping[str, Known]] = {"Query": {"search": Searched()}}
    found["SearchHit"] = {"score": Value(Score(), None, True), "entity": Special("node")}
    for node in MODEL.nodes:
        found["Query"] = {**found["Query"], singular(node): ById(node), node.plural: Listed(node)}
        found[f"{all_name(node)}Edge"] = place
        found[type_name(node)] = _of_node(node)
        if is_interface(node) and node.paths:
            found[object_name(node)] = found[type_name(node)]
    for rel in MODEL.rels:
        for forward in (True, False):
            found[f"{edge_name(rel, forward)}Edge"] = _values(rel.props, True) | _stamps(True) | place
    return found


KNOWN = _known()
"""How each field is answered, by type and name."""
