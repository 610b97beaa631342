"""Whether what the links name is there: in the file itself, or in the graph."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from graph.diff import take_over
from graph.facts import Facts
from graph.there import There
from loaders import loaders
from loaders.core import Loader
from loaders.gather import Gathered
from schema import MODEL
from schema.core import Node
from schema.entity import EDGE_STAMP
from schema.errors import RowError

STAMPED = {prop.name for prop in EDGE_STAMP}

NAMED = (
    "CREATE TABLE named AS SELECT key AS id FROM fact WHERE start IS NULL"
    " UNION SELECT start FROM fact WHERE start IS NOT NULL UNION SELECT end FROM fact WHERE end IS NOT NULL"
)
NAMES = "SELECT rowid, id FROM named WHERE rowid > :after ORDER BY rowid LIMIT :many"
TOLD_BY_OTHERS = (
    "SELECT f.rowid, f.key, t.loader FROM fact f CROSS JOIN there t ON t.id = f.key"
    " WHERE f.rowid > :after AND f.start IS NULL AND NOT f.named AND t.loader <> :owner ORDER BY f.rowid LIMIT :many"
)
BETWEEN_KNOWN = (
    "SELECT f.rowid, f.kind, f.start, f.end, f.key FROM fact f CROSS JOIN there s ON s.id = f.start"
    " CROSS JOIN there e ON e.id = f.end LEFT JOIN earlier b ON b.key = f.key"
    " WHERE f.rowid > :after AND b.key IS NULL ORDER BY f.rowid LIMIT :many"
)
TAKEN = (
    "SELECT e.key, e.key FROM earlier e CROSS JOIN there t ON t.id = e.key"
    " WHERE e.key > :after AND e.taken AND NOT e.edge AND t.loader <> '' ORDER BY e.key LIMIT :many"
)
NO_LONGER_TAKEN = "DELETE FROM earlier WHERE taken AND NOT EXISTS (SELECT 1 FROM fact f WHERE f.key = earlier.key)"

ENDS = """
FROM fact f
LEFT JOIN fact s ON s.key = f.start
LEFT JOIN there ts ON ts.id = f.start AND (ts.loader <> :owner OR NOT :prunes)
LEFT JOIN fact e ON e.key = f.end
LEFT JOIN there te ON te.id = f.end AND (te.loader <> :owner OR NOT :prunes)
"""
SORTS = "f.kind, coalesce(s.labels, ts.labels, ''), coalesce(e.labels, te.labels, '')"
"""What a link is, and the labels of both of its ends: few for all the links there are."""


def check_references(there: There, loader: Loader, owner: str, found: Gathered, prunes: bool = True) -> None:
    """Refuses each record that names what is not there or tells what another source tells, and whoever relied on it;
    of two sources that differ in rank, the higher is believed. What the source told earlier counts, where the load
    `prunes`, only if it still tells it.

    Notes in the facts what of the ids named is there, and what is taken over from others.
    """
    facts = found.facts
    _learn(there, facts)
    _settle(loader, owner, found)
    _settle_links(there, loader, owner, found)
    while faults := list(_faults(facts, owner, prunes)):
        for key, fault in faults:
            if (place := facts.place(key)) is not None:
                found.take_back(place, fault)
    facts.run(NO_LONGER_TAKEN)
    _take_edges(there, loader, owner, facts)


def _learn(there: There, facts: Facts) -> None:
    """Notes labels and loader of those of the ids named that are there."""
    facts.run(NAMED)
    for page in facts.pages(NAMES, {}):
        known = there.nodes([id for _, id in page])
        facts.run_many(
            "INSERT OR REPLACE INTO there VALUES (?, ?, ?)",
            ((id, "|".join(labels), loader) for id, labels, loader in known),
        )
    facts.run("DROP TABLE named")


def _settle(loader: Loader, owner: str, found: Gathered) -> None:
    """Notes the ids that are taken over; what is to be left to others is taken out, what is contested is refused."""
    for page in found.facts.pages(TOLD_BY_OTHERS, {"owner": owner}):
        taken = []
        for _, id, other in page:
            place = found.facts.place(id)
            if place is None:
                continue  # refused meanwhile, with its record
            teller = loaders().get((other or "").partition(":")[0])
            if teller is None or teller.rank_of(other) < loader.rank_of(owner):
                taken.append(id)
            elif teller.rank_of(other) > loader.rank_of(owner):
                found.yield_to(id, teller.types)
            else:
                what = f"{id} is already told by the source {other}"
                found.take_back(place, RowError(what, "", "tell it in one place", "id", id))
        take_over(found.facts, taken, edge=False)


def _settle_links(there: There, loader: Loader, owner: str, found: Gathered) -> None:
    """Notes the edges that are taken over from others; those that others tell alike, or of a higher rank, are taken
    out, and what is contested is refused.
    """
    for page in found.facts.pages(BETWEEN_KNOWN, {}):
        rows = defaultdict(list)
        for _, kind, start, end, key in page:
            rows[found.facts.kind(kind).type].append({"start": start, "end": end, "key": key})
        for type_, links in sorted(rows.items()):
            others = there.edges_of_others(type_, links, owner)
            taken = [told["key"] for told in others if _is_taken(loader, owner, found, told)]
            take_over(found.facts, taken, edge=True)


def _is_taken(loader: Loader, owner: str, found: Gathered, told: Mapping[str, Any]) -> bool:
    key, other, place = told["key"], told["loader"], found.facts.place(told["key"])
    if place is None:
        return False
    teller, mine = loaders().get(other.partition(":")[0]), loader.rank_of(owner)
    its = teller.rank_of(other) if teller else mine
    if its < mine:
        return True
    said = {name: value for name, value in told["props"].items() if name not in STAMPED}
    link = found.links[key]
    if its > mine or said == link.props:
        found.leave_link(key)
        if its == mine:
            found.rests_on.add(told["props"]["run"])
        return False
    what = f"{key} is already told, differently, by the source {other}"
    found.take_back(place, RowError(what, "", "tell it in one place", "id", link.start))
    return False


def _take_edges(there: There, loader: Loader, owner: str, facts: Facts) -> None:
    """Takes over the edges that others told together with the nodes that are taken over: those that start there, of
    types that the loader tells too; of the others it says nothing.
    """
    for page in facts.pages(TAKEN, {}, ""):
        around = there.edges_around(id for _, id in page)
        edges = {
            row["props"]["key"]
            for row in around
            if row["start"] == row["id"]
            and row["type"] in loader.types
            and row["props"].get("loader", owner) not in ("", owner)
        }
        take_over(facts, edges, edge=True)


def _faults(facts: Facts, owner: str, prunes: bool) -> Iterator[tuple[str, RowError]]:
    """The keys of the links that name what is not there, or is something else, in their order, and why."""
    asked = {"owner": owner, "prunes": prunes}
    sorts = facts.run(f"SELECT DISTINCT {SORTS} {ENDS} WHERE f.start IS NOT NULL", asked).fetchall()
    bad = {sort for sort in sorts if _wrong_end(facts, *sort) is not None}
    if not bad:
        return
    rows = facts.run(f"SELECT {SORTS}, f.key, f.start, f.end {ENDS} WHERE f.start IS NOT NULL ORDER BY f.rowid", asked)
    for kind, starts, ends, key, *both in rows:
        if (kind, starts, ends) in bad:
            wrong = _wrong_end(facts, kind, starts, ends)
            assert wrong is not None
            number, wanted, labels = wrong
            yield key, _refusal(both[number], wanted, labels)


def _wrong_end(facts: Facts, kind: int, starts: str, ends: str) -> tuple[int, Node, list[str]] | None:
    """The first end of the link that is not what it is to be: which one, what it is to be, what it is."""
    rel = facts.kind(kind)
    for number, (wanted, told) in enumerate(((rel.start, starts), (rel.end, ends))):
        labels = told.split("|") if told else []
        if wanted.label not in labels:
            return number, wanted, labels
    return None


def _refusal(id: str, wanted: Node, labels: list[str]) -> RowError:
    kind = wanted.label.lower()
    if not labels:
        remedy = f"load the {kind} first, or mend the name"
        return RowError(f"there is no {kind} {id}", remedy=remedy, field="id", value=id)
    what = f"{id} is a {MODEL.most_specific(labels).label.lower()}, not a {kind}"
    return RowError(what, remedy="name the right thing", field="id", value=id)
