"""The sheets of a desk: what they speak of is in the graph, and what became of them is looked at."""

from pathlib import Path
from typing import Any

from graph.client import Graph
from graph.prepare import prepare
from loaders import loaders
from loaders.run import load
from loaders.sheets.mapping import SUFFIX
from tests.conftest import MARK, wipe

DATA = Path(__file__).parent / "data" / "sheets"
NEEDED = ("lifecycle", "organizations", "nations", "authorities", "acsas", "notifications", "case-codes")
DESK = "what sheets speak of"
MARKED = "MATCH (v:DataVersion {id: 'data'}) RETURN v.mark AS mark"


def known(graph: Graph) -> Graph:
    """The graph with what sheets speak of; it is loaded once for all tests on sheets that follow one another."""
    if graph.read(MARKED) != [{"mark": DESK}]:
        wipe(graph)
        prepare(graph)
        for name in loaders():
            if name in NEEDED:
                load(graph, loaders()[name])
        graph.write(lambda tx: tx.run(MARK, {"mark": DESK}))
    return graph


def sheet(path: Path, text: str, columns: str, **told: str) -> Path:
    """A CSV file and its mapping: `columns` as header=field, parted by commas."""
    path.write_text(text, encoding="utf-8")
    lines = [f"office: {told.pop('office', 'desk')}", *(f"{name}: {value}" for name, value in told.items())]
    lines += ["sheets:", "- columns:", *(f'    "{each.replace("=", chr(34) + ": ", 1)}' for each in columns.split(","))]
    Path(f"{path}{SUFFIX}").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def ends(graph: Graph, owner: str, type_: str) -> set[tuple[str, str]]:
    """The ends of the edges of this type that the owner told."""
    rows = graph.read(
        f"MATCH (a:Entity)-[r:{type_}]->(b:Entity) WHERE r.loader = $owner RETURN a.id AS a, b.id AS b",
        {"owner": owner},
    )
    return {(row["a"], row["b"]) for row in rows}


def props(graph: Graph, id: str) -> dict[str, Any]:
    """The properties of an entity."""
    return dict(graph.read("MATCH (n:Entity {id: $id}) RETURN properties(n) AS told", {"id": id})[0]["told"])


def ids(graph: Graph, owner: str) -> set[str]:
    """The ids of the entities that the owner told."""
    return {row["id"] for row in graph.read("MATCH (n:Entity) WHERE n.loader = $o RETURN n.id AS id", {"o": owner})}
