"""Files opened so that whoever watches hears how far their reading is."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, BinaryIO

BUFFER = 1 << 18
_HEARD: ContextVar[Callable[[int], object] | None] = ContextVar("heard", default=None)


class _Metered(io.FileIO):
    """A file that tells how many bytes were read from it."""

    def readinto(self, buffer: Any) -> int:
        """How many bytes were read, as for every file."""
        count = super().readinto(buffer) or 0
        if heard := _HEARD.get():
            heard(count)
        return count


def metered(path: Path) -> BinaryIO:
    """The file, open to be read as bytes; what is read is told to whoever watches."""
    return io.BufferedReader(_Metered(path), BUFFER)


def whole(path: Path) -> bytes:
    """All that the file holds; its reading is told to whoever watches."""
    with metered(path) as file:
        return b"".join(iter(lambda: file.read(BUFFER), b""))


@contextmanager
def watching(heard: Callable[[int], object]) -> Iterator[None]:
    """Within the block, `heard` is told the number of bytes at every reading of a file."""
    token = _HEARD.set(heard)
    try:
        yield
    finally:
        _HEARD.reset(token)
