"""Lists as they were known at an earlier moment: the Cypher that gives the states of then, and filters, orders and
pages over these, which mean what they mean in graph.where, graph.keyset and graph.pages.

What stood then and stands still is in the graph as it was; what was changed or removed since is in its revision. Runs,
revisions and the edges to them and to sources are kept without former states.
"""

import json
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cmp_to_key, partial
from typing import Any

from graph.keyset import Key
from graph.pages import Page, span
from graph.where import All, Linked, Not, Some, Test, Where, arrow
from schema.core import Node, Rel
from schema.dates import PartialDate
from schema.entity import ENTITY, LOAD_RUN, REVISION, STATED_IN, WAS, WRITTEN_BY
from schema.errors import BadRequest

UNKEPT: tuple[Node | Rel, ...] = (ENTITY, LOAD_RUN, REVISION, STATED_IN, WAS, WRITTEN_BY)
KNOWN_THEN = "r.known_from <= $at AND r.known_to > $at"


@dataclass(frozen=True)
class State:
    """A node as it was, and the edge that led to it, if any."""

    labels: tuple[str, ...]
    props: Mapping[str, Any]
    edge: Mapping[str, Any]


Placed = tuple[State, list[Any]]


def nodes(label: str) -> str:
    """The nodes that had the label at `$at`: `id`, `labels`, and `props`, or the same as JSON, `was`."""
    return (
        f"CALL () {{\n  MATCH (n:{label}) WHERE n.recorded_at <= $at\n"
        "  RETURN n.id AS id, labels(n) AS labels, n{.*} AS props, null AS was\n  UNION ALL\n"
        f"  MATCH (r:Revision) WHERE {KNOWN_THEN} AND '{label}' IN r.had_labels\n"
        "  RETURN r.of AS id, r.had_labels AS labels, null AS props, r.was AS was\n}\n"
        "RETURN id, labels, props, was\nLIMIT $most"
    )


def nodes_by_id() -> str:
    """The nodes `$ids` as they were at `$at`, in the same columns."""
    return (
        "UNWIND $ids AS id\nCALL (id) {\n  MATCH (n:Entity {id: id}) WHERE n.recorded_at <= $at\n"
        "  RETURN labels(n) AS labels, n{.*} AS props, null AS was\n  UNION ALL\n"
        f"  MATCH (r:Revision {{of: id}}) WHERE {KNOWN_THEN}\n"
        "  RETURN r.had_labels AS labels, null AS props, r.was AS was\n}\n"
        "RETURN id, labels, props, was\nLIMIT $most"
    )


def edges(rel: Rel, forward: bool) -> str:
    """The edges at the nodes `$ids` that were there at `$at` and are as they were: `key`, `props`."""
    return (
        f"UNWIND $ids AS id\nMATCH (n:Entity {{id: id}})\nMATCH {arrow(rel, forward, 'n', 'r', 'm')}\n"
        "WHERE r.recorded_at <= $at\nRETURN DISTINCT r.key AS key, r{.*} AS props\nLIMIT $most"
    )


def edges_revised(type_: str) -> str:
    """The edges of the type, at whatever nodes, that were changed or removed since `$at`: `key`, `was`."""
    return (
        f"MATCH (r:Revision) WHERE {KNOWN_THEN} AND r.of CONTAINS '|{type_}|'\n"
        "RETURN r.of AS key, r.was AS was\nLIMIT $most"
    )


