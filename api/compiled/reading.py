"""How the pages of an operation are read, which hangs on how much the graph holds: long lists, and crowded nodes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from api.knowledge import Knowledge
from api.sizes import UNCOUNTED
from graph import crowds
from graph.ahead import with_ids, with_ids_at
from graph.pages import Page
from graph.reads import degree
from graph.statement import Column, Found, Given, One, Rows
from schema.core import Node, Rel

LONG = 2_000
"""Nodes of a label beyond which its list is long."""

FEW = 100
"""Edges that each of the nodes has at most of which a thousand are asked for theirs."""

Ways = Mapping[int, tuple[Rel, bool]]
"""The edges of which a page is, by its number."""


async def looked_up(
    knowledge: Knowledge, columns: Sequence[Column], given: tuple[Given, ...]
) -> tuple[tuple[Given, ...], int | None]:
    """What is asked, with the ids of the pages of long lists and crowded nodes where the engine needs them, and the
    version of the data before these were looked up; None where none were.
    """
    if not knowledge.graph.dialect.ordered_alone:
        crowded = await _crowded(knowledge, dict(_ways(columns)))
        return tuple(_marked(each) if at in crowded else each for at, each in enumerate(given)), None
    lists, starts = await _long(knowledge, columns), await _starts(knowledge, columns)
    if not lists and not starts:
        return given, None
    before, found, read = await knowledge.version(), list(given), knowledge.graph.read
    for number, node in lists.items():
        found[number] = await with_ids(read, node, _page(found[number]))
    for number, (rel, forward, id) in starts.items():
        found[number] = await with_ids_at(read, rel, forward, _page(found[number]), str(given[id]))
    return tuple(found), before


async def _long(knowledge: Knowledge, columns: Sequence[Column]) -> dict[int, Node]:
    """The labels of which the pages of long lists are, by their numbers."""
    lists = {each.page: each.of for each in columns if isinstance(each, Rows) and isinstance(each.of, Node)}
    sizes = await knowledge.sizes({node.label for node in lists.values()}) if lists else UNCOUNTED
    return {number: node for number, node in lists.items() if sizes.most(node.label) > LONG}


async def _starts(knowledge: Knowledge, columns: Sequence[Column]) -> dict[int, tuple[Rel, bool, int]]:
    """The edges of which a page at one node is that may have very many of them, while the nodes to which they lead have
    few; and the number of its id.
    """
    found = {
        rows.page: (*rows.of, one.page)
        for one in columns
        if isinstance(one, One)
        for rows in one.shown.columns
        if isinstance(rows, Rows) and not isinstance(rows.of, Node)
    }
    crowded = await _crowded(knowledge, {page: (rel, forward) for page, (rel, forward, _) in found.items()})
    back = {page: degree(found[page][0], not found[page][1]) for page in crowded}
    sizes = await knowledge.sizes(set(back.values())) if back else UNCOUNTED
    return {page: found[page] for page in crowded if sizes.most(back[page]) <= FEW}


async def _crowded(knowledge: Knowledge, ways: Ways) -> set[int]:
    """The numbers of the pages of edges of which some node has very many."""
    edges = await knowledge.sizes({rel.type for rel, _ in ways.values()}) if ways else UNCOUNTED
    ways = {page: way for page, way in ways.items() if edges.most(way[0].type) > crowds.CROWD}
    most = await knowledge.sizes({degree(*way) for way in ways.values()}) if ways else UNCOUNTED
    return {page for page, way in ways.items() if most.most(degree(*way)) > crowds.CROWD}


def _ways(columns: Sequence[Column]) -> Iterator[tuple[int, tuple[Rel, bool]]]:
    """The numbers of the pages of edges, at whatever depth, and of which edges they are."""
    for column in columns:
        if isinstance(column, Rows) and not isinstance(column.of, Node):
            yield column.page, column.of
        if isinstance(column, Rows | One | Found):
            yield from _ways(column.shown.columns)


def _marked(given: Given) -> Page:
    return replace(_page(given), crowded=True)


def _page(given: Given) -> Page:
    assert isinstance(given, Page)
    return given
