"""How the application is put on the network: on the loopback address alone, until it can tell who asks."""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address

import uvicorn

from api.app import create_app
from graph.connect import connect_async
from graph.settings import Settings
from schema.errors import UsageError


class Server(uvicorn.Server):
    """A server that a signal asks to end; what stands around it then ends in turn."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Lets the first signal end the server gently, and the second at once."""
        loop = asyncio.get_running_loop()
        signals = (signal.SIGINT, signal.SIGTERM)
        for number in signals:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield
        for number in signals:
            loop.remove_signal_handler(number)


def serve(settings: Settings, announce: Callable[[str], object] = print) -> None:
    """Serves until a signal comes; `announce` is told the address once it answers."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with listen(settings.host, settings.port) as listener:
        asyncio.run(_serve(settings, listener, announce))


async def _serve(settings: Settings, listener: socket.socket, announce: Callable[[str], object]) -> None:
    host, port = listener.getsockname()[:2]
    async with connect_async(settings) as graph:
        server = Server(uvicorn.Config(create_app(graph), log_config=None, access_log=False, lifespan="off"))
        task = asyncio.create_task(server.serve([listener]))
        while not server.started and not task.done():
            await asyncio.sleep(0.01)
        announce(f"http://{f'[{host}]' if ':' in host else host}:{port}")
        await task


def listen(host: str, port: int) -> socket.socket:
    """A socket that is bound to the address. Raises UsageError where it is no loopback address, or taken."""
    address = "127.0.0.1" if host == "localhost" else host
    try:
        loopback = ip_address(address).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise UsageError(
            f"Accord does not listen on {host}: it cannot yet tell who asks",
            "ACCORD_HOST",
            "leave it at 127.0.0.1, and put a server that asks for a login in front of it",
        )
    try:
        return socket.create_server((address, port), family=socket.AF_INET6 if ":" in address else socket.AF_INET)
    except OSError as error:
        raise UsageError(
            f"Accord cannot listen on {host}:{port}: {error.strerror}",
            "ACCORD_PORT",
            "choose another port; 0 takes a free one",
        ) from None
