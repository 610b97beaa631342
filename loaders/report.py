"""What came of a load, for people and for programs."""

from collections.abc import Iterable
from typing import Any

from rich.table import Table

from loaders.rejects import COLUMNS, told
from loaders.run import Outcome, explain


def summary(outcomes: Iterable[Outcome], dry_run: bool) -> Table:
    """A table of the loads: how many records were read, refused and left out, and how many facts are, or would be, new,
    changed, the same and pruned.
    """
    table = Table(title="What the load would do" if dry_run else None, box=None, pad_edge=False)
    table.add_column("source")
    for name in ("records", "refused", "left out", "new facts", "changed", "same", "pruned"):
        table.add_column(name, justify="right")
    for outcome in outcomes:
        records = (outcome.read, len(outcome.refused), sum(outcome.left_out.values()))
        facts = (outcome.counts[name] for name in ("new", "changed", "same", "pruned"))
        table.add_row(outcome.loader, *(f"{count:,}" for count in (*records, *facts)))
    return table


def as_json(outcome: Outcome, details: bool) -> dict[str, Any]:
    """The same for programs; with `details` every change is listed."""
    said: dict[str, Any] = {
        "source": outcome.loader,
        "file": outcome.file,
        "run": outcome.run,
        **outcome.counts,
        "read": outcome.read,
        "loaded": outcome.loaded,
        "kept": outcome.kept,
        "yielded": outcome.yielded,
        "notes": list(outcome.notes),
        "left_out": dict(outcome.left_out),
        "refused": [dict(zip(COLUMNS, told(error), strict=True)) for error in outcome.refused],
    }
    if details:
        said["changes"] = [{"change": mark, "of": key} for mark, key in explain(outcome.diff)]
    return said
