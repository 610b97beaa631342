"""What the graph gave: nodes and edges as plain values, with the kind that the ontology knows them by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from api.cursors import encode
from schema import MODEL
from schema.core import Node

Row = Mapping[str, Any]
PLACE = {node: place for place, node in enumerate(MODEL.nodes)}


@dataclass(frozen=True, slots=True)
class Entity:
    """A node: the narrowest kind it is of, all its labels, its properties as the graph keeps them."""

    kind: Node
    labels: tuple[str, ...]
    props: Mapping[str, Any]
    known: str | None = None

    @classmethod
    def of(cls, row: Row) -> Self:
        """The entity of a row of {labels, props}, and of `known` where it is as it was known at that moment."""
        kind, labels = sort(tuple(row["labels"]))
        return cls(kind, labels, row["props"], row.get("known"))

    @classmethod
    def reference(cls, id: str, kind: Node) -> Self:
        """An entity of which nothing but its id is wanted."""
        return cls(kind, kind.labels, {"id": id})

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.props["id"])

    @property
    def label(self) -> str:
        """The label of its kind."""
        return self.kind.label


@dataclass(frozen=True, slots=True)
class Edge:
    """An entry of a list: a node with the edge that leads to it, if any, and its place in the list of that order."""

    props: Mapping[str, Any]
    node: Entity
    order: str
    place: Sequence[Any]

    @classmethod
    def of(cls, row: Row, order: str) -> Self:
        """The entry of a row of {edge, labels, props, place}."""
        return cls(row.get("edge", {}), Entity.of(row), order, row["place"])

    @property
    def cursor(self) -> str:
        """Its place, for clients."""
        return encode(self.order, self.place)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity found by words, how well they fit, and what was asked for."""

    score: float
    entity: Entity
    asked: str


@lru_cache(maxsize=1024)
def sort(labels: tuple[str, ...]) -> tuple[Node, tuple[str, ...]]:
    """The narrowest kind among the labels, of several the one declared first; and the labels, as they are declared."""
    known = sorted((MODEL.by_label[label] for label in labels if label in MODEL.by_label), key=PLACE.__getitem__)
    return max(known, key=lambda node: len(node.lineage)), tuple(node.label for node in known)


def narrowest_first(labels: Iterable[str]) -> list[str]:
    """The labels in such an order that the first that a node has is its kind, as `sort` tells it."""
    known = sorted((MODEL.by_label[label] for label in labels), key=PLACE.__getitem__)
    return [node.label for node in sorted(known, key=lambda node: -len(node.lineage))]


ALWAYS = frozenset({"label", "labels", "cursor", "node"})
"""What an entity or an edge shows of itself; everything else is a property."""


def value(source: object, name: str) -> object:
    """What a field without a resolver of its own shows: a property as the graph keeps it, or an attribute."""
    if isinstance(source, (Entity, Edge)) and name not in ALWAYS:
        return source.props.get(name)
    return getattr(source, name)
