"""The start of the embedded engine, and what is said when it does not come up."""

import json
import os
import socket
import subprocess
import sys
from dataclasses import asdict
from io import FileIO

from graph import supervisor
from graph.engine_folder import Folder, State, check_room, room, write_stamp
from graph.engine_http import EngineHttp
from graph.engine_java import Installation, command, learned
from graph.engine_memory import check_memory, free, whole
from graph.engine_users import admit, keep_passwords, keep_rights
from graph.locks import try_lock, wait_until
from graph.processes import birth, end
from schema.errors import EngineError

COME_UP_SECONDS, END_SECONDS = 120.0, 60.0
TRIES = 3

TELLING_LINES = 100
"""Last lines of the log in which the signs of a failure are sought: it ends with a long trace."""
OUT_OF_MEMORY = ("OutOfMemoryError", "insufficient memory", "Could not reserve enough space", "Too small maximum heap")
PORT_TAKEN = ("Address already in use", "BindException", "Unable to listen")
FAILED = ('Exception in thread "main"',)


def start(folder: Folder, installation: Installation, memory: str, port: int) -> State:
    """The state of a new engine, which answers; the caller holds a lease, and ends it by giving that back."""
    check_room(folder.home, room(folder.home))
    check_memory(memory, whole(), free())
    _furnish(folder, installation.version)
    with FileIO(os.open(folder.state, os.O_RDWR | os.O_CREAT, 0o600), "r+") as lock:
        if not wait_until(lambda: try_lock(lock), END_SECONDS):
            raise EngineError("another engine holds this folder", str(folder.state), "end the program that started it")
        lock.truncate(0)
        state = _come_up(folder, installation, memory, port, lock.fileno())
        admit(folder, state.http)
        lock.write(json.dumps(asdict(state)).encode())
    write_stamp(folder, installation.version)
    return state


def is_up(folder: Folder, state: State) -> bool:
    """Whether the engine became ready; its log tells a failure before its process ends."""
    http = EngineHttp(state.http, "root", folder.password("root"))

    def decided() -> bool:
        return http.is_ready() or birth(state.supervisor) != state.born or _says(folder, FAILED)

    return wait_until(decided, COME_UP_SECONDS) and http.is_ready()


def _furnish(folder: Folder, version: str) -> None:
    """Lay out what the engine reads when it starts."""
    folder.users.parent.mkdir(parents=True, exist_ok=True)
    if not folder.stamp.exists():
        write_stamp(folder, version)
    keep_passwords(folder)
    keep_rights(folder)
    for events in folder.data.glob("log/server-event-log-*"):  # one a start, and all of it is in our log too
        events.unlink()


def _come_up(folder: Folder, installation: Installation, memory: str, port: int, lock: int) -> State:
    """The state of an engine that is ready; where a free port was taken meanwhile, another is tried."""
    for tries_left in reversed(range(TRIES)):
        state = _launch(folder, installation, memory, port or _free_port(), lock)
        if is_up(folder, state):
            return state
        end(state.supervisor, state.born)
        if port or not tries_left or not _says(folder, PORT_TAKEN):
            break
    raise _failure(folder, memory, port)


def _says(folder: Folder, signs: tuple[str, ...]) -> bool:
    words = folder.last_words(TELLING_LINES)
    return any(sign in words for sign in signs)


def _launch(folder: Folder, installation: Installation, memory: str, bolt: int, lock: int) -> State:
    http = _free_port()
    settings = {
        "server.rootPath": str(folder.data),
        "server.rootPasswordPath": str(folder.password_file("root")),
        "server.httpIncomingPort": str(http),
        "bolt.port": str(bolt),
    }
    java = command(installation, memory, settings)
    cache = installation.cache
    places = (folder.leases, lock, folder.pid, learned(cache), cache)
    script = [sys.executable, "-I", "-S", str(supervisor.__file__), *(str(place) for place in places), *java]
    with folder.fresh_log() as log:
        told = subprocess.run(
            script, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, check=True,
            cwd=folder.data, env=_environment(), pass_fds=(lock,), start_new_session=True,
        )  # fmt: skip
    supervising = int(told.stdout or 0)
    return State(supervising, birth(supervising) or "", bolt, http, installation.version)


def _environment() -> dict[str, str]:
    """Our environment without what would change the engine's Java behind our back."""
    return {name: value for name, value in os.environ.items() if "JAVA" not in name and name != "CLASSPATH"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _failure(folder: Folder, memory: str, port: int) -> EngineError:
    """Why the engine did not come up, as far as its log tells."""
    if _says(folder, OUT_OF_MEMORY):
        what = f"{memory} of memory are not to be had, or too little"
        return EngineError(what, str(folder.log), "set ACCORD_ENGINE_MEMORY to another size, such as 1g")
    if port and _says(folder, PORT_TAKEN):
        return EngineError(f"port {port} is taken", "ACCORD_ENGINE_PORT", "free it, or set another; 0 takes a free one")
    what = f"the embedded engine does not come up; its last words:\n{folder.last_words()}"
    return EngineError(what, str(folder.log), "try again; if it stays so, set ACCORD_HOME to a new folder")
