"""A data folder of the embedded engine that tests start, end and kill the engine of."""

from pathlib import Path

from graph.client import Graph
from graph.embedded import Engine, open_engine
from graph.locks import is_locked, wait_until
from graph.processes import birth


def used(folder: Path) -> Path:
    """The folder, which an engine has used and no engine uses now; it holds one entity, called kept."""
    with open_engine(folder) as engine, Graph(engine.access()) as graph:
        graph.write(lambda tx: tx.run("CREATE (:Entity {id: 'kept'})"))
    return folder


def ids(engine: Engine) -> list[str]:
    """The ids of the entities that the engine holds."""
    with Graph(engine.access(reader=True)) as graph:
        return [row["id"] for row in graph.read("MATCH (n:Entity) RETURN n.id AS id")]


def engine_pid(home: Path) -> int:
    """The process id of the engine of the folder."""
    return int((home / "engine.pid").read_text())


def ended(home: Path, *pids: int) -> bool:
    """Whether engine and supervisor are gone within a minute."""
    return wait_until(lambda: not is_locked(home / "engine.json") and not any(map(birth, pids)), 60)
