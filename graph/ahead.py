"""The ids of a page, looked up before the page is read: for an engine that reads in the order of an index only what a
whole statement lists, by one property alone. So a page takes the same time however long its list is.

Such an engine finds by an index what equals a value, however many nodes do, and then sorts all of them. Where there are
many, the first in order are found sooner among all nodes: then the filter is written so that no index is sought for it.
"""

import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from graph.ddl import indexes
from graph.keyset import Key, order_by
from graph.pages import Page, among, parts, placed, where
from graph.where import All, Params, Some, Test, Where
from schema.core import Node

Read = Callable[[str, Mapping[str, Any]], Awaitable[list[dict[str, Any]]]]

LEAST: Mapping[type, Any] = {str: "", float: -sys.float_info.max, int: -(2**63)}
"""What no value of the type is less than: a bound from which an index is read, whatever else is asked."""


LOOKED_AT, MANY = 500, 5
"""Of so many nodes, those that the engine has first, so many fit a filter that is not sought: to fill a page, some
hundred times as many are looked at in order. Where the first are unlike the others it takes longer, and is as right.
"""


async def with_ids(read: Read, node: Node, page: Page) -> Page:
    """The page with the ids of its nodes, and of the one behind them."""
    size, ids = page.size + 1, list[str]()
    asked = replace(page, where=unsought(page.where)) if await _fit_many(read, node, page) else page
    for part in _ordered(asked):
        if len(ids) < size:
            ids += await _first(read, node, part, size - len(ids))
    return replace(page, ids=tuple(ids))


async def _fit_many(read: Read, node: Node, page: Page) -> bool:
    """Whether an index would be sought for the filter, and would find many."""
    if not any(_is_sought(test, node, page) for test in _tests(page.where)):
        return False
    params = Params()
    fits = " AND ".join(among(page, node, "n", "n", params))
    some = f"MATCH (n:{node.label})\nWITH n\nLIMIT {params.add(LOOKED_AT)}"
    [row] = await read(f"{some}\nRETURN count(CASE WHEN {fits} THEN 1 END) AS found", params.values)
    return bool(row["found"] >= MANY)


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
    """Whether it asks an indexed property for values; what all have that fit is no order for them."""
    by = (label for label in node.labels if (label, test.name) in _indexed())
    return test.op in ("eq", "in") and test.name != page.keys[0].name and any(by)


@cache
def _indexed() -> frozenset[tuple[str, str]]:
    return frozenset((index.label, index.property) for index in indexes())


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
    bound = [] if page.after or page.before else [_bound(key, params)]
    rows = await read(_listed(node, page, [key], size + 1, bound, params), params.values)
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


def _bound(key: Key, params: Params) -> str:
    """A bound where no place is one: of two, the engine would take the wider."""
    least = LEAST.get(key.kind)
    return f"{key.of('n', 'n')} IS NOT NULL" if least is None else f"{key.of('n', 'n')} >= {params.add(least)}"
