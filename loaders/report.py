"""What came of a load, for people and for programs, and the file of what was refused."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich.table import Table

from loaders.run import Outcome, explain
from schema.errors import LoadRefused, RowError

COLUMNS = ("file", "line", "field", "value", "what", "do")


def write_rejects(refused: Iterable[RowError], path: Path) -> Path:
    """The path of the file that tells each refused record: file, line, field, value, what is wrong, what to do."""
    try:
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(_cells(error) for error in refused)
    except OSError as error:
        what = f"the file of refused records cannot be written: {error.strerror}"
        raise LoadRefused(what, str(path), "load again from a folder that you may write to") from error
    return path


def _cells(error: RowError) -> tuple[str, str, str, str, str, str]:
    file, _, line = error.where.partition(":")
    return file, line, error.field, error.value, error.what, error.remedy


def summary(outcomes: Iterable[Outcome], dry_run: bool) -> Table:
    """A table of the loads: what was, or would be, new, changed, same, pruned and refused."""
    table = Table(title="What the load would do" if dry_run else None, box=None, pad_edge=False)
    table.add_column("source")
    for name in ("new", "changed", "same", "pruned", "refused"):
        table.add_column(name, justify="right")
    for outcome in outcomes:
        counts = [f"{outcome.counts[name]:,}" for name in ("new", "changed", "same", "pruned")]
        table.add_row(outcome.loader, *counts, f"{len(outcome.refused):,}")
    return table


def as_json(outcome: Outcome, details: bool) -> dict[str, Any]:
    """The same for programs; with `details` every change is listed."""
    told: dict[str, Any] = {
        "source": outcome.loader,
        "file": outcome.file,
        "run": outcome.run,
        **outcome.counts,
        "kept": outcome.kept,
        "yielded": outcome.yielded,
        "left_out": dict(outcome.left_out),
        "refused": [dict(zip(COLUMNS, _cells(error), strict=True)) for error in outcome.refused],
    }
    if details:
        told["changes"] = [{"change": mark, "of": key} for mark, key in explain(outcome.diff)]
    return told
