"""The commands that speak to the graph itself."""

import re
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from graph import console
from schema import MODEL
from schema.near import near

app = typer.Typer()

WORDS = {*MODEL.by_label, *(rel.type for rel in MODEL.rels), "DataVersion", "ChangeSet"}
"""The labels and types that a graph has."""
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


@app.command()
def cypher(
    text: Annotated[str, typer.Argument(help="A Cypher statement that reads; - takes it from the standard input.")],
    params: Annotated[list[str] | None, typer.Argument(help="Its parameters: name=value, the value as JSON.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print rows for a program.")] = False,
) -> None:
    """Ask the graph in Cypher. It only reads: whatever would write is refused."""
    values = {name: console.read_json(value) for name, value in console.given(params or ()).items()}
    asked = console.text_or_input(text)
    with console.reading() as graph:
        rows = graph.read(asked, values)
    if json:
        console.print_json(rows)
    else:
        console.print_rows(rows)
    for word in () if rows else _unknown(asked):
        likely = f"; perhaps {found[0]}" if (found := near(word, WORDS)) else ""
        print(f"there is no label and no type {word}{likely}", file=sys.stderr)


def _unknown(asked: str) -> Iterator[str]:
    """The labels and types of a statement that no graph has: an engine takes them for such that nothing has."""
    for word in dict.fromkeys(re.findall(r":\s*([A-Z]\w*)", QUOTED.sub("", asked))):
        if word not in WORDS:
            yield word
