"""Where the compiled way enters: an operation that was parsed, validated and limited is answered before it is executed.

It gives up wherever something is unusual (an argument that makes no sense, an answer that is too large, a value that
does not fit its field, a load in between): resolvers then answer, and tell what is wrong in the one way there is.
"""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from graphql import get_operation_ast
from graphql.execution.values import VariableValues
from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionContext, ExecutionResult

from api.compiled.collect import NotCompiled
from api.compiled.known import Unfit
from api.compiled.plans import Plan, Plans, answer
from api.compiled.reading import looked_up
from api.knowledge import Knowledge
from schema.errors import AccordError, BadQuery, BadRequest

log = logging.getLogger("accord.api")

PLANS = Plans()


@dataclass(frozen=True)
class Answer:
    """The data of an answer, and the version of the data that they were read at."""

    data: Any
    version: int


class Compiled(SchemaExtension):
    """Answers what the graph alone can answer."""

    async def on_execute(self) -> AsyncIterator[None]:
        """Waits for its turn, and sets the result where there is a plan for the operation."""
        asked: Any = self.execution_context
        async with asked.context.lanes.of(asked.context.cost):
            found = planned(asked)
            told = None if found is None else await answered(asked.context.knowledge, *found)
            if told is not None:
                asked.result = ExecutionResult(data=told.data, errors=None)
                asked.context.read_at = told.version
            yield


def planned(asked: ExecutionContext) -> tuple[Plan, VariableValues] | None:
    """The plan of the operation with the values of its variables; None where resolvers are to answer it."""
    document, text = asked.graphql_document, asked.query
    node = None if document is None else get_operation_ast(document, asked.operation_name)
    if document is None or text is None or node is None:
        return None
    return PLANS.plan(text, document, node, asked.variables or {}, asked.schema._schema)


async def answered(knowledge: Knowledge, plan: Plan, variables: VariableValues) -> Answer | None:
    """The answer of one statement; None where something is unusual."""
    try:
        given, before = await looked_up(knowledge, plan.columns, plan.given(variables))
        text, params = plan.statement(given)
        [[*row, begun, ended]] = await knowledge.graph.rows(text, params)
        if begun != ended or before not in (None, begun):
            return None
        found = Answer(answer(plan, given, row), ended)
    except (NotCompiled, Unfit, BadRequest):
        return None
    except BadQuery as error:
        log.warning("a compiled statement was refused, resolvers answer instead", exc_info=error)
        return None
    except AccordError:
        raise
    except (KeyError, TypeError, ValueError) as error:
        log.warning("a compiled answer did not fit, resolvers answer instead", exc_info=error)
        return None
    knowledge.seen = ended
    return found
