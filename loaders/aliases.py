"""The commands for names that are taught: an alias is a fact with a source, kept through every bundled load."""

import csv
import json as jsons
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from graph import console
from graph.client import Graph
from graph.connect import connect
from graph.prepare import prepare
from graph.settings import load_settings
from loaders import loaders
from loaders.core import Record
from loaders.run import Options, Outcome, load
from schema.errors import NotFound

app = typer.Typer(help="Names that are taught here, with what they stand for.", no_args_is_help=True)

TOLD = (
    "MATCH (n:Name {loader: 'aliases'})-[r:NAMES]->(e:Entity)\n"
    "OPTIONAL MATCH (s:Source {id: n.source})\n"
    "RETURN n.title AS name, e.id AS id, e.title AS title, s.title AS source_title, s.url AS source_url,\n"
    "       n.confidence AS confidence, n.recorded_at AS since\n"
    "ORDER BY name, id"
)
TAUGHT = "A name taught here"
FILE = "aliases.csv"


@app.command("add")
def add_command(
    name: Annotated[str, typer.Argument(help="The name, as sources print it.")],
    id: Annotated[str, typer.Argument(help="What it stands for: an id, a code or a known name.")],
    source: Annotated[str, typer.Option("--source", help="Title of the document that uses the name so.")] = "",
    url: Annotated[str, typer.Option("--url", help="Its address on the web.")] = "",
) -> None:
    """Teach a name. Refused where it already means something else."""
    with connect(load_settings()) as graph:
        prepare(graph)
        add(graph, name, id, source, url)
        meant = {row["name"]: row["id"] for row in graph.read(TOLD, {})}[name]
    console.console().print(f"{name} stands for {meant}", markup=False)


@app.command("remove")
def remove_command(name: Annotated[str, typer.Argument(help="The name, as `accord alias list` shows it.")]) -> None:
    """Forget a name that was taught; that it was believed is kept."""
    with connect(load_settings()) as graph:
        remove(graph, name)
    console.console().print(f"{name} stands for nothing any more", markup=False)


@app.command("list")
def list_command(json: Annotated[bool, typer.Option("--json", help="Print it for a program.")] = False) -> None:
    """List the names that were taught."""
    with console.reading() as graph:
        rows = graph.read(TOLD, {})
    if json:
        print(jsons.dumps(rows, indent=2, ensure_ascii=False))
    else:
        console.print_rows(rows, ("name", "id", "title", "source_title", "since"))


def add(graph: Graph, name: str, id: str, source: str = "", url: str = "") -> Outcome:
    """What came of teaching the name. Raises RowError where it means something else, or nobody knows what it is to."""
    line = {
        "id": id,
        "name": name,
        "source_title": source or TAUGHT,
        "source_url": url,
        "confidence": "documented" if source else "general-knowledge",
    }
    with _file(line) as path:
        outcome = load(graph, loaders()["aliases"], path, Options(partial=True))
    if outcome.refused:
        outcome.refused[0].where = ""
        raise outcome.refused[0]
    return outcome


def remove(graph: Graph, name: str) -> Outcome:
    """What came of forgetting the name. Raises NotFound where it was never taught."""
    taught = [row["name"] for row in graph.read(TOLD, {})]
    alike = [name] if name in taught else [told for told in taught if told.casefold() == name.casefold()]
    if len(alike) != 1:
        raise NotFound(f"{name!r} was never taught", remedy="accord alias list shows the names that were")

    def others(_: list[Path]) -> Iterator[Record]:
        # What is kept is read anew each time that another load came in between.
        for row in graph.read(TOLD, {}):
            if row["name"] != alike[0]:
                kept = {key: row[key] for key in ("id", "name", "source_title", "source_url", "confidence") if row[key]}
                yield Record(kept, FILE)

    with _file({}) as path:
        return load(graph, replace(loaders()["aliases"], records=others), path)


@contextmanager
def _file(line: dict[str, str]) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, loaders()["aliases"].columns)
            writer.writeheader()
            writer.writerow(line)
        yield path
