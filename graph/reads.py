"""The Cypher of look-ups as pure functions: declarations in, text out. Labels and types come from the model alone;
values are parameters. What is fetched comes with its labels and all its properties: one text serves every reader.
"""

from collections.abc import Iterable

from graph.ddl import FULL_TEXT
from schema import MODEL

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

LABELS = frozenset(node.label for node in MODEL.nodes)
TYPES = frozenset(rel.type for rel in MODEL.rels)


def sizes(names: Iterable[str]) -> str:
    """How many nodes each of the labels has, and how many edges each of the types."""
    labels = [f"MATCH (n:{name}) RETURN '{name}' AS name, count(n) AS count" for name in names if name in LABELS]
    types = [f"MATCH ()-[r:{name}]->() RETURN '{name}' AS name, count(r) AS count" for name in names if name in TYPES]
    return "\nUNION ALL\n".join(labels + types)


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
