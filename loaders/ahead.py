"""Bundled sources made ready ahead: while one is written, the next is read and, where the graph need not be asked for
that, checked and compared too.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from graph.client import Graph
from graph.facts import finding_room
from graph.there import Remembered, Unsure, remembered
from graph.turns import Overtaken
from graph.writer import BATCH, ahead
from loaders.core import Loader
from loaders.gather import Gathered, gather
from loaders.run import Options, Outcome, Ready, compared, files_of, load, records_of, telling, write_ready
from schema.errors import LoadRefused

Made = Ready | Gathered | None
"""What could be made of a source ahead; None where that is nothing."""

MANY = 4
"""Sources that may be ready at once: a small one is written sooner than the large one behind it is read."""


def load_bundled(graph: Graph, sources: Sequence[Loader], options: Options) -> Iterator[Outcome]:
    """What came of loading each of the sources from its bundled file, in their order. Raises LoadRefused, which says of
    which source it is, where one is refused whole; those before it stay.
    """
    there = None if options.dry_run else remembered(graph)
    for loader, made in ahead(_made(sources, options, there), MANY):
        with telling(loader):
            outcome = _loaded(graph, loader, options, made, there)
        yield outcome


def _loaded(graph: Graph, loader: Loader, options: Options, made: Made, there: Remembered | None) -> Outcome:
    if isinstance(made, Ready):
        assert there is not None
        if there.holds:
            with suppress(Overtaken):
                return write_ready(graph, made)
            there.holds = False
        made = None
    return load(graph, loader, None, options, read=made)


def _made(sources: Sequence[Loader], options: Options, there: Remembered | None) -> Iterator[tuple[Loader, Made]]:
    for loader in sources:
        made: Made = None
        # Whatever is refused here is refused again where the graph is asked, which others may have written meanwhile.
        with suppress(Unsure, LoadRefused), finding_room():
            made = _one(loader, options, there)
        if not isinstance(made, Ready):
            there = None
        yield loader, made


def _one(loader: Loader, options: Options, there: Remembered | None) -> Made:
    if loader.parse_names:
        return None  # the graph must be asked what its names stand for
    found = gather(loader, records_of(loader, files_of(loader)))
    if there is None:
        return found
    ready = compared(there, loader, (), options, found, there.seen)
    diff = ready.outcome.diff
    if diff.size > BATCH:
        raise Unsure
    diff = diff.in_memory()
    there.add(diff, ready.owner)
    return replace(ready, outcome=replace(ready.outcome, diff=diff))
