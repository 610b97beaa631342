"""The commands for sheets that offices keep: a guess of what their columns mean, and templates to fill in."""

from collections.abc import Iterable
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from graph import console
from loaders.sheets.kinds import FORMS
from loaders.sheets.proposal import propose, shown
from schema.errors import UsageError

app = typer.Typer()


def make_mappings(files: Iterable[str], office: str) -> None:
    """Guesses what the columns of each file mean, shows it, and writes it beside the file for a person to look over."""
    paths, screen = [Path(file) for file in files], console.console()
    if not paths:
        raise UsageError("--map asks for a file", remedy="accord load --map FILE")
    for path in paths:
        if not path.is_file():
            raise UsageError("there is no such file", str(path), "check the name")
        proposal = propose(path, office)
        proposal.save()
        screen.print(shown(proposal))
        screen.print(f"Written to {proposal.file}. Look it over, then: accord load {quote(str(path))}", markup=False)
        for sheet in proposal.sheets:
            if sheet.begins > 1:
                where = f"Of {sheet.name}, the" if sheet.name else "The"
                screen.print(f"{where} columns are named in row {sheet.begins}, as it seems.", markup=False)
            if sheet.is_understood and sheet.lacking:
                what = f"Nothing says {', '.join(sheet.lacking)}, so that no row would be loaded"
                screen.print(f"{what}: say in it which column does, or what holds of all: fixed.", markup=False)
            if sheet.ambiguous:
                what = f"{sheet.ambiguous} may mean two days: say in it dates: month-first, or dates: day-first"
                screen.print(what, markup=False)
        if not any(sheet.is_understood for sheet in proposal.sheets):
            screen.print(f"No column is understood: it is a sheet of none of {', '.join(FORMS)}, as it seems.")
        if not office:
            screen.print("Fill in there whose sheet it is: office.", markup=False)


@app.command("template")
def template_command(
    form: Annotated[str, typer.Argument(help=f"What the sheet is to tell: {', '.join(FORMS)}.")],
    output: Annotated[Path | None, typer.Option("--output", help="The file; absent: named by the form.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV instead of a workbook, a file a kind of row.")] = False,
) -> None:
    """Write a sheet to fill in: columns named by what they mean; it loads as it is filled in, without a mapping."""
    if form not in FORMS:
        raise UsageError(f"there is no template {form!r}", remedy=f"name one of {', '.join(FORMS)}")
    from loaders.sheets.template import texts, workbook  # noqa: PLC0415  (what writes workbooks takes a while to read)

    write, suffix = (texts, ".csv") if as_csv else (workbook, ".xlsx")
    for path in write(form, output or Path(f"{form}{suffix}")):
        console.console().print(f"Written: {path}. Fill it in, then: accord load {quote(str(path))}", markup=False)
