"""The GraphQL schema: the types of the model, the root, the limits, and the shape of errors."""

import strawberry
from graphql import GraphQLError
from strawberry.extensions import AddValidationRules, MaxTokensLimiter, ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from api.entities import value
from api.errors import present
from api.limits import TOKENS, WithinLimits
from api.query import Query
from api.scalars import SCALARS
from api.types import ALL

EXTENSIONS = (
    lambda: MaxTokensLimiter(max_token_count=TOKENS),
    lambda: AddValidationRules([WithinLimits]),
    ParserCache,
    ValidationCache,
)


class Schema(strawberry.Schema):
    """A schema whose errors have Accord's shape."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Replaces the errors, in place, by what clients are told of them."""
        present(errors)


SCHEMA = Schema(
    Query,
    types=ALL,
    config=StrawberryConfig(scalar_map=SCALARS, default_resolver=value),
    extensions=EXTENSIONS,
)
