"""Where facts come from: one file a source in `sources/`, the bundled facts in `facts/`."""

from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from loaders.core import Loader
from schema import MODEL

HERE = Path(__file__).parent


@cache
def loaders() -> dict[str, Loader]:
    """Every loader by name, in an order in which each finds what it links to. The folder is the registry.

    What a file of the user's tells stands in no order: it comes when the user loads it.
    """
    modules = [import_module(f"loaders.sources.{module.name}") for module in iter_modules([str(HERE / "sources")])]
    found = {loader.name: loader for module in modules for loader in module.LOADERS}
    writers = {name: {node.label for node in loader.nodes} for name, loader in found.items() if loader.source}
    needs = {
        name: [  # no set, whose order is another in each process
            other
            for other in sorted(writers)
            if other != name and any(_writes(writers[other], node.label) for node in loader.asks_for)
        ]
        for name, loader in sorted(found.items())
    }
    return {name: found[name] for name in TopologicalSorter(needs).static_order()}


def bundled() -> dict[str, Loader]:
    """Those loaders whose file comes with Accord."""
    return {name: loader for name, loader in loaders().items() if loader.source}


def _writes(labels: set[str], wanted: str) -> bool:
    return any(MODEL.by_label[label].is_a(wanted) or MODEL.by_label[wanted].is_a(label) for label in labels)
