"""The Cypher of look-ups as pure functions: declarations in, text out. Labels and types come from the model alone;
values are parameters. What is fetched comes with its labels and all its properties: one text serves every reader.
"""

from graph.ddl import FULL_TEXT
from schema import MODEL

VERSION = (
    "MATCH (v:DataVersion {id: 'data'})\nRETURN v.version AS version, v.changed_at AS changed_at, v.format AS format,"
    " coalesce(v.checked_at, '') AS checked_at"
)
"""The version of the data: it grows with every transaction that writes. A graph never written to gives no row."""

SIZES = "\nUNION ALL\n".join(
    [f"MATCH (n:{node.label}) RETURN '{node.label}' AS name, count(n) AS count" for node in MODEL.nodes]
    + [f"MATCH ()-[r:{t}]->() RETURN '{t}' AS name, count(r) AS count" for t in sorted({r.type for r in MODEL.rels})]
)
"""How many nodes each label has, and how many edges each type."""

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
