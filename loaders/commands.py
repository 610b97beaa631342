"""The commands that bring facts in, and those that check the bundled ones."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from graph import console
from graph.client import Graph
from graph.connect import connect
from graph.prepare import prepare
from graph.settings import load_settings
from loaders import HERE, bundled, loaders
from loaders import check as facts_check
from loaders.core import Loader
from loaders.gather import Gathered
from loaders.report import as_json, summary, write_rejects
from loaders.run import Options, Outcome, explain, is_current, load, read_ahead
from loaders.sheets.commands import make_mappings
from loaders.sources.sheets import by_mapping
from queries.coverage import check as rules_check
from schema.errors import LoadRefused, UsageError

app = typer.Typer()
facts = typer.Typer(help="The bundled facts.", no_args_is_help=True)
rules = typer.Typer(help="The rule base.", no_args_is_help=True)

SHOWN = 40
"""Changes that a dry run prints; `--json` has all of them."""


@app.command("load")
def load_command(
    what: Annotated[list[str] | None, typer.Argument(help="Sources by name, or a file; absent: all bundled.")] = None,
    source: Annotated[str | None, typer.Option("--as", help="The source in whose shape the file is.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first bad record.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the difference, write nothing.")] = False,
    partial: Annotated[bool, typer.Option("--partial", help="The file is only a part: remove nothing.")] = False,
    accept_deletions: Annotated[
        bool, typer.Option("--accept-deletions", help="Remove even more than the source's tolerance.")
    ] = False,
    mapping: Annotated[Path | None, typer.Option("--mapping", help="What the columns of the sheet mean.")] = None,
    guess: Annotated[
        bool, typer.Option("--map", help="Guess what the columns mean, to look over; load nothing.")
    ] = False,
    office: Annotated[str, typer.Option("--office", help="With --map: whose sheet it is.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print the outcome for a program.")] = False,
) -> None:
    """Load the bundled facts, some of their sources, or a file of your own in the shape of one."""
    if guess:
        make_mappings(what or [], office)
        return
    tasks, options = list(_tasks(what or [], source)), Options(strict, dry_run, accept_deletions, partial)
    if mapping is not None:
        tasks = [(by_mapping(mapping), path) for _, path in tasks]
    with connect(load_settings(), reader=dry_run) as graph:
        if not dry_run:
            prepare(graph)
        outcomes = load_all(graph, tasks, options, quiet=json)
    if json:
        console.print_json([as_json(outcome, dry_run) for outcome in outcomes])
    else:
        tell(outcomes, dry_run)
    if any(outcome.refused for outcome in outcomes):
        raise typer.Exit(console.REFUSED)


def load_changed(graph: Graph) -> list[Outcome]:
    """What came of loading those bundled sources that changed since they were loaded."""
    return load_all(
        graph, [(loader, None) for loader in bundled().values() if not is_current(graph, loader)], Options()
    )


def load_all(
    graph: Graph, tasks: Iterable[tuple[Loader, Path | None]], options: Options, quiet: bool = False
) -> list[Outcome]:
    """What came of each load, in their order. Raises LoadRefused where one is refused whole; those before it stay.

    While one is written, the next is read.
    """
    found = list(tasks)
    with _bar(len(found), quiet) as advance, ThreadPoolExecutor(1) as reader:
        read = [reader.submit(read_ahead, *task) for task in found[:1]]
        outcomes = []
        for number, (loader, path) in enumerate(found, 1):
            said = read.pop()
            read += [reader.submit(read_ahead, *task) for task in found[number : number + 1]]
            outcomes.append(_loaded(graph, loader, path, options, said, advance))
        return outcomes


def tell(outcomes: list[Outcome], dry_run: bool) -> None:
    """Prints what came of the loads, and writes the files of refused records."""
    screen = console.console()
    screen.print(summary(outcomes, dry_run))
    for outcome in outcomes:
        if dry_run:
            changes = list(explain(outcome.diff))
            for mark, key in changes[:SHOWN]:
                screen.print(f"  {mark:8} {key}", markup=False)
            if len(changes) > SHOWN:
                screen.print(f"  and {len(changes) - SHOWN:,} more; --json lists them all", style="dim")
        for reason, count in outcome.left_out.items():
            screen.print(f"{outcome.loader}: {count:,} records were left out: {reason}", markup=False)
        if outcome.refused:
            _tell_refused(outcome)


def _tell_refused(outcome: Outcome) -> None:
    screen, path = console.console(), write_rejects(outcome.refused, Path(f"{outcome.loader}.rejects.csv"))
    for error in outcome.refused[:3]:
        screen.print(str(error), markup=False)
    screen.print(f"{len(outcome.refused)} records were refused: all of them, with what to do, are in {path}")
    if outcome.kept:
        screen.print(f"{outcome.kept} facts that the file no longer tells were kept, since records were refused")


def _tasks(what: list[str], source: str | None) -> Iterator[tuple[Loader, Path | None]]:
    known = loaders()
    if source is not None:
        if source not in known or len(what) != 1:
            raise UsageError(f"--as takes one of {', '.join(known)}, and one file", remedy="name both")
        yield known[source], Path(what[0])
        return
    for name in what:
        if name not in known:
            remedy = f"name one of {', '.join(known)}, or a file with --as SOURCE"
            raise UsageError(f"there is no source {name!r}", remedy=remedy)
    yield from ((loader, None) for name, loader in bundled().items() if name in what or not what)


def _loaded(
    graph: Graph,
    loader: Loader,
    path: Path | None,
    options: Options,
    read: Future[Gathered | None],
    advance: Callable[[str], object],
) -> Outcome:
    try:
        return load(graph, loader, path, options, read=read.result())
    except LoadRefused as refusal:
        refusal.where = f"{loader.name}: {refusal.where}" if refusal.where else loader.name
        raise
    finally:
        advance(loader.name)


@contextmanager
def _bar(total: int, quiet: bool) -> Iterator[Callable[[str], object]]:
    columns = (TextColumn("{task.description:15}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    screen = console.console()
    hidden = quiet or not total or not screen.is_terminal
    with Progress(*columns, console=screen, transient=True, disable=hidden) as progress:
        task = progress.add_task("facts", total=total)
        yield lambda name: progress.update(task, advance=1, description=name)


@facts.command("check")
def check_facts() -> None:
    """Check the bundled facts: shape, words, dates, references, and what two files tell of the same."""
    _told(facts_check.check(HERE / "facts"), "facts")


@rules.command("check")
def check_rules() -> None:
    """Check the rule base: shape, words, references, and that every grant can open and every bar can fire."""
    _told(rules_check.check(HERE / "facts" / "rules"), "rules")


def _told(findings: Iterable[object], what: str) -> None:
    found = [str(finding) for finding in findings]
    for finding in found:
        console.console().print(finding, markup=False)
    console.console().print(f"{what}: {len(found) or 'no'} finding{'' if len(found) == 1 else 's'}")
    if found:
        raise typer.Exit(console.REFUSED)
