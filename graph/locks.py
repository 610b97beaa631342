"""Locks on files, which the kernel takes from a process that ends, however it ends."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path


def try_lock(file: FileIO, shared: bool = False) -> bool:
    """Whether this process now holds the lock on the file."""
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_locked(path: Path) -> bool:
    """Whether any process holds the lock on the file."""
    with FileIO(path, "a") as file:
        return not try_lock(file)


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether the condition came true within so many seconds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


@contextmanager
def locked(path: Path, seconds: float) -> Iterator[bool]:
    """Whether the lock on the file was had within so many seconds; it is held inside the block."""
    with FileIO(path, "a") as file:
        yield wait_until(lambda: try_lock(file), seconds)
