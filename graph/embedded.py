"""The embedded engine: found where it runs, started where it does not, and ended with the last who uses it."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from io import FileIO
from pathlib import Path
from typing import Self

from graph.access import Access
from graph.engine_folder import Folder, State, check_room, check_stamp, disk_errors, prepare, read_state, room
from graph.engine_http import EngineHttp
from graph.engine_java import installed
from graph.engine_start import is_up, start
from graph.engine_users import DATABASE
from graph.locks import is_locked, locked, try_lock, wait_until
from graph.processes import birth, end
from schema.errors import EngineError

START_SECONDS, STOP_SECONDS = 180.0, 60.0
WRITER_SECONDS = 600.0
"""Indexes over a large graph take their time."""


@dataclass(frozen=True)
class Engine:
    """A running engine, and this process's lease on it."""

    folder: Folder
    state: State
    lease: FileIO

    @property
    def uri(self) -> str:
        """Where the engine speaks Bolt."""
        return f"bolt://127.0.0.1:{self.state.bolt}"

    def access(self, reader: bool = False) -> Access:
        """The way in, for one who writes or one who only reads."""
        user = "reader" if reader else "writer"
        password = self.folder.password(user)
        http = EngineHttp(self.state.http, user, password)
        advice = f"run the command again, and the engine is started anew; what it last said is in {self.folder.log}"
        sql, alone = partial(http.sql, DATABASE), partial(_alone, self.folder)
        return Access(self.uri, user, password, DATABASE, reader, advice, sql, alone)

    def close(self) -> None:
        """Give the lease back; where it was the last one, wait until the engine has ended."""
        if self.lease.closed:
            return
        last = _is_last(self.lease)
        self.lease.close()
        if last:
            wait_until(lambda: not is_locked(self.folder.state), STOP_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_engine(home: Path, memory: str = "1g", port: int = 0) -> Engine:
    """The engine of that folder: the one that runs there already, or else a new one."""
    java = installed()
    folder = prepare(home)
    with locked(folder.gate, START_SECONDS) as mine, disk_errors(home):
        if not mine:
            raise EngineError("another Accord program does not finish starting the engine", str(home), "end it")
        check_stamp(folder, java.version)
        lease = FileIO(folder.leases, "a")
        try:
            state = _running(folder, lease)
            if state is None:
                _take(lease)
                state = start(folder, java, memory, port)
        except BaseException:
            lease.close()
            raise
    return Engine(folder, state, lease)


def running(home: Path) -> State | None:
    """What the engine of that folder says of itself, if one runs there and has come up."""
    folder = Folder(home)
    with disk_errors(home):
        runs = folder.state.exists() and is_locked(folder.state) and folder.state.stat().st_size > 0
    return read_state(folder) if runs else None


def stop_engine(home: Path) -> bool:
    """Whether an engine ran on that folder; it is ended, whoever still uses it."""
    state = running(home)
    if state is None:
        return False
    end(state.supervisor, state.born)
    _wait_for_end(Folder(home))
    return True


def _running(folder: Folder, lease: FileIO) -> State | None:
    """The state of an engine that can be used, and a lease on it."""
    if not folder.state.exists():
        return None
    if is_locked(folder.state) and try_lock(lease, shared=True):
        state = read_state(folder)
        supervised = birth(state.supervisor) == state.born
        if supervised and is_up(folder, state):
            return state
        if not supervised:
            _end_orphan(folder)
    _wait_for_end(folder)
    return None


def _take(lease: FileIO) -> None:
    """Become one who uses the engine; a supervisor that ends may hold the leases a moment longer than the state."""
    if not wait_until(lambda: try_lock(lease, shared=True), STOP_SECONDS):
        raise EngineError("the former engine of this folder does not give it back", str(lease.name), "try again")


def _end_orphan(folder: Folder) -> None:
    """End an engine whose supervisor was killed. It holds the lock, so that its process id is still its own."""
    with suppress(ProcessLookupError):
        os.kill(int(folder.pid.read_text(encoding="ascii")), signal.SIGTERM)


def _wait_for_end(folder: Folder) -> None:
    if not wait_until(lambda: not is_locked(folder.state), STOP_SECONDS):
        pid = folder.pid.read_text(encoding="ascii")
        raise EngineError("the engine of this folder does not end", f"process {pid}", f"end it: kill -9 {pid}")


@contextmanager
def _alone(folder: Folder) -> Iterator[None]:
    """Two that make the same property at once would refuse each other's, whatever IF NOT EXISTS says; and a transaction
    sees what another commits meanwhile, so that one of two loads would fail in the middle. On a full disk the engine
    takes a transaction, and tells its log alone that it could not write all of it.
    """
    with locked(folder.writer, WRITER_SECONDS) as mine:
        if not mine:
            raise EngineError("another Accord program does not finish writing", str(folder.home), "end it")
        check_room(folder.home, room(folder.home))
        yield


def _is_last(lease: FileIO) -> bool:
    """Whether nobody else uses the engine.

    The lock is had alone if nobody else has it. If that fails, and it cannot even be shared, then the supervisor was
    quicker: it has the lock, and ends the engine because nobody else has one.
    """
    return try_lock(lease) or not try_lock(lease, shared=True)
