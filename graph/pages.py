"""The Cypher of lists as pure functions: pages of a label or of a relation, and how many there are in all."""

from dataclasses import dataclass, field, replace
from typing import Any

from graph.keyset import Key, beyond, order_by, values
from graph.where import ANYTHING, All, Params, Test, Where, arrow, holds
from schema.core import Node, Rel

SPANS = (("from_on", "to_on"), ("in_force_from", "in_force_to"))
"""The properties that may tell from which day to which something holds."""


@dataclass(frozen=True)
class Page:
    """Which part of a list is wanted: `size` entries behind or before a place, of those that a filter lets through.

    It is of what held on a day, and of what was known at a moment (graph.former), where these are told. `ids` are those
    of its nodes and of the one behind them, where they were looked up (graph.ahead).
    `crowded` is told of a page of edges where some node may have very many of them (graph.crowds).
    """

    keys: tuple[Key, ...]
    size: int
    backward: bool = False
    after: tuple[Any, ...] | None = None
    before: tuple[Any, ...] | None = None
    where: Where = field(default=ANYTHING)
    on: str | None = None
    known: str | None = None
    ids: tuple[str, ...] | None = None
    crowded: bool = False


def span(kind: Node | Rel) -> tuple[str, str] | None:
    """The properties from and to which such a node or edge holds, None where it has no days."""
    return next((pair for pair in SPANS if set(pair) <= kind.by_name.keys()), None)


def among(page: Page, kind: Node | Rel, node: str, edge: str, params: Params) -> list[str]:
    """The conditions of being in the list at all."""
    found = [] if page.where == ANYTHING else [holds(page.where, node, edge, params)]
    return found + lasting(kind, edge if isinstance(kind, Rel) else node, page.on, params)


def lasting(kind: Node | Rel, variable: str, on: str | None, params: Params) -> list[str]:
    """The conditions of holding on the day, or of holding perhaps; none where no day is told, or it has no days."""
    days = span(kind)
    if on is None or days is None:
        return []
    day = params.add(on)
    return [
        f"({variable}.{days[0]}_earliest IS NULL OR {variable}.{days[0]}_earliest <= {day})",
        f"({variable}.{days[1]}_latest IS NULL OR {variable}.{days[1]}_latest >= {day})",
    ]


def placed(page: Page, node: str, edge: str, params: Params) -> list[str]:
    """The conditions of standing behind the one place, and before the other."""
    behind = [] if page.after is None else [beyond(page.keys, page.after, node, edge, False, params)]
    before = [] if page.before is None else [beyond(page.keys, page.before, node, edge, True, params)]
    return behind + before


def where(conditions: list[str]) -> str:
    """The clause, where there are conditions."""
    return f"\n  WHERE {' AND '.join(conditions)}" if conditions else ""


def listed(node: Node, page: Page, params: Params) -> str:
    """A page of the nodes of the label: `labels`, `props`, `place`; one more than its size, where there is one."""
    return (
        f"{taken(node, page, page.size + 1, 'n', params)}\n"
        f"RETURN labels(n) AS labels, n{{.*}} AS props, {values(page.keys, 'n', 'n')} AS place\n"
        f"ORDER BY {order_by(page.keys, 'n', 'n', page.backward)}"
    )


def taken(node: Node, page: Page, size: int, name: str, params: Params) -> str:
    """The clauses that bind so many nodes of a page to the name, in the order of their list."""
    limit = params.add(size)
    order = order_by(page.keys, name, name, page.backward)
    if page.ids is not None:
        match = f"UNWIND {params.add(page.ids)} AS {name}i\nMATCH ({name}:{node.label} {{id: {name}i}})"
        return f"{match}\nWITH {name}\nORDER BY {order}\nLIMIT {limit}"
    found = [_part(node, each, name, limit, params) for each in parts(page)]
    if len(found) == 1:
        return found[0]
    return (
        f"CALL () {{\n{found[0]}\nRETURN collect({name}) AS {name}a\n}}\n"
        f"CALL ({name}a) {{\nUNWIND CASE WHEN size({name}a) < {limit} THEN [1] ELSE [] END AS more\n"
        f"CALL () {{\n{found[1]}\nRETURN {name}\n}}\nRETURN collect({name}) AS {name}b\n}}\n"
        f"UNWIND {name}a + {name}b AS {name}\nWITH {name}\nORDER BY {order}\nLIMIT {limit}"
    )


def _part(node: Node, page: Page, name: str, limit: str, params: Params) -> str:
    conditions = [*among(page, node, name, name, params), *placed(page, name, name, params), *_sought(page, name)]
    order = order_by(page.keys, name, name, page.backward)
    return f"MATCH ({name}:{node.label}){where(conditions)}\nWITH {name}\nORDER BY {order}\nLIMIT {limit}"


def _sought(page: Page, node: str) -> list[str]:
    """What every node of it fulfils, and lets an index give them in order."""
    key = page.keys[0]
    return [f"{key.of(node, node)} IS NOT NULL"] if key.required and not (page.after or page.before) else []


def parts(page: Page) -> list[Page]:
    """The page as one or two that an index can give in order, in the order in which they are read: of what has a value
    for the first key, and of what has none. The second is read where the first one is not full.
    """
    key, *others = page.keys
    if key.required:
        return [page]
    after, before = (None if place is None else place[0] is None for place in (page.after, page.before))
    lacking = Test(key.name, "isNull", True)
    known = replace(
        page,
        keys=(replace(key, required=True), *others),
        before=page.before if before is False else None,
    )
    unknown = replace(
        page,
        keys=tuple(others),
        after=page.after[1:] if page.after and after else None,
        before=page.before[1:] if page.before else None,
        where=lacking if page.where == ANYTHING else All((page.where, lacking)),
    )
    found = ([] if after else [known]) + ([] if before is False else [unknown])
    return found[:: -1 if page.backward else 1] or [page]


def related(rel: Rel, forward: bool, page: Page, params: Params) -> str:
    """A page of the edges at each of the nodes `$ids`: `id`, `edge`, `labels`, `props`, `place`.

    `$most` bounds the whole.
    """
    conditions = [*among(page, rel, "m", "r", params), *placed(page, "m", "r", params)]
    return (
        f"UNWIND $ids AS id\nMATCH (n:Entity {{id: id}})\nCALL (n) {{\n"
        f"  MATCH {arrow(rel, forward, 'n', 'r', 'm')}{where(conditions)}\n  RETURN r, m\n"
        f"  ORDER BY {order_by(page.keys, 'm', 'r', page.backward)}\n  LIMIT {params.add(page.size + 1)}\n}}\n"
        "RETURN id, r{.*} AS edge, labels(m) AS labels, m{.*} AS props, "
        f"{values(page.keys, 'm', 'r')} AS place\nLIMIT $most"
    )


def count_listed(node: Node, page: Page, params: Params) -> str:
    """How many nodes of the label are in the list: `total`."""
    return f"MATCH (n:{node.label}){where(among(page, node, 'n', 'n', params))}\nRETURN count(n) AS total"


def count_related(rel: Rel, forward: bool, page: Page, params: Params) -> str:
    """How many edges each of the nodes `$ids` has in the list: `id`, `total`."""
    match = f"MATCH {arrow(rel, forward, 'n', 'r', 'm')}{where(among(page, rel, 'm', 'r', params))}"
    return f"UNWIND $ids AS id\nMATCH (n:Entity {{id: id}})\nRETURN id, COUNT {{ {match} }} AS total\nLIMIT $most"
