"""How much of a request is read, and for how long: one that is larger than any may be is refused before it fills the
memory, and one that does not end before it is held for ever.
"""

from asyncio import get_running_loop, timeout_at

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import body
from api.http import Json
from api.limits import BODY, BODY_SECONDS
from schema.errors import BadRequest


class TooLarge(Exception):
    """More of a request has come than any may have."""


class TooLong(Exception):
    """A request has taken longer to come than any may."""


class Bounded:
    """Refuses a request that says it is too large, and any other as soon as too much of it has come, or too late."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, or has the application answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        size = Headers(scope=scope).get("content-length", "")
        try:
            if size.isdecimal() and int(size) > BODY:
                raise TooLarge
            await self._app(scope, _bounded(receive), send)
        except TooLarge:
            refusal = _refusal(f"the request has more than {BODY:,} bytes", "ask in several operations", 413)
            await refusal(scope, receive, send)
        except TooLong:
            refusal = _refusal(f"the request was not whole within {BODY_SECONDS} seconds", "send it at once", 408)
            refusal.headers["Connection"] = "close"
            await refusal(scope, receive, send)


def _refusal(what: str, remedy: str, status: int) -> Json:
    return Json(body(what, {"code": BadRequest.code, "do": remedy}), status)


def _bounded(receive: Receive) -> Receive:
    """Gives the parts of a request. Raises TooLarge and TooLong; who waits for its end behind the last waits on."""
    until = get_running_loop().time() + BODY_SECONDS
    come, whole = 0, False

    async def counted() -> Message:
        nonlocal come, whole
        try:
            async with timeout_at(None if whole else until):
                message = await receive()
        except TimeoutError:
            raise TooLong from None
        come, whole = come + len(message.get("body", b"")), not message.get("more_body", False)
        if come > BODY:
            raise TooLarge
        return message

    return counted
