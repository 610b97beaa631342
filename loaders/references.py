"""Whether what the links name is there: in the file itself, or in the graph."""

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import groupby
from typing import Any

from graph import text
from graph.diff import OTHER, State
from loaders import loaders
from loaders.core import Loader
from loaders.gather import Gathered
from schema import MODEL
from schema.core import Link, Node
from schema.entity import EDGE_STAMP
from schema.errors import RowError

Read = Callable[[str, Mapping[str, Any]], list[dict[str, Any]]]

MANY = 20_000

NOTHING = State()
STAMPED = {prop.name for prop in EDGE_STAMP}


def check_references(
    read: Read, loader: Loader, owner: str, found: Gathered, before: State = NOTHING, prunes: bool = True
) -> tuple[set[str], State]:
    """Refuses each record that names what is not there or tells what another source tells, and whoever relied on it;
    of two sources that differ in rank, the higher is believed. `before` is what it told earlier; where the load
    `prunes`, that counts only if it still tells it.

    Returns the ids named that are in the graph, and what is taken over from others.
    """
    outside = {end for link in found.links.values() for end in (link.start, link.end)} | found.rows.keys()
    there = known(read, outside)
    taken = _settle(loader, owner, found, there)
    edges = _settle_links(read, loader, owner, found, there.keys(), before)
    present, there = set(there), {id: told for id, told in there.items() if told[1] != owner or not prunes}
    while faults := [(link, fault) for link in found.links.values() if (fault := _fault(link, found, there))]:
        for link, fault in faults:
            place = found.places.get(link.key)
            if place is not None:
                fault.where = place
                found.take_back(place, fault)
    nodes = {id: OTHER for id in taken if id in found.rows}
    told = [id for id in nodes if there[id][1]]
    return present, State(nodes, dict.fromkeys(edges | _told_by_others(read, loader, owner, told), OTHER))


def _settle(loader: Loader, owner: str, found: Gathered, there: Mapping[str, tuple[list[str], str]]) -> list[str]:
    """The ids that are taken over; what is to be left to others is taken out, what is contested is refused."""
    taken = []
    for id, row in list(found.rows.items()):
        if row.shared or id not in there or there[id][1] == owner:
            continue
        other = there[id][1]
        teller = loaders()[other.partition(":")[0]] if other else None
        if teller is None or teller.rank_of(other) < loader.rank_of(owner):
            taken.append(id)
        elif teller.rank_of(other) > loader.rank_of(owner):
            found.yield_to(id, teller.types)
        else:
            what = f"{id} is already told by the source {other}"
            found.take_back(found.places[id], RowError(what, found.places[id], "tell it in one place", "id", id))
    return taken


def _settle_links(
    read: Read, loader: Loader, owner: str, found: Gathered, present: Collection[str], before: State
) -> set[str]:
    """The keys of the edges that are taken over from others; those that others tell alike, or of a higher rank, are
    taken out, and what is contested is refused.
    """
    taken = set()
    both = (link for link in found.links.values() if link.start in present and link.end in present)
    links = sorted((link for link in both if link.key not in before.edges), key=lambda link: link.rel.type)
    for type_, group in groupby(links, key=lambda link: link.rel.type):
        rows = [{"start": link.start, "end": link.end, "key": link.key} for link in group]
        for first in range(0, len(rows), MANY):
            for told in read(text.edges_of_others(type_), {"rows": rows[first : first + MANY], "loader": owner}):
                if told["key"] in found.links and _is_taken(loader, owner, found, told):
                    taken.add(told["key"])
    return taken


def _is_taken(loader: Loader, owner: str, found: Gathered, told: Mapping[str, Any]) -> bool:
    key, other = told["key"], told["loader"]
    teller, mine = loaders().get(other.partition(":")[0]), loader.rank_of(owner)
    its = teller.rank_of(other) if teller else mine
    if its < mine:
        return True
    said = {name: value for name, value in told["props"].items() if name not in STAMPED}
    if its > mine or said == found.links[key].props:
        found.leave_link(key)
        return False
    what, place = f"{key} is already told, differently, by the source {other}", found.places[key]
    found.take_back(place, RowError(what, place, "tell it in one place", "id", found.links[key].start))
    return False


def _told_by_others(read: Read, loader: Loader, owner: str, ids: Iterable[str]) -> set[str]:
    """Keys of the edges that others told together with the nodes: those that start there, of types that the loader
    tells too; of the others it says nothing.
    """
    around = read(text.edges_around(), {"ids": sorted(ids)})
    return {
        row["props"]["key"]
        for row in around
        if row["start"] == row["id"]
        and row["type"] in loader.types
        and row["props"].get("loader", owner) not in ("", owner)
    }


def known(read: Read, ids: Iterable[str]) -> dict[str, tuple[list[str], str]]:
    """Labels and loader of those of the ids that are in the graph."""
    wanted = sorted(ids)
    rows = (
        row
        for first in range(0, len(wanted), MANY)
        for row in read(text.known(), {"ids": wanted[first : first + MANY]})
    )
    return {row["id"]: (row["labels"], row["loader"] or "") for row in rows}


def _fault(link: Link, found: Gathered, there: Mapping[str, tuple[list[str], str]]) -> RowError | None:
    for id, wanted in ((link.start, link.rel.start), (link.end, link.rel.end)):
        labels = found.rows[id].labels if id in found.rows else there.get(id, ([], ""))[0]
        if wanted.label not in labels:
            return _refusal(id, wanted, list(labels))
    return None


def _refusal(id: str, wanted: Node, labels: list[str]) -> RowError:
    kind = wanted.label.lower()
    if not labels:
        remedy = f"load the {kind} first, or mend the name"
        return RowError(f"there is no {kind} {id}", remedy=remedy, field="id", value=id)
    what = f"{id} is a {MODEL.most_specific(labels).label.lower()}, not a {kind}"
    return RowError(what, remedy="name the right thing", field="id", value=id)
