"""The Cypher of the writer as pure functions: declarations in, text out. Labels and types come from the model alone;
every value is a parameter. All labels stand in the MERGE pattern, since one engine cannot add a label afterwards.
"""

from collections.abc import Sequence

VERSION = """
MERGE (v:DataVersion {id: 'data'})
SET v.version = coalesce(v.version, 0) + 1, v.changed_at = $at, v.format = $format
RETURN v.version AS version, v.changes_from AS kept_from, v.batch AS batch,
       v.writer AS writer, v.writer_until AS until
"""
"""Counts every writing transaction, so that what was read can be told from what is there now. Writers meet here."""

TURN = """
MATCH (v:DataVersion {id: 'data'})
SET v.batch = $batch, v.writer = $writer, v.writer_until = $until
"""
"""Says which transaction of which load this is, and until when no other load may write."""

CHECKED = "MATCH (v:DataVersion {id: 'data'})\nSET v.checked_at = $at"
"""Notes a load that changed no fact, and of which nothing is new but its run."""

CHANGES = """
MATCH (v:DataVersion {id: 'data'})
SET v.changes_from = coalesce(v.changes_from, v.version)
CREATE (c:ChangeSet {version: v.version, run: $run, at: $at, changes: $changes})
"""
"""Keeps what this transaction changed, each as a mark (+ new, ~ changed, - removed) and the id or key of the fact."""

FORGET = """
MATCH (v:DataVersion {id: 'data'})
WHERE v.changes_from <= v.version - $kept
SET v.changes_from = v.version - $kept + 1
WITH v
MATCH (c:ChangeSet)
WHERE c.version < v.changes_from
DELETE c
"""
"""Removes what was changed in versions that are no longer kept."""

VERSION_NOW = """
MATCH (v:DataVersion {id: 'data'})
RETURN coalesce(v.version, 0) AS version, coalesce(v.changed_at, '') AS changed_at
"""

ANYTHING = "MATCH (n:Entity) RETURN n.id AS id LIMIT 1"
"""A row, unless the graph is empty."""

STANDING = """
OPTIONAL MATCH (v:DataVersion {id: 'data'})
WITH coalesce(v.version, 0) AS version, coalesce(v.changed_at, '') AS changed_at
OPTIONAL MATCH (r:LoadRun {loader_name: $loader})
RETURN version, changed_at, count(r) > 0 AS ran
"""
"""The version, the moment that made it, and whether the loader `$loader` ever wrote anything, however that ended."""


def _pattern(labels: Sequence[str]) -> str:
    return "".join(f":{label}" for label in labels)


def create_nodes(labels: Sequence[str]) -> str:
    """Writes `$rows` of {id, props} as new nodes. MERGE on several labels would scan them on one engine; the ids are
    known to be new, and a constraint keeps them unique.
    """
    return f"UNWIND $rows AS row\nCREATE (n{_pattern(labels)})\nSET n = row.props"


def create_stated_nodes(labels: Sequence[str]) -> str:
    """Writes `$rows` of {id, props} as new nodes, tied to the sources in which they are stated: in two thirds of the
    time that it takes to look them up again for that. One without a source is tied to none.
    """
    return (
        f"{create_nodes(labels)}\nWITH n, row\nMATCH (s:Source {{id: row.props.source}})\nCREATE (n)-[:STATED_IN]->(s)"
    )


def set_nodes() -> str:
    """Writes `$rows` of {id, props} over the nodes: what a row no longer says is gone from its node."""
    return "UNWIND $rows AS row\nMATCH (n:Entity {id: row.id})\nSET n = row.props"


def there(label: str = "Entity") -> str:
    """Those of `$ids` that are there, under the label."""
    return f"UNWIND $ids AS id\nMATCH (n:{label} {{id: id}})\nRETURN n.id AS id"


def state_source() -> str:
    """Ties `$rows` of {id, source} to the sources in which they are stated, as new edges."""
    return (
        "UNWIND $rows AS row\nMATCH (n:Entity {id: row.id})\nMATCH (s:Source {id: row.source})\n"
        "CREATE (n)-[:STATED_IN]->(s)"
    )


def unstate_source() -> str:
    """Unties the nodes `$ids` from their sources."""
    return "UNWIND $ids AS id\nMATCH (n:Entity {id: id})-[r:STATED_IN]->(:Source)\nDELETE r"


def create_edges(type_: str, start: str = "Entity", end: str = "Entity") -> str:
    """Writes `$rows` of {start, end, props} as new edges between nodes of these labels."""
    return (
        f"UNWIND $rows AS row\nMATCH (a:{start} {{id: row.start}})\nMATCH (b:{end} {{id: row.end}})\n"
        f"CREATE (a)-[r:{type_}]->(b)\nSET r = row.props"
    )


def set_edges(type_: str) -> str:
    """Writes `$rows` of {start, end, key, props} over the edges that have these keys."""
    return (
        f"UNWIND $rows AS row\nMATCH (a:Entity {{id: row.start}})-[r:{type_}]->(b:Entity {{id: row.end}})\n"
        "WHERE r.key = row.key\nSET r = row.props"
    )


def delete_edges(type_: str) -> str:
    """Removes the edges of `$rows` of {start, end, key}."""
    return (
        f"UNWIND $rows AS row\nMATCH (a:Entity {{id: row.start}})-[r:{type_}]->(b:Entity {{id: row.end}})\n"
        "WHERE r.key = row.key\nDELETE r"
    )


def delete_nodes() -> str:
    """Removes the nodes `$ids` and whatever edges they still have."""
    return "UNWIND $ids AS id\nMATCH (n:Entity {id: id})\nDETACH DELETE n"


