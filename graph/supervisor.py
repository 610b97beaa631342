"""The process between Accord and its engine: it starts the engine, starts it again when it breaks down, and ends it
when the last process that uses it is gone.

It runs as a script of its own, on the standard library alone, so that it costs little time and memory:
`supervisor.py LEASES LOCK PID LEARNED CACHE COMMAND...`

- LEASES is the path of a file that every process which uses the engine keeps locked, shared. The kernel takes that lock
  from a process that dies, however it dies. When this process gets the lock for itself alone, nobody is left.
- LOCK is an open, locked file, which this process and the engine inherit. While either of them lives the kernel keeps
  the lock; so a lock that is free proves that no engine runs, and no process id has to be trusted.
- PID is the path of the file that tells the engine's process id.
- LEARNED is where the engine's Java writes its cache when it ends, and CACHE is where it is put when it is whole.
"""

import contextlib
import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1
PATIENCE = 30.0
"""Seconds that the engine has to end in good order."""
LEAST_LIFE = 5.0
"""Seconds that an engine must have lived to be started again: one that cannot start is not helped by another try."""


class Supervisor:
    """One engine after another, until nobody uses it or it cannot be kept up."""

    def __init__(self, command: list[str], lock: int, pid: Path) -> None:
        self._command, self._lock, self._pid = command, lock, pid
        self._ending = threading.Event()
        self._engine = self._start()

    def run(self) -> int:
        """The exit code of the last engine."""
        while True:
            born = time.monotonic()
            code = self._engine.wait()
            if self._ending.is_set() or time.monotonic() - born < LEAST_LIFE:
                return code
            self._engine = self._start()
            if self._ending.is_set():
                self._engine.terminate()

    def end(self, *_: object) -> None:
        """Ask the engine to end, for good."""
        self._ending.set()
        self._engine.terminate()

    def end_when_unused(self, leases: Path) -> None:
        """Wait for the last process that uses the engine, then end it, by force if need be."""
        with leases.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            self.end()
            time.sleep(PATIENCE)
            self._engine.kill()

    def _start(self) -> "subprocess.Popen[bytes]":
        engine = subprocess.Popen(
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            pass_fds=(self._lock,),
            preexec_fn=_ask_to_die_with(os.getpid()),  # noqa: PLW1509 (the other thread waits, and holds nothing)
        )
        self._pid.write_text(str(engine.pid))
        return engine


def main(leases: Path, lock: int, pid: Path, learned: Path, cache: Path, command: list[str]) -> int:
    """The exit code of the engine, kept up until nobody uses it any more."""
    supervisor = Supervisor(command, lock, pid)
    signal.signal(signal.SIGTERM, supervisor.end)
    threading.Thread(target=supervisor.end_when_unused, args=(leases,), daemon=True).start()
    with contextlib.suppress(BrokenPipeError):
        os.write(1, str(os.getpid()).encode())
    os.dup2(2, 1)
    code = supervisor.run()
    if learned.exists() and code != -signal.SIGKILL:
        learned.replace(cache)
    return code


def _ask_to_die_with(supervisor: int) -> Callable[[], None] | None:
    """On Linux, what the engine's process does first: it asks to be ended when this process is killed."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != supervisor:
            os.kill(os.getpid(), signal.SIGTERM)

    return ask


if __name__ == "__main__" and os.fork() == 0:  # the starter waits for the parent only, and is left no zombie
    leases, lock, pid, learned, cache, *command = sys.argv[1:]
    sys.exit(main(Path(leases), int(lock), Path(pid), Path(learned), Path(cache), command))
