"""The commands that ask: `resolve`, `query` and `ask`. GraphQL is imported where it is spoken: that takes a second."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer
from rich.text import Text

from api.ask import ask
from api.serving import read_code
from graph import console
from graph.client import Graph
from queries import LIBRARY
from queries.naming import with_ids
from queries.resolver import Index, Read, with_words

app = typer.Typer()
app.command()(ask)

JsonOption = Annotated[bool, typer.Option("--json", help="Print the answer for a program.")]
QUOTED = ("words", "edition")
COLUMNS = ("score", "id", "label", "matched", "why", "paragraph")


@app.command()
def resolve(
    name: Annotated[str, typer.Argument(help="A name, a code, a citation: japan, JPN, dsca:AT, '22 USC 2776(b)(1)'.")],
    json: JsonOption = False,
) -> None:
    """Tell what a name stands for: certainly (score 1), or perhaps."""
    with console.reading() as graph:
        read = _reader(graph)
        index = Index.from_graph(read)
        found = with_words(read, index.resolve(name) or [index.match(name)])
    columns = (*COLUMNS, *QUOTED) if json else COLUMNS
    _print([{column: getattr(match, column) for column in columns} for match in found], json)
    for match in found if not json else ():
        if match.words:
            console.show(Text(f"\n{match.words}\n({match.edition or 'edition not told'})"))


@app.command()
def query(
    what: Annotated[
        str | None,
        typer.Argument(help="The name of a question of the library, or GraphQL; - reads GraphQL from the input."),
    ] = None,
    params: Annotated[list[str] | None, typer.Argument(help="What it takes: name=value, things by id or name.")] = None,
    json: JsonOption = False,
) -> None:
    """Ask a question of the library by its name, or in GraphQL, whose answer is JSON. Without a name, list them."""
    given = console.given(params or ())
    if what is None:
        _print(
            [{"name": name, "question": found.question} for name, found in LIBRARY.items() if not found.is_inner], json
        )
    elif what == "-" or "{" in what:
        _graphql(console.text_or_input(what), given)
    else:
        found = LIBRARY.find(what)
        with console.reading() as graph:
            read = _reader(graph)
            named = with_ids(found, given, read, lambda: Index.from_graph(read))
            _print(graph.read(found.text, found.bind(named)), json)


def _reader(graph: Graph) -> Read:
    return lambda name, params: graph.read(LIBRARY[name].text, params)


def _graphql(text: str, given: Mapping[str, str]) -> None:
    answer = read_code("api.local").execute(text, {name: console.read_json(value) for name, value in given.items()})
    console.print_json(answer)
    if "errors" in answer:
        raise typer.Exit(console.REFUSED)


def _print(rows: list[dict[str, Any]], json: bool) -> None:
    if json:
        console.print_json(rows)
    else:
        console.print_rows(rows)
