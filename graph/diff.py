"""What a load would change: what a source says now against what the graph has from it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from graph import text
from graph.facts import COLUMNS, Facts, Listed
from schema.core import Link, Row

T = TypeVar("T")

OTHER = ""
"""The mark of what somebody else tells, or of what is only named: it differs from every fingerprint."""

ORDER = ("new_nodes", "changed_nodes", "new_edges", "changed_edges", "gone_edges", "gone_nodes")
"""What is done to the graph, in the order in which it is: nodes come before edges, and go after them."""

NOTE = "INSERT OR REPLACE INTO earlier VALUES (?, ?, ?, ?, ?)"


class Scans(Protocol):
    """Whatever reads rows as they come."""

    def scan(self, text: str, params: Mapping[str, Any], take: Callable[[Iterator[dict[str, Any]]], T]) -> T: ...


@dataclass(frozen=True)
class Diff:
    """What a load would do to the graph; `same` counts what it would leave alone, `rests_on` are the runs whose facts
    it tells again.
    """

    new_nodes: Sequence[Row] = ()
    changed_nodes: Sequence[Row] = ()
    gone_nodes: Sequence[str] = ()
    new_edges: Sequence[Link] = ()
    changed_edges: Sequence[Link] = ()
    gone_edges: Sequence[str] = ()
    same: int = 0
    rests_on: tuple[str, ...] = ()

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

    def in_memory(self) -> "Diff":
        """The same, with all that it does at hand."""
        whole: dict[str, Any] = {name: list(getattr(self, name)) for name in ORDER}
        return replace(self, **whole)

    def batches(self, limit: int) -> Iterator[tuple["Diff", bool]]:
        """The same in parts of at most `limit` nodes or edges, each in memory, and whether it is the last."""
        if self.size <= limit:
            yield self.in_memory(), True
            return
        parts = [(name, first) for name in ORDER for first in range(0, len(getattr(self, name)), limit)]
        for name, first in parts:
            yield Diff(**{name: getattr(self, name)[first : first + limit]}), (name, first) == parts[-1]


def recall(graph: Scans, facts: Facts, loader: str, types: Iterable[str]) -> None:
    """Notes what the loader has written so far, edges of these types included."""
    asked = [(text.nodes_of(), "id", False), *((text.edges_of(type_), "key", True) for type_ in sorted(set(types)))]
    for statement, key, edge in asked:

        def note(rows: Iterator[dict[str, Any]], key: str = key, edge: bool = edge) -> None:
            facts.run_many(NOTE, ((row[key], row["fingerprint"], edge, False, row["run"]) for row in rows))

        graph.scan(statement, {"loader": loader}, note)


def take_over(facts: Facts, keys: Iterable[str], edge: bool) -> None:
    """Notes what is to be taken over from others."""
    facts.run_many(NOTE, ((key, OTHER, edge, True, OTHER) for key in keys))


NODE, EDGE = "f.start IS NULL", "f.start IS NOT NULL"
TOLD = "SELECT f.rowid AS fact FROM fact f CROSS JOIN earlier e ON e.key = f.key"
UNTOLD = "SELECT f.rowid AS fact FROM fact f LEFT JOIN earlier e ON e.key = f.key"
GONE = "SELECT e.key FROM earlier e LEFT JOIN fact f ON f.key = e.key AND NOT f.named WHERE f.key IS NULL"
NAMED = "EXISTS (SELECT 1 FROM there t WHERE t.id = f.key)"
LISTS = {
    "new_nodes": f"{UNTOLD} WHERE {NODE} AND CASE WHEN f.named THEN NOT {NAMED} ELSE e.key IS NULL END",
    "changed_nodes": f"{TOLD} WHERE {NODE} AND NOT f.named AND e.mark IS NOT f.mark",
    "new_edges": f"{UNTOLD} WHERE {EDGE} AND e.key IS NULL",
    "changed_edges": f"{TOLD} WHERE {EDGE} AND e.mark IS NOT f.mark",
    "gone_nodes": f"{GONE} AND NOT e.edge",
    "gone_edges": f"{GONE} AND e.edge",
}
AGAIN = "FROM fact f CROSS JOIN earlier e ON e.key = f.key WHERE NOT f.named AND e.mark = f.mark"
SAME = f"SELECT e.run, count(*) {AGAIN} GROUP BY e.run ORDER BY e.run"


def diff(facts: Facts, prunes: bool = True) -> tuple[Diff, int]:
    """What takes the graph from what the source told earlier to what it says now, and how much it no longer tells that
    stays because nothing is pruned. What is taken over from others is replaced in any case.
    """
    again = dict(facts.run(SAME).fetchall())
    kept = 0
    for name, statement in LISTS.items():
        facts.run(f"DROP TABLE IF EXISTS {name}")
        told = statement
        if name.startswith("gone") and not prunes:
            told += " AND e.edge AND e.taken"
            kept += facts.run(f"SELECT count(*) FROM ({statement} AND NOT (e.edge AND e.taken))").fetchone()[0]
        facts.run(f"CREATE TABLE {name} AS {told} ORDER BY {'e.key' if name.startswith('gone') else 'f.rowid'}")
    found: dict[str, Any] = {name: _listed(facts, name) for name in LISTS}
    return Diff(**found, same=sum(again.values()) + kept, rests_on=tuple(again)), kept


def lost_facts(facts: Facts) -> tuple[int, int, str]:
    """How many facts the source told earlier, how many of these it no longer tells, and the first of them (or '');
    what is taken over from others does not count. It is asked after the diff.
    """
    (told,) = facts.run("SELECT count(*) FROM earlier WHERE NOT taken").fetchone()
    lost, first = 0, ""
    for name in ("gone_nodes", "gone_edges"):
        own = f"FROM {name} n CROSS JOIN earlier e ON e.key = n.key WHERE NOT e.taken"
        count, least = facts.run(f"SELECT count(*), min(n.key) {own}").fetchone()
        lost, first = lost + count, first or least or ""
    return told, lost, first


def _listed(facts: Facts, name: str) -> Sequence[Any]:
    if name.startswith("gone"):
        return Listed(facts, name, f"SELECT n.key FROM {name} n", lambda row: row[0])
    return Listed(facts, name, f"SELECT {COLUMNS} FROM {name} n CROSS JOIN fact f ON f.rowid = n.fact", facts.made)
