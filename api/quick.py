"""The quick way: an operation that one statement answered before is answered so again, in front of all that finds out
what a request is. It was parsed, validated and allowed in the same words; its variables, its cost and the version of
the data are looked at each time. Whatever is unusual is handed on, and answered or refused in the one way there is.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from fastapi import Response
from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode, get_operation_ast, parse
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.compiled import extension
from api.cost import Price, price
from api.knowledge import Knowledge
from api.lanes import Lanes
from api.policy import Policy
from api.priced import hangs_on
from api.stored import Stored
from api.timing import CLOCK, phase
from graph.client import DEADLINE
from schema.errors import AccordError

KEPT, LONGEST = 500, 20_000
"""How many operations are kept, those used last, and how long one may be."""

MOST_PRICES = 100
"""How many prices of one operation are kept."""

LARGEST = 100_000
"""Bytes of a request that is looked at here."""

PATH = "/graphql"


@dataclass(frozen=True)
class Operation:
    """An operation that was answered, the variables on which its price hangs, and its price by their values."""

    document: DocumentNode
    node: OperationDefinitionNode
    name: str | None
    hangs_on: Sequence[str]
    prices: dict[bytes, Price] = field(default_factory=dict)


class Answered:
    """The operations that one statement answered, by their text and their name."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self._kept: OrderedDict[tuple[str, str | None], Operation] = OrderedDict()

    def keep(self, text: str | None, name: str | None) -> None:
        """Keeps the operation, unless it is kept."""
        if text is None or len(text) > LONGEST or (text, name) in self._kept:
            return
        document = parse(text)
        node = get_operation_ast(document, name)
        assert node is not None
        self._kept[text, name] = Operation(document, node, name, hangs_on(document))
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def find(self, text: str, name: str | None) -> Operation | None:
        """The operation, None where none was answered in these words."""
        found = self._kept.get((text, name))
        if found is not None:
            self._kept.move_to_end((text, name))
        return found


class Quick:
    """Answers what it can, and hands all else on."""

    def __init__(
        self, app: ASGIApp, answered: Answered, stored: Stored, lanes: Lanes, knowledge: Knowledge, policy: Policy
    ) -> None:
        self._app, self._answered, self._stored = app, answered, stored
        self._lanes, self._knowledge, self._policy = lanes, knowledge, policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, or has the application answer."""
        if not _is_plain(scope):
            await self._app(scope, receive, send)
            return
        body, rest = await _read(receive)
        token = DEADLINE.set(time.monotonic() + self._policy.seconds)
        try:
            answer = await self._answer(body)
            await (self._app(scope, rest, send) if answer is None else answer(scope, receive, send))
        finally:
            DEADLINE.reset(token)

    async def _answer(self, body: bytes) -> Response | None:
        try:
            async with asyncio.timeout(self._policy.seconds):
                told = await self._told(orjson.loads(body))
        except (AccordError, TimeoutError, orjson.JSONDecodeError):
            return None  # who is handed the request tells what is wrong
        if told is None:
            return None
        with phase("encode"):
            answer = Response(orjson.dumps(told), media_type="application/json", headers={"Cache-Control": "no-store"})
        if clock := CLOCK.get():
            answer.headers["Server-Timing"] = clock.header()
        return answer

    async def _told(self, asked: Any) -> dict[str, Any] | None:
        if not isinstance(asked, dict) or not asked.keys() <= {"query", "variables", "operationName", "extensions"}:
            return None
        text, name, variables = asked.get("query"), asked.get("operationName"), asked.get("variables") or {}
        extensions = asked.get("extensions") or {}
        if not isinstance(variables, dict) or not isinstance(name, str | None):
            return None
        if not isinstance(extensions, dict) or not extensions.keys() <= {"persistedQuery"}:
            return None
        text = self._stored.text(text, extensions) if extensions else text
        return await self._found(text, name, variables) if isinstance(text, str) else None

    async def _found(self, text: str, name: str | None, variables: dict[str, Any]) -> dict[str, Any] | None:
        operation, schema = self._answered.find(text, name), self._answered.schema
        if operation is None or (cost := await self._cost(operation, variables)) > self._policy.cost:
            return None
        plan = extension.PLANS.plan(text, operation.document, operation.node, variables, schema)
        if plan is None:
            return None
        async with self._lanes.of(cost):
            found = await extension.answered(self._knowledge, *plan)
        return None if found is None else {"data": found.data, "extensions": {"dataVersion": found.version}}

    async def _cost(self, operation: Operation, variables: Mapping[str, Any]) -> float:
        key = orjson.dumps({name: variables[name] for name in operation.hangs_on if name in variables})
        count, kept = self._knowledge.sizes, operation.prices.get(key)
        if kept is None or not await kept.holds(count):
            asked = (self._answered.schema, operation.document, operation.node, variables)
            kept = await price(*asked, self._policy.cost, count)
            if len(operation.prices) >= MOST_PRICES:
                operation.prices.clear()
            operation.prices[key] = kept
        return kept.cost


def _is_plain(scope: Scope) -> bool:
    """Whether it is a request in JSON that tells how long it is."""
    if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] != PATH:
        return False
    headers = Headers(scope=scope)
    kind, size = headers.get("content-type", ""), headers.get("content-length", "")
    return kind.partition(";")[0].strip().lower() == "application/json" and size.isdecimal() and int(size) <= LARGEST


async def _read(receive: Receive) -> tuple[bytes, Receive]:
    """The body, and what gives the same messages to who is handed the request."""
    messages: list[Message] = [await receive()]
    while messages[-1]["type"] == "http.request" and messages[-1].get("more_body", False):
        messages.append(await receive())
    body, left = b"".join(message.get("body", b"") for message in messages), iter(messages)

    async def again() -> Message:
        message = next(left, None)
        return await receive() if message is None else message

    return body, again
