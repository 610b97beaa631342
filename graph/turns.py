"""One load at a time: who writes counts the data version up from where it read, and keeps its turn until it is done.

A load of several transactions keeps its turn by a lease, which every transaction renews. The lease of one that was
killed ends at once where that can be seen, on the same machine, and otherwise runs out.
"""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from platform import node
from typing import Any, NamedTuple, Protocol, TypeVar

from graph import text
from graph.dialect import Dialect
from graph.history import Tx
from graph.processes import birth
from schema import FORMAT
from schema.dates import Instant
from schema.errors import LoadRefused

T = TypeVar("T")

LEASE = timedelta(seconds=90)
"""How long the turn of a load stays its own after its last transaction; the slowest transaction takes some seconds."""

PATIENCE = 120.0
"""Seconds for which a load waits for the turn of another."""

PAUSE = 0.5


class Seen(NamedTuple):
    """The data as they were read: their version, and the moment that made it ('' where nothing was ever written)."""

    version: int = 0
    at: str = ""

    def now(self) -> Instant:
        """The present moment; where the clock was set back behind what was written, the one after that: what is known
        now follows what was known before.
        """
        now = Instant.now()
        if now > self.at:
            return now
        return Instant((datetime.fromisoformat(self.at) + timedelta(microseconds=1)).isoformat())


class Busy(Exception):
    """Another load has the turn; the text says which."""


class Overtaken(Exception):
    """Another load has written since the graph was read."""


class Reads(Protocol):
    """Whatever runs a reading statement."""

    def read(self, text: str, params: Mapping[str, Any]) -> list[dict[str, Any]]: ...


class Settles(Reads, Protocol):
    """Whatever also knows how its engine settles, and whether it may write: a `reader` takes no lock."""

    @property
    def dialect(self) -> Dialect: ...

    @property
    def reader(self) -> bool: ...

    def write(self, work: Callable[[Any], T]) -> T: ...


def version(graph: Settles) -> Seen:
    """The version of the data as it is now; who may write then sees all of it."""
    rows = _settled(graph, text.VERSION_NOW, {})
    return _seen(rows[0]) if rows else Seen()


def standing(graph: Settles, loader: str) -> tuple[Seen, bool]:
    """The same version, and whether the loader ever wrote anything."""
    (found,) = _settled(graph, text.STANDING, {"loader": loader})
    return _seen(found), bool(found["ran"])


def _seen(row: Mapping[str, Any]) -> Seen:
    return Seen(int(row["version"]), str(row["changed_at"]))


def _settled(graph: Settles, statement: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
    settle = graph.dialect.settle
    if settle is None or graph.reader:
        return graph.read(statement, params)

    def work(tx: Tx) -> list[dict[str, Any]]:
        tx.run(settle, {})
        return list(tx.run(statement, params))

    return graph.write(work)


@dataclass
class Turn:
    """The turn of one load, from the version of the data that it read; `kept` is for how many versions it finds what
    was changed.
    """

    run: str
    seen: int
    kept: int = 0

    @property
    def writer(self) -> str:
        """The load, and the process that it runs in."""
        return f"{self.run} {node()} {os.getpid()}"

    def take(self, tx: Tx, batch: int, last: bool, at: str) -> bool:
        """Takes or keeps the turn for one transaction. Returns False where that transaction was committed already.

        Raises Busy where another load has the turn, Overtaken where another has written since.
        """
        mark = f"{self.run}#{batch}"
        (found,) = tx.run(text.VERSION, {"at": at, "format": FORMAT})
        if found["batch"] == mark:
            return False
        if _writes(found["writer"] or "", found["until"]) and found["writer"] != self.writer:
            raise Busy(found["writer"])
        if found["version"] != self.seen + batch + 1:
            raise Overtaken
        self.kept = found["version"] - (found["kept_from"] or found["version"])
        until = Instant((datetime.now(UTC) + LEASE).isoformat())
        tx.run(text.TURN, {"batch": mark, "writer": "" if last else self.writer, "until": until})
        return True


def _writes(writer: str, until: str) -> bool:
    """Whether that load is still under way, as far as can be seen from here."""
    if not writer or until < Instant.now():
        return False
    _, host, process = writer.rsplit(" ", 2)
    return host != node() or birth(int(process)) is not None


class Waiting:
    """Patience with the turns of others."""

    def __init__(self) -> None:
        self._until = time.monotonic() + PATIENCE

    def wait(self, busy: Busy) -> None:
        """Waits a little. Raises LoadRefused where that has been long enough."""
        if time.monotonic() > self._until:
            what = f"another load is writing: {busy}"
            raise LoadRefused(
                what, remedy=f"wait for it; if it was killed, its turn ends {LEASE.seconds} seconds later"
            )
        time.sleep(PAUSE)
