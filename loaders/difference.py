"""What a load would change, value by value: what the graph says of a thing, and what the file says instead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Protocol

from graph import text
from graph.console import shown
from graph.diff import Diff
from graph.history import by_type
from schema.core import Link, Row
from schema.entity import EDGE_STAMP, NODE_STAMP

MANY = 1_000
"""Nodes or edges whose values are read from the graph at once."""

WIDTH = 60
"""Letters of a value that people see."""

DERIVED = ("_earliest", "_latest")
STAMPS = {prop.name for prop in (*NODE_STAMP, *EDGE_STAMP)} - {"confidence"}


class Reads(Protocol):
    """Whatever reads rows."""

    def read(self, text: str, params: Mapping[str, Any]) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Change:
    """What would happen (new, changed, pruned) to which node or edge; of one that is changed, what was said and what
    would be, by property: None where it is not told. Without properties, it is stated in another source.
    """

    change: str
    of: str
    values: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """The change for people, its values cut short."""
        yield f"  {self.change:8} {self.of}"
        for name, (was, now) in self.values.items():
            yield f"           {name}: {' -> '.join(_short(*pair) for pair in ((was, now), (now, was)))}"
        if self.change == "changed" and not self.values:
            yield "           says the same; another source tells it"

    def told(self) -> dict[str, Any]:
        """The change for programs."""
        values = {name: {"was": was, "is": now} for name, (was, now) in self.values.items()}
        return {"change": self.change, "of": self.of} | ({"values": values} if self.change == "changed" else {})


def changes(graph: Reads, diff: Diff, most: int | None = None) -> Iterator[Change]:
    """Every change of the diff or, of each kind, the first ones. The graph is as it was when the diff was made."""
    new: Iterator[Row | Link] = chain(diff.new_nodes, diff.new_edges)
    changed: Iterator[Row | Link] = chain(diff.changed_nodes, diff.changed_edges)
    yield from (Change("new", _key(fact)) for fact in islice(new, most))
    first = islice(changed, most)
    while some := list(islice(first, MANY)):
        yield from _changed(graph, some)
    yield from (Change("pruned", key) for key in islice(chain(diff.gone_nodes, diff.gone_edges), most))


def _changed(graph: Reads, facts: Sequence[Row | Link]) -> Iterator[Change]:
    there = _there(graph, [_key(fact) for fact in facts])
    for fact in facts:
        before, now = said(there.get(_key(fact), {})), said(_props(fact))
        values = {name: (before.get(name), now.get(name)) for name in news(before, now)}
        yield Change("changed", _key(fact), values)


def _there(graph: Reads, keys: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """What the graph says of the nodes and the edges."""
    nodes = graph.read(text.nodes_as_they_are(), {"ids": [key for key in keys if "|" not in key]})
    by_key = by_type(key for key in keys if "|" in key)
    edges = chain.from_iterable(graph.read(text.edges_as_they_are(each), {"rows": by_key[each]}) for each in by_key)
    return {row["id"]: row["props"] for row in nodes} | {row["key"]: row["props"] for row in edges}


def _key(fact: Row | Link) -> str:
    return fact.id if isinstance(fact, Row) else fact.key


def _props(fact: Row | Link) -> dict[str, Any]:
    return fact.props | ({"confidence": str(fact.origin.confidence)} if fact.origin else {})


def said(props: Mapping[str, Any]) -> dict[str, Any]:
    """What the properties of a node or an edge say, without its id, what is derived, and how it came here."""
    return {
        name: value
        for name, value in props.items()
        if name not in STAMPS and name != "id" and not name.endswith(DERIVED)
    }


def news(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """What is said now and was not before; None for what was said before and is no more."""
    lost = {name: None for name in before if name not in now}
    return {name: value for name, value in now.items() if before.get(name) != value} | lost


def _short(value: Any, other: Any) -> str:
    """The value, cut short around the place where it begins to differ from the other."""
    if value is None:
        return "(not told)"
    mine, its = shown(value).replace("\n", " "), "" if other is None else shown(other).replace("\n", " ")
    same = next(
        (at for at, (one, two) in enumerate(zip(mine, its, strict=False)) if one != two), min(len(mine), len(its))
    )
    start = max(0, same - WIDTH // 3) if max(len(mine), len(its)) > WIDTH else 0
    end = start + WIDTH
    return f"{'…' if start else ''}{mine[start:end]}{'…' if len(mine) > end else ''}"
