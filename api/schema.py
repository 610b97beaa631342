"""The GraphQL schema: the types of the model, the root, the limits, and the shape of errors."""

import asyncio
import time
from math import inf
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import ParserCache
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, ExecutionResult

from api.compiled.extension import Compiled
from api.entities import value
from api.errors import present, refusal
from api.fields import Context
from api.following import Subscription
from api.guard import Guard
from api.query import Query
from api.scalars import SCALARS
from api.types import ALL
from graph.client import DEADLINE
from schema.errors import TooSlow

EXTENSIONS = (Guard, ParserCache, Compiled)


class Schema(strawberry.Schema):
    """A schema whose errors have Accord's shape, and whose answers come in time."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Replaces the errors, in place, by what clients are told of them."""
        context = execution_context.context if execution_context else None
        present(errors, not isinstance(context, Context) or context.policy.introspection)

    async def execute(self, query: str | None, *args: Any, **options: Any) -> ExecutionResult:
        """The answer, or the error that it took too long."""
        seconds = options["context_value"].policy.seconds
        now = time.monotonic()
        until = min(DEADLINE.get() or inf, now + seconds)
        token = DEADLINE.set(until)
        try:
            async with asyncio.timeout(until - now):
                return await super().execute(query, *args, **options)
        except TimeoutError:
            late = TooSlow(f"the answer took more than {seconds:g} seconds", remedy="ask for less at once")
            errors = [refusal(late)]
            self.process_errors(errors)
            return ExecutionResult(data=None, errors=errors)
        finally:
            DEADLINE.reset(token)


SCHEMA = Schema(
    Query,
    subscription=Subscription,
    types=ALL,
    config=StrawberryConfig(scalar_map=SCALARS, default_resolver=value),
    extensions=EXTENSIONS,
)
