"""What came of a load, for people and for programs."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from rich.table import Table

from graph.diff import Diff
from loaders.difference import Reads, changes
from loaders.rejects import COLUMNS, told
from loaders.run import Outcome

SHOWN = 10
"""Changes of each kind that people are shown; programs are told all."""


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


def difference(graph: Reads, diff: Diff) -> Iterator[str]:
    """Lines that tell what a load would do: of each kind of change the first, and how many more there are."""
    first = list(changes(graph, diff, SHOWN))
    for change, count in (
        ("new", diff.counts["new"]),
        ("changed", diff.counts["changed"]),
        ("pruned", diff.counts["pruned"]),
    ):
        some = [each for each in first if each.change == change]
        yield from (line for each in some for line in each.lines())
        if count > len(some):
            yield f"           and {count - len(some):,} more {change}; --json lists them all"


def as_json(outcomes: Iterable[Outcome], graph: Reads | None) -> Iterator[str]:
    """The same for programs, piece by piece; with the graph, before it is written, every change is listed, of which
    there may be many.
    """
    between = "["
    for outcome in outcomes:
        yield between + orjson.dumps(_told(outcome), option=orjson.OPT_INDENT_2).decode().removesuffix("\n}")
        yield from _changes(graph, outcome) if graph else ()
        yield "\n}"
        between = ",\n"
    yield "[]\n" if between == "[" else "]\n"


def _changes(graph: Reads, outcome: Outcome) -> Iterator[str]:
    between = ',\n  "changes": [\n    '
    for change in changes(graph, outcome.diff):
        yield between + orjson.dumps(change.told()).decode()
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
        "refused": [dict(zip(COLUMNS, told(error, outcome.files), strict=True)) for error in outcome.refused],
    }
