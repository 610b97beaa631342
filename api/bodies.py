"""How much of a request is read: one that is larger than any may be is refused before it fills the memory."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import body
from api.http import Json
from api.limits import BODY
from schema.errors import BadRequest


class TooLarge(Exception):
    """More of a request has come than any may have."""


class Bounded:
    """Refuses a request that says it is too large, and any other as soon as too much of it has come."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, or has the application answer."""
        size = Headers(scope=scope).get("content-length", "") if scope["type"] == "http" else ""
        come = 0

        async def counted() -> Message:
            nonlocal come
            message = await receive()
            come += len(message.get("body", b""))
            if come > BODY:
                raise TooLarge
            return message

        try:
            if size.isdecimal() and int(size) > BODY:
                raise TooLarge
            await self._app(scope, counted, send)
        except TooLarge:
            told = {"code": BadRequest.code, "do": "ask in several operations"}
            await Json(body(f"the request has more than {BODY:,} bytes", told), 413)(scope, receive, send)
