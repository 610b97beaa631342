"""What is there when a load comes: asked of the graph, or remembered of one that was empty when this program began to
write it. Nothing else needs to be asked then, and a source is checked while the one before it is still being written.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

from graph import text
from graph.diff import Diff
from graph.turns import Reads, Seen, Settles, version
from schema.core import Link, Row
from schema.entity import SOURCE

Known = tuple[str, Sequence[str], str]
"""Of a node that is there: its id, its labels, and the loader that told it ('' where none did)."""

Found = list[dict[str, Any]]


class There(Protocol):
    """What a load asks of what is there."""

    def nodes(self, ids: Sequence[str]) -> Iterator[Known]:
        """Those of the ids that are there."""
        ...

    def edges_of_others(self, type_: str, edges: Found, loader: str) -> Found:
        """Those of the edges {start, end, key} that another loader told: key, loader, props."""
        ...

    def edges_around(self, ids: Iterable[str]) -> Found:
        """The edges at these nodes: id (of the node), type, start, end, props."""
        ...


class Asked:
    """What is there as the graph says; nodes are looked up by the label that `label_of` gives for their ids."""

    def __init__(self, graph: Reads, label_of: Callable[[str], str]) -> None:
        self._graph, self._label_of = graph, label_of

    def nodes(self, ids: Sequence[str]) -> Iterator[Known]:
        """Those of the ids that are there."""
        asked = defaultdict(list)
        for id in ids:
            asked[self._label_of(id)].append(id)
        for label, some in asked.items():
            (found,) = self._graph.read(text.known(label), {"ids": some})
            yield from ((id, labels, loader or "") for id, labels, loader in found["known"])

    def edges_of_others(self, type_: str, edges: Found, loader: str) -> Found:
        """Those of the edges {start, end, key} that another loader told: key, loader, props."""
        return self._graph.read(text.edges_of_others(type_), {"rows": edges, "loader": loader})

    def edges_around(self, ids: Iterable[str]) -> Found:
        """The edges at these nodes: id (of the node), type, start, end, props."""
        return self._graph.read(text.edges_around(), {"ids": list(ids)})


class Unsure(Exception):
    """What is remembered does not tell: the graph is to be asked."""


class Remembered:
    """What is there by what was written to a graph that was empty at the version `seen`. It holds as long as nobody
    else writes: whoever writes at another version than `seen` is overtaken (`graph.turns`), and it `holds` no more.
    """

    def __init__(self, seen: Seen) -> None:
        self.seen, self.holds = seen, True
        self._nodes: dict[str, tuple[Sequence[str], str]] = {}
        self._edges: set[str] = set()

    def nodes(self, ids: Sequence[str]) -> Iterator[Known]:
        """Those of the ids that are there."""
        return ((id, *self._nodes[id]) for id in ids if id in self._nodes)

    def edges_of_others(self, type_: str, edges: Found, loader: str) -> Found:
        """None. Raises Unsure where one is there: what it says is not remembered."""
        if any(edge["key"] in self._edges for edge in edges):
            raise Unsure
        return []

    def edges_around(self, ids: Iterable[str]) -> Found:
        """Nothing: raises Unsure, since it is asked only of what is taken over from others."""
        raise Unsure

    def add(self, diff: Diff, loader: str) -> None:
        """Remembers what one transaction of the loader writes. Raises Unsure where it does more than add to the graph,
        or nothing at all.
        """
        counts = diff.counts
        if not counts.pop("new") or any(counts.values()):
            raise Unsure
        facts: list[Row | Link] = [*diff.new_nodes, *diff.new_edges]
        for fact in facts:
            if fact.origin:
                self._nodes[fact.origin.id] = SOURCE.labels, ""
            if isinstance(fact, Row):
                self._nodes[fact.id] = fact.labels, "" if fact.shared else loader
            else:
                self._edges.add(fact.key)
        self.seen = self.seen._replace(version=self.seen.version + 1)


def remembered(graph: Settles) -> Remembered | None:
    """What is in a graph that is empty, to be added to; None where something is there."""
    # The version goes first: what others write after it is noticed.
    seen = version(graph)
    return None if graph.read(text.ANYTHING, {}) else Remembered(seen)
