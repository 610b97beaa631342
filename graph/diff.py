"""What a load would change: what a source says now against what the graph has from it."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph import text
from schema.core import Link, Row

Read = Callable[[str, Mapping[str, Any]], list[dict[str, Any]]]


OTHER = ""
"""The mark of what somebody else tells, or of what is only named: it differs from every fingerprint."""


@dataclass(frozen=True)
class State:
    """What a loader has written so far: fingerprints by node id and by edge key; what it takes over from others has the
    mark OTHER.
    """

    nodes: Mapping[str, str] = field(default_factory=dict)
    edges: Mapping[str, str] = field(default_factory=dict)

    def __or__(self, other: "State") -> "State":
        return State({**self.nodes, **other.nodes}, {**self.edges, **other.edges})


@dataclass(frozen=True)
class Diff:
    """What a load would do to the graph; `same` counts what it would leave alone."""

    new_nodes: Sequence[Row] = ()
    changed_nodes: Sequence[Row] = ()
    gone_nodes: Sequence[str] = ()
    new_edges: Sequence[Link] = ()
    changed_edges: Sequence[Link] = ()
    gone_edges: Sequence[str] = ()
    same: int = 0

    @property
    def size(self) -> int:
        """How many nodes and edges it would touch."""
        return sum(self.counts.values()) - self.same

    @property
    def counts(self) -> dict[str, int]:
        """Nodes and edges together: new, changed, same, pruned."""
        return {
            "new": len(self.new_nodes) + len(self.new_edges),
            "changed": len(self.changed_nodes) + len(self.changed_edges),
            "same": self.same,
            "pruned": len(self.gone_nodes) + len(self.gone_edges),
        }

    def batches(self, limit: int) -> Iterator["Diff"]:
        """The same in parts of at most `limit` nodes or edges: nodes come before edges, and go after them."""
        if self.size <= limit:
            yield self
            return
        order = ("new_nodes", "changed_nodes", "new_edges", "changed_edges", "gone_edges", "gone_nodes")
        for name in order:
            items = getattr(self, name)
            for first in range(0, len(items), limit):
                yield Diff(**{name: items[first : first + limit]})


def state(read: Read, loader: str, types: Iterable[str]) -> State:
    """What the loader has written so far, edges of these types included."""
    if not read(text.ever_ran(), {"loader": loader}):
        return State()
    nodes = read(text.nodes_of(), {"loader": loader})
    edges = [row for type_ in sorted(set(types)) for row in read(text.edges_of(type_), {"loader": loader})]
    return State({row["id"]: row["fingerprint"] for row in nodes}, {row["key"]: row["fingerprint"] for row in edges})


def diff(before: State, rows: Mapping[str, Row], links: Mapping[str, Link], there: Container[str] = ()) -> Diff:
    """What takes the graph from `before` to what the rows (by id) and links (by key) say; `there` are ids that are in
    the graph, whoever wrote them.
    """
    owned = {id: row for id, row in rows.items() if not row.shared}
    node_marks = {id: row.fingerprint for id, row in owned.items()}
    edge_marks = {key: link.fingerprint for key, link in links.items()}
    return Diff(
        new_nodes=[row for id, row in rows.items() if id not in (there if row.shared else before.nodes)],
        changed_nodes=[row for id, row in owned.items() if before.nodes.get(id, node_marks[id]) != node_marks[id]],
        gone_nodes=sorted(before.nodes.keys() - owned.keys()),
        new_edges=[link for key, link in links.items() if key not in before.edges],
        changed_edges=[
            link for key, link in links.items() if before.edges.get(key, edge_marks[key]) != edge_marks[key]
        ],
        gone_edges=sorted(before.edges.keys() - links.keys()),
        same=sum(before.nodes.get(id) == mark for id, mark in node_marks.items())
        + sum(before.edges.get(key) == mark for key, mark in edge_marks.items()),
    )
