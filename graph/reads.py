"""The Cypher of look-ups as pure functions: declarations in, text out. Labels and types come from the model alone;
values are parameters. What is fetched comes with its labels and all its properties: one text serves every reader.
"""

from graph.ddl import FULL_TEXT
from schema.core import Rel

VERSION = (
    "MATCH (v:DataVersion {id: 'data'})\nRETURN v.version AS version, v.changed_at AS changed_at, v.format AS format"
)
"""The version of the data: it grows with every transaction that writes. A graph never written to gives no row."""

NODE = "labels(n) AS labels, properties(n) AS props"


def nodes() -> str:
    """The nodes `$ids`; an id that is not there gives no row."""
    return f"UNWIND $ids AS id\nMATCH (n:Entity {{id: id}})\nRETURN id, {NODE}"


def page(label: str) -> str:
    """At most `$first` nodes of the label, by id, from behind `$after`."""
    return f"MATCH (n:{label})\nWHERE n.id > $after\nWITH n\nORDER BY n.id\nLIMIT $first\nRETURN {NODE}\nORDER BY n.id"


def related(rel: Rel, forward: bool, dated: bool = False) -> str:
    """For each of the nodes `$ids` at most `$first` edges with the nodes at their other ends, from behind `$after`.

    They are the first in the order of their cursors: the id of the other end, and whatever else tells two edges between
    the same ends apart. `dated` leaves out those that surely did not hold on the day `$on`. `$most` bounds the whole.
    """
    arrow = f"(n)-[r:{rel.type}]->(m:{rel.end.label})" if forward else f"(n)<-[r:{rel.type}]-(m:{rel.start.label})"
    cursor = " + '|' + ".join(["m.id", *(f"coalesce(r.{name}, '')" for name in rel.keyed)])
    return (
        f"UNWIND $ids AS id\nMATCH (n:Entity {{id: id}})\nCALL (n) {{\n"
        f"  MATCH {arrow}\n  WITH r, m, {cursor} AS cursor\n  WHERE cursor > $after{IN_FORCE if dated else ''}\n"
        "  RETURN r, m, cursor\n  ORDER BY cursor\n  LIMIT $first\n}\n"
        "RETURN id, cursor, properties(r) AS edge, labels(m) AS labels, properties(m) AS props\nLIMIT $most"
    )


IN_FORCE = """
    AND (r.from_on_earliest IS NULL OR r.from_on_earliest <= $on)
    AND (r.to_on_latest IS NULL OR r.to_on_latest >= $on)"""


def has_days(rel: Rel) -> bool:
    """Whether its edges hold from a day to a day."""
    return {"from_on", "to_on"} <= rel.by_name.keys()


def history() -> str:
    """What was believed before of the nodes `$ids` and of the edges that start there, the newest first: `$most`."""
    return (
        "UNWIND $ids AS id\nMATCH (:Entity {id: id})-[:WAS]->(n:Revision)\n"
        f"RETURN id, {NODE}\nORDER BY id, n.known_to DESC, n.id\nLIMIT $most"
    )


def search() -> str:
    """At most `$first` nodes in whose words `$words` are found, the best first, each with its score."""
    return (
        f"CALL db.index.fulltext.queryNodes('{FULL_TEXT}', $words) YIELD node AS n, score\n"
        f"RETURN score, {NODE}\nORDER BY score DESC, n.id\nLIMIT $first"
    )
