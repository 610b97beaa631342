"""A server of Accord in a process of its own, as a client on the network meets it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.conftest import Engine
from tests.project import ROOT

SERVE = "from api.serving import serve; from graph.settings import load_settings; serve(load_settings(port=0))"


@contextmanager
def server(engine: Engine, serve: str = SERVE, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server of the engine's graph and what it says first, its address; `serve` is the program that serves, further
    settings go by the names of their variables.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", serve],
        cwd=ROOT,
        env=engine.environment | settings,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@contextmanager
def served(engine: Engine, **settings: str) -> Iterator[str]:
    """The address of such a server, for who has nothing to do with its process."""
    with server(engine, **settings) as (_, address):
        yield address
