"""Constraint and index statements, derived from the model: text only, run by `graph.prepare`."""

import re

from schema import MODEL
from schema.core import Model

OWNED = ("loader", "source")
"""Properties that the writer adds to every node and that are looked up."""

FULL_TEXT = "entity_search"
"""Name of the full-text index; it covers the property `search` that the writer derives."""


def constraints(model: Model = MODEL) -> list[str]:
    """One uniqueness constraint: ids are unique over everything."""
    return ["CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE"]


def indexes(model: Model = MODEL) -> list[str]:
    """An index for every id by label, every property declared with `index=True`, and the owner of nodes."""
    wanted = [("Entity", name) for name in OWNED]
    wanted += [(node.label, "id") for node in model.nodes if node.label != "Entity"]
    wanted += [
        (node.label, prop.name) for node in model.nodes for prop in node.props if prop.index and prop.name != "id"
    ]
    wanted += [("ChangeSet", "version")]
    return [f"CREATE INDEX {_name(label, prop)} IF NOT EXISTS FOR (n:{label}) ON (n.{prop})" for label, prop in wanted]


def _name(label: str, prop: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", label).lower() + "_" + prop
