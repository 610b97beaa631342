"""What the columns of a question mean: as its header says, or as the model says of the property that stands there."""

import re
from collections.abc import Iterator
from functools import lru_cache

from queries import cypher
from queries.query import Query
from schema import MODEL
from schema.entity import EDGE_STAMP, NODE_STAMP
from schema.props import Prop

PROPERTY = re.compile(r"(\w+)\.(\w+)")
STAMPS = {prop.name: prop for prop in (*NODE_STAMP, *EDGE_STAMP)}


def meaning(query: Query, column: str) -> str:
    """What the column means, in a sentence; empty where neither the header nor the model says it."""
    type_ = query.returns[column]
    if column in query.docs:
        return query.docs[column]
    if type_.is_entity:
        return "" if type_.many else MODEL.by_label[type_.name].doc
    return next((prop.doc for prop in _properties(query.text, column)), "")


def _properties(text: str, column: str) -> Iterator[Prop]:
    expressions, kinds = _read(text)
    found = PROPERTY.fullmatch(expressions.get(column, ""))
    for kind in sorted(kinds.get(found[1], ())) if found else ():
        assert found is not None
        props = {prop.name: prop for prop in _props(kind)}
        if found[2] in props:
            yield props[found[2]]
    if found and found[2] in STAMPS:
        yield STAMPS[found[2]]


@lru_cache(maxsize=1)
def _read(text: str) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    return dict(cypher.returned(text)), cypher.kinds_of(text)


def _props(kind: str) -> Iterator[Prop]:
    if kind in MODEL.by_label:
        yield from MODEL.by_label[kind].all_props
    for rel in MODEL.rels:
        if rel.type == kind:
            yield from rel.props
