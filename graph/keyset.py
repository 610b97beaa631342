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
    """The condition that an entry stands behind the place; `backward`, that it stands before it."""
    given = [None if value is None else params.add(value) for value in place]
    ways, same = [], ""
    for key, value in zip(keys, given, strict=True):
        own = key.of(node, edge)
        if (past := _past(key, own, value, backward)) is not None:
            ways.append(f"({same}{past})")
        same += f"{own} IS NULL AND " if value is None else f"{own} = {value} AND "
    if not ways:
        return "false"
    return f"({_seek(keys[0], node, edge, given[0], backward)}({' OR '.join(ways)}))"


def _seek(key: Key, node: str, edge: str, given: str | None, backward: bool) -> str:
    """What an index can seek by, since it cannot by alternatives."""
    if given is None or not (key.required or backward):
        return ""
    return f"{key.of(node, edge)} {'<' if key.desc != backward else '>'}= {given} AND "


def _past(key: Key, own: str, given: str | None, backward: bool) -> str | None:
    """The condition that the value stands behind the given one, None where nothing does."""
    if given is None:
        return f"{own} IS NOT NULL" if backward else None
    text = f"{own} {'<' if key.desc != backward else '>'} {given}"
    return text if key.required or backward else f"({text} OR {own} IS NULL)"
