"""A load taken back: what it wrote goes, what it changed or removed is again as it was, and the history tells of both.

What is restored has its earlier run and loader again, and is known anew from the moment of the restoration.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph import text
from graph.client import Graph
from graph.history import Stamp, Tx, by_type, ends, keep_edges
from graph.journal import Journal
from graph.turns import Turn, version
from graph.writer import BATCH, change_nodes, create_nodes, in_turn, record, remove_nodes
from schema import MODEL
from schema.entity import LOAD_RUN
from schema.errors import LoadRefused, NotFound
from schema.props import canonical

TYPES = sorted({rel.type for rel in MODEL.rels})
Props = Mapping[str, Any]


@dataclass
class Undoing:
    """What is to be taken back: what the run created, by id and key, and what it changed or removed, as it was."""

    run: Props
    created_nodes: list[str] = field(default_factory=list)
    created_edges: list[str] = field(default_factory=list)
    changed_nodes: list[Props] = field(default_factory=list)
    removed_nodes: list[Props] = field(default_factory=list)
    changed_edges: list[Props] = field(default_factory=list)
    removed_edges: list[Props] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """Nodes and edges together: removed since the run created them, changed back, restored."""
        return {
            "removed": len(self.created_nodes) + len(self.created_edges),
            "changed": len(self.changed_nodes) + len(self.changed_edges),
            "restored": len(self.removed_nodes) + len(self.removed_edges),
        }


def undo(graph: Graph, run: str) -> tuple[str, dict[str, int]]:
    """Takes the run back. Returns the id of the run that did, and how much was removed, changed back and restored.

    Raises NotFound where there is no such run; LoadRefused where it was undone already, or a later one rests on it.
    """
    seen = version(graph)
    found = plan(graph, run)
    owner, now = str(found.run["loader_name"]), seen.now()
    stamp = Stamp(owner, f"run/{owner}/{now}", now)
    turn, steps = Turn(stamp.run, seen.version), list(_steps(found, stamp))
    for number, step in enumerate(steps):
        last = number == len(steps) - 1

        def work(tx: Tx, step: Any = step, number: int = number, last: bool = last) -> None:
            if turn.take(tx, number, last, stamp.at):
                _mark(tx, found, stamp, last)
                journal = Journal(tx, stamp)
                step(journal)
                journal.close(turn.kept)

        in_turn(graph, work)
    return stamp.run, found.counts


def plan(graph: Graph, run: str) -> Undoing:
    """What undoing the run would do. Raises as `undo` does."""
    rows = graph.read(text.run(), {"run": run})
    if not rows:
        raise NotFound(f"there is no load {run}", remedy="accord loads lists them")
    told = rows[0]["props"]
    if told["state"] == "undone" or told.get("undoes"):
        what = "was undone already" if told["state"] == "undone" else f"itself undid {told['undoes']}"
        raise LoadRefused(f"{run} {what}", remedy="load its file again")
    for row in graph.read(text.revised_since(), {"run": run, "mark": f'"run":{canonical(run)}'}):
        raise LoadRefused(f"{row['run']} has changed {row['of']} since", remedy=f"undo {row['run']} first")
    for row in graph.read(text.told_again(), {"run": run}):
        raise LoadRefused(f"{row['run']} has told again what it told", remedy=f"undo {row['run']} first")
    found = Undoing(told)
    _collect(graph, run, found)
    _check(graph, run, found)
    return found


def _collect(graph: Graph, run: str, found: Undoing) -> None:
    nodes = {row["id"]: row["loader"] for row in graph.read(text.nodes_by_run(), {"run": run})}
    edges = {row["key"] for type_ in TYPES for row in graph.read(text.edges_by_run(type_), {"run": run})}
    revisions = graph.read(text.revisions_by_run(), {"run": run})
    there = _there(graph, revisions)
    for row in revisions:
        of, props = row["of"], {"props": json.loads(row["was"])}
        if row["labels"]:
            node = {"id": of, "labels": row["labels"], **props}
            _take(found.changed_nodes, found.removed_nodes, node, of, there.get(of), run)
        else:
            _take(found.changed_edges, found.removed_edges, {**ends(of), **props}, of, there.get(of), run)
    told = {row["of"] for row in revisions}
    found.created_nodes = sorted(id for id, loader in nodes.items() if loader and id not in told)
    found.created_edges = sorted(edges - told)


def _there(graph: Graph, revisions: list[dict[str, Any]]) -> dict[str, Props]:
    """What is there now of what was revised, by id and key."""
    nodes = sorted({row["of"] for row in revisions if row["labels"]})
    edges = by_type(sorted({row["of"] for row in revisions if not row["labels"]}))
    found = {row["id"]: row["props"] for row in graph.read(text.nodes_as_they_are(), {"ids": nodes})}
    for type_, rows in edges.items():
        found |= {row["key"]: row["props"] for row in graph.read(text.edges_as_they_are(type_), {"rows": rows})}
    return found


def _take(changed: list[Props], removed: list[Props], fact: Props, of: str, now: Props | None, run: str) -> None:
    """Takes in what is to be as it was, unless it is so already. Raises LoadRefused where a later run has told it."""
    if now is None:
        removed.append(fact)
    elif now["run"] == run:
        changed.append(fact)
    elif now["run"] != fact["props"]["run"]:
        raise LoadRefused(f"{now['run']} has told {of} since", remedy=f"undo {now['run']} first")


def _check(graph: Graph, run: str, found: Undoing) -> None:
    for row in graph.read(text.edges_around(), {"ids": found.created_nodes}):
        other = row["props"].get("run", run)
        if other != run:
            raise LoadRefused(f"{other} has linked to {row['id']} since", remedy=f"undo {other} first")
    wanted = {edge[end] for edge in found.removed_edges for end in ("start", "end")}
    wanted -= {node["id"] for node in found.removed_nodes}
    missing = wanted - {row["id"] for row in graph.read(text.there(), {"ids": sorted(wanted)})}
    if missing:
        raise LoadRefused(f"{min(missing)}, to which it had a link, is gone since", remedy="undo what removed it first")


def _mark(tx: Tx, found: Undoing, stamp: Stamp, last: bool) -> None:
    tx.run(text.set_state(), {"run": found.run["id"], "state": "undone" if last else "running"})
    before = tx.run(text.last_content(), {"loader": stamp.loader})
    row = LOAD_RUN.row(
        stamp.run,
        title=f"{stamp.loader} undone on {stamp.at[:16].replace('T', ' ')}",
        loader_name=stamp.loader,
        file=found.run.get("file"),
        content=before[0]["content"] if before else None,
        state="running",
        started_at=stamp.at,
        counts=canonical(found.counts),
        undoes=found.run["id"],
    )
    record(tx, row, "finished" if last else "running")


def _steps(found: Undoing, stamp: Stamp) -> Iterator[Any]:
    """What is to be done, a transaction each: edges go before nodes, and come after them."""
    for part in _parts(found.created_edges):
        yield lambda tx, part=part: _remove_edges(tx, part, stamp)
    for part in _parts(found.created_nodes):
        yield lambda tx, part=part: remove_nodes(tx, part, stamp)
    for part in _parts(found.changed_nodes):
        yield lambda tx, part=part: change_nodes(tx, _again(part, stamp), stamp)
    for part in _parts(found.removed_nodes):
        yield lambda tx, part=part: create_nodes(tx, _again(part, stamp))
    for part in _parts(found.changed_edges):
        yield lambda tx, part=part: _change_edges(tx, part, stamp)
    for part in _parts(found.removed_edges):
        yield lambda tx, part=part: _create_edges(tx, part, stamp)
    yield lambda tx: remove_nodes(tx, [row["id"] for row in tx.run(text.orphans(), {})], stamp)


def _parts(items: list[Any]) -> Iterator[list[Any]]:
    return (items[first : first + BATCH] for first in range(0, len(items), BATCH))


def _again(facts: list[Props], stamp: Stamp) -> list[Props]:
    return [{**fact, "props": {**fact["props"], "recorded_at": stamp.at}} for fact in facts]


def _remove_edges(tx: Tx, keys: list[str], stamp: Stamp) -> None:
    keep_edges(tx, keys, "removed", stamp)
    for type_, rows in by_type(keys).items():
        tx.run(text.delete_edges(type_), {"rows": rows})


def _change_edges(tx: Tx, edges: list[Props], stamp: Stamp) -> None:
    keep_edges(tx, [edge["key"] for edge in edges], "changed", stamp)
    for type_, rows in _typed(_again(edges, stamp)).items():
        tx.run(text.set_edges(type_), {"rows": rows})


def _create_edges(tx: Tx, edges: list[Props], stamp: Stamp) -> None:
    for type_, rows in _typed(_again(edges, stamp)).items():
        tx.run(text.create_edges(type_), {"rows": rows})


def _typed(edges: list[Props]) -> dict[str, list[Props]]:
    found: dict[str, list[Props]] = {}
    for edge in edges:
        found.setdefault(str(edge["key"]).split("|")[1], []).append(edge)
    return found
