"""What a client may ask of the entries of a list: an input type for each label, and one for each kind of value."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import new_class
from typing import Any

from api.asking import to_camel
from api.declare import define, given
from api.kinds import edge_name, type_name
from api.scalars import NAMES
from graph.where import far_end
from schema import MODEL
from schema.core import Node, Rel
from schema.dates import Instant, PartialDate
from schema.entity import STAMP
from schema.errors import ModelError
from schema.props import Json, Prop
from schema.vocabulary import LISTS

EQUAL = {"eq": "It is this.", "ne": "It is there, and not this."}
LISTED = {"in": "It is one of these."}
ORDERED = {"lt": "It is less.", "lte": "It is less, or this.", "gt": "It is more.", "gte": "It is more, or this."}
WORDS = {"contains": "It has this in it, in upper or lower case.", "startsWith": "It begins so, in either case."}
ABSENT = {"isNull": "Whether it is not known here."}
DATED = {
    "eq": "It surely lies within this day, month or year.",
    "ne": "It surely lies outside of it.",
    "in": "It surely lies within one of these.",
    "lt": "It surely lies before it.",
    "lte": "It surely lies before its end.",
    "gt": "It surely lies behind it.",
    "gte": "It surely lies behind its beginning.",
}
HOLDING = {"has": "It has this.", "hasAny": "It has one of these.", "hasAll": "It has all of these."}
MANY = frozenset({"in", "hasAny", "hasAll"})
STAMPED = tuple(prop for prop in STAMP if prop.name in ("source", "confidence", "recorded_at"))
HOW = {
    "some": "At least one that is known here fits.",
    "none": "Of all that are known here, it is sure that they do not fit.",
    "every": "All that are known here fit.",
}
LOGIC = {"and": "All of these hold.", "or": "One of these holds.", "not": "This surely does not hold."}
LABELS = Prop("labels", list[str], "All its labels.")

KINDS: Mapping[Any, tuple[str, Mapping[str, str], str]] = {
    str: ("String", EQUAL | LISTED | WORDS | ORDERED, "a text"),
    int: ("Int", EQUAL | LISTED | ORDERED, "a whole number"),
    bool: ("Boolean", EQUAL, "yes or no"),
    Decimal: ("Decimal", EQUAL | LISTED | ORDERED, "a number"),
    Instant: ("DateTime", EQUAL | LISTED | ORDERED, "a moment"),
    PartialDate: ("PartialDate", DATED, "a day, month or year, each of which stands for all its days"),
}
TAKEN: set[str] = set()
NAMED = {words: NAMES.get(words, words.__name__) for words in LISTS}


def fill(cls: type, fields: Mapping[str, tuple[Any, str]], doc: str) -> type:
    """The class as an input type of these fields, by the names that GraphQL has for them; all may be left out."""
    return define(cls, (given(name, type_, about) for name, (type_, about) in fields.items()), doc, "input")


def named(name: str) -> type:
    """An empty class of that name. Raises ModelError where another type has it: it would silently take its place."""
    if name in TAKEN:
        raise ModelError(f"two types of GraphQL are called {name}", remedy="name the label or the relation otherwise")
    TAKEN.add(name)
    return new_class(name, exec_body=lambda space: space.update(__module__=__name__))


@cache
def of_value(base: Any, many: bool) -> type:
    """The input type for values of the kind."""
    called, tests, what = KINDS.get(base) or (NAMED[base], EQUAL | LISTED, "a word of a closed list")
    tests, name = (HOLDING, f"{called}ListWhere") if many else (tests, f"{called}Where")
    fields = {test: (list[base] if test in MANY else base, doc) for test, doc in tests.items()}
    asked = f"What is asked of {'a list' if many else what}: all that is said here. What is not known fits nothing."
    return fill(named(name), fields | {test: (bool, doc) for test, doc in ABSENT.items()}, asked)


def asked_of(props: tuple[Prop, ...]) -> dict[str, Prop]:
    """The properties of which something can be asked, by the names that GraphQL has for them."""
    return {to_camel(prop.name): prop for prop in props if prop.base is not Json}


@cache
def props_of(kind: Node | Rel) -> dict[str, Prop]:
    """The same for a label, or for the edges of a relation."""
    own = (*kind.all_props, LABELS) if isinstance(kind, Node) else kind.props
    return asked_of((*own, *STAMPED))


@cache
def relations(node: Node) -> dict[str, tuple[Rel, bool]]:
    """The relations of a label at either end, those of the broader ones included, by their names."""
    found = {rel.forward: (rel, True) for rel in MODEL.rels if node.is_a(rel.start.label)}
    return found | {rel.reverse: (rel, False) for rel in MODEL.rels if node.is_a(rel.end.label)}


@cache
def like(node: Node) -> Node:
    """The broadest kind of which one can ask the same: they share the types that are taken."""
    asked = (relations(node), props_of(node))
    return next(kin for kin in node.lineage if (relations(kin), props_of(kin)) == asked)


@cache
def _edge(name: str, props: tuple[Prop, ...], node: Node) -> type:
    told: dict[str, tuple[Any, str]] = {"node": (WHERE[node.label], "What stands at the other end.")}
    told |= {name: (of_value(prop.base, prop.many), prop.doc) for name, prop in asked_of((*props, *STAMPED)).items()}
    return fill(named(f"{name}EdgeWhere"), told, f"What is asked of an edge to {node.label}, and of the node there.")


def of_edge(rel: Rel, forward: bool) -> type:
    """The input type that asks something of one edge of the relation."""
    return _edge(edge_name(rel, forward), rel.props, far_end(rel, forward))


@cache
def _edges(name: str, edge: type, doc: str) -> type:
    return fill(named(f"{name}EdgesWhere"), {how: (edge, about) for how, about in HOW.items()}, doc)


def of_edges(rel: Rel, forward: bool) -> type:
    """The input type that asks something of all edges of the relation at that end."""
    about = f"What is asked of the edges to {far_end(rel, forward).label}."
    return _edges(edge_name(rel, forward), of_edge(rel, forward), about)


def declare() -> None:
    """Fills the input types of the labels."""
    for node in {like(node): None for node in MODEL.nodes}:
        own = WHERE[node.label]
        fields: dict[str, tuple[Any, str]] = {
            name: (own if name == "not" else list[own], doc)  # type: ignore[valid-type]
            for name, doc in LOGIC.items()
        }
        fields |= {name: (of_value(prop.base, prop.many), prop.doc) for name, prop in props_of(node).items()}
        fields |= {name: (of_edges(*way), way[0].doc) for name, way in relations(node).items()}
        fill(own, fields, f"What is asked of {node.label}: all that is said here holds.")


_MADE = {node.label: named(f"{type_name(node)}Where") for node in MODEL.nodes if like(node) is node}

WHERE = {node.label: _MADE[like(node).label] for node in MODEL.nodes}
"""The input type of each label."""
