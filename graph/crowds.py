"""A page of the edges at a node that may have very many: how many it has tells the engine which way to read it.

The usual way sorts all edges of the node for each page. Where these lead to a good part of all nodes of a label, the
nodes are read in the order of an index instead until the page is full, and of each is asked whether an edge leads to
it: then a page takes the same time however many edges there are. Where a filter lets few through it takes as long as
the usual way, since no more than so many times as many nodes are looked at.

For an engine that reads in the order of an index only what a whole statement lists, the ids of the nodes are looked up
before (graph.ahead).
"""

from graph.ddl import indexed
from graph.keyset import order_by
from graph.pages import Page, among, placed, where
from graph.where import Params, arrow, far_end
from schema.core import Rel

CROWD = 1_000
"""Edges at one node above which they are a crowd; below, all are sorted in a millisecond or two."""

PART = 4
"""A node's edges are read by the index where there are at least one for so many nodes of the label at their ends."""


def is_ordered(rel: Rel, forward: bool, page: Page) -> bool:
    """Whether an index gives the nodes at the other ends in the order of the page."""
    key = page.keys[0]
    return key.required and not key.of_edge and (far_end(rel, forward).label, key.name) in indexed()


def crowded(rel: Rel, forward: bool, page: Page, size: int, names: tuple[str, str, str], params: Params) -> str:
    """The clauses that bind so many edges of the page and the nodes to which they lead, in order, to the names; the
    third name is that of the node at which the edges are.
    """
    edge, node, outer = names
    ways = f"({outer})-[:{rel.type}]->()" if forward else f"({outer})<-[:{rel.type}]-()"
    degree, label = f"{edge}s", far_end(rel, forward).label
    many = f"{degree} > {CROWD} AND {PART} * {degree} > COUNT {{ (:{label}) }}"
    kept, order = f"{edge}, {node}", order_by(page.keys, node, edge, page.backward)
    match = f"MATCH {arrow(rel, forward, outer, edge, node)}{where(_conditions(rel, page, node, edge, params))}"
    cut = f"RETURN {kept}\nORDER BY {order}\nLIMIT {params.add(size)}"
    ends = bounds(page, node, params) or [f"{node}.{page.keys[0].name} IS NOT NULL"]
    walked = f"MATCH ({node}:{label}){where(ends)}\nWITH {outer}, {node}"
    first = order_by(page.keys[:1], node, edge, page.backward)
    return (
        f"WITH {outer}, COUNT {{ {ways} }} AS {degree}\nCALL ({outer}, {degree}) {{\n"
        f"UNWIND CASE WHEN {many} THEN [1] ELSE [] END AS {edge}m\n"
        f"CALL ({outer}) {{\n{walked}\nORDER BY {first}\n{match}\n{cut}\n}}\nRETURN {kept}\nUNION ALL\n"
        f"UNWIND CASE WHEN {many} THEN [] ELSE [1] END AS {edge}f\n{match}\n{cut}\n}}\n"
        f"WITH {kept}\nORDER BY {order}"
    )


def looked_up(rel: Rel, forward: bool, page: Page, size: int, names: tuple[str, str, str], params: Params) -> str:
    """The same clauses where the ids of the nodes were looked up."""
    edge, node, outer = names
    conditions = _conditions(rel, page, node, edge, params)
    return (
        f"UNWIND {params.add(page.ids)} AS {node}i\nMATCH ({node}:{far_end(rel, forward).label} {{id: {node}i}})\n"
        f"MATCH {arrow(rel, not forward, node, edge, outer)}{where(conditions)}\n"
        f"WITH {edge}, {node}\nORDER BY {order_by(page.keys, node, edge, page.backward)}\nLIMIT {params.add(size)}"
    )


def ids(rel: Rel, forward: bool, page: Page, size: int, start: str, within: list[str], params: Params) -> str:
    """The ids of the first so many nodes `m` to which an edge of the page leads from the node with the id `start`, in
    the order of an index, and the `value` of their first key; those are looked at that lie `within` bounds.
    """
    key = page.keys[0]
    led = [f"n.id = {params.add(start)}", *_conditions(rel, page, "m", "r", params)]
    exists = f"EXISTS {{ MATCH {arrow(rel, not forward, 'm', 'r', 'n')}{where(led)} }}"
    return (
        f"MATCH (m:{far_end(rel, forward).label}){where([*within, exists])}\n"
        f"RETURN m.id AS id, {key.of('m', 'r')} AS value\nORDER BY {order_by([key], 'm', 'r', page.backward)}\n"
        f"LIMIT {params.add(size)}"
    )


def _conditions(rel: Rel, page: Page, node: str, edge: str, params: Params) -> list[str]:
    return [*among(page, rel, node, edge, params), *placed(page, node, edge, params)]


def bounds(page: Page, node: str, params: Params) -> list[str]:
    """Between which values of the first key the nodes lie, as far as a place tells."""
    key = page.keys[0]
    ends = ((page.after, "<=" if key.desc else ">="), (page.before, ">=" if key.desc else "<="))
    return [f"{node}.{key.name} {sign} {params.add(place[0])}" for place, sign in ends if place]
