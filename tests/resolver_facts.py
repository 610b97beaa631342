"""The names in the bundled facts, as the query `names` tells them once the loaders have written them."""

import csv
from collections.abc import Iterator
from functools import cache
from typing import Any

from loaders import loaders
from loaders.check import FACTS
from loaders.core import Loader
from loaders.files import read_csv
from loaders.gather import Gathered, gather
from loaders.naming import Names
from queries.resolver import LABELS, Index, names_of

LOADED = ("nations", "organizations", "authorities", "acsas", "agreements", "partnerships")
TOLD = ("title", "iso2", "iso3", "dsca_code", "short_name", "citation", "act", "act_section", "instrument_no")


@cache
def index() -> Index:
    """The index of the bundled facts."""
    return Index.build(names_of(rows()))


class Bundled(Names):
    """What names certainly mean by the bundled facts, without a graph."""

    def __init__(self) -> None:
        self._found, self._certain = {}, {}
        self.index = index()


@cache
def rows() -> list[dict[str, Any]]:
    """What the query gives for the bundled facts."""
    others: dict[str, list[str | None]] = {}
    names = _gathered(loaders()["names"])
    for link in names.links.values():
        others.setdefault(link.end, []).append(str(names.rows[link.start].props["title"]))
    return [thing | {"name": name} for thing in _things() for name in others.get(thing["id"], [None])]


@cache
def table(name: str) -> list[dict[str, str]]:
    """The rows of a file of facts."""
    with (FACTS / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _things() -> Iterator[dict[str, Any]]:
    for name in LOADED:
        for row in _gathered(loaders()[name]).rows.values():
            for label in LABELS.intersection(row.labels):
                yield {"id": row.id, "label": label, **{prop: row.props.get(prop) for prop in TOLD}}


def _gathered(loader: Loader) -> Gathered:
    files = sorted(FACTS.parent.glob(loader.source))
    told = loader.records(files) if loader.records else read_csv(files[0], loader.columns)
    return gather(loader, told)
