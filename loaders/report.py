"""What came of a load, for people and for programs."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson
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


def as_json(outcomes: Iterable[Outcome], details: bool) -> Iterator[str]:
    """The same for programs, piece by piece; with `details` every change is listed, of which there may be many."""
    between = "["
    for outcome in outcomes:
        yield between + orjson.dumps(_told(outcome), option=orjson.OPT_INDENT_2).decode().removesuffix("\n}")
        yield from _changes(outcome) if details else ()
        yield "\n}"
        between = ",\n"
    yield "[]\n" if between == "[" else "]\n"


def _changes(outcome: Outcome) -> Iterator[str]:
    between = ',\n  "changes": [\n    '
    for mark, key in explain(outcome.diff):
        yield between + orjson.dumps({"change": mark, "of": key}).decode()
        between = ",\n    "
    yield ',\n  "changes": []' if outcome.diff.size == 0 else "\n  ]"


def _told(outcome: Outcome) -> dict[str, Any]:
    return {
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
