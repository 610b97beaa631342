"""What was believed before: revisions of nodes and edges, kept when a load changes or removes them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from graph import text
from schema.entity import REVISION
from schema.props import canonical, digest


class Tx(Protocol):
    """A transaction that runs statements."""

    def run(self, text: str, params: Mapping[str, Any]) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Stamp:
    """What every fact of one load is stamped with: the loader, its run, and when it was recorded."""

    loader: str
    run: str
    at: str


def ends(key: str) -> dict[str, str]:
    """Start, end and key of an edge, from its key."""
    start, _, end = key.split("|")[:3]
    return {"start": start, "end": end, "key": key}


def by_type(keys: Iterable[str]) -> dict[str, list[dict[str, str]]]:
    """Edge keys by the type of the edge, as rows for a statement."""
    found = defaultdict(list)
    for key in keys:
        found[key.split("|")[1]].append(ends(key))
    return dict(found)


def keep_nodes(tx: Tx, ids: Iterable[str], change: str, stamp: Stamp) -> dict[str, list[str]]:
    """Keeps what the nodes say now as revisions. Returns their labels by id."""
    found = tx.run(text.nodes_as_they_are(), {"ids": list(ids)})
    _keep(tx, [(row["id"], row["id"], row["props"], sorted(row["labels"])) for row in found], change, stamp)
    return {row["id"]: sorted(row["labels"]) for row in found}


def keep_edges(tx: Tx, keys: Iterable[str], change: str, stamp: Stamp) -> None:
    """Keeps what the edges say now as revisions, hung on their starts."""
    for type_, rows in by_type(keys).items():
        found = tx.run(text.edges_as_they_are(type_), {"rows": rows})
        _keep(tx, [(row["key"], ends(row["key"])["start"], row["props"], []) for row in found], change, stamp)


def _keep(tx: Tx, facts: list[tuple[str, str, dict[str, Any], list[str]]], change: str, stamp: Stamp) -> None:
    if not facts:
        return
    rows = [_revision(of, at, props, labels, change, stamp) for of, at, props, labels in facts]
    tx.run(text.create_nodes(REVISION.labels), {"rows": rows})
    tx.run(text.hang_revisions_on_nodes(), {"rows": rows})
    tx.run(text.hang_revisions_on_run(), {"ids": [row["id"] for row in rows], "run": stamp.run})


def _revision(of: str, at: str, props: dict[str, Any], labels: list[str], change: str, stamp: Stamp) -> dict[str, Any]:
    known_from = props.get("recorded_at", stamp.at)
    row = REVISION.row(
        f"revision/{digest(of, known_from)}",
        title=f"{of} until {stamp.at}",
        of=of,
        known_from=known_from,
        known_to=stamp.at,
        had_labels=labels,
        was=canonical(props),
        change=change,
    )
    return {"id": row.id, "at": at, "props": row.props | {"run": stamp.run, "recorded_at": stamp.at}}
