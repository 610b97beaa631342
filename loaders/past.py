"""The commands that look back: which loads there were, what one thing was believed to be, and a load taken back."""

import json as jsons
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

import typer

from graph import console, text
from graph.client import Graph
from graph.connect import connect
from graph.settings import load_settings
from graph.undo import plan
from graph.undo import undo as take_back
from loaders.difference import news, said
from queries import LIBRARY
from queries.resolver import Index
from schema.errors import NotFound

app = typer.Typer()
JsonOption = Annotated[bool, typer.Option("--json", help="Print it for a program.")]

LOADS = (
    "MATCH (r:LoadRun)\nRETURN r.id AS run, r.file AS file, r.state AS state, r.started_at AS at, r.counts AS counts,\n"
    "       r.undoes AS undoes\n"
    "ORDER BY at DESC, run\nLIMIT $first"
)
FILES = "UNWIND $runs AS id MATCH (r:LoadRun {id: id}) RETURN id, r.file AS file"
EDGES = "MATCH (n:Entity {id: $id})-[r]->() WHERE r.key IS NOT NULL RETURN r.key AS of, properties(r) AS props"
WAS = "MATCH (r:Revision) WHERE r.of = $id RETURN properties(r) AS props"
EDGES_WERE = "MATCH (r:Revision) WHERE r.of STARTS WITH $edges RETURN properties(r) AS props"
"""Found by what they are of: those of a thing that was removed hang on no node."""


@app.command()
def loads(
    first: Annotated[int, typer.Option(help="How many at most.", min=1, max=10_000)] = 20, json: JsonOption = False
) -> None:
    """List the loads, the newest first: what each read, and what came of it."""
    with console.reading() as graph:
        rows = graph.read(LOADS, {"first": first})
    told = [row | {"counts": jsons.loads(row["counts"]) if row["counts"] else {}} for row in rows]
    if json:
        console.print_json(told)
    else:
        console.print_rows([_as_told(row) for row in told])


@app.command()
def undo(
    run: Annotated[str, typer.Argument(help="The id of a load, as `accord loads` lists it.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it would do, write nothing.")] = False,
    json: JsonOption = False,
) -> None:
    """Take a load back: the graph says again what it said before it. Refused where a later load rests on it."""
    with connect(load_settings(), reader=dry_run) as graph:
        by, counts = (None, plan(graph, run).counts) if dry_run else take_back(graph, run)
    if json:
        console.print_json({"undone": run, "run": by, **counts})
        return
    verb = "Would take back" if dry_run else "Took back"
    console.console().print(f"{verb} {run}: {_counted(counts)}", markup=False)


@app.command()
def history(
    entity: Annotated[str, typer.Argument(help="An id such as agreement/acsa-jp-2016, or a name: japan.")],
    json: JsonOption = False,
) -> None:
    """Show what was believed of something and of its relations, from when to when, and which file said so."""
    with console.reading() as graph:
        found = list(versions(graph, entity if "/" in entity else _named(graph, entity)))
    if json:
        console.print_json(found)
    else:
        console.print_rows([row | {"says": _said(row["says"])} for row in found])


def _named(graph: Graph, name: str) -> str:
    """The id of the thing of that name. Raises UnknownName, with candidates, where it is not certain."""
    return Index.from_graph(lambda query, params: graph.read(LIBRARY[query].text, params)).one(name)


def versions(graph: Graph, id: str) -> Iterator[dict[str, Any]]:
    """Each version of the thing and of the edges that start there: of, from, to (None: now), file, and what it says
    that the version before did not. Raises NotFound where nothing is or was known of it.
    """
    told = [
        (row["of"], row["known_from"], row["known_to"], jsons.loads(row["was"]), row["change"])
        for query in (WAS, EDGES_WERE)
        for row in (row["props"] for row in graph.read(query, {"id": id, "edges": f"{id}|"}))
    ]
    told += [
        (row["id"], row["props"]["recorded_at"], None, row["props"], "")
        for row in graph.read(text.nodes_as_they_are(), {"ids": [id]})
        if "recorded_at" in row["props"]
    ]
    told += [(row["of"], row["props"]["recorded_at"], None, row["props"], "") for row in graph.read(EDGES, {"id": id})]
    if not told:
        raise NotFound(f"nothing is known of {id}", remedy="accord resolve finds the id of a name")
    runs = sorted({version[3].get("run", "") for version in told})
    files = {row["id"]: row["file"] for row in graph.read(FILES, {"runs": runs})}
    before: dict[str, Mapping[str, Any]] = {}
    for of, since, until, props, change in sorted(told, key=lambda version: (version[0] != id, version[0], version[1])):
        now, file = said(props), files.get(props.get("run", ""))
        says = news(before.get(of, {}), now)
        yield {"of": of, "from": since, "to": until, "file": file, "then": change or None, "says": says}
        before[of] = now


def _said(says: Mapping[str, Any]) -> str:
    return "; ".join(
        f"{name}: {'no longer told' if value is None else console.shown(value)}" for name, value in says.items()
    )


def _as_told(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a load for people: of one that took another back, which."""
    what = f"undid {row['undoes']}: {_counted(row['counts'])}" if row["undoes"] else _counted(row["counts"])
    return {name: value for name, value in row.items() if name != "undoes"} | {"counts": what}


def _counted(counts: Mapping[str, int] | Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in dict(counts).items() if number) or "nothing"
