"""Who may be spoken to as whom: the server answers under the names of this machine alone.

It does not ask who asks, so that a page in a browser of this machine could read from it, if it made its own name lead
here (DNS rebinding). Such a page names itself in the Host header, and is refused.
"""

from functools import lru_cache
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from api.errors import body
from api.http import Json
from schema.errors import BadRequest

REMEDY = "ask for 127.0.0.1 or localhost; a server in front of this one must send that as Host"


class OwnNames:
    """Refuses what asks for another host than this machine."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, or has the application answer."""
        host = Headers(scope=scope).get("host", "") if scope["type"] in ("http", "websocket") else "localhost"
        if is_own(host):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocket(scope, receive, send).close(1008)
        else:
            refusal = body(f"{host[:100]!r} is no name of this machine", {"code": BadRequest.code, "do": REMEDY})
            await Json(refusal, 400)(scope, receive, send)


@lru_cache(100)
def is_own(host: str) -> bool:
    """Whether the host, with or without a port, is this machine itself."""
    name = host.removeprefix("[").partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
