"""GraphQL over HTTP: POST asks, GET asks what is stored, a browser's GET shows a page to try it on; whatever goes wrong
has the one shape of errors.
"""

from collections.abc import Mapping
from typing import Any

import orjson
from cross_web import HTTPException, StarletteRequestAdapter
from fastapi import Response
from graphql import GraphQLError, get_operation_ast, parse
from graphql import OperationType as Type
from starlette.requests import Request
from starlette.websockets import WebSocketDisconnect
from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.fastapi import GraphQLRouter
from strawberry.http import GraphQLRequestData
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.http.streaming import HTTPStreamTransport, SSETransport
from strawberry.schema import BaseSchema
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types.graphql import OperationType

from api.caching import NotModified, consistent, tag_of
from api.errors import body, status, tell
from api.fields import Context
from api.limits import SUBSCRIBERS, TOKENS
from api.page import Page
from api.policy import Policy
from api.quick import Answered
from api.stored import Stored, hash_of
from api.timing import CLOCK, phase
from schema.errors import AccordError, BadRequest


class Json(Response):
    """An answer in JSON."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The bytes of the answer."""
        return orjson.dumps(content)


class AnyCase(StarletteRequestAdapter):
    """A request whose media type is read in small letters: it means the same in any (RFC 9110, 8.3.1)."""

    @property
    def content_type(self) -> str:
        """What the body is, empty where nothing is said."""
        return (super().content_type or "").lower()


class Events(SSETransport):
    """Server-sent events: they carry subscriptions alone."""

    def allowed_operation_types(self, _: object) -> set[OperationType]:
        """Subscriptions."""
        return {OperationType.SUBSCRIPTION}


class TextSocket(ASGIWebSocketAdapter):
    """A WebSocket that sends text: graphql-transport-ws has no other messages, and browsers read no other."""

    async def send_json(self, message: Mapping[str, object]) -> None:
        """Sends one message. Raises WebSocketDisconnected where nobody is there any more."""
        try:
            await self.ws.send_text(orjson.dumps(message).decode())
        except WebSocketDisconnect as gone:
            raise WebSocketDisconnected from gone


SHAPE = 'send one {"query": "...", "variables": {...}} as application/json'
EVENTS = "ask with Accept: text/event-stream, or over a WebSocket"


def follows(data: GraphQLRequestData) -> bool:
    """Whether the operation is a subscription; of what cannot be read the answer tells what is wrong with it."""
    text = data.query or ""
    if "subscription" not in text:
        return False
    try:
        operation = get_operation_ast(parse(text, max_tokens=TOKENS), data.operation_name)
    except GraphQLError:
        return False
    return operation is not None and operation.operation is Type.SUBSCRIPTION


class Router(GraphQLRouter[Context, None]):
    """The address /graphql."""

    request_adapter_class = AnyCase
    websocket_adapter_class = TextSocket
    stream_transport_classes_by_protocol: Mapping[str, type[HTTPStreamTransport]] = {GRAPHQL_SSE_PROTOCOL: Events}

    def __init__(
        self, schema: BaseSchema, policy: Policy, context_getter: Any, stored: Stored, answered: Answered
    ) -> None:
        super().__init__(
            schema,
            context_getter=context_getter,
            graphql_ide="graphiql" if policy.introspection else None,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL),
            max_subscriptions_per_connection=SUBSCRIBERS,
            allowed_origins=policy.origins,
        )
        self._stored, self._answered, self._page = stored, answered, Page()
        if policy.introspection:
            self.add_api_route("/page/{name}", self._page.file, include_in_schema=False)

    async def run(self, request: Any, context: Any = None, root_value: None = None) -> Any:
        """The answer, a refusal of the request as such included."""
        if self.is_websocket_request(request):
            return await super().run(request, context, root_value)
        try:
            answer = await super().run(request, context, root_value)
        except HTTPException as refusal:
            return Json(body(refusal.reason, {"code": BadRequest.code, "do": SHAPE}), refusal.status_code)
        except AccordError as refusal:
            return Json(body(*tell(refusal)), status(refusal))
        except NotModified as same:
            return Response(status_code=304, headers={"ETag": same.tag, "Cache-Control": "private, no-cache"})
        return self._with_headers(answer, context)

    def _with_headers(self, answer: Response, context: Context) -> Response:
        if context.tag is not None:
            answer.headers["ETag"] = context.tag
        answer.headers.setdefault("Cache-Control", "no-store" if context.tag is None else "private, no-cache")
        clock = CLOCK.get()
        if clock is not None and clock.seconds:
            answer.headers["Server-Timing"] = clock.header()
        return answer

    async def execute_operation(
        self, request: Request, request_adapter: Any, request_data: Any, context: Context, *others: Any, **named: Any
    ) -> Any:
        """The result, of one version of the data. Raises NotModified where the client has it already."""

        async def execute() -> Any:
            return await super(Router, self).execute_operation(
                request, request_adapter, request_data, context, *others, **named
            )

        if follows(request_data):
            if request_data.protocol == "http":
                raise BadRequest("a subscription is answered in events", remedy=EVENTS)
            return await execute()
        request_data.protocol = "http"  # clients say in every request that they would take events too
        if request_adapter.method == "GET":
            context.tag = await tag_of(request_data, context.knowledge)
            if context.tag in request.headers.get("if-none-match", "").split(", "):
                raise NotModified(context.tag)
        result = await consistent(execute, context)
        if context.read_at is not None and result.errors is None:
            self._answered.keep(request_data.query, request_data.operation_name)
        return result

    async def parse_http_body(self, request: Any) -> GraphQLRequestData | list[GraphQLRequestData]:
        """What the client asks; a hash stands for the text that is stored under it."""
        data = await super().parse_http_body(request)
        assert isinstance(data, GraphQLRequestData)  # several at once are refused above
        if request.method == "GET" and (data.query is not None or hash_of(data.extensions) is None):
            raise BadRequest("GET asks for a stored operation by its hash alone", remedy="send the query by POST")
        data.query = self._stored.text(data.query, data.extensions)
        return data

    def should_render_graphql_ide(self, request: Any) -> bool:
        """Whether a browser asks for the page."""
        asked = request.method == "GET" and "text/html" in request.headers.get("accept", "")
        return asked and not {"query", "extensions"} & request.query_params.keys()

    async def render_graphql_ide(self, _: Request) -> Any:
        """The page."""
        return self._page.html()

    def decode_json(self, data: str | bytes) -> object:
        """What the client sent. Refuses what is no object."""
        try:
            decoded = orjson.loads(data)
        except orjson.JSONDecodeError as error:
            raise HTTPException(400, f"The request is no JSON: {error}") from None
        if not isinstance(decoded, dict | list):
            raise HTTPException(400, "The request is no JSON object with a query.")
        return decoded

    def encode_json(self, data: object) -> bytes:
        """The answer as bytes."""
        with phase("encode"):
            return orjson.dumps(data)
