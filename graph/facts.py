"""What a source says, kept while it is loaded: in a database of its own that begins in memory and goes to a temporary
file as it grows, so that many facts take as little memory as few.
"""

import errno
import marshal
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, overload
from weakref import finalize

from schema.core import Link, Node, Origin, Rel, Row
from schema.errors import LoadRefused

Fact = Row | Link
T = TypeVar("T")

PENDING = 5_000
"""Facts that wait to be put into the database together."""

SLOTS = 1 << 22
"""Bytes that remember by their hashes which keys were told: most are told once, and need not be looked for."""

MANY = 20_000
"""Rows that are taken out together, where they are gone through."""

ROOM = "make room where temporary files are kept (TMPDIR), or load it in parts, with --partial"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}

NAMES = ("utf-8", "surrogatepass")
"""How places are kept: the name of a file may hold bytes that are no text."""

SETTINGS = "PRAGMA journal_mode = off; PRAGMA synchronous = off; PRAGMA cache_size = -65536; BEGIN;"
TABLES = """
CREATE TABLE fact (
    key TEXT UNIQUE, kind INTEGER, start TEXT, end TEXT, labels TEXT, named INTEGER, mark TEXT,
    record INTEGER, place BLOB, told BLOB
);
CREATE TABLE there (id TEXT PRIMARY KEY, labels TEXT, loader TEXT) WITHOUT ROWID;
CREATE TABLE earlier (key TEXT PRIMARY KEY, mark TEXT, edge INTEGER, taken INTEGER, run TEXT) WITHOUT ROWID;
"""
"""`fact`: nodes by id (no start, no end) and edges by key, with the record that told them and its place. `there`: what
is in the graph of the ids named. `earlier`: what the source told before and in which run, and what it takes over from
others.
"""
COLUMNS = "f.key, f.kind, f.start, f.end, f.labels, f.named, f.mark, f.told"
ADD = "INSERT OR REPLACE INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
GET = f"SELECT {COLUMNS} FROM fact f WHERE f.key = ?"


class Place(NamedTuple):
    """Which record it is, of all that are read, and where it stands: others may stand in a file of the same name, or on
    the same line.
    """

    record: int
    where: str


class Facts:
    """Rows by id and links by key, in the order in which they were told, and what the graph has of them.

    Whatever is asked in SQL is asked of these tables.
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        finalize(self, self._database.close)
        self._database.executescript(SETTINGS + TABLES)
        self._kinds: dict[Node | Rel, int] = {}
        self._by_number: list[Any] = []
        self._pending: dict[str, tuple[Fact, Place]] = {}
        self._kept = False
        self._seen = bytearray(SLOTS)
        self.rows = Told(self, Row, "start IS NULL")
        self.links = Told(self, Link, "start IS NOT NULL")

    def get(self, key: str) -> Fact | None:
        """The row of that id, or the link of that key; None where nothing told it."""
        if key in self._pending:
            return self._pending[key][0]
        if not self._kept or not self._seen[hash(key) % SLOTS]:
            return None
        found = self._database.execute(GET, (key,)).fetchone()
        return self.made(found) if found else None

    def place(self, key: str) -> Place | None:
        """The place of the record that told the fact; None where none did."""
        if key in self._pending:
            return self._pending[key][1]
        found = self._database.execute("SELECT record, place FROM fact WHERE key = ?", (key,)).fetchone()
        return Place(found[0], found[1].decode(*NAMES)) if found else None

    def add(self, fact: Fact, place: Place) -> None:
        """Keeps what the record at that place told, in place of what was kept under its key, and behind all others."""
        key = fact.id if isinstance(fact, Row) else fact.key
        self._pending.pop(key, None)
        self._pending[key] = fact, place
        self._seen[hash(key) % SLOTS] = True
        if len(self._pending) >= PENDING:
            self.keep()

    def drop(self, where: str, *values: object) -> None:
        """Forgets the facts of which that holds."""
        self.run(f"DELETE FROM fact WHERE {where}", values)

    def drop_record(self, record: int) -> None:
        """Forgets what the record told."""
        self.run("CREATE INDEX IF NOT EXISTS by_record ON fact (record)")
        self.drop("record = ?", record)

    def run(self, statement: str, values: Sequence[object] | Mapping[str, object] = ()) -> sqlite3.Cursor:
        """What the statement gives. A text of the tables is to be found by an index."""
        self.keep()
        return self._database.execute(statement, values)

    def run_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Runs the statement with each of the rows."""
        self.keep()
        self._database.executemany(statement, rows)

    def pages(self, statement: str, values: Mapping[str, object], after: str | int = 0) -> Iterator[list[Any]]:
        """What the statement gives, page by page, so that the tables may be changed between pages. Its first column is
        what it is ordered by; it gives those `:after` the last one seen, at most `:many`.
        """
        while found := self.run(statement, {**values, "after": after, "many": MANY}).fetchall():
            yield found
            after = found[-1][0]

    def kind(self, number: int) -> Any:
        """The kind of node or relation of that number."""
        return self._by_number[number]

    def made(self, row: Sequence[Any]) -> Fact:
        """The fact of which these are the columns."""
        key, number, start, end, labels, named, mark, told = row
        props, said = marshal.loads(told)
        kind, origin = self._by_number[number], _origin(*said) if said else None
        fact: Fact
        if start is None:
            fact = Row(kind, key, props, tuple(labels.split("|")), origin, bool(named))
        else:
            fact = Link(kind, start, end, key, props, origin)
        fact.__dict__["fingerprint"] = mark  # known already: it need not be made again
        return fact

    def keep(self) -> None:
        """Puts into the database what still waits to be."""
        if self._pending:
            self._kept = True
            self._database.executemany(ADD, [self._columns(*told) for told in self._pending.values()])
            self._pending.clear()

    def _columns(self, fact: Fact, place: Place) -> tuple[object, ...]:
        said = (fact.origin.title, fact.origin.url, str(fact.origin.confidence)) if fact.origin else None
        told, at = marshal.dumps((fact.props, said)), (place.record, place.where.encode(*NAMES))
        if isinstance(fact, Row):
            kind, labels = self._number(fact.node), "|".join(fact.labels)
            return fact.id, kind, None, None, labels, fact.shared, fact.fingerprint, *at, told
        return fact.key, self._number(fact.rel), fact.start, fact.end, None, False, fact.fingerprint, *at, told

    def _number(self, kind: Node | Rel) -> int:
        if kind not in self._kinds:
            self._kinds[kind] = len(self._by_number)
            self._by_number.append(kind)
        return self._kinds[kind]