def nodes_of() -> str:
    """What the loader `$loader` wrote: id, fingerprint and run of each node."""
    return "MATCH (n:Entity) WHERE n.loader = $loader\nRETURN n.id AS id, n.fingerprint AS fingerprint, n.run AS run"


def edges_of(type_: str) -> str:
    """What the loader `$loader` wrote: key, fingerprint and run of each edge of the type."""
    found = f"MATCH ()-[r:{type_}]->() WHERE r.loader = $loader"
    return f"{found}\nRETURN r.key AS key, r.fingerprint AS fingerprint, r.run AS run"


def edges_of_others(type_: str) -> str:
    """Those of `$rows` {start, end, key} that a loader other than `$loader` wrote: key, loader, properties."""
    return (
        f"UNWIND $rows AS row\nMATCH (a:Entity {{id: row.start}})-[r:{type_}]->(b:Entity {{id: row.end}})\n"
        "WHERE r.key = row.key AND r.loader <> $loader\n"
        "RETURN r.key AS key, r.loader AS loader, properties(r) AS props"
    )


def nodes_as_they_are() -> str:
    """The nodes `$ids`, whole: id, labels, properties."""
    return (
        "UNWIND $ids AS id\nMATCH (n:Entity {id: id})\nRETURN n.id AS id, labels(n) AS labels, properties(n) AS props"
    )


def edges_as_they_are(type_: str) -> str:
    """The edges of `$rows` of {start, end, key}, whole."""
    return (
        f"UNWIND $rows AS row\nMATCH (a:Entity {{id: row.start}})-[r:{type_}]->(b:Entity {{id: row.end}})\n"
        "WHERE r.key = row.key\nRETURN r.key AS key, properties(r) AS props"
    )


def edges_around() -> str:
    """Every edge at the nodes `$ids`, whole, each once for each end that is asked about."""
    return (
        "UNWIND $ids AS id\nMATCH (n:Entity {id: id})-[r]-(m)\n"
        "RETURN id, type(r) AS type, startNode(r).id AS start, endNode(r).id AS end, properties(r) AS props"
    )


def known(label: str) -> str:
    """Who wrote the nodes `$ids` of the label: one row with [id, labels, loader] of each that is there."""
    # A row for each would take twice as long on either side.
    return f"UNWIND $ids AS id\nMATCH (n:{label} {{id: id}})\nRETURN collect([n.id, labels(n), n.loader]) AS known"


def hang_revisions_on_run() -> str:
    """Hangs the revisions `$ids` on the run that made them."""
    return (
        "UNWIND $ids AS id\nMATCH (r:Revision {id: id})\nMATCH (run:LoadRun {id: $run})\n"
        "CREATE (r)-[:WRITTEN_BY]->(run)"
    )


def hang_revisions_on_nodes() -> str:
    """Hangs the revisions of `$rows` of {id, at} on the node `at`, where it still is."""
    return "UNWIND $rows AS row\nMATCH (r:Revision {id: row.id})\nMATCH (n:Entity {id: row.at})\nCREATE (n)-[:WAS]->(r)"


def last_content() -> str:
    """What the loader `$loader` read last, if that load was finished."""
    return (
        "MATCH (r:LoadRun {loader_name: $loader}) WHERE r.state = 'finished'\n"
        "RETURN r.content AS content\nORDER BY r.started_at DESC\nLIMIT 1"
    )


def run() -> str:
    """The run `$run`, whole."""
    return "MATCH (r:LoadRun {id: $run}) RETURN properties(r) AS props"


def nodes_by_run() -> str:
    """The nodes that the run `$run` wrote as they are now: id and loader."""
    return (
        "MATCH (n:Entity) WHERE n.run = $run AND NOT n:LoadRun AND NOT n:Revision AND NOT n:Source\n"
        "RETURN n.id AS id, n.loader AS loader"
    )


def edges_by_run(type_: str) -> str:
    """The edges of the type that the run `$run` wrote as they are now: their keys."""
    return f"MATCH ()-[r:{type_}]->() WHERE r.run = $run\nRETURN r.key AS key"


def revisions_by_run() -> str:
    """What was believed before the run `$run` changed or removed it."""
    return (
        "MATCH (:LoadRun {id: $run})<-[:WRITTEN_BY]-(r:Revision)\n"
        "RETURN r.of AS of, r.had_labels AS labels, r.was AS was, r.change AS change\nORDER BY of"
    )


def revised_since() -> str:
    """What the run `$run`, whose mark is `$mark`, wrote and a later one has changed or removed: what, and which run.

    Runs that were undone do not count, nor does one that was undoing it.
    """
    return (
        "MATCH (r:Revision)-[:WRITTEN_BY]->(run:LoadRun) WHERE r.was CONTAINS $mark\n"
        "AND run.state <> 'undone' AND coalesce(run.undoes, '') <> $run\n"
        "RETURN r.of AS of, run.id AS run\nORDER BY run, of\nLIMIT 1"
    )


def told_again() -> str:
    """The first of the runs that stand and told again what the run `$run` had told."""
    return (
        "MATCH (r:LoadRun) WHERE r.state <> 'undone' AND $run IN r.told_again\n"
        "RETURN r.id AS run\nORDER BY run DESC\nLIMIT 1"
    )


def set_state() -> str:
    """Sets the state of the run `$run`."""
    return "MATCH (r:LoadRun {id: $run}) SET r.state = $state"


def orphans() -> str:
    """Things that several loaders may speak of, and that none speaks of any more."""
    return (
        "MATCH (n:Entity) WHERE n.loader = '' AND NOT n:Source\n"
        "AND NOT EXISTS { MATCH (n)-[r]-() WHERE type(r) <> 'WAS' }\nRETURN n.id AS id"
    )
