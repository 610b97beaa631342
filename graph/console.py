"""What all commands share: how they reach the graph, what they print, and how they end."""

import signal
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import orjson
import typer
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from graph.client import Graph
from graph.connect import connect
from graph.settings import load_settings
from schema.errors import AccordError, UsageError

REFUSED, USAGE = 1, 2
PIPED_WIDTH = 160
"""Columns of a table that no screen bounds."""


def main(app: typer.Typer, args: Sequence[str] | None = None) -> NoReturn:
    """Runs the command and ends the program: 0, 1 where it is refused, 2 where the command line is not understood, 143
    where it is told to end, once temporary files are gone.
    """
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        app(args)
    except AccordError as error:
        print(error, file=sys.stderr)
        sys.exit(USAGE if isinstance(error, UsageError) else REFUSED)
    except Exception as fault:
        print(_breakdown(fault), file=sys.stderr)
        sys.exit(REFUSED)
    sys.exit(0)


def _breakdown(fault: Exception) -> AccordError:
    """What to tell of a fault of our own: its details are kept in a file, where they help whoever mends it."""
    with tempfile.NamedTemporaryFile("w", prefix="accord-", suffix=".log", encoding="utf-8", delete=False) as details:
        details.writelines(traceback.format_exception(fault))
    what = f"Accord broke down: {type(fault).__name__}: {fault}"
    return AccordError(what, details.name, "report it, with that file")


@contextmanager
def reading() -> Iterator[Graph]:
    """The graph of the settings, open to read."""
    with connect(load_settings(), reader=True) as graph:
        yield graph


def console() -> Console:
    """Where people read."""
    return Console(width=None if sys.stdout.isatty() else PIPED_WIDTH, highlight=False)


def show(page: RenderableType, width: int = PIPED_WIDTH) -> None:
    """Prints a page, no wider than that; without the blanks at the ends of lines where nobody sees it on a screen."""
    screen = console()
    screen.width = min(screen.width, width)
    if screen.is_terminal:
        screen.print(page, crop=False)
        return
    with screen.capture() as captured:
        screen.print(page, crop=False)
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))


def print_json(value: Any) -> None:
    """Prints the value for a program."""
    print(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Iterable[str] | None = None) -> None:
    """Prints the rows as a table; the columns are those of the first row unless told."""
    names = list(columns if columns is not None else rows[0] if rows else ())
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(row.get(name))) for name in names))
    if names:
        show(table)
    show(Text(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", style="dim"))


def shown(value: Any) -> str:
    """The value as a cell of a table: what is absent is blank, what is nested is JSON."""
    match value:
        case None:
            return ""
        case str():
            return value
        case list() if all(isinstance(item, str) for item in value):
            return ", ".join(value)
        case _:
            return orjson.dumps(value, default=str).decode()


def given(pairs: Iterable[str]) -> dict[str, str]:
    """The values that a command line gives as name=value. Raises UsageError for anything else."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise UsageError(f"{pair!r} is no parameter", remedy="write name=value")
        found[name] = value
    return found


def read_json(value: str) -> Any:
    """What the text says as JSON, or else the text itself: 5 is a number, nation/JP is text."""
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return value


def text_or_input(text: str) -> str:
    """The text, or what stands on the standard input where the text is a hyphen."""
    return sys.stdin.read() if text == "-" else text