class Told(Mapping[str, T]):
    """The rows by id, or the links by key."""

    def __init__(self, facts: Facts, sort: type[T], where: str) -> None:
        self._facts, self._sort, self._where = facts, sort, where

    def __getitem__(self, key: str) -> T:
        found = self._facts.get(key)
        if not isinstance(found, self._sort):
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return (key for (key,) in self._facts.run(f"SELECT key FROM fact WHERE {self._where} ORDER BY rowid"))

    def __len__(self) -> int:
        return int(self._facts.run(f"SELECT count(*) FROM fact WHERE {self._where}").fetchone()[0])


class Listed(Sequence[T]):
    """What a table numbers from 1 on: read from there whenever it is asked for."""

    def __init__(self, facts: Facts, table: str, select: str, make: Callable[[Any], T]) -> None:
        self._facts, self._make = facts, make
        self._between = f"{select} WHERE n.rowid > ? AND n.rowid <= ? ORDER BY n.rowid"
        self._count = int(facts.run(f"SELECT count(*) FROM {table}").fetchone()[0])

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[T]:
        return map(self._make, self._facts.run(self._between, (0, self._count)))

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            first, last, _ = index.indices(self._count)
            return [self._make(row) for row in self._facts.run(self._between, (first, last))]
        return self[range(self._count)[index] :][0] if index < 0 else self[index : index + 1][0]


@contextmanager
def finding_room() -> Iterator[None]:
    """Within the block, a disk that is full and a file that cannot be read are told as what they are.

    Raises LoadRefused.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in NO_ROOM:
            raise
        raise LoadRefused(f"what the file says finds no room: {error}", remedy=ROOM) from error
    except (ConnectionError, TimeoutError):
        raise  # it is no file that fails
    except OSError as error:
        where = str(error.filename or "")
        if error.errno in FULL:
            raise LoadRefused(f"what the file says finds no room: {error.strerror}", where, ROOM) from error
        what = f"a file cannot be read: {error.strerror or error}"
        raise LoadRefused(what, where, "see that it is there and whole, and that you may read it") from error


@lru_cache(maxsize=1_000)
def _origin(title: str, url: str, confidence: str) -> Origin:
    return Origin(title, url, confidence)
