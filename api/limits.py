"""What one request may ask for: how deep, how wide, how many entities at once."""

from collections.abc import Iterator
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionNode,
    ValidationContext,
    ValidationRule,
)

from schema.errors import BadRequest

DEPTH = 15
"""Levels of fields within each other. The introspection query of common clients has 13."""

ALIASES = 50
"""Fields under another name, in the whole document."""

TOKENS = 5_000
"""Words and signs of the document."""

BODY = 1_000_000
"""Bytes of a request."""

PAGE = 1_000
"""Entities or edges in one list."""

ENTITIES = 100_000
"""Entities and edges that one answer is made of."""

ERRORS = 10
"""Errors that one answer tells of."""


def bounded(size: int, name: str = "first") -> int:
    """The size of a page. Raises BadRequest where it is none, or too large."""
    if not 1 <= size <= PAGE:
        raise BadRequest(f"{name}: {size} is no size of a page", remedy=f"write a number from 1 to {PAGE}")
    return size


class WithinLimits(ValidationRule):
    """Refuses a document that is too deep or has too many aliases, in one walk over each of its parts."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        definitions = context.document.definitions
        self._fragments = {node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)}
        self._depths: dict[str, int] = {}
        for node in definitions:
            if isinstance(node, OperationDefinitionNode) and self._depth(node) > DEPTH:
                self._refuse(f"the operation is more than {DEPTH} levels deep", node)
        if (aliases := sum(_aliases(node) for node in definitions)) > ALIASES:
            self._refuse(f"the document has {aliases} aliases, {ALIASES} are allowed", None)

    def _refuse(self, what: str, node: OperationDefinitionNode | None) -> None:
        error = BadRequest(what, remedy="ask for less at once")
        self.report_error(GraphQLError(what, node, original_error=error))

    def _depth(self, node: Any) -> int:
        return max(map(self._levels, node.selection_set.selections), default=0) if node.selection_set else 0

    def _levels(self, node: SelectionNode) -> int:
        if isinstance(node, FragmentSpreadNode):
            return self._fragment(node.name.value)
        return self._depth(node) + isinstance(node, FieldNode)

    def _fragment(self, name: str) -> int:
        if name not in self._depths:
            self._depths[name] = 0  # a fragment within itself is refused by another rule
            self._depths[name] = self._depth(self._fragments[name]) if name in self._fragments else 0
        return self._depths[name]


def _aliases(node: Any) -> int:
    return sum(1 for field in _fields(node) if field.alias)


def _fields(node: Any) -> Iterator[FieldNode]:
    for inner in node.selection_set.selections if getattr(node, "selection_set", None) else ():
        if isinstance(inner, FieldNode):
            yield inner
        yield from _fields(inner)
