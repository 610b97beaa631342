"""The Cypher of walking from node to node as pure functions. Where a fact comes from, and what it is called, is no way
from one thing to another: these relations are never walked.
"""

from collections.abc import Iterable, Sequence

from schema import MODEL
from schema.entity import LOAD_RUN, NAME, REVISION, SOURCE

APART = (SOURCE, LOAD_RUN, REVISION, NAME)
WALKED: Sequence[str] = sorted({rel.type for rel in MODEL.rels if rel.start not in APART and rel.end not in APART})
"""The types of relations that lead from thing to thing."""

HOLDS = (
    "(r.from_on_earliest IS NULL OR r.from_on_earliest <= $on)",
    "(r.from_on_earliest IS NOT NULL OR r.signed_on_earliest IS NULL OR r.signed_on_earliest <= $on)",
    "(r.to_on_latest IS NULL OR r.to_on_latest >= $on)",
)
STANDS = (
    "(NOT m:Agreement OR m.status <> 'negotiating'"
    " AND coalesce(m.in_force_from_earliest, m.signed_on_earliest, $on) <= $on"
    " AND coalesce(m.in_force_to_latest, $on) >= $on"
    " AND NOT (m.status IN ['completed', 'superseded', 'terminated', 'expired', 'historical']"
    " AND m.in_force_to IS NULL AND coalesce(m.seen_on_latest, left(m.recorded_at, 10)) <= $on))"
)
"""What may hold, and what agreement may stand, on the day `$on`: as the questions of the library have it."""


def steps(types: Iterable[str], dated: bool) -> str:
    """The edges at each of the nodes `$ids`, to whatever may stand on the day or is one of `$ends`: `id`, `key`,
    `other`. At most `$each` at one node, and `$most` in all, in no order.
    """
    found = f"  MATCH (n)-[r:{'|'.join(types)}]-(m:Entity){_where(dated, f'(m.id IN $ends OR {STANDS})')}\n"
    inner = f"CALL (n) {{\n{found}  RETURN r.key AS key, m.id AS other\n  LIMIT $each\n}}\n"
    return f"UNWIND $ids AS id\nMATCH (n:Entity {{id: id}})\n{inner}RETURN id, key, other\nLIMIT $most"


def between(types: Iterable[str], dated: bool) -> str:
    """The edges between the nodes `$one` and `$other`: `key`, at most `$most`, in their order."""
    pattern = f"MATCH (:Entity {{id: $one}})-[r:{'|'.join(types)}]-(:Entity {{id: $other}}){_where(dated)}"
    return f"{pattern}\nRETURN r.key AS key\nORDER BY key\nLIMIT $most"


def edges(types: Iterable[str]) -> str:
    """What `$edges` carry: `key`, `props`. Each is told by its `key` and the ids of its ends, `near` and `far`."""
    return (
        f"UNWIND $edges AS edge\nMATCH (:Entity {{id: edge.near}})-[r:{'|'.join(types)}]-(:Entity {{id: edge.far}})\n"
        "WHERE r.key = edge.key\nRETURN r.key AS key, r{.*} AS props"
    )


def _where(dated: bool, *others: str) -> str:
    return f"\n  WHERE {' AND '.join((*HOLDS, *others))}" if dated else ""
