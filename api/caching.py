"""Answers bound to the version of the data: none mixes two versions, and what a client has is not sent again."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_hex
from typing import Any

import orjson
from strawberry.http import GraphQLRequestData

from api.fields import Context
from api.knowledge import Knowledge
from api.timing import CLOCK
from schema.errors import GraphUnavailable

TRIES = 20
"""How often an operation is executed while loads change the data under it."""

PROCESS = token_hex(8)
"""Another program may answer otherwise: what it did not tag itself, it answers anew."""


class NotModified(Exception):
    """The client has the answer already."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


async def tag_of(asked: GraphQLRequestData, knowledge: Knowledge) -> str:
    """The entity tag of the answer: equal tags, equal answers. The day counts, since questions are about today."""
    parts = (asked.query, asked.operation_name, asked.variables, asked.extensions)
    told = orjson.dumps(
        (PROCESS, await knowledge.status(), datetime.now(UTC).date(), parts), option=orjson.OPT_SORT_KEYS
    )
    return f'W/"{sha256(told).hexdigest()[:32]}"'


async def consistent(execute: Callable[[], Awaitable[Any]], context: Context) -> Any:
    """The result of executing, all of it read at one version of the data, which is told in its extensions.

    The version was last seen before the first read, and is looked at again after the last: where it has moved, the
    operation is executed anew. Raises GraphUnavailable where it moves each time, or for longer than a request may take.
    """
    clock, until = CLOCK.get(), time.monotonic() + context.policy.seconds
    for _ in range(TRIES):
        if time.monotonic() > until:
            break
        known, before = context.knowledge.seen, clock.reads if clock else 0
        result = await execute()
        if clock is None or clock.reads == before or _is_hopeless(result):
            context.tag = None
            return result
        version = await context.knowledge.version() if context.read_at is None else context.read_at
        if version == known or context.read_at is not None:
            result.extensions = {**(result.extensions or {}), "dataVersion": version}
            context.tag = None if result.errors else context.tag
            return result
        context.renew()
    raise GraphUnavailable("the data change faster than they can be read", remedy="ask again in a moment")


def _is_hopeless(result: Any) -> bool:
    """Whether it failed in a way that a newer version of the data does not mend."""
    codes = {(error.extensions or {}).get("code") for error in result.errors or ()}
    return bool(codes & {"INTERNAL", "GRAPH_UNAVAILABLE", "DEADLINE_EXCEEDED"})
