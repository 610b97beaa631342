"""How the graph stands: its engine, what it holds, how old the facts are, and what is due to be looked at again."""

from pathlib import Path
from typing import Any

from graph.client import Graph
from graph.reads import VERSION
from queries import LIBRARY

OVERDUE_YEARS = 5
"""An agreement last seen in force so many years ago is due to be looked at again."""

COUNTS = "MATCH (n:Entity) UNWIND labels(n) AS label RETURN label, count(*) AS n ORDER BY label"
EDGES = "MATCH (:Entity)-[r]->() RETURN count(r) AS n"
RUNS = (
    "MATCH (r:LoadRun) WHERE r.undoes IS NULL\n"
    "WITH r, CASE r.state WHEN 'undone' THEN 1 ELSE 0 END AS undone ORDER BY undone, r.started_at DESC\n"
    "WITH r.loader_name AS source, collect(r) AS runs\nWITH source, runs[0] AS last\n"
    "RETURN source, last.file AS file, last.state AS state, last.started_at AS loaded_at ORDER BY source"
)


def status(graph: Graph, home: Path) -> dict[str, Any]:
    """Engine, version of the data, counts by label, the last load of each source that stands (the last that was undone,
    where none does), and agreements to be looked at again.
    """
    version = graph.read(VERSION)
    counts = {row["label"]: row["n"] for row in graph.read(COUNTS)}
    overdue = LIBRARY["overdue-agreements"]
    return {
        "engine": graph.engine,
        "home": str(home),
        "dataVersion": version[0]["version"] if version else 0,
        "changedAt": version[0]["changed_at"] if version else None,
        "nodes": counts.get("Entity", 0),
        "edges": graph.read(EDGES)[0]["n"],
        "labels": {label: n for label, n in counts.items() if label != "Entity"},
        "sources": graph.read(RUNS),
        "overdue": graph.read(overdue.text, overdue.bind({"years": OVERDUE_YEARS})),
    }
