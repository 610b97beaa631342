"""Which fields an operation wants of a type: selections and fragments merged, as the specification has it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    is_object_type,
)

Fields = dict[str, list[FieldNode]]


class NotCompiled(Exception):
    """The operation asks for something that only resolvers can answer."""


class Collector:
    """Merges the selections of one operation, in which the variables of its conditions have these values."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, conditions: Mapping[str, Any]) -> None:
        self._schema, self._conditions = schema, conditions
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }

    def fields(self, type_name: str, sets: Iterable[SelectionSetNode]) -> Fields:
        """The fields of the object type, by the names under which they are wanted, in order."""
        found: Fields = {}
        seen: set[str] = set()
        for each in sets:
            self._gather(type_name, each, found, seen)
        return found

    def _gather(self, type_name: str, selections: SelectionSetNode, found: Fields, seen: set[str]) -> None:
        for node in selections.selections:
            if not self._wanted(node):
                continue
            if isinstance(node, FieldNode):
                found.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
                continue
            part = self._part(node, seen)
            if part and self._applies(part, type_name):
                self._gather(type_name, part.selection_set, found, seen)

    def _part(self, node: Any, seen: set[str]) -> InlineFragmentNode | FragmentDefinitionNode | None:
        if isinstance(node, InlineFragmentNode):
            return node
        name = node.name.value
        if name in seen:
            return None
        seen.add(name)
        return self._fragments[name]

    def _applies(self, part: InlineFragmentNode | FragmentDefinitionNode, type_name: str) -> bool:
        if part.type_condition is None or part.type_condition.name.value == type_name:
            return True
        return self._is(type_name, part.type_condition.name.value)

    def _is(self, type_name: str, other: str) -> bool:
        wide, narrow = self._schema.type_map[other], self._schema.type_map[type_name]
        return not is_object_type(wide) and self._schema.is_sub_type(wide, narrow)  # type: ignore[arg-type]

    def _wanted(self, node: Any) -> bool:
        for directive in node.directives or ():
            name = directive.name.value
            if name not in ("skip", "include"):
                raise NotCompiled
            value = directive.arguments[0].value
            told = self._conditions[value.name.value] if isinstance(value, VariableNode) else value.value
            if told is (name == "skip"):
                return False
        return True

    def conditions(self, sets: Iterable[SelectionSetNode]) -> frozenset[str]:
        """The types by which the selections make a difference, at whatever depth of fragments."""
        found: set[str] = set()
        queue, seen = list(sets), set[str]()
        while queue:
            for node in queue.pop().selections:
                if not isinstance(node, FieldNode) and (part := self._part(node, seen)):
                    if part.type_condition:
                        found.add(part.type_condition.name.value)
                    queue.append(part.selection_set)
        return frozenset(found)

    def alike(self, interface: str, sets: Iterable[SelectionSetNode]) -> dict[frozenset[str], list[str]]:
        """The object types of the interface, together where the selections make no difference between them."""
        conditions = self.conditions(sets)
        groups: dict[frozenset[str], list[str]] = {}
        for type_ in self._schema.get_possible_types(self._schema.type_map[interface]):  # type: ignore[arg-type]
            told = frozenset(name for name in conditions if name == type_.name or self._is(type_.name, name))
            groups.setdefault(told, []).append(type_.name)
        return groups


def branching(document: DocumentNode, operation: OperationDefinitionNode) -> frozenset[str]:
    """The variables on which it depends which fields are wanted."""
    found: set[str] = set()
    queue: list[Any] = [operation, *(node for node in document.definitions if isinstance(node, FragmentDefinitionNode))]
    while queue:
        node = queue.pop()
        for directive in getattr(node, "directives", None) or ():
            found |= {
                argument.value.name.value
                for argument in directive.arguments or ()
                if isinstance(argument.value, VariableNode)
            }
        queue += node.selection_set.selections if getattr(node, "selection_set", None) else ()
    return frozenset(found)


def variables_in(value: Any) -> Iterator[str]:
    """The variables on which a value of an operation hangs."""
    if isinstance(value, VariableNode):
        yield value.name.value
    for inner in [field.value for field in getattr(value, "fields", [])] or getattr(value, "values", []):
        yield from variables_in(inner)
