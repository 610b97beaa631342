"""The commands that speak to the graph itself."""

from typing import Annotated

import typer

from graph import console

app = typer.Typer()


@app.command()
def cypher(
    text: Annotated[str, typer.Argument(help="A Cypher statement that reads; - takes it from the standard input.")],
    params: Annotated[list[str] | None, typer.Argument(help="Its parameters: name=value, the value as JSON.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print rows for a program.")] = False,
) -> None:
    """Ask the graph in Cypher. It only reads: whatever would write is refused."""
    values = {name: console.read_json(value) for name, value in console.given(params or ()).items()}
    with console.reading() as graph:
        rows = graph.read(console.text_or_input(text), values)
    if json:
        console.print_json(rows)
    else:
        console.print_rows(rows)
