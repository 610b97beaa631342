"""The ids of a page, looked up before the page is read: for an engine that reads in the order of an index only what a
whole statement lists, by one property alone. So a page takes the same time however long its list is.

Such an engine finds by an index what equals a value, however many nodes do, and then sorts all of them. So it is first
asked for what is near: for the page among the next thousand entries of the list, by a filter that no index serves.
"""

import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from graph.crowds import bounds, ids, is_ordered
from graph.ddl import indexed
from graph.keyset import Key, order_by
from graph.pages import Page, among, parts, placed, where
from graph.where import All, Params, Some, Test, Where, far_end
from schema.core import Node, Rel

Read = Callable[[str, Mapping[str, Any]], Awaitable[list[dict[str, Any]]]]

LEAST: Mapping[type, Any] = {str: "", float: -sys.float_info.max, int: -(2**63)}
"""What no value of the type is less than: a bound from which an index is read, whatever else is asked."""

NEAR, TIMES = 1_000, 10
"""Among how many entries a page is first looked for, and among how many times as many as it has, if that is more."""


async def with_ids(read: Read, node: Node, page: Page) -> Page:
    """The page with the ids of its nodes, and of the one behind them."""
    size, found = page.size + 1, list[str]()
    for part in _ordered(page):
        if len(found) < size:
            found += await _soonest(read, node, part, size - len(found))
    return replace(page, ids=tuple(found))


async def with_ids_at(read: Read, rel: Rel, forward: bool, page: Page, start: str) -> Page:
    """The page of the edges at the node with that id, with the ids of the nodes to which they lead where it is full
    among the nearest nodes; as it is where it is not, or where no index gives these in its order.
    """
    if not is_ordered(rel, forward, page):
        return page
    node, size = far_end(rel, forward), page.size + 1
    after, before = (None if place is None else place[:1] for place in (page.after, page.before))
    nodes = Page(page.keys[:1], size, page.backward, after, before)
    near, whole = await _near(read, node, nodes, max(NEAR, TIMES * size))
    params = Params()
    within = [*(bounds(page, "m", params) or _bounds(page, params, "m")), *among(near, node, "m", "m", params)]
    rows = await read(ids(rel, forward, page, size + 1, start, within, params), params.values)
    cut = len(rows) > size and rows[size]["value"] == rows[size - 1]["value"]  # more may share the last value
    if cut or (len(rows) < size and not whole):
        return page
    return replace(page, ids=tuple(row["id"] for row in rows))


async def _soonest(read: Read, node: Node, page: Page, size: int) -> list[str]:
    """The ids of the first so many, by the way that takes least."""
    if any(_is_sought(test, node, page) for test in _tests(page.where)):
        near, whole = await _near(read, node, page, max(NEAR, TIMES * size))
        found = await _first(read, node, near, size)
        if whole or len(found) == size:
            return found
    return await _first(read, node, page, size)


async def _near(read: Read, node: Node, page: Page, far: int) -> tuple[Page, bool]:
    """The page, of no more than so many entries of the list, and whether that is the whole of the list."""
    key, params = page.keys[0], Params()
    rows = await read(
        f"MATCH (n:{node.label}){where([*placed(page, 'n', 'n', params), *_bounds(page, params)])}\n"
        f"RETURN {key.of('n', 'n')} AS value\nORDER BY {order_by([key], 'n', 'n', page.backward)}\n"
        f"SKIP {params.add(far)}\nLIMIT 1",
        params.values,
    )
    within = [Test(key.name, "gte" if key.desc != page.backward else "lte", row["value"]) for row in rows]
    return replace(page, where=All((unsought(page.where), *within))), not rows


def _tests(where: Where) -> Iterator[Test]:
    """What an index might be sought for."""
    match where:
        case Test():
            yield where
        case All(parts) | Some(parts):
            for part in parts:
                yield from _tests(part)
        case _:
            return


def _is_sought(test: Test, node: Node, page: Page) -> bool:
    """Whether it asks an indexed property for values that many may have: what all have that fit is no order of them."""
    by = (label for label in node.labels if (label, test.name) in indexed())
    return test.op in ("eq", "in") and test.name not in ("id", page.keys[0].name) and any(by)


def unsought(where: Where) -> Where:
    """The same filter, for which no index is sought."""
    match where:
        case Test():
            return replace(where, unsought=True)
        case All(parts) | Some(parts):
            return type(where)(tuple(map(unsought, parts)))
        case _:
            return where


def _ordered(page: Page) -> Iterator[Page]:
    """The parts of the page that all have a value for their first key."""
    found = parts(page)
    if found != [page]:
        for part in found:
            yield from _ordered(part)
    elif page.keys[0].required:
        yield page


async def _first(read: Read, node: Node, page: Page, size: int) -> list[str]:
    """The ids of the first so many: which of those that share the last value these are, the other keys tell."""
    key, *others = page.keys
    params = Params()
    rows = await read(_listed(node, page, [key], size + 1, _bounds(page, params), params), params.values)
    if not others or len(rows) <= size or rows[size]["value"] != rows[size - 1]["value"]:
        return [row["id"] for row in rows[:size]]
    last, params = rows[size]["value"], Params()
    sure = [row["id"] for row in rows if row["value"] != last]
    same = f"{key.of('n', 'n')} = {params.add(last)}"
    rows = await read(_listed(node, page, others, size - len(sure), [same], params), params.values)
    return sure + [row["id"] for row in rows]


def _listed(node: Node, page: Page, keys: Sequence[Key], size: int, more: list[str], params: Params) -> str:
    """The first so many of the page by these keys: `id`, and the `value` of the first key."""
    conditions = [*among(page, node, "n", "n", params), *placed(page, "n", "n", params), *more]
    return (
        f"MATCH (n:{node.label}){where(conditions)}\nRETURN n.id AS id, {keys[0].of('n', 'n')} AS value\n"
        f"ORDER BY {order_by(keys, 'n', 'n', page.backward)}\nLIMIT {params.add(size)}"
    )


def _bounds(page: Page, params: Params, node: str = "n") -> list[str]:
    """A bound where no place is one: of two, the engine would take the wider."""
    key = page.keys[0]
    if page.after or page.before:
        return []
    least = LEAST.get(key.kind)
    own = key.of(node, node)
    return [f"{own} IS NOT NULL" if least is None else f"{own} >= {params.add(least)}"]
