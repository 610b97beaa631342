"""Where the application listens: on the loopback address alone, until it can tell who asks."""

import gc
import os
import socket
from collections.abc import Callable
from importlib import import_module
from ipaddress import ip_address
from threading import Thread
from types import ModuleType

from graph.settings import Settings
from schema.errors import UsageError


def make_ready() -> None:
    """Begins to read the code of the server, which takes a second: meanwhile the engine may start."""
    Thread(target=read_code, args=("api.server",), daemon=True).start()


def read_code(module: str) -> ModuleType:
    """The module, read without looking for garbage meanwhile, nor ever after in what was made: all of it stays."""
    gc.disable()
    try:
        return import_module(module)
    finally:
        gc.freeze()
        gc.enable()


def serve(settings: Settings, announce: Callable[[str], object] = print) -> None:
    """Serves until a signal comes; `announce` is told the address once it answers."""
    with listen(settings.host, settings.port) as listener:
        from api.server import run  # noqa: PLC0415  (it takes a second, which no other command should wait)

        run(settings, listener, announce)


def listen(host: str, port: int) -> socket.socket:
    """A socket that is bound to the address. Raises UsageError where it is no loopback address, or taken."""
    address = "127.0.0.1" if host == "localhost" else host
    if not _is_loopback(address):
        what = f"Accord does not listen on {host}: it cannot yet tell who asks"
        remedy = "leave it at 127.0.0.1, and put a server that asks for a login in front of it"
        raise UsageError(what, "ACCORD_HOST", remedy)
    try:
        listener = socket.create_server((address, port), family=socket.AF_INET6 if ":" in address else socket.AF_INET)
        # Inherited by every connection: else the body of an answer waits 40 ms for the client to acknowledge its head.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except OSError as error:
        what = f"Accord cannot listen on {host}:{port}: {os.strerror(error.errno or 0)}"
        raise UsageError(what, "ACCORD_PORT", "choose another port; 0 takes a free one") from None


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
