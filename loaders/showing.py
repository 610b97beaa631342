"""How far a load is: the bytes read of files, with their rate and the time left, then the facts written."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from graph import console
from loaders.meter import watching

Written = Callable[[int], object]
NAME = TextColumn("{task.description:15}")
SOURCES = (NAME, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
BYTES = (NAME, BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn(elapsed_when_finished=True))


@contextmanager
def sources(total: int, quiet: bool) -> Iterator[Callable[[str], object]]:
    """A bar of so many sources, moved on by the name of each that is loaded."""
    with Progress(*SOURCES, console=console.console(), transient=True, disable=_unseen(quiet) or not total) as progress:
        task = progress.add_task("facts", total=total)
        yield lambda name: progress.update(task, advance=1, description=name)


@contextmanager
def reading(name: str, files: Sequence[Path], quiet: bool) -> Iterator[Written]:
    """A bar of the bytes of the files; what it yields is told the facts written."""
    size = sum(path.stat().st_size for path in files if path.is_file())
    with Progress(*BYTES, console=console.console(), transient=True, disable=_unseen(quiet)) as progress:
        task = progress.add_task(name, total=size)

        def written(count: int) -> None:
            progress.update(task, completed=size, description=f"{name}: {count:,} facts written")

        with watching(lambda count: progress.advance(task, count)):
            yield written


def _unseen(quiet: bool) -> bool:
    """Whether there is nobody to look at a bar."""
    return quiet or not console.console().is_terminal
