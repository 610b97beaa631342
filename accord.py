"""The front door: the commands of the folders, gathered, and those that need several of them."""

from importlib.metadata import version
from typing import Annotated

import typer

from api import commands as asking
from api.serving import listen, make_ready, serve
from graph import commands as graphs
from graph import console
from graph.connect import connect
from graph.embedded import stop_engine
from graph.prepare import prepare
from graph.served import served, serving, stop
from graph.settings import load_settings
from loaders import aliases, past
from loaders import commands as loading
from loaders.sheets import commands as sheets
from loaders.status import OVERDUE_YEARS
from loaders.status import status as status_of

FIRST = 10
"""So many agreements that are due to be looked at again are shown."""

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for part in (loading.app, sheets.app, past.app, asking.app, graphs.app):
    app.add_typer(part)
app.add_typer(aliases.app, name="alias")
app.add_typer(loading.facts, name="facts")
app.add_typer(loading.rules, name="rules")


def _tell_version(asked: bool) -> None:
    if asked:
        print(f"Accord {version('accord')}")
        raise typer.Exit


VERSION = typer.Option("--version", help="Print the version.", callback=_tell_version, is_eager=True)


@app.callback()
def front(_: Annotated[bool, VERSION] = False) -> None:
    """Who may transfer what to whom, under which authority and which agreement, and why."""


@app.command()
def up() -> None:
    """Start the engine, load the bundled facts that changed, and serve until told to end."""
    settings, screen = load_settings(), console.console()
    if (running := served(settings.home)) is not None:
        coming = f"Accord is just being started by another program (process {running.pid})"
        screen.print(f"Accord is already up: {running.address}/graphql" if running.address else coming)
        return
    with serving(settings.home) as tell:
        listen(settings.host, settings.port).close()
        make_ready()
        with connect(settings) as graph:
            prepare(graph)
            if outcomes := loading.load_changed(graph):
                loading.tell(outcomes)
            del outcomes  # the facts that were read are not needed while it serves

            def announce(address: str) -> None:
                tell(address)
                screen.print(f"Accord is up on {graph.engine}: {address}/graphql")
                screen.print(f"A browser asks in words at {address}/. Ctrl+C ends it.")

            serve(settings, announce)


@app.command()
def down() -> None:
    """End the Accord that serves on the data folder, and its engine."""
    settings = load_settings()
    ended = [what for what, end in (("Accord", stop), ("the engine", stop_engine)) if end(settings.home)]
    console.console().print(f"Ended {' and '.join(ended)}." if ended else "Nothing was up.")


@app.command()
def status(json: Annotated[bool, typer.Option("--json", help="Print it for a program.")] = False) -> None:
    """Show the engine, what the graph holds, how old the facts are, and what is due to be looked at again."""
    settings = load_settings()
    with connect(settings, reader=True) as graph:
        told = status_of(graph, settings.home)
    if json:
        console.print_json(told)
        return
    screen = console.console()
    screen.print(f"{told['engine']}, data version {told['dataVersion']}, changed {told['changedAt'] or 'never'}")
    screen.print(f"{told['nodes']:,} nodes, {told['edges']:,} edges; data folder {told['home']}", markup=False)
    console.print_rows(told["sources"], ("source", "file", "state", "loaded_at"))
    if not told["nodes"]:
        screen.print("Nothing is loaded yet: accord load")
    if told["overdue"]:
        how = f"accord query overdue-agreements years={OVERDUE_YEARS}"
        screen.print(f"\n{len(told['overdue'])} agreements are due to be looked at again ({how})")
        console.print_rows(told["overdue"][:FIRST], ("agreement", "seen_on", "title"))


def main() -> None:
    """Runs the command line."""
    console.main(app)


if __name__ == "__main__":
    main()
