"""The static checks of the rule base: what is wrong with it, told without a graph and without a question."""

from collections.abc import Callable, Iterator
from pathlib import Path

from queries.coverage.check_files import Finding, families, lists, unquoted
from queries.coverage.check_links import linked
from queries.coverage.check_logic import reachable
from queries.coverage.check_shape import shaped


def check(folder: Path) -> list[Finding]:
    """What is wrong with the rule base in the folder, in the order of its files; what later checks need comes first."""
    told, dated = families(folder), lists(folder)
    stages: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: unquoted(folder),
        lambda: shaped(told, dated),
        lambda: linked(folder, told, dated),
        lambda: reachable(told, dated),
    )
    return next((sorted(found) for stage in stages if (found := list(stage()))), [])
