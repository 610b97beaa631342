"""Whether what the links name is there: in the file itself, or in the graph."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from graph import text
from loaders.core import Loader
from loaders.gather import Gathered
from schema import MODEL
from schema.core import Link, Node
from schema.errors import RowError

Read = Callable[[str, Mapping[str, Any]], list[dict[str, Any]]]

MANY = 20_000


def check_references(read: Read, loader: Loader, found: Gathered) -> set[str]:
    """Refuses each record that names what is not there or tells what another loader tells, and whoever relied on it.

    Returns the ids named that are in the graph.
    """
    outside = {end for link in found.links.values() for end in (link.start, link.end)} | found.rows.keys()
    there = known(read, outside)
    for id, row in list(found.rows.items()):
        owner = there.get(id, ([], ""))[1]
        if owner not in ("", loader.name) and not row.node.shared:
            what = f"{id} is already told by the source {owner}"
            found.take_back(found.places[id], RowError(what, found.places[id], "tell it in one place", "id", id))
    present, there = set(there), {id: told for id, told in there.items() if told[1] != loader.name}
    while faults := [(link, fault) for link in found.links.values() if (fault := _fault(link, found, there))]:
        for link, fault in faults:
            place = found.places.get(link.key)
            if place is not None:
                fault.where = place
                found.take_back(place, fault)
    return present


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
