"""GraphQL without a server: the same schema, asked inside this process."""

import asyncio
from collections.abc import Mapping
from typing import Any

from strawberry.http import process_result

from api.batching import Loaders
from api.fields import Context
from api.knowledge import Knowledge
from api.policy import Policy
from api.schema import SCHEMA
from graph.connect import connect_async
from graph.settings import load_settings


def execute(text: str, variables: Mapping[str, Any]) -> dict[str, Any]:
    """The answer as a client gets it: data, and errors where there are any."""
    return asyncio.run(_execute(text, variables))


async def _execute(text: str, variables: Mapping[str, Any]) -> dict[str, Any]:
    settings = load_settings()
    async with connect_async(settings) as graph:
        policy = Policy(settings.cost_limit, settings.request_seconds)
        context = Context(Loaders(graph), Knowledge(graph), policy)
        result = await SCHEMA.execute(text, variable_values=dict(variables), context_value=context)
        return dict(process_result(result))
