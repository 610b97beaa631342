"""What the arguments of a list ask for, as the graph understands it: the same for every way of answering."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from api.cursors import decode
from api.filters import LOGIC, props_of, relations
from api.limits import bounded
from api.orders import keys_of
from graph.pages import Page
from graph.where import All, Linked, Not, Some, Test, Where, far_end
from schema.core import Node, Rel
from schema.dates import PartialDate
from schema.errors import BadRequest

Told = Mapping[str, Any]
USUAL = 100
"""The size of a page where nobody tells it."""

TESTS, NESTED = 100, 8
"""How much one filter may ask, and how deep within each other."""


def page_of_label(node: Node, told: Told) -> Page:
    """The page of a list of the label. Raises BadRequest where the arguments make no sense."""
    return _page(node, None, told, read_where(node, told.get("where")))


def page_of_relation(rel: Rel, forward: bool, told: Told) -> Page:
    """The page of a list of edges. Raises BadRequest where the arguments make no sense."""
    node = far_end(rel, forward)
    return _page(node, rel, told, read_links(rel, forward, told.get("where")))


def _page(node: Node, rel: Rel | None, told: Told, where: Where) -> Page:
    keys = keys_of(node, rel, told.get("orderBy") or ())
    first, last = told.get("first"), told.get("last")
    if first is not None and last is not None:
        raise BadRequest("first and last are both told", remedy="tell one of them")
    after, before = (None if told.get(name) is None else decode(keys, told[name]) for name in ("after", "before"))
    size = bounded(USUAL if first is None else first) if last is None else bounded(last, "last")
    on, known = told.get("asOf"), told.get("knownAt")
    day = None if on is None else on.isoformat()
    return Page(keys, size, last is not None, after, before, where, day, known)


def read_where(node: Node, told: Told | None) -> Where:
    """The filter of nodes. Raises BadRequest where it is too large, or tells null for a value."""
    return _bounded(_of_node(node, told or {}, 0))


def read_links(rel: Rel, forward: bool, told: Told | None) -> Where:
    """The filter of edges. Raises BadRequest as that of nodes."""
    return _bounded(_of_edge(rel, far_end(rel, forward), told or {}, 0))


def _bounded(where: Where) -> Where:
    if _size(where) > TESTS:
        raise BadRequest(f"the filter asks more than {TESTS} things", remedy="ask less at once")
    return where


def _size(where: Where) -> int:
    match where:
        case All(parts) | Some(parts):
            return 1 + sum(map(_size, parts))
        case Not(part) | Linked(where=part):
            return 1 + _size(part)
        case _:
            return 1


def _of_node(node: Node, told: Told, depth: int) -> Where:
    if depth > NESTED:
        raise BadRequest(f"the filter is more than {NESTED} levels deep", remedy="ask less at once")
    parts: list[Where] = []
    for name, asked in told.items():
        if asked is None:
            raise _null(name)
        if name in LOGIC:
            parts.append(_logic(name, node, asked, depth + 1))
        elif name in props_of(node):
            parts += _tests(props_of(node)[name].name, name, asked, False)
        else:
            parts += _links(relations(node)[name], asked, depth + 1)
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _logic(name: str, node: Node, asked: Any, depth: int) -> Where:
    if name == "not":
        return Not(_of_node(node, asked, depth))
    parts = tuple(_of_node(node, each, depth) for each in asked)
    return All(parts) if name == "and" else Some(parts)


def _links(way: tuple[Rel, bool], asked: Told, depth: int) -> list[Where]:
    rel, forward = way
    found: list[Where] = []
    for how, inner in asked.items():
        if inner is None:
            raise _null(how)
        found.append(Linked(rel, forward, how, _of_edge(rel, far_end(rel, forward), inner, depth)))
    return found


def _of_edge(rel: Rel, node: Node, told: Told, depth: int) -> Where:
    parts: list[Where] = []
    for name, asked in told.items():
        if asked is None:
            raise _null(name)
        if name == "node":
            parts.append(_of_node(node, asked, depth))
        else:
            parts += _tests(props_of(rel)[name].name, name, asked, True)
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _tests(prop: str, name: str, asked: Told, of_edge: bool) -> list[Test]:
    for op, value in asked.items():
        if value is None or (isinstance(value, list) and None in value):
            raise _null(f"{name}.{op}")
    return [Test(prop, op, _stored(value), of_edge) for op, value in asked.items()]


def _stored(value: Any) -> Any:
    match value:
        case list():
            return tuple(map(_stored, value))
        case bool() | int() | PartialDate():
            return value
        case Decimal():
            return float(value)
        case _:
            return str(value)


def _null(name: str) -> BadRequest:
    return BadRequest(f"{name}: null is nothing to ask for", remedy="leave it out, or ask isNull of a value")
