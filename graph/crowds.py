"""A page of the edges at a node that may have very many: how many it has tells the engine which way to read it.

The usual way sorts all edges of the node for each page. Where these lead to a good part of all nodes of a label, the
nodes are read in the order of an index instead until the page is full, and of each is asked whether an edge leads to
it: then a page takes the same time however many edges there are. Where a filter lets few through it takes as long as
the usual way, since no more than so many times as many nodes are looked at.
"""

from graph.ddl import indexed
from graph.keyset import order_by
from graph.pages import Page, among, placed, where
from graph.where import Params, arrow
from schema.core import Node, Rel

CROWD = 1_000
"""Edges at one node above which they are a crowd; below, all are sorted in a millisecond or two."""

PART = 4
"""A node's edges are read by the index where there are at least one for so many nodes of the label at their ends."""


def is_ordered(rel: Rel, forward: bool, page: Page) -> bool:
    """Whether an index gives the nodes at the other ends in the order of the page."""
    key = page.keys[0]
    return key.required and not key.of_edge and (_far(rel, forward).label, key.name) in indexed()


def crowded(rel: Rel, forward: bool, page: Page, size: int, names: tuple[str, str, str], params: Params) -> str:
    """The clauses that bind so many edges of the page and the nodes to which they lead, in order, to the names; the
    third name is that of the node at which the edges are.
    """
    edge, node, outer = names
    ways = f"({outer})-[:{rel.type}]->()" if forward else f"({outer})<-[:{rel.type}]-()"
    degree, label = f"{edge}s", _far(rel, forward).label
    many = f"{degree} > {CROWD} AND {PART} * {degree} > COUNT {{ (:{label}) }}"
    kept, order = f"{edge}, {node}", order_by(page.keys, node, edge, page.backward)
    conditions = [*among(page, rel, node, edge, params), *placed(page, node, edge, params)]
    match = f"MATCH {arrow(rel, forward, outer, edge, node)}{where(conditions)}"
    cut = f"RETURN {kept}\nORDER BY {order}\nLIMIT {params.add(size)}"
    walked = f"MATCH ({node}:{label})\n  WHERE {_bound(page, node, edge, params)}\nWITH {outer}, {node}"
    first = order_by(page.keys[:1], node, edge, page.backward)
    return (
        f"WITH {outer}, COUNT {{ {ways} }} AS {degree}\nCALL ({outer}, {degree}) {{\n"
        f"UNWIND CASE WHEN {many} THEN [1] ELSE [] END AS {edge}m\n"
        f"CALL ({outer}) {{\n{walked}\nORDER BY {first}\n{match}\n{cut}\n}}\nRETURN {kept}\nUNION ALL\n"
        f"UNWIND CASE WHEN {many} THEN [] ELSE [1] END AS {edge}f\n{match}\n{cut}\n}}\n"
        f"WITH {kept}\nORDER BY {order}"
    )


def _far(rel: Rel, forward: bool) -> Node:
    return rel.end if forward else rel.start


def _bound(page: Page, node: str, edge: str, params: Params) -> str:
    """From where the index is read: from the place at which the page begins, seen the way in which it is read."""
    key, start = page.keys[0], page.before if page.backward else page.after
    own = key.of(node, edge)
    if start is None:
        return f"{own} IS NOT NULL"
    return f"{own} {'<=' if key.desc != page.backward else '>='} {params.add(start[0])}"
