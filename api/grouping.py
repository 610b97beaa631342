"""How a client may have a list counted in groups: an input type for each label, and what it comes to."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

import strawberry

from api.asking import to_camel
from api.filters import fill, named, props_of, relations
from api.kinds import type_name
from api.limits import bounded
from api.orders import field_of
from graph.groups import Dimension, Grouping, Measure, Step
from graph.where import far_end
from schema import MODEL
from schema.core import Node, Rel
from schema.dates import Instant, PartialDate
from schema.entity import ENTITY
from schema.errors import BadRequest
from schema.props import Prop

Told = Mapping[str, Any]
USUAL, MOST_KEYS, MOST_MEASURES, FARTHEST = 100, 2, 5, 3
"""Groups where nobody tells how many; keys and measures of one aggregate; relations on the way to its keys together,
since each multiplies what the engine holds at once.
"""


@strawberry.enum(description="The period of a date; not known where the date is not known so closely.")
class Period(Enum):
    """The period of a date."""

    YEAR = strawberry.enum_value("year", description="The calendar year: 2026.")
    FISCAL_YEAR = strawberry.enum_value("fiscal_year", description="The year that begins on 1 October before: 2026.")
    MONTH = strawberry.enum_value("month", description="The month: 2026-01.")


@strawberry.enum(description="In which order groups come.")
class GroupOrder(Enum):
    """In which order groups come."""

    COUNT = strawberry.enum_value("count", description="Those with the most first, equal ones by their keys.")
    KEY = strawberry.enum_value("key", description="By their keys; what is not known comes last.")


@cache
def ways(node: Node) -> dict[str, Step]:
    """The relations that can be followed from a node of the label, by name: its own, and those that only some of its
    narrower kinds have.
    """
    found = {name: Step(*way) for name, way in relations(node).items() if _leads_on(way[0])}
    narrower: dict[str, set[Step]] = {}
    for kin in MODEL.nodes if node is not ENTITY else ():
        for name, (rel, forward) in relations(kin).items() if kin.is_a(node.label) else ():
            if name not in found and _leads_on(rel):
                near = rel.start if forward else rel.end
                narrower.setdefault(name, set()).add(Step(rel, forward, near.label))
    return found | {name: next(iter(steps)) for name, steps in narrower.items() if len(steps) == 1}


def _leads_on(rel: Rel) -> bool:
    return ENTITY not in (rel.start, rel.end)


@cache
def _like(node: Node) -> Node:
    """The broadest kind of which one can ask the same: they share a type."""
    same = [kin for kin in node.lineage if (ways(kin), props_of(kin)) == (ways(node), props_of(node))]
    return same[0]


@cache
def _lists(node: Node) -> dict[str, Prop]:
    return {prop.name.upper(): prop for prop in props_of(node).values() if prop.many}


@cache
def _each(node: Node) -> Any:
    """The enum of the properties that are lists; those that have none of their own share that of all entities."""
    if node is not ENTITY and _lists(node) == _lists(ENTITY):
        return _each(ENTITY)
    words = {name: strawberry.enum_value(prop.name, description=prop.doc) for name, prop in _lists(node).items()}
    made = Enum(f"{type_name(node)}List", words)  # type: ignore[misc]
    return strawberry.enum(made, description=f"A property of {node.label} that is a list.")


def _declare() -> None:
    for node in {_like(node): None for node in MODEL.nodes}:
        fields: dict[str, tuple[Any, str]] = {
            "field": (field_of(node), "This property; of an id the title is told too."),
            "each": (_each(node), "Each value of this list."),
            "per": (Period, "The period of the date that is grouped by."),
        }
        fields |= {
            name: (BY[_like(far_end(step.rel, step.forward)).label], step.rel.doc) for name, step in ways(node).items()
        }
        fill(BY[node.label], fields, f"By what to group {node.label}: one of these, and `per` with a date.")


BY = {node.label: named(f"{type_name(node)}By") for node in {_like(node): None for node in MODEL.nodes}}
"""The input type of each label that shares none."""

_declare()


def taken(node: Node) -> dict[str, tuple[Any, str]]:
    """The arguments of the aggregate of a list: type and meaning by name."""
    return {
        "by": (list[BY[_like(node).label]], "By what to group: one or two; all are one group where nothing is told."),  # type: ignore[misc]
        "of": (list[field_of(_like(node))], "The numbers and dates to measure, five at most."),  # type: ignore[misc]
        "first": (int, "How many groups: 100 unless told, 1000 at most."),
        "orderBy": (GroupOrder, "In which order; COUNT unless told."),
        "asOf": (date, "Only relations that held on this day, or may have; the day of the list unless told."),
    }


def grouping(node: Node, told: Told) -> Grouping:
    """How the list of the label is counted. Raises BadRequest where that makes no sense."""
    by, of, first = told.get("by") or (), told.get("of") or (), told.get("first")
    if len(by) > MOST_KEYS or len(of) > MOST_MEASURES:
        most = f"aggregate takes {MOST_KEYS} keys and {MOST_MEASURES} properties to measure at most"
        raise BadRequest(most, remedy="ask for the others in an aggregate of its own, under another name")
    order, on = told.get("orderBy"), told.get("asOf")
    keys = tuple(_dimension(node, each, ()) for each in by)
    if sum(len(key.steps) for key in keys) > FARTHEST:
        remedy = "group by something nearer, or by one of them"
        raise BadRequest(f"the two keys are more than {FARTHEST} relations away together", remedy=remedy)
    return Grouping(
        keys,
        tuple(_measure(node, each.value) for each in of),
        USUAL if first is None else bounded(first),
        order is GroupOrder.KEY,
        None if on is None else on.isoformat(),
    )


def _dimension(node: Node, told: Told, steps: tuple[Step, ...]) -> Dimension:
    asked = {name: value for name, value in told.items() if value is not None}
    per = asked.pop("per", None)
    if len(asked) != 1:
        remedy = "write field, each, or one relation: {purchasedBy: {field: ID}}"
        raise BadRequest("by: each of its entries tells one thing", remedy=remedy)
    [(name, value)] = asked.items()
    if name in ("field", "each"):
        prop = property_of(node, value.value)
        if per is not None and (prop.many or prop.base not in (PartialDate, Instant)):
            raise BadRequest(f"{to_camel(prop.name)} has no periods", remedy="leave out per, or group by a date")
        return Dimension(steps, prop.name, prop.many, None if per is None else per.value)
    if per is not None:
        raise BadRequest("per stands beside a relation", remedy="write it beside the field")
    if len(steps) == FARTHEST:
        raise BadRequest(f"a key is more than {FARTHEST} relations away", remedy="group by something nearer")
    step = ways(node)[name]
    return _dimension(far_end(step.rel, step.forward), value, (*steps, step))


def property_of(node: Node, name: str) -> Prop:
    """The property of the label that has that name in the graph."""
    return next(prop for prop in props_of(node).values() if prop.name == name)


def _measure(node: Node, name: str) -> Measure:
    kinds = {int: "number", Decimal: "number", PartialDate: "date", Instant: "moment"}
    kind: Any = kinds.get(property_of(node, name).base)
    if kind is None:
        known = [word for word, prop in props_of(node).items() if prop.base in kinds and not prop.many]
        what = f"of: {to_camel(name)} is neither a number nor a date"
        raise BadRequest(what, remedy=f"measure {', '.join(known)}")
    return Measure(name, kind)
