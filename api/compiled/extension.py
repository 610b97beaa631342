"""Where the compiled way enters: an operation that was parsed, validated and limited is answered before it is executed.

It gives up wherever something is unusual (an argument that makes no sense, an answer that is too large, a value that
does not fit its field, a load in between): resolvers then answer, and tell what is wrong in the one way there is.
"""

import logging
from collections.abc import AsyncIterator
from typing import Any

from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionResult

from api.compiled.collect import NotCompiled
from api.compiled.known import Unfit
from api.compiled.plans import Plans, answer
from schema.errors import AccordError, BadQuery, BadRequest

log = logging.getLogger("accord.api")
PLANS = Plans()


class Compiled(SchemaExtension):
    """Answers what the graph alone can answer."""

    async def on_execute(self) -> AsyncIterator[None]:
        """Sets the result, where there is a plan for the operation."""
        context: Any = self.execution_context
        found = PLANS.plan(context, context.schema._schema)
        if found is not None:
            context.result = await _answered(context.context, *found)
        yield


async def _answered(context: Any, plan: Any, variables: Any) -> ExecutionResult | None:
    try:
        given = plan.given(variables)
        text, params = plan.statement(given)
        *row, begun, ended = await context.loaders.whole(text, params)
        if begun != ended:
            return None
        result = ExecutionResult(data=answer(plan, given, row), errors=None)
        context.read_at = context.knowledge.seen = ended
        return result
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
