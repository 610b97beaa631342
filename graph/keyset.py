"""The order of a list, and pages of it that begin behind or end before a place: keyset paging, both ways.

A place is the values of the keys of an entry. What has no value comes last, whichever way a key is sorted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.where import Params


@dataclass(frozen=True)
class Key:
    """One key of an order: a property of the node or of the edge; `required` where no entry lacks it."""

    name: str
    kind: type
    desc: bool = False
    required: bool = False
    of_edge: bool = False

    def of(self, node: str, edge: str) -> str:
        """Its value, in Cypher."""
        return f"{edge if self.of_edge else node}.{self.name}"

    def fits(self, value: Any) -> bool:
        """Whether a place may have that value for it."""
        if value is None:
            return not self.required
        return isinstance(value, float | int if self.kind is float else self.kind)


def order_by(keys: Sequence[Key], node: str, edge: str, backward: bool) -> str:
    """What stands behind ORDER BY."""
    parts = []
    for key in keys:
        own = key.of(node, edge)
        if not key.required:
            parts.append(f"{own} IS {'NOT ' if backward else ''}NULL")
        parts.append(f"{own} DESC" if key.desc != backward else own)
    return ", ".join(parts)


def values(keys: Sequence[Key], node: str, edge: str) -> str:
    """The place of an entry, as a list in Cypher."""
    return f"[{', '.join(key.of(node, edge) for key in keys)}]"


def beyond(keys: Sequence[Key], place: Sequence[Any], node: str, edge: str, backward: bool, params: Params) -> str:
    """The condition that an entry stands behind the place; `backward`, that it stands before it.

    It begins with a bound of the first key, by which an index can seek and keep its order: no engine does that by
    alternatives.
    """
    key, value = keys[0], place[0]
    own = key.of(node, edge)
    further = beyond(keys[1:], place[1:], node, edge, backward, params) if keys[1:] else "false"
    if value is None:
        return f"({own} IS NOT NULL OR {further})" if backward else f"({own} IS NULL AND {further})"
    given, sign = params.add(value), "<" if key.desc != backward else ">"
    if not (key.required or backward):
        return f"({own} {sign} {given} OR {own} IS NULL OR ({own} = {given} AND {further}))"
    if not keys[1:]:
        return f"{own} {sign} {given}"
    return f"({own} {sign}= {given} AND ({own} <> {given} OR {further}))"
