"""The server around the application: it begins with the graph, tells when it answers, and ends gently on a signal."""

import asyncio
import gc
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from uvicorn.loops.auto import auto_loop_factory

from api.app import create_app
from api.limits import BODY
from api.policy import Policy
from api.requests import Numbered
from graph.connect import connect_async
from graph.settings import Settings

TICK = 0.01


class Server(uvicorn.Server):
    """A server that a signal asks to end; what stands around it then ends in turn, subscriptions first."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends what would go on for ever, and waits for what will end."""
        self.config.app.state.close()  # type: ignore[union-attr]
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Lets the first signal end the server gently, and the second at once."""
        loop = asyncio.get_running_loop()
        signals = (signal.SIGINT, signal.SIGTERM)
        for number in signals:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in signals:
                loop.remove_signal_handler(number)


def run(settings: Settings, listener: socket.socket, announce: Callable[[str], object]) -> None:
    """Serves on the socket until a signal comes; `announce` is told the address once it answers."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s [%(request)s]: %(message)s")
    for handler in logging.getLogger().handlers:
        handler.addFilter(Numbered())
    with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
        runner.run(_run(settings, listener, announce))


async def _run(settings: Settings, listener: socket.socket, announce: Callable[[str], object]) -> None:
    policy = Policy.of(settings)
    host, port = listener.getsockname()[:2]
    async with connect_async(settings) as graph:
        server = Server(
            uvicorn.Config(
                create_app(graph, policy),
                log_config=None,
                access_log=False,
                lifespan="off",
                timeout_keep_alive=65,
                ws_max_size=BODY,
            )
        )
        task = asyncio.create_task(server.serve([listener]))
        while not server.started and not task.done():
            await asyncio.sleep(TICK)
        if server.started:
            gc.freeze()  # the schema lives as long as the process: no need to look through it again and again
            announce(f"http://{f'[{host}]' if ':' in host else host}:{port}")
        await task
