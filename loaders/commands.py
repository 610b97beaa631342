"""The commands that bring facts in, and those that check the bundled ones."""

import shlex
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from graph import console
from graph.client import Graph
from graph.connect import connect
from graph.facts import finding_room
from graph.prepare import prepare
from graph.settings import load_settings
from loaders import HERE, bundled
from loaders import check as facts_check
from loaders.ahead import load_bundled
from loaders.core import Loader
from loaders.opening import opened
from loaders.pace import pace_of_loads
from loaders.rejects import write_rejects
from loaders.report import as_json, difference, summary
from loaders.run import Options, Outcome, is_current, load, telling
from loaders.sheets.commands import make_mappings
from loaders.showing import reading, sources
from loaders.sources.sheets import by_mapping
from loaders.tasks import Task, asked, chosen, parted
from queries.coverage import check as rules_check

app = typer.Typer()
facts = typer.Typer(help="The bundled facts.", no_args_is_help=True)
rules = typer.Typer(help="The rule base.", no_args_is_help=True)


@app.command("load")
def load_command(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            help="Sources by name, files, folders, patterns, archives, - for the input; absent: all bundled."
        ),
    ] = None,
    source: Annotated[str | None, typer.Option("--as", help="The source in whose shape the files are.")] = None,
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
    """Load the bundled facts, some of their sources, or files of your own; which source a file is of is recognised."""
    if guess:
        make_mappings(what or [], office)
        return
    known = by_mapping(mapping) if mapping else chosen(source)
    names, words = parted(what or [], known)
    options = Options(strict, dry_run, accept_deletions, partial)
    with finding_room(), opened(words) as files, connect(load_settings(), reader=dry_run) as graph:
        found = asked(names, files, known)
        if not dry_run:
            prepare(graph)
        outcomes = load_all(graph, found.tasks, options, quiet=json)
        unwritten = graph if dry_run else None
        if json:
            sys.stdout.writelines(as_json(outcomes, unwritten))
        else:
            tell(outcomes, unwritten, [Path(word) for word in words])
    if not json:
        for passed in found.passed:
            console.console().print(passed, markup=False)
    if found.passed or any(outcome.refused for outcome in outcomes):
        raise typer.Exit(console.REFUSED)


def load_changed(graph: Graph) -> list[Outcome]:
    """What came of loading those bundled sources that changed since they were loaded."""
    return load_all(
        graph, [(loader, None) for loader in bundled().values() if not is_current(graph, loader)], Options()
    )


@pace_of_loads()
def load_all(graph: Graph, tasks: Iterable[Task], options: Options, quiet: bool = False) -> list[Outcome]:
    """What came of each load, in their order. Raises LoadRefused where one is refused whole; those before it stay.

    While a bundled source is written, the next is made ready.
    """
    found = list(tasks)
    bundled_ones = [loader for loader, files in found if files is None]
    outcomes = []
    with sources(len(bundled_ones), quiet) as advance:
        for outcome in load_bundled(graph, bundled_ones, options):
            outcomes.append(outcome)
            advance(outcome.loader)
    return outcomes + [_loaded(graph, loader, files, options, quiet) for loader, files in found if files is not None]


def tell(outcomes: list[Outcome], unwritten: Graph | None = None, inputs: Sequence[Path] = ()) -> None:
    """Prints what came of the loads, or would come of them to the graph that is still unwritten; writes the files of
    refused records, over none of the inputs.
    """
    screen = console.console()
    screen.print(summary(outcomes, unwritten is not None))
    for outcome in outcomes:
        for line in difference(unwritten, outcome.diff) if unwritten else ():
            screen.print(line, markup=False)
        for note in outcome.notes:
            screen.print(note, markup=False)
        for reason, count in outcome.left_out.items():
            screen.print(f"{outcome.loader}: left out {_counted(count)}: {reason}", markup=False)
        if outcome.refused:
            _tell_refused(outcome, inputs)


def _tell_refused(outcome: Outcome, inputs: Sequence[Path]) -> None:
    screen = console.console()
    paths = write_rejects(outcome.refused, outcome.records, outcome.loader, Path(), inputs, outcome.files)
    for error in outcome.refused[:3]:
        screen.print(str(error), markup=False)
    screen.print(
        f"Refused: {_counted(len(outcome.refused))}, with what to do, in {', '.join(map(str, paths))}", markup=False
    )
    if outcome.records:
        screen.print(f"Mend them there, then: accord load {shlex.join(map(str, paths))}", markup=False)
    if outcome.kept:
        screen.print(f"{outcome.kept} facts that the file no longer tells were kept, since records were refused")


def _counted(count: int) -> str:
    return f"{count:,} record{'' if count == 1 else 's'}"


def _loaded(
    graph: Graph,
    loader: Loader,
    files: tuple[Path, ...],
    options: Options,
    quiet: bool,
) -> Outcome:
    with telling(loader), reading(loader.name, files, quiet) as written:
        return load(graph, loader, files, options, written)


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
