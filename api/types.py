"""The GraphQL types of the ontology, made from the model when this module is imported: nothing is written twice.

A label without narrower ones is an object type. One that has some is an interface, and an object type `Other...` stands
for the nodes that are none of the narrower kinds. Values are entities and edges as the graph gave them (api.entities).
"""

from functools import cache
from types import new_class
from typing import Any

import strawberry
from strawberry.types.field import StrawberryField

from api import connections, fields
from api.declare import define, field
from api.entities import Entity
from api.filters import declare, named
from api.kinds import OBJECT_NAMES, edge_name, is_interface, object_name, type_name
from graph.where import far_end
from schema import MODEL
from schema.core import Node
from schema.entity import ENTITY, LOAD_RUN, REVISION, SOURCE, STAMP
from schema.props import Prop

STAMPS = tuple(prop for prop in STAMP if prop.name in ("confidence", "recorded_at"))
"""What is shown of how and when a fact was written; absent where the loads themselves are told of."""


class Thing:
    """What all types of the ontology inherit: the type of a value is told by its labels alone."""

    @staticmethod
    def is_type_of(*_: object) -> bool:
        """True: a field of one kind is only ever given entities of that kind."""
        return True

    @staticmethod
    def resolve_type(entity: Entity, *_: object) -> str:
        """The name of its object type."""
        return OBJECT_NAMES[entity.kind.label]


def _class(name: str, *bases: type) -> type:
    return new_class(name, bases, exec_body=lambda space: space.update(__module__=__name__))


def _classes() -> dict[str, type]:
    classes: dict[str, type] = {}
    for node in sorted(MODEL.nodes, key=lambda node: len(node.lineage)):
        classes[node.label] = _class(type_name(node), classes[node.parent.label] if node.parent else Thing)
    return classes


def _annotation(prop: Prop) -> Any:
    type_ = strawberry.ID if prop is ENTITY.by_name["id"] else prop.type
    return type_ if prop.required and prop not in STAMPS else type_ | None


def _shown(props: tuple[Prop, ...]) -> list[StrawberryField]:
    return [field(prop.name, _annotation(prop), prop.doc) for prop in props]


def _source(doc: str) -> StrawberryField:
    return fields.reference(lambda fact: fact.props.get("source"), SOURCE, TYPES[SOURCE.label] | None, doc, "source")  # type: ignore[no-any-return]


@cache
def _edge(name: str, props: tuple[Prop, ...], node: Node) -> type:
    others = (
        _source("Where the relation is stated."),
        field("cursor", str, "Its place in the list."),
        field("node", TYPES[node.label], "What stands at the other end."),
    )
    return define(named(f"{name}Edge"), (*_shown((*props, *STAMPS)), *others), f"An edge that leads to {node.label}.")


@cache
def _connection(name: str, props: tuple[Prop, ...], node: Node) -> type:
    edge = _edge(name, props, node)
    return connections.connection(name, edge, TYPES[node.label], f"A list of edges that lead to {node.label}.")


def _relations(node: Node) -> list[StrawberryField]:
    ways = [(rel, True) for rel in MODEL.rels if rel.start is node]
    ways += [(rel, False) for rel in MODEL.rels if rel.end is node]
    return [
        connections.relation(rel, forward, _connection(edge_name(rel, forward), rel.props, far_end(rel, forward)))
        for rel, forward in ways
    ]


def _common() -> list[StrawberryField]:
    run = TYPES[LOAD_RUN.label] | None
    return [
        field("label", str, "The narrowest of its labels."),
        field("labels", list[str], "All its labels: what it is, and what that is."),
        _source("Where it is stated."),
        fields.reference(lambda entity: entity.props.get("run"), LOAD_RUN, run, "The load that wrote it.", "run"),
        fields.history(TYPES[REVISION.label]),
    ]


def _declare(node: Node) -> list[type]:
    cls = TYPES[node.label]
    own = [*_shown((*node.props, *STAMPS)), *_common()] if node is ENTITY else _shown(node.props)
    define(cls, [*own, *_relations(node)], node.doc, "interface" if is_interface(node) else "object")
    if not (is_interface(node) and node.paths):
        return [cls]
    return [cls, define(_class(object_name(node), cls), (), f"{node.doc} It is none of the narrower kinds.")]


declare()

TYPES = _classes()
"""The type of each label: an interface where there are narrower kinds."""

ALL = [type_ for node in sorted(MODEL.nodes, key=lambda node: len(node.lineage)) for type_ in _declare(node)]
"""Every type that a schema must know, those that no field names included."""