def props_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The properties that a row of these tells."""
    found = row.get("props")
    return dict(found) if found is not None else dict(json.loads(row["was"]))


def check_kept(kind: Node | Rel) -> None:
    """Nothing, where former states of the kind are kept. Raises BadRequest otherwise."""
    if kind in UNKEPT:
        name = kind.plural if isinstance(kind, Node) else kind.forward
        raise BadRequest(f"knownAt: of {name} no former states are kept", remedy="ask of them without knownAt")


def among(states: Iterable[State], kind: Node | Rel, page: Page) -> list[State]:
    """Those that are in the list at all. Raises BadRequest for a filter along relations."""
    return [state for state in states if _lasts(state, kind, page.on) and holds(page.where, state)]


def paged(states: Iterable[State], page: Page) -> list[Placed]:
    """Those on the page with their places, in the order of the list or, backward, in the contrary one; one more than
    its size, where there is one.
    """
    placed = [(state, [_value(key, state) for key in page.keys]) for state in states]
    placed.sort(key=cmp_to_key(partial(_in_order, page.keys)), reverse=page.backward)
    kept = [
        (state, place)
        for state, place in placed
        if (page.after is None or compared(page.keys, place, page.after) > 0)
        and (page.before is None or compared(page.keys, place, page.before) < 0)
    ]
    return kept[: page.size + 1]


def _in_order(keys: Sequence[Key], one: Placed, other: Placed) -> int:
    return compared(keys, one[1], other[1])


def compared(keys: Sequence[Key], one: Sequence[Any], other: Sequence[Any]) -> int:
    """Less than 0 where the one place stands before the other, more where it stands behind it."""
    for key, a, b in zip(keys, one, other, strict=True):
        if a == b:
            continue
        if a is None or b is None:
            return 1 if a is None else -1
        return 1 if bool(a > b) != key.desc else -1
    return 0


def _value(key: Key, state: State) -> Any:
    return (state.edge if key.of_edge else state.props).get(key.name)


def _lasts(state: State, kind: Node | Rel, on: str | None) -> bool:
    days = span(kind)
    if on is None or days is None:
        return True
    own = state.edge if isinstance(kind, Rel) else state.props
    first, last = own.get(f"{days[0]}_earliest"), own.get(f"{days[1]}_latest")
    return bool((first is None or first <= on) and (last is None or last >= on))


def holds(where: Where, state: State, sure: bool = True) -> bool:
    """Whether the filter surely holds of it, or surely does not. Raises BadRequest for a filter along relations."""
    match where:
        case Test():
            return _test(where, state, sure)
        case All(parts) | Some(parts):
            both = isinstance(where, All) == sure
            found = (holds(part, state, sure) for part in parts)
            return all(found) if both else any(found)
        case Not(part):
            return holds(part, state, not sure)
        case Linked(rel, forward):
            name = rel.forward if forward else rel.reverse
            remedy = f"ask for the list {name} as it was known then, or for the filter without knownAt"
            raise BadRequest(f"knownAt: a filter cannot ask of {name}, a relation", remedy=remedy)


def _test(test: Test, state: State, sure: bool) -> bool:
    own = state.edge if test.of_edge else state.props
    value = list(state.labels) if test.name == "labels" else own.get(test.name)
    if test.op == "isNull":
        return (value is None) is (test.value == sure)
    if isinstance(test.value, PartialDate):
        first, last = own.get(f"{test.name}_earliest"), own.get(f"{test.name}_latest")
        return False if first is None or last is None else _day(test.op, first, last, test.value, sure)
    if test.op == "in" and any(isinstance(each, PartialDate) for each in test.value):
        return holds(Some(tuple(Test(test.name, "eq", day, test.of_edge) for day in test.value)), state, sure)
    found = _plain(test.op, value, test.value)
    return found is not None and found == sure


def _day(op: str, first: str, last: str, day: PartialDate, sure: bool) -> bool:
    begins, ends = day.earliest.isoformat(), day.latest.isoformat()
    within, outside = first >= begins and last <= ends, last < begins or first > ends
    match op:
        case "eq" | "ne":
            return within if (op == "eq") == sure else outside
        case "lt" | "gte":
            return last < begins if (op == "lt") == sure else first >= begins
        case _:
            return first > ends if (op == "gt") == sure else last <= ends


def _plain(op: str, own: Any, given: Any) -> bool | None:
    if op in ("in", "hasAll") and not given:
        return op == "hasAll"
    return None if own is None else bool(PLAIN[op](own, given))


PLAIN: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
    "in": lambda own, given: own in given,
    "contains": lambda own, given: given.lower() in own.lower(),
    "startsWith": lambda own, given: own.lower().startswith(given.lower()),
    "has": lambda own, given: given in own,
    "hasAny": lambda own, given: any(each in given for each in own),
    "hasAll": lambda own, given: all(each in own for each in given),
}
