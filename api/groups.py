"""A list counted in groups, as clients get it: one type for all labels."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from api.asking import to_camel
from api.declare import output, told
from api.grouping import property_of
from api.values import money_text
from graph.groups import Dimension, Grouping, total
from graph.where import far_end
from schema.core import Node
from schema.props import Prop


@output
class GroupKey:
    """What those in a group have in common."""

    value: str | None = told("The value, as its field shows it; null for all of which it is not known here.")
    title: str | None = told("The title, where the value is the id of an entity.")


@output
class Measured:
    """What the values of one property come to in a group."""

    of: str = told("The property, by the name of its field.")
    sum: Decimal | None = told("The exact sum of what is known; null of dates, and where nothing is known.")
    min: str | None = told("The least; of dates the first day that any may be.")
    max: str | None = told("The greatest; of dates the last day that any may be.")
    known: int = told("In how many it is known.")
    unknown: int = told("In how many it is not: the sum is of the others alone.")


@output
class Group:
    """Those of a list that have the same keys."""

    keys: list[GroupKey] = told("One for each that was asked for, in that order.")
    count: int = told("How many they are. One that has two values of a key is in the groups of both.")
    values: list[Measured] = told("What `of` asked for, in that order.")


@output
class Aggregate:
    """A list counted in groups."""

    groups: list[Group] = told("The groups. None is empty.")
    has_more: bool = told("Whether there are more groups than `first` let through.")


def aggregate(node: Node, grouping: Grouping, rows: Sequence[Sequence[Any]]) -> Aggregate:
    """What the rows of the graph come to."""
    groups = [_group(node, grouping, row) for row in rows[: grouping.size]]
    return Aggregate(groups=groups, has_more=len(rows) > grouping.size)  # type: ignore[call-arg]


def _group(node: Node, grouping: Grouping, row: Sequence[Any]) -> Group:
    width, keys = 2 * len(grouping.by), []
    for at, dimension in enumerate(grouping.by):
        end = far_end(dimension.steps[-1].rel, dimension.steps[-1].forward) if dimension.steps else node
        keys.append(GroupKey(value=_shown(end, dimension, row[2 * at]), title=row[2 * at + 1]))  # type: ignore[call-arg]
    count, measured = row[width], zip(grouping.of, row[width + 1 :], strict=True)
    values = [_measured(property_of(node, measure.name), count, *found) for measure, found in measured]
    return Group(keys=keys, count=count, values=values)  # type: ignore[call-arg]


def _shown(node: Node, dimension: Dimension, value: Any) -> str | None:
    if value is None:
        return None
    return str(value) if dimension.per is not None else text(property_of(node, dimension.name), value)


def _measured(prop: Prop, count: int, known: int, cents: int | None, apart: Any, least: Any, most: Any) -> Measured:
    return Measured(  # type: ignore[call-arg]
        of=to_camel(prop.name),
        sum=total(cents, apart) if known else None,
        min=None if least is None else text(prop, least),
        max=None if most is None else text(prop, most),
        known=known,
        unknown=count - known,
    )


def text(prop: Prop, value: Any) -> str:
    """The value as its field shows it."""
    match value:
        case bool():
            return str(value).lower()
        case float() | int() if prop.base is Decimal:
            return money_text(value)
        case _ if isinstance(prop.base, type) and issubclass(prop.base, StrEnum):
            return prop.base(value).name
        case _:
            return str(value)
