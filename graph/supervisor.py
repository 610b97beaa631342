"""The process between Accord and its engine: it ends the engine when the last process that uses it is gone.

It runs as a script of its own, on the standard library alone, so that it costs little time and memory:
`supervisor.py LEASES LOCK LEARNED CACHE COMMAND...`

- LEASES is the path of a file that every process which uses the engine keeps locked, shared. The kernel takes that lock
  from a process that dies, however it dies. When this process gets the lock for itself alone, nobody is left.
- LOCK is an open, locked file, which this process and the engine inherit. While either of them lives the kernel keeps
  the lock; so a lock that is free proves that no engine runs, and no process id has to be trusted.
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
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1
PATIENCE = 30.0


def main(leases: Path, lock: int, learned: Path, cache: Path, command: list[str]) -> int:
    """The exit code of the engine, which ran until it ended by itself or nobody used it any more."""
    engine = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        pass_fds=(lock,),
        preexec_fn=_ask_to_die_with(os.getpid()),  # noqa: PLW1509 (no thread runs yet)
    )
    signal.signal(signal.SIGTERM, lambda *_: engine.terminate())
    threading.Thread(target=_end_when_unused, args=(leases, engine), daemon=True).start()
    _tell(f"{os.getpid()} {engine.pid}\n")
    code = engine.wait()
    if learned.exists() and code != -signal.SIGKILL:
        learned.replace(cache)
    return code


def _end_when_unused(leases: Path, engine: subprocess.Popen[bytes]) -> None:
    with leases.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        engine.terminate()
        try:
            engine.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            engine.kill()
            engine.wait()


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


def _tell(text: str) -> None:
    """The starter reads who runs here; then it hears no more."""
    with contextlib.suppress(BrokenPipeError):
        os.write(1, text.encode())
    os.dup2(2, 1)


if __name__ == "__main__" and os.fork() == 0:  # the starter waits for the parent only, and leaves no zombie
    leases, lock, learned, cache, *command = sys.argv[1:]
    sys.exit(main(Path(leases), int(lock), Path(learned), Path(cache), command))
