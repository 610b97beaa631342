"""Filters as Cypher, in the logic of what is sure: a filter keeps a node where it surely holds.

A value that is absent makes a test neither true nor false, and so does a date of which the year or the month alone is
known where that does not decide. Hence every filter has two texts: when it surely holds, and when it surely does not.
`not` takes the other one, so that what is unknown is never let through by turning a question round.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

from schema import MODEL
from schema.core import Node, Rel
from schema.dates import PartialDate
from schema.errors import BadRequest

SIGNS = {"eq": "=", "ne": "<>", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
DAYS = {
    "eq": ("{e} >= {first} AND {l} <= {last}", "{l} < {first} OR {e} > {last}"),
    "ne": ("{l} < {first} OR {e} > {last}", "{e} >= {first} AND {l} <= {last}"),
    "lt": ("{l} < {first}", "{e} >= {first}"),
    "gte": ("{e} >= {first}", "{l} < {first}"),
    "gt": ("{e} > {last}", "{l} <= {last}"),
    "lte": ("{l} <= {last}", "{e} > {last}"),
}
"""When a date surely does, and when it surely does not stand so to another: `e` and `l` are the first and last day that
it may be, `first` and `last` those of the other, which is a span too where it is a year or a month.
"""


class Params:
    """The parameters of a statement, and fresh names for its variables, all with one prefix."""

    def __init__(self, prefix: str = "p") -> None:
        self.values: dict[str, Any] = {}
        self._prefix, self._variables = prefix, count()

    def add(self, value: Any) -> str:
        """What stands for the value in the text."""
        name = f"{self._prefix}{len(self.values)}"
        self.values[name] = list(value) if isinstance(value, tuple) else value
        return f"${name}"

    def variable(self) -> str:
        """A name that no other variable has."""
        return f"{self._prefix}v{next(self._variables)}"


@dataclass(frozen=True)
class Test:
    """What is asked of one property of the node, or of the edge that leads to it: `labels` are a property too.

    What is `unsought` no index is to find.
    """

    name: str
    op: str
    value: Any
    of_edge: bool = False
    unsought: bool = False


@dataclass(frozen=True)
class All:
    """All of these."""

    parts: tuple["Where", ...]


@dataclass(frozen=True)
class Some:
    """At least one of these."""

    parts: tuple["Where", ...]


@dataclass(frozen=True)
class Not:
    """The contrary."""

    part: "Where"


@dataclass(frozen=True)
class Linked:
    """What is asked of the edges of a relation, and of the nodes at their other ends: some, none or every one."""

    rel: Rel
    forward: bool
    how: str
    where: "Where"


Where = Test | All | Some | Not | Linked
ANYTHING = All(())


def holds(where: Where, node: str, edge: str, params: Params, sure: bool = True) -> str:
    """The condition under which the filter surely holds of these variables, or surely does not."""
    match where:
        case Test():
            return _test(where, edge if where.of_edge else node, params, sure)
        case All(parts) | Some(parts):
            both = isinstance(where, All) == sure
            texts = [holds(part, node, edge, params, sure) for part in parts]
            return f"({(' AND ' if both else ' OR ').join(texts)})" if texts else str(both).lower()
        case Not(part):
            return holds(part, node, edge, params, not sure)
        case Linked():
            return _linked(where, node, params, sure)


def _linked(where: Linked, node: str, params: Params, sure: bool) -> str:
    """Some edge is sure to fit, or there is none of which it is not sure that it does (or that it does not)."""
    inner, edge = params.variable(), params.variable()
    if where.how == "every":
        exists, wanted = not sure, sure
    else:
        exists = wanted = (where.how == "some") == sure
    text = holds(where.where, inner, edge, params, wanted)
    pattern = arrow(where.rel, where.forward, node, edge, inner)
    if exists:
        return f"EXISTS {{ MATCH {pattern} WHERE {text} }}"
    return f"NOT EXISTS {{ MATCH {pattern} WHERE NOT coalesce({text}, false) }}"


def arrow(rel: Rel, forward: bool, node: str, edge: str, other: str) -> str:
    """The pattern of a relation, seen from a node that is bound already."""
    far = f"({other}{far_label(rel, forward)})"
    return f"({node})-[{edge}:{rel.type}]->{far}" if forward else f"({node})<-[{edge}:{rel.type}]-{far}"


def far_end(rel: Rel, forward: bool) -> Node:
    """What stands at the other end."""
    return rel.end if forward else rel.start


@cache
def far_label(rel: Rel, forward: bool) -> str:
    """The label by which to tell the nodes at the other end: none where edges of the type lead to no others. Looking at
    the labels of many nodes takes time, and whoever writes an edge looks at them.
    """
    near = rel.start if forward else rel.end
    others = (each for each in MODEL.rels if each.type == rel.type and each is not rel)
    ends = ((each.start if forward else each.end) for each in others)
    ambiguous = any(end.is_a(near.label) or near.is_a(end.label) for end in ends)
    return f":{far_end(rel, forward).label}" if ambiguous else ""


def _test(test: Test, variable: str, params: Params, sure: bool) -> str:
    if test.op == "isNull":
        return f"{variable}.{test.name} IS {'NULL' if test.value == sure else 'NOT NULL'}"
    if isinstance(test.value, PartialDate):
        return _day(test, variable, params, sure)
    if test.op == "in" and any(isinstance(each, PartialDate) for each in test.value):
        each = tuple(Test(test.name, "eq", day) for day in test.value)
        return holds(Some(each), variable, variable, params, sure)
    text = _plain(test, variable, params)
    return f"({text})" if sure else f"NOT ({text})"


def _day(test: Test, variable: str, params: Params, sure: bool) -> str:
    day = test.value
    named: Mapping[str, str] = {
        "e": f"{variable}.{test.name}_earliest",
        "l": f"{variable}.{test.name}_latest",
        "first": params.add(day.earliest.isoformat()),
        "last": params.add(day.latest.isoformat()),
    }
    return f"({DAYS[test.op][not sure].format(**named)})"


def _plain(test: Test, variable: str, params: Params) -> str:
    own = f"labels({variable})" if test.name == "labels" else f"{variable}.{test.name}"
    own = f"coalesce({own})" if test.unsought else own
    given = params.add(test.value)
    if test.op in SIGNS:
        return f"{own} {SIGNS[test.op]} {given}"
    match test.op:
        case "in":
            return f"{own} IN {given}"
        case "contains":
            return f"toLower({own}) CONTAINS toLower({given})"
        case "startsWith":
            return f"toLower({own}) STARTS WITH toLower({given})"
        case "has":
            return f"{given} IN {own}"
        case "hasAny":
            return f"size([each IN {own} WHERE each IN {given}]) > 0"
        case "hasAll":
            known = f"size({given}) + 0 * size({own})"  # neither true nor false where the list is not known
            return f"size([each IN {given} WHERE each IN {own}]) = {known}" if test.value else "true"
        case _:
            raise BadRequest(f"{test.op} is no test of {test.name}")
