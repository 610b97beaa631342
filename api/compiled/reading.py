"""How the pages of an operation are read, which hangs on how much the graph holds: long lists, and crowded nodes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from api.knowledge import Knowledge
from api.sizes import UNCOUNTED
from graph import crowds
from graph.ahead import with_ids
from graph.pages import Page
from graph.reads import degree
from graph.statement import Column, Found, Given, One, Rows
from schema.core import Node, Rel

LONG = 2_000
"""Nodes of a label beyond which its list is long."""


async def looked_up(
    knowledge: Knowledge, columns: Sequence[Column], given: tuple[Given, ...]
) -> tuple[tuple[Given, ...], int | None]:
    """What is asked, with the ids of the pages of long lists where the engine needs them, and the version of the data
    before these were looked up; None where none were.
    """
    if not knowledge.graph.dialect.ordered_alone:
        return await _crowded(knowledge, columns, given), None
    lists = {each.page: each.of for each in columns if isinstance(each, Rows) and isinstance(each.of, Node)}
    sizes = await knowledge.sizes({node.label for node in lists.values()}) if lists else UNCOUNTED
    long = {number: node for number, node in lists.items() if sizes.most(node.label) > LONG}
    if not long:
        return given, None
    before, found = await knowledge.version(), list(given)
    for number, node in long.items():
        page = found[number]
        assert isinstance(page, Page)
        found[number] = await with_ids(knowledge.graph.read, node, page)
    return tuple(found), before


async def _crowded(knowledge: Knowledge, columns: Sequence[Column], given: tuple[Given, ...]) -> tuple[Given, ...]:
    """What is asked, the pages marked that are of edges of which some node has very many."""
    ways = dict(_ways(columns))
    if not ways:
        return given
    edges = await knowledge.sizes({rel.type for rel, _ in ways.values()})
    ways = {page: way for page, way in ways.items() if edges.most(way[0].type) > crowds.CROWD}
    most = await knowledge.sizes({degree(*way) for way in ways.values()}) if ways else UNCOUNTED
    found = {page for page, way in ways.items() if most.most(degree(*way)) > crowds.CROWD}
    return tuple(
        replace(each, crowded=True) if at in found and isinstance(each, Page) else each for at, each in enumerate(given)
    )


def _ways(columns: Sequence[Column]) -> Iterator[tuple[int, tuple[Rel, bool]]]:
    """The numbers of the pages of edges, at whatever depth, and of which edges they are."""
    for column in columns:
        if isinstance(column, Rows) and not isinstance(column.of, Node):
            yield column.page, column.of
        if isinstance(column, Rows | One | Found):
            yield from _ways(column.shown.columns)
