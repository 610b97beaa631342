"""The data folder of the embedded engine: what lies where in it, and who may read it."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from schema import FORMAT
from schema.errors import EngineError

MEGABYTE = 1024 * 1024
LEAST_DISK = 200 * MEGABYTE
LAST_LINES = 12


@dataclass(frozen=True)
class State:
    """What a running engine says of itself, for others who would use it."""

    supervisor: int
    born: str
    bolt: int
    http: int
    version: str


@dataclass(frozen=True)
class Folder:
    """A data folder, by the names of what lies in it."""

    home: Path

    @property
    def stamp(self) -> Path:
        """Which engine and which format wrote this folder."""
        return self.home / "accord.json"

    @property
    def state(self) -> Path:
        """What the running engine says of itself; it is locked as long as that engine lives."""
        return self.home / "engine.json"

    @property
    def pid(self) -> Path:
        """The process of the running engine."""
        return self.home / "engine.pid"

    @property
    def leases(self) -> Path:
        """Locked, shared, by every process that uses the engine."""
        return self.home / "leases.lock"

    @property
    def gate(self) -> Path:
        """Locked by a process that finds or starts the engine, so that two never start two."""
        return self.home / "gate.lock"

    @property
    def writer(self) -> Path:
        """Locked by a process that writes a transaction of a load, or makes properties and indexes."""
        return self.home / "writer.lock"

    @property
    def served(self) -> Path:
        """Who serves on this folder; locked by the program that does."""
        return self.home / "served.json"

    @property
    def log(self) -> Path:
        """What the engine printed."""
        return self.home / "engine.log"

    @property
    def data(self) -> Path:
        """The engine's own folder."""
        return self.home / "arcadedb"

    @property
    def users(self) -> Path:
        """The users that the engine knows, with what it keeps of their passwords."""
        return self.data / "config" / "server-users.jsonl"

    @property
    def groups(self) -> Path:
        """What each group of the engine's users may do."""
        return self.data / "config" / "server-groups.json"

    def fresh_log(self) -> BinaryIO:
        """A new log to write; the one before is kept beside it."""
        if self.log.exists():
            self.log.replace(self.log.with_suffix(".log.1"))
        return self.log.open("wb")

    def last_words(self, lines: int = LAST_LINES) -> str:
        """The last lines of the log."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])

    def password(self, user: str) -> str:
        """The generated password of that user."""
        return self.password_file(user).read_text(encoding="ascii")

    def password_file(self, user: str) -> Path:
        """Where the password of that user is kept."""
        return self.home / "passwords" / user


@contextmanager
def disk_errors(home: Path) -> Iterator[None]:
    """A disk that fails is told in our words."""
    try:
        yield
    except OSError as error:
        raise EngineError(
            f"the data folder cannot be used: {error.strerror or error}",
            str(error.filename or home),
            "make room there or mend its permissions, or set ACCORD_HOME to another folder",
        ) from error


def prepare(home: Path) -> Folder:
    """The folder, which only its owner can read, without anybody else's files."""
    folder = Folder(home)
    with disk_errors(home):
        if home.is_dir() and not folder.stamp.exists() and any(_foreign(folder)):
            raise EngineError("the folder holds other files", str(home), "set ACCORD_HOME to an empty or a new folder")
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o700)
    return folder


def _foreign(folder: Folder) -> Iterator[Path]:
    ours = {folder.gate, folder.leases, folder.served}
    return (path for path in folder.home.iterdir() if path not in ours)


def room(home: Path) -> int:
    """Bytes that are free on the disk of the folder."""
    return shutil.disk_usage(home).free


def check_room(home: Path, free: int) -> None:
    """Refuse a disk on which the engine would soon fail in the middle of a write."""
    if free < LEAST_DISK:
        raise EngineError(
            f"the disk is nearly full: {free // MEGABYTE} MB are free, {LEAST_DISK // MEGABYTE} MB are needed",
            str(home),
            "make room there, or set ACCORD_HOME to another disk",
        )


def check_stamp(folder: Folder, version: str) -> None:
    """Refuse a folder that another Accord wrote, or an engine that the installed one does not follow safely."""
    if not folder.stamp.exists():
        return
    form, engine = _read_stamp(folder)
    remedy = "use the Accord that wrote it, or set ACCORD_HOME to a new folder and load your files again"
    if form != FORMAT:
        age = "a newer" if form > FORMAT else "an older"
        raise EngineError(f"{age} Accord wrote this folder: format {form}, here {FORMAT}", str(folder.home), remedy)
    if not follows(version, engine):
        raise EngineError(f"engine {engine} wrote this folder, and {version} is installed", str(folder.home), remedy)


def follows(version: str, earlier: str) -> bool:
    """Whether an engine reads what the earlier one wrote: a mended release of the same month does."""
    now, then = _numbers(version), _numbers(earlier)
    return now == then or (now[:2] == then[:2] and now >= then)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))


def _read_stamp(folder: Folder) -> tuple[int, str]:
    try:
        stamp = json.loads(folder.stamp.read_text(encoding="utf-8"))
        return int(stamp["format"]), str(stamp["engine"])
    except (ValueError, KeyError, TypeError):
        raise EngineError(
            "the stamp of the data folder cannot be read",
            str(folder.stamp),
            "put it back from a backup, or set ACCORD_HOME to a new folder and load your files again",
        ) from None


def write_stamp(folder: Folder, version: str) -> None:
    """Say in the folder which engine and which format write it from now on."""
    write_private(folder.stamp, json.dumps({"format": FORMAT, "engine": version}))


def write_private(path: Path, text: str) -> None:
    """Put the whole text in place at once, in a file that only its owner can read."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def read_state(folder: Folder) -> State:
    """What the running engine says of itself."""
    try:
        return State(**json.loads(folder.state.read_text(encoding="utf-8")))
    except (ValueError, TypeError):
        raise EngineError(
            "an engine runs on this folder, but what it says of itself cannot be read",
            str(folder.state),
            "end the other Accord programs that use this folder, and the engine ends with them; then try again",
        ) from None
