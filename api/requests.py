"""The number of a request: as the client gave it in X-Request-Id, or made here; in its answer and in the log."""

import logging
import re
from contextvars import ContextVar
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.timing import CLOCK, Clock

HEADER = "X-Request-Id"
WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
REQUEST: ContextVar[str | None] = ContextVar("REQUEST", default=None)


def request_id() -> str:
    """The number of the request that is being answered; outside of any, a new one."""
    return REQUEST.get() or _made()


def _made() -> str:
    return uuid4().hex[:12]


class Numbered(logging.Filter):
    """Gives every record of the log the number of its request, `-` where there is none."""

    def filter(self, record: logging.LogRecord) -> bool:
        """True: it drops nothing."""
        record.request = REQUEST.get() or "-"
        return True


class Requests:
    """Numbers and times every request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Has the application answer."""
        given = Headers(scope=scope).get(HEADER, "") if scope["type"] in ("http", "websocket") else ""
        number = given if WELL_FORMED.fullmatch(given) else _made()
        REQUEST.set(number)
        CLOCK.set(Clock())

        async def numbered(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = number
            await send(message)

        await self._app(scope, receive, numbered)
