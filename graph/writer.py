"""How a load is written: batches in transactions, every fact stamped, the past kept as revisions."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from typing import Any, Protocol, TypeVar

from graph import text
from graph.diff import Diff
from graph.history import Stamp, Tx, by_type, keep_edges, keep_nodes
from graph.journal import Journal
from graph.turns import Busy, Turn, Waiting
from schema import MODEL
from schema.core import Link, Row
from schema.dates import Instant
from schema.entity import ENTITY, SOURCE
from schema.errors import RowError

T = TypeVar("T")
K = TypeVar("K")

BATCH = 20_000
"""Nodes and edges a transaction: smaller loads are one, so that no reader sees half of them."""


class Writes(Protocol):
    """Whatever runs work in a transaction, again where the engine asks for it."""

    def write(self, work: Callable[[Tx], Any]) -> Any: ...

    def alone(self) -> AbstractContextManager[object]: ...


def write(
    graph: Writes, diff: Diff, stamp: Stamp, run: Row, seen: int, progress: Callable[[int], object] = lambda _: None
) -> None:
    """Writes the diff to a graph that was read at the version `seen`. What a transaction has written stays; the run is
    marked as finished by the last one.

    Raises Overtaken where another load wrote meanwhile; LoadRefused where one does not end.
    """
    turn = Turn(run.id, seen)
    for number, (part, last) in enumerate(ahead(diff.batches(BATCH))):

        def work(tx: Tx, part: Diff = part, number: int = number, last: bool = last) -> None:
            if diff.size and not turn.take(tx, number, last, stamp.at):
                return
            if not diff.size:
                tx.run(text.CHECKED, {"at": stamp.at})
            journal = Journal(tx, stamp)
            record(tx, run, "finished" if last else "running", new=bool(diff.size) and number == 0)
            apply(journal, part, stamp)
            journal.close(turn.kept)

        in_turn(graph, work)
        progress(part.size)


def ahead(items: Iterator[T], many: int = 1) -> Iterator[T]:
    """The items; while one is at work with, the next are made, so many at most."""
    maker = ThreadPoolExecutor(1)
    coming = deque(maker.submit(next, items, None) for _ in range(many))
    try:
        while (item := coming.popleft().result()) is not None:
            coming.append(maker.submit(next, items, None))
            yield item
    finally:
        maker.shutdown(cancel_futures=True)


def in_turn(graph: Writes, work: Callable[[Tx], object]) -> None:
    """Does the work in one transaction, once no other load has the turn. Raises LoadRefused after long waiting."""
    waiting = Waiting()
    while True:
        try:
            with graph.alone():
                graph.write(work)
        except Busy as busy:
            waiting.wait(busy)
        else:
            return


def record(tx: Tx, run: Row, state: str, new: bool = False) -> None:
    """Writes what the run is, and how it stands; a `new` one is known not to be there."""
    ended = {"state": state} | ({"finished_at": Instant.now()} if state == "finished" else {})
    rows = [{"id": run.id, "props": run.props | ended}]
    there = not new and tx.run(text.there(), {"ids": [run.id]})
    tx.run(text.set_nodes() if there else text.create_nodes(run.labels), {"rows": rows})


def _create_missing(tx: Tx, labels: tuple[str, ...], rows: list[dict[str, Any]], label: str = ENTITY.label) -> None:
    there = {row["id"] for row in tx.run(text.there(label), {"ids": [row["id"] for row in rows]})}
    if missing := [row for row in rows if row["id"] not in there]:
        tx.run(text.create_nodes(labels), {"rows": missing})


def apply(tx: Tx, diff: Diff, stamp: Stamp) -> None:
    """Writes one diff inside a transaction."""
    _add_sources(tx, diff, stamp)
    change_nodes(tx, [_node(row, stamp) for row in diff.changed_nodes], stamp)
    _add_nodes(tx, diff.new_nodes, stamp)
    _change_edges(tx, diff.changed_edges, stamp)
    _add_edges(tx, diff.new_edges, stamp)
    keep_edges(tx, diff.gone_edges, "removed", stamp)
    for type_, rows in by_type(diff.gone_edges).items():
        tx.run(text.delete_edges(type_), {"rows": rows})
    remove_nodes(tx, diff.gone_nodes, stamp)
    if diff.gone_edges or diff.gone_nodes:
        remove_nodes(tx, [row["id"] for row in tx.run(text.orphans(), {})], stamp)


def _add_sources(tx: Tx, diff: Diff, stamp: Stamp) -> None:
    facts: list[Row | Link] = [*diff.new_nodes, *diff.changed_nodes, *diff.new_edges, *diff.changed_edges]
    origins = {fact.origin.id: fact.origin for fact in facts if fact.origin}
    if origins:
        rows = [SOURCE.row(id, title=origin.title, url=origin.url) for id, origin in sorted(origins.items())]
        _create_missing(tx, SOURCE.labels, [_node(row, stamp) for row in rows], SOURCE.label)


def _add_nodes(tx: Tx, rows: Iterable[Row], stamp: Stamp) -> None:
    found = list(rows)
    for labels, group in _grouped([row for row in found if row.shared], lambda row: row.labels).items():
        _create_missing(tx, labels, [_node(row, stamp) for row in group])
    create_nodes(tx, [_node(row, stamp) for row in found if not row.shared])


def _state(tx: Tx, rows: Iterable[Mapping[str, Any]]) -> None:
    stated = [{"id": row["id"], "source": row["props"]["source"]} for row in rows if row["props"].get("source")]
    if stated:
        tx.run(text.state_source(), {"rows": stated})


def change_nodes(tx: Tx, rows: Iterable[Mapping[str, Any]], stamp: Stamp) -> None:
    """Writes rows of {id, labels, props} over the nodes that are there, and keeps what these said."""
    changed = list(rows)
    if not changed:
        return
    labels = keep_nodes(tx, [row["id"] for row in changed], "changed", stamp)
    relabelled = [row["id"] for row in changed if labels.get(row["id"]) != sorted(row["labels"])]
    around = tx.run(text.edges_around(), {"ids": relabelled}) if relabelled else []
    if relabelled:
        tx.run(text.delete_nodes(), {"ids": relabelled})
    tx.run(text.unstate_source(), {"ids": [row["id"] for row in changed]})
    anew = set(relabelled)
    tx.run(text.set_nodes(), {"rows": [row for row in changed if row["id"] not in anew]})
    create_nodes(tx, [row for row in changed if row["id"] in anew])
    _state(tx, [row for row in changed if row["id"] not in anew])
    _restore_edges(tx, around)


def create_nodes(tx: Tx, rows: Iterable[Mapping[str, Any]]) -> None:
    """Writes rows of {id, labels, props} as new nodes."""
    for labels, group in _grouped(rows, lambda row: tuple(row["labels"])).items():
        tx.run(text.create_stated_nodes(labels), {"rows": group})


def _restore_edges(tx: Tx, around: Iterable[Mapping[str, Any]]) -> None:
    """One engine cannot add a label to a node: the node is made anew, and its edges with it."""
    edges = {(row["start"], row["type"], row["end"], str(sorted(row["props"].items()))): row for row in around}
    for type_, group in _grouped(edges.values(), lambda row: str(row["type"])).items():
        if type_ != "STATED_IN":
            tx.run(
                text.create_edges(type_), {"rows": [{k: row[k] for k in ("start", "end", "props")} for row in group]}
            )


def _add_edges(tx: Tx, links: Iterable[Link], stamp: Stamp) -> None:
    for rel, group in _grouped(links, lambda link: link.rel).items():
        statement = text.create_edges(rel.type, rel.start.label, rel.end.label)
        tx.run(statement, {"rows": [_edge(link, stamp) for link in group]})


def _change_edges(tx: Tx, links: Iterable[Link], stamp: Stamp) -> None:
    changed = list(links)
    keep_edges(tx, [link.key for link in changed], "changed", stamp)
    for type_, group in _grouped(changed, lambda link: link.rel.type).items():
        tx.run(text.set_edges(type_), {"rows": [_edge(link, stamp) for link in group]})


def remove_nodes(tx: Tx, ids: Iterable[str], stamp: Stamp) -> None:
    """Removes the nodes and what edges they still have, and keeps what they said."""
    gone = list(ids)
    if not gone:
        return
    around = tx.run(text.edges_around(), {"ids": gone})
    labels = keep_nodes(tx, gone, "removed", stamp)
    named = _still_named(gone, labels, around, stamp)
    bare = set(gone) - named.keys()
    keep_edges(
        tx, {row["props"]["key"] for row in around if row["id"] in bare and "key" in row["props"]}, "removed", stamp
    )
    tx.run(text.delete_nodes(), {"ids": sorted(bare)})
    if named:
        tx.run(text.unstate_source(), {"ids": sorted(named)})
        tx.run(text.set_nodes(), {"rows": [_node(row, stamp) for row in named.values()]})


def _still_named(
    gone: Iterable[str], labels: Mapping[str, Sequence[str]], around: Iterable[Mapping[str, Any]], stamp: Stamp
) -> dict[str, Row]:
    """Those of the ids that other loaders still name, and whose name follows from the id: they are named, not told."""
    wanted = {row["id"] for row in around if row["props"].get("loader", stamp.loader) != stamp.loader}
    named = {}
    for id in wanted.intersection(gone):
        with suppress(RowError):
            named[id] = MODEL.most_specific(labels[id]).naming(id)
    return named


def _stamped(fact: Row | Link, loader: str, stamp: Stamp) -> dict[str, Any]:
    props = {
        **fact.props,
        "loader": loader,
        "run": stamp.run,
        "recorded_at": stamp.at,
        "fingerprint": fact.fingerprint,
    }
    if fact.origin:
        props["source"], props["confidence"] = fact.origin.id, fact.origin.confidence
    return props


def _node(row: Row, stamp: Stamp) -> dict[str, Any]:
    props = _stamped(row, "" if row.shared else stamp.loader, stamp)
    props["search"] = row.search
    return {"id": row.id, "labels": row.labels, "props": props}


def _edge(link: Link, stamp: Stamp) -> dict[str, Any]:
    props = _stamped(link, stamp.loader, stamp)
    props["key"] = link.key
    return {"start": link.start, "end": link.end, "key": link.key, "props": props}


def _grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    groups: dict[K, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups
