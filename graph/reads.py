"""The Cypher of look-ups as pure functions: declarations in, text out. Labels and types come from the model alone;
values are parameters. What is fetched comes with its labels and all its properties: one text serves every reader.
"""

from collections.abc import Iterable, Mapping

from graph.ddl import FULL_TEXT
from schema import MODEL
from schema.core import Rel

VERSION = (
    "MATCH (v:DataVersion {id: 'data'})\nRETURN v.version AS version, v.changed_at AS changed_at, v.format AS format,"
    " coalesce(v.checked_at, '') AS checked_at"
)
"""The version of the data: it grows with every transaction that writes. A graph never written to gives no row."""

CHANGES_KEPT = (
    "MATCH (v:DataVersion {id: 'data'})\n"
    "RETURN coalesce(v.version, 0) AS version, coalesce(v.changes_from, v.version + 1, 1) AS kept_from"
)
"""The version of the data, and the first version of which it is known what it changed."""

CHANGES = """
MATCH (c:ChangeSet)
WHERE c.version >= $version
WITH c, CASE WHEN c.version = $version THEN $skip ELSE 0 END AS behind
RETURN c.version AS version, c.run AS run, c.at AS at, behind, size(c.changes) AS size,
    c.changes[behind..behind + $first] AS changes
ORDER BY version
LIMIT $versions
"""
"""What was changed from behind the first `$skip` changes of a version: at most `$first` of each of some versions."""


def degree(rel: Rel, forward: bool) -> str:
    """The name by which is counted how many edges of the relation one node has at most, at its start or at its end."""
    return f"({rel.start.label})-[{rel.type}]->" if forward else f"({rel.end.label})<-[{rel.type}]-"


def _at_one(rel: Rel, forward: bool) -> str:
    near, edges = (rel.start, f"-[:{rel.type}]->") if forward else (rel.end, f"<-[:{rel.type}]-")
    return f"MATCH (n:{near.label}) RETURN coalesce(max(COUNT {{ (n){edges}() }}), 0)"


COUNTED: Mapping[str, str] = {
    **{node.label: f"MATCH (n:{node.label}) RETURN count(n)" for node in MODEL.nodes},
    **{rel.type: f"MATCH ()-[r:{rel.type}]->() RETURN count(r)" for rel in MODEL.rels},
    **{degree(rel, forward): _at_one(rel, forward) for rel in MODEL.rels for forward in (True, False)},
}
"""What can be counted, by name: the nodes of a label, the edges of a type, the most edges at one node."""


def sizes(names: Iterable[str]) -> str:
    """How many there are of each of what is named in COUNTED."""
    return "\nUNION ALL\n".join(f"{COUNTED[name]} AS count, '{name}' AS name" for name in names)


NODE = "labels(n) AS labels, properties(n) AS props"


def nodes() -> str:
    """The nodes `$ids`; an id that is not there gives no row."""
    return f"UNWIND $ids AS id\nMATCH (n:Entity {{id: id}})\nRETURN id, {NODE}"


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
