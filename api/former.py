"""Lists as they were known at an earlier moment, for one request: read whole, then filtered, sorted and cut here."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from api.timing import Rows
from graph import former
from graph.former import State, among, check_kept, paged, props_of
from graph.pages import Page
from schema.core import Node, Rel
from schema.entity import LOAD_RUN, REVISION

Read = Callable[[str, Mapping[str, Any]], Awaitable[Rows]]


class Former:
    """The graph as it was known at a moment; what was read is not read again."""

    def __init__(self, read: Read, at: str) -> None:
        self._read, self._at = read, at
        self._labels: dict[str, asyncio.Future[Rows]] = {}
        self._revised: dict[str, asyncio.Future[Rows]] = {}

    async def listed(self, node: Node, page: Page) -> list[dict[str, Any]]:
        """The rows of that page of the label: `labels`, `props`, `place`, `known`.

        Raises BadRequest for what has no former states, and for a filter along relations.
        """
        return self._rows(await self._among(node, page), page)

    async def total(self, node: Node, page: Page) -> int:
        """How many are in that list of the label."""
        return len(await self._among(node, page))

    async def entity(self, id: str) -> dict[str, Any] | None:
        """The row of that node: `labels`, `props`, `known`; None where it was not known.

        Raises BadRequest for what has no former states.
        """
        for kind in (LOAD_RUN, REVISION):
            if id.partition("/")[0] in kind.paths:
                check_kept(kind)
        state = (await self._nodes({id})).get(id)
        return None if state is None else {"labels": state.labels, "props": state.props, "known": self._at}

    async def related(self, rel: Rel, forward: bool, page: Page, ids: Sequence[str]) -> list[list[dict[str, Any]]]:
        """The rows of that page of the edges at each of these nodes, with `edge`. Raises BadRequest as `listed`."""
        found = await self._edges(rel, forward, ids)
        return [self._rows(among(found[id], rel, page), page) for id in ids]

    async def totals(self, rel: Rel, forward: bool, page: Page, ids: Sequence[str]) -> list[int]:
        """How many edges each of these nodes had in that list."""
        found = await self._edges(rel, forward, ids)
        return [len(among(found[id], rel, page)) for id in ids]

    def _rows(self, states: Sequence[State], page: Page) -> list[dict[str, Any]]:
        return [
            {"labels": state.labels, "props": state.props, "edge": state.edge, "place": place, "known": self._at}
            for state, place in paged(states, page)
        ]

    async def _among(self, node: Node, page: Page) -> list[State]:
        check_kept(node)
        if node.label not in self._labels:
            reading = self._read(former.nodes(node.label), {"at": self._at})
            self._labels[node.label] = asyncio.ensure_future(reading)
        rows = await self._labels[node.label]
        return among((State(tuple(row["labels"]), props_of(row), {}) for row in rows), node, page)

    async def _edges(self, rel: Rel, forward: bool, ids: Sequence[str]) -> dict[str, list[State]]:
        check_kept(rel)
        if rel.type not in self._revised:
            self._revised[rel.type] = asyncio.ensure_future(
                self._read(former.edges_revised(rel.type), {"at": self._at})
            )
        stands = await self._read(former.edges(rel, forward), {"at": self._at, "ids": list(ids)})
        wanted, ends = set(ids), []
        for row in [*stands, *await self._revised[rel.type]]:
            start, _, end = row["key"].split("|")[:3]
            here, there = (start, end) if forward else (end, start)
            if here in wanted:
                ends.append((here, there, props_of(row)))
        nodes = await self._nodes({id for here, there, _ in ends for id in (here, there)})
        found: dict[str, list[State]] = defaultdict(list)
        near, far = (rel.start.label, rel.end.label) if forward else (rel.end.label, rel.start.label)
        for here, there, props in ends:
            if here in nodes and there in nodes and near in nodes[here].labels and far in nodes[there].labels:
                found[here].append(State(nodes[there].labels, nodes[there].props, props))
        return found

    async def _nodes(self, ids: set[str]) -> dict[str, State]:
        rows = await self._read(former.nodes_by_id(), {"at": self._at, "ids": sorted(ids)}) if ids else []
        return {row["id"]: State(tuple(row["labels"]), props_of(row), {}) for row in rows}
