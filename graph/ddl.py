"""Constraints and indexes, derived from the model: no more than declared here, made by `graph.prepare`."""

import re
from functools import cache

from graph.dialect import Index
from schema import MODEL
from schema.core import Model

OWNED = ("loader", "source")
"""Properties that the writer adds to every node and that are looked up."""

LISTED = ("id", "title")
"""Properties by which the nodes of every label are listed in order."""

FULL_TEXT = "entity_search"
"""Name of the full-text index; it covers the property `search` that the writer derives."""


def constraints(model: Model = MODEL) -> list[str]:
    """Two uniqueness constraints: ids are unique over everything, and two who write at once make one data version."""
    return [
        "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE",
        "CREATE CONSTRAINT data_version_id IF NOT EXISTS FOR (n:DataVersion) REQUIRE n.id IS UNIQUE",
    ]


def indexes(model: Model = MODEL) -> list[Index]:
    """An index for ids and titles by label, every property declared with `index=True`, and the owner of nodes."""
    wanted: list[tuple[str, str, type]] = [("Entity", name, str) for name in OWNED]
    wanted += [(node.label, name, str) for node in model.nodes if node.label != "Entity" for name in LISTED]
    wanted += [(node.label, prop.name, prop.kept_as) for node in model.nodes for prop in node.props if prop.index]
    wanted += [("ChangeSet", "version", int)]
    return [Index(_name(label, prop), label, prop, kind) for label, prop, kind in wanted]


@cache
def indexed() -> frozenset[tuple[str, str]]:
    """The labels and properties by which an index of the model gives nodes in order."""
    return frozenset((index.label, index.property) for index in indexes())


def _name(label: str, prop: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", label).lower() + "_" + prop
