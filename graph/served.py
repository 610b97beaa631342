"""Who serves on a data folder: at most one program does, and the others can find and end it."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import FileIO
from pathlib import Path

from graph.engine_folder import Folder, disk_errors
from graph.locks import is_locked, try_lock, wait_until
from graph.processes import birth, end
from schema.errors import EngineError

STOP_SECONDS = 60.0


@dataclass(frozen=True)
class Served:
    """A program that serves: its process, when that began, and its address, which is '' until it answers."""

    pid: int
    born: str
    address: str = ""


@contextmanager
def serving(home: Path) -> Iterator[Callable[[str], None]]:
    """A way to tell the address on which this program serves, which holds as long as the block lasts.

    Raises EngineError where another program serves already.
    """
    with disk_errors(home):
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileIO(Folder(home).served, "a+")
    with lock:
        if not try_lock(lock):
            raise EngineError("Accord is already up on this folder", str(home), "end it first: accord down")

        def tell(address: str) -> None:
            lock.truncate(0)
            lock.write(json.dumps(asdict(Served(os.getpid(), birth(os.getpid()) or "", address))).encode())

        tell("")
        try:
            yield tell
        finally:
            lock.truncate(0)


def served(home: Path) -> Served | None:
    """Who serves on the folder, None where nobody does. Raises EngineError where the folder cannot be used."""
    path = Folder(home).served
    with disk_errors(home):
        if not path.exists() or not is_locked(path):
            return None
    try:
        return Served(**json.loads(path.read_bytes()))
    except (json.JSONDecodeError, TypeError):
        return None


def stop(home: Path) -> bool:
    """Whether a program served on the folder; it is asked to end, and has ended. Raises EngineError if it does not."""
    found = served(home)
    if found is None:
        return False
    end(found.pid, found.born)
    if not wait_until(lambda: served(home) is None, STOP_SECONDS):
        raise EngineError("Accord does not end", f"process {found.pid}", f"end it: kill -9 {found.pid}")
    return True
