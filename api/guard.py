"""What every operation passes on its way: the limits of its document, the rules of GraphQL, its cost."""

from collections.abc import AsyncIterator, Iterable, Iterator
from functools import lru_cache
from math import isinf
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    parse,
    specified_rules,
    validate,
)
from strawberry.extensions import SchemaExtension

from api.cost import price
from api.errors import refusal
from api.fields import Context
from api.limits import ERRORS, TOKENS, Shape
from api.stored import Operations
from api.timing import phase
from schema.errors import AccordError, BadRequest, GraphUnavailable, NotAllowed, TooCostly, UsageError

KEPT = 256
"""Documents that are known to be valid, or not."""

RULES = {True: specified_rules, False: (*specified_rules, NoSchemaIntrospectionCustomRule)}


@lru_cache(maxsize=KEPT)
def check(schema: GraphQLSchema, document: DocumentNode, introspection: bool) -> tuple[GraphQLError, ...]:
    """The errors of the document: the first limit that it breaks, or else the rules of GraphQL that it breaks."""
    try:
        Shape(document).check()
    except AccordError as error:
        return (refusal(error),)
    return tuple(validate(schema, document, RULES[introspection], max_errors=10 * ERRORS))


def check_operations(operations: Operations, schema: GraphQLSchema) -> None:
    """Nothing, where all of them can be answered. Raises UsageError for one that the schema cannot."""
    for file, text in operations.files.items():
        try:
            errors: Iterable[GraphQLError] = check(schema, parse(text, max_tokens=TOKENS), True)
        except GraphQLSyntaxError as wrong:
            errors = [wrong]
        for error in errors:
            raise UsageError(f"the operation cannot be answered: {error.message}", file, "mend it, or take it away")


class Guard(SchemaExtension):
    """Lets an operation through, or refuses it before anything is read."""

    _cost: int | None = None

    def on_operation(self) -> Iterator[None]:
        """Bounds the words of the document."""
        self.execution_context.parse_options["max_tokens"] = TOKENS
        yield

    def on_parse(self) -> Iterator[None]:
        """Times it."""
        with phase("parse"):
            yield

    async def on_validate(self) -> AsyncIterator[None]:
        """Finds what is wrong with the operation."""
        operation = self.execution_context
        with phase("validate"):
            try:
                operation.pre_execution_errors = await self._errors()
            except AccordError as error:
                operation.pre_execution_errors = [refusal(error)]
        yield

    def get_results(self) -> dict[str, Any]:
        """The cost, where the client wants to know it."""
        if self._cost is None or not (self.execution_context.operation_extensions or {}).get("cost"):
            return {}
        return {"cost": {"estimated": self._cost, "limit": self._context.policy.cost}}

    @property
    def _context(self) -> Context:
        context: Context = self.execution_context.context
        return context

    async def _errors(self) -> list[GraphQLError]:
        operation, context = self.execution_context, self._context
        assert operation.graphql_document is not None
        self._check_allowed()
        self._check_named(operation.graphql_document)
        schema = operation.schema._schema
        errors = check(schema, operation.graphql_document, context.policy.introspection)
        if not errors:
            await self._check_cost(schema, operation.graphql_document)
        return list(errors)

    def _check_allowed(self) -> None:
        operation, context = self.execution_context, self._context
        allowed = context.policy.operations
        if allowed is not None and not allowed.allows(operation.query or ""):
            raise NotAllowed("this server answers stored operations alone", remedy="ask its operator for one")
        if context.is_websocket and operation.operation_type.value != OperationType.SUBSCRIPTION.value:
            raise BadRequest("a WebSocket is for subscriptions", remedy="send this operation by POST")

    def _check_named(self, document: DocumentNode) -> None:
        operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
        if len(operations) > 1 and self.execution_context._provided_operation_name is None:
            raise BadRequest("the document has several operations", remedy="tell in operationName which is asked")

    async def _check_cost(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        operation, limit = self.execution_context, self._context.policy.cost
        [node] = [
            node
            for node in document.definitions
            if isinstance(node, OperationDefinitionNode)
            and (operation.operation_name is None or (node.name and node.name.value == operation.operation_name))
        ][:1]
        variables = operation.variables or {}
        told = bool((operation.operation_extensions or {}).get("cost"))
        count = self._context.knowledge.sizes
        cost = (await price(schema, document, node, variables, -1 if told else limit, count)).cost
        if isinf(cost):
            what = "what this would cost hangs on how many entities and edges there are, which are being counted"
            raise GraphUnavailable(what, remedy="ask again in a moment")
        self._cost = self._context.cost = int(cost)
        if cost > limit:
            raise TooCostly(self._cost, limit)
