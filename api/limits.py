"""What one request may ask for: how deep, how wide, how many entities at once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionNode,
)

from schema.errors import BadRequest, TooMuch

DEPTH = 15
"""Levels of fields within each other. The introspection query of common clients has 13."""

ALIASES = 50
"""Fields under another name, in the whole document."""

ROOTS = 100
"""Fields at the root of an operation."""

DIRECTIVES = 50
"""Directives in the whole document."""

FRAGMENTS = 100
"""Fragments of the document."""

REPEATS = 50
"""Times that one field is named at one place: each is compared with each other."""

TOKENS = 5_000
"""Words and signs of the document."""

BODY = 1_000_000
"""Bytes of a request."""

BODY_SECONDS = 30
"""Seconds in which a request has to come."""

PAGE = 1_000
"""Entities or edges in one list."""

ENTITIES = 100_000
"""Entities and edges that one answer is made of."""

ERRORS = 10
"""Errors that one answer tells of."""

SUBSCRIBERS = 100
"""Subscriptions that one server keeps."""

LESS = "ask for less at once"


def bounded(size: int, name: str = "first") -> int:
    """The size of a page. Raises BadRequest where it is none, or too large."""
    if not 1 <= size <= PAGE:
        raise BadRequest(f"{name}: {size} is no size of a page", remedy=f"write a number from 1 to {PAGE}")
    return size


class Shape:
    """How deep and wide a document is, found in one walk over each of its parts."""

    def __init__(self, document: DocumentNode) -> None:
        self._definitions = document.definitions
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._depths: dict[str, int] = {}

    def check(self) -> None:
        """Nothing, where the document is within the limits. Raises TooMuch otherwise."""
        operations = [node for node in self._definitions if isinstance(node, OperationDefinitionNode)]
        if any(self._depth(node) > DEPTH for node in operations):
            raise TooMuch(f"the operation is more than {DEPTH} levels deep", remedy=LESS)
        found: list[Any] = [node for definition in self._definitions for node in _selections(definition)]
        _check(len([node for node in found if isinstance(node, FieldNode) and node.alias]), ALIASES, "aliases")
        found += self._definitions
        _check(sum(len(getattr(node, "directives", None) or ()) for node in found), DIRECTIVES, "directives")
        _check(len(self._fragments), FRAGMENTS, "fragments")
        _check(max(_places(self._definitions).values(), default=0), REPEATS, "selections of one field")
        _check(max((self._width(node, set()) for node in operations), default=0), ROOTS, "fields at its root")

    def _width(self, node: Any, spread: set[str]) -> int:
        return sum(self._at_root(inner, spread) for inner in node.selection_set.selections)

    def _at_root(self, node: SelectionNode, spread: set[str]) -> int:
        if isinstance(node, FieldNode):
            return 1
        if not isinstance(node, FragmentSpreadNode):
            return self._width(node, spread)
        name = node.name.value
        if name in spread or name not in self._fragments:
            return 0
        spread.add(name)
        return self._width(self._fragments[name], spread)

    def _depth(self, node: Any) -> int:
        return max(map(self._levels, node.selection_set.selections), default=0) if node.selection_set else 0

    def _levels(self, node: SelectionNode) -> int:
        if isinstance(node, FragmentSpreadNode):
            return self._fragment(node.name.value)
        return self._depth(node) + isinstance(node, FieldNode)

    def _fragment(self, name: str) -> int:
        if name not in self._depths:
            self._depths[name] = 0  # a fragment within itself is refused by a rule of GraphQL
            self._depths[name] = self._depth(self._fragments[name]) if name in self._fragments else 0
        return self._depths[name]


def _places(definitions: Iterable[Any]) -> Counter[int]:
    """How often each field is named at each place, which are those above it."""
    found: Counter[int] = Counter()
    known: dict[tuple[int, str], int] = {}
    queue = [(node, number) for number, node in enumerate(definitions)]
    while queue:
        node, place = queue.pop()
        for inner in node.selection_set.selections if getattr(node, "selection_set", None) else ():
            at = place
            if isinstance(inner, FieldNode):
                name = (inner.alias or inner.name).value
                at = known.setdefault((place, name), -1 - len(known))
                found[at] += 1
            queue.append((inner, at))
    return found


def _check(count: int, limit: int, what: str) -> None:
    if count > limit:
        raise TooMuch(f"the document has {count} {what}, {limit} are allowed", remedy=LESS)


def _selections(node: Any) -> Iterator[SelectionNode]:
    for inner in node.selection_set.selections if getattr(node, "selection_set", None) else ():
        yield inner
        yield from _selections(inner)
