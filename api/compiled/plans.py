"""Answering an operation by one statement. Plans are kept by the text of the operation, its name and its branches; what
hangs on other variables is read for each request, so that a plan is never of another question.
"""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode, OperationType
from graphql.execution.values import VariableValues, get_variable_values

from api.compiled.collect import NotCompiled, branching
from api.compiled.encode import Encoder, Run
from api.compiled.lower import Asked, Lowering
from api.limits import ENTITIES
from graph.pages import Page
from graph.statement import Column, Found, Given, One, Rows, Words, statement

KEPT = 500
"""How many plans are kept, those used last."""

LONGEST = 20_000
"""Characters of an operation of which a plan is kept: longer ones are left to resolvers."""

WIDEST = 10 * ENTITIES
"""How many entries an answer may have if all its pages are full: wider ones are read level by level, and counted."""


@dataclass(frozen=True)
class Plan:
    """What is read, what is asked of it, and what makes the answer of its row; `text` where no variable changes it."""

    columns: Sequence[Column]
    asked: Sequence[Asked]
    encoder: Encoder
    made: dict[tuple[Given, ...], tuple[str, dict[str, Any]]] = field(default_factory=dict)

    def given(self, variables: VariableValues) -> tuple[Given, ...]:
        """What this request asks. Raises BadRequest where that makes no sense, NotCompiled if resolvers are needed."""
        given = tuple(asked.given(variables) for asked in self.asked)
        if any(isinstance(each, Page) and each.known is not None for each in given):
            raise NotCompiled
        if self._entries(self.columns, given) > WIDEST:
            raise NotCompiled
        return given

    def statement(self, given: tuple[Given, ...]) -> tuple[str, dict[str, Any]]:
        """The statement, of which the last one is kept."""
        if given not in self.made:
            self.made.clear()
            self.made[given] = statement(self.columns, given)
        return self.made[given]

    def _entries(self, columns: Sequence[Column], given: Sequence[Given]) -> int:
        return sum(self._size(column, given) for column in columns)

    def _size(self, column: Column, given: Sequence[Given]) -> int:
        if isinstance(column, One):
            return 1 + self._entries(column.shown.columns, given)
        if not isinstance(column, Rows | Found):
            return 0
        asked = given[column.page if isinstance(column, Rows) else column.asked]
        return (asked.size if isinstance(asked, Page | Words) else 1) * (1 + self._entries(column.shown.columns, given))


class Plans:
    """The plans of one schema."""

    def __init__(self) -> None:
        self._branches: OrderedDict[Hashable, frozenset[str]] = OrderedDict()
        self._plans: OrderedDict[Hashable, Plan | None] = OrderedDict()

    def plan(
        self,
        text: str,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        told: dict[str, Any],
        schema: GraphQLSchema,
    ) -> tuple[Plan, VariableValues] | None:
        """The plan of the operation with the values of its variables; None where resolvers are to answer it."""
        if len(text) > LONGEST or operation.operation is not OperationType.QUERY:
            return None
        variables = get_variable_values(schema, operation.variable_definitions or (), told)
        if isinstance(variables, list):
            return None
        name = (text, operation.name and operation.name.value)
        branches = _kept(self._branches, name, lambda: branching(document, operation))
        values = tuple(sorted((each, variables.coerced.get(each)) for each in branches))
        found = _kept(self._plans, (name, values), lambda: _lowered(schema, document, operation, dict(values)))
        return None if found is None else (found, variables)


def _kept(store: OrderedDict[Hashable, Any], key: Hashable, make: Any) -> Any:
    if key in store:
        store.move_to_end(key)
        return store[key]
    store[key] = made = make()
    if len(store) > KEPT:
        store.popitem(last=False)
    return made


def _lowered(
    schema: GraphQLSchema, document: Any, operation: OperationDefinitionNode, conditions: dict[str, Any]
) -> Plan | None:
    lowering = Lowering(schema, document, conditions)
    try:
        columns, encoder = lowering.operation(operation)
    except NotCompiled:
        return None
    return Plan(columns, lowering.asked, encoder)


def answer(plan: Plan, given: Sequence[Given], row: Sequence[Any]) -> Any:
    """The answer that the row of the statement comes to. Raises Unfit where it does not fit the schema."""
    return plan.encoder(row, Run(given))
