"""What of an operation its cost hangs on."""

from typing import Any

from graphql import DocumentNode, ListTypeNode, NamedTypeNode, NonNullTypeNode, OperationDefinitionNode, TypeNode

from api.compiled.collect import variables_in

PRICED = frozenset({"first", "last", "by", "knownAt", "where"})
"""The arguments that a cost hangs on."""


def hangs_on(document: DocumentNode) -> list[str]:
    """The variables of whose values the cost of an operation of the document is made: it is the same for the same. Of a
    filter these are the parts of it that are variables, and no values with which it compares.
    """
    operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    declared = [each for operation in operations for each in operation.variable_definitions or ()]
    filters = {each.variable.name.value for each in declared if _type_name(each.type).endswith("Where")}
    found: set[str] = set()
    queue: list[Any] = list(document.definitions)
    while queue:
        node = queue.pop()
        told = [each for each in getattr(node, "arguments", None) or () if each.name.value in PRICED]
        told += [each for directive in getattr(node, "directives", None) or () for each in directive.arguments or ()]
        for each in told:
            named = set(variables_in(each.value))
            found |= named & filters if each.name.value == "where" else named
        queue += node.selection_set.selections if getattr(node, "selection_set", None) else ()
    return sorted(found)


def _type_name(type_: TypeNode) -> str:
    while isinstance(type_, ListTypeNode | NonNullTypeNode):
        type_ = type_.type
    return type_.name.value if isinstance(type_, NamedTypeNode) else ""
