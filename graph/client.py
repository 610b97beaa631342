"""The one client of the graph, on every engine: everything that speaks Bolt goes through here."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import Any, NoReturn, Self, TypeVar

import neo4j
from neo4j.exceptions import ConfigurationError, DriverError, IncompleteCommit, Neo4jError
from neo4j.graph import Node, Path, Relationship
from neo4j.time import Date, DateTime, Duration, Time

from graph.access import Access
from graph.dialect import NEO4J, Dialect, FullText, Index, dialect_of
from graph.faults import FORBIDDEN, LOST, ONLY_READS, UNKNOWN_FATE, Tries, fault
from schema.errors import BadQuery, TooSlow

T = TypeVar("T")
Row = dict[str, Any]
Parameters = Mapping[str, Any]

CONFIGURATION: dict[str, Any] = {
    "connection_timeout": 5.0,
    "connection_acquisition_timeout": 20.0,  # a server that hangs takes connections, and says nothing
    "telemetry_disabled": True,
    "user_agent": "accord",
    # A young graph lacks labels and relation types that queries name: that is no news.
    "notifications_disabled_classifications": ["UNRECOGNIZED"],
    "notifications_min_severity": "WARNING",
}
GREETING = "CALL dbms.components() YIELD name RETURN name"
# What fails is told by our own errors, once; whoever wants the driver's log too may add a handler.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

DEADLINE: ContextVar[float | None] = ContextVar("DEADLINE", default=None)
"""The moment of `time.monotonic` by which whoever asks now wants to be answered: the engine is told what is left."""

SCALARS = frozenset({str, int, float, bool, type(None)})


class Tx:
    """One transaction: what `run` writes is kept together, or not at all."""

    def __init__(self, transaction: neo4j.Transaction) -> None:
        self._transaction = transaction

    def run(self, text: str, params: Parameters | None = None) -> list[Row]:
        """The rows that the statement returns."""
        with _naming(text):
            return [_row(record) for record in self._transaction.run(text, dict(params or {}))]


class Graph:
    """The graph, for programs that wait for an answer."""

    def __init__(self, access: Access) -> None:
        self.uri, self.reader, self._access = access.uri, access.reader, access
        with _refusing(access):
            self._driver = neo4j.GraphDatabase.driver(access.uri, auth=(access.user, access.password), **CONFIGURATION)
        try:
            agent = self._persist(lambda session: session.run(GREETING).consume().server.agent, _options(access))
        except BaseException:
            self.close()
            raise
        self.dialect: Dialect = dialect_of(agent)
        self.engine = self.dialect.engine(agent)

    @classmethod
    def open(cls, uri: str, user: str, password: str, database: str | None = None, reader: bool = False) -> Self:
        """A graph that was seen to answer."""
        return cls(Access(uri, user, password, database, reader))

    def read(self, text: str, params: Parameters | None = None) -> list[Row]:
        """The rows that a reading statement returns, in one round trip."""

        def once(session: neo4j.Session) -> list[Row]:
            with _naming(text):
                return [_row(record) for record in session.run(text, dict(params or {}))]

        return self._persist(once, _options(self._access))

    def scan(self, text: str, params: Parameters, take: Callable[[Iterator[Row]], T]) -> T:
        """What `take` makes of the rows of a reading statement, as they come; it may be called more than once."""

        def once(session: neo4j.Session) -> T:
            with _naming(text):
                return take(_row(record) for record in session.run(text, dict(params)))

        return self._persist(once, _options(self._access))

    def write(self, work: Callable[[Tx], T]) -> T:
        """What `work` returns, once its transaction is committed; `work` may be called more than once."""

        def once(session: neo4j.Session) -> T:
            with session.begin_transaction() as transaction:
                result = work(Tx(transaction))
                transaction.commit()
                return result

        return self._persist(once, _options(self._access, writing=True))

    def define(self, *texts: str) -> None:
        """Run statements that change the schema: in a transaction that does nothing else, as engines ask."""

        def run(tx: Tx) -> None:
            for text in texts:
                tx.run(text)

        self.write(run)

    def alone(self) -> AbstractContextManager[object]:
        """A block in which no other load writes, and nobody changes the schema, on an engine that lets them collide.

        Raises EngineError where another does not finish.
        """
        return self._access.alone()

    def define_fulltext(self, index: FullText) -> None:
        """Make a full-text index, unless it is there."""
        self._define(self.dialect.fulltext(index), False)

    def define_indexes(self, indexes: Sequence[Index], at_once: bool = True) -> None:
        """Make indexes, unless they are there."""
        self._define(self.dialect.indexes(indexes), at_once)

    def _define(self, texts: Sequence[str], at_once: bool) -> None:
        for some in [texts] if at_once else [[text] for text in texts]:
            if self.dialect.language == "sql":
                self._access.sql(";\n".join(some))
            else:
                self.define(*some)

    def close(self) -> None:
        """Give the connections back."""
        self._driver.close()

    def _persist(self, attempt: Callable[[neo4j.Session], T], options: Mapping[str, Any]) -> T:
        tries = Tries()
        while True:
            try:
                with self._driver.session(**options) as session:
                    return attempt(session)
            except (Neo4jError, DriverError) as error:
                time.sleep(_pause(self._access, error, tries))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncGraph:
    """The graph, for the server: it reads, and holds up nobody meanwhile. Its dialect is known once it was greeted."""

    def __init__(self, access: Access) -> None:
        self._access, self.dialect = access, NEO4J
        with _refusing(access):
            self._driver = neo4j.AsyncGraphDatabase.driver(
                access.uri, auth=(access.user, access.password), **CONFIGURATION
            )

    async def greet(self) -> str:
        """Name and version of the engine, which was seen to answer."""

        async def once(session: neo4j.AsyncSession) -> str:
            return (await (await session.run(GREETING)).consume()).server.agent

        agent = await self._persist(once)
        self.dialect = dialect_of(agent)
        return self.dialect.engine(agent)

    async def read(self, text: str, params: Parameters | None = None) -> list[Row]:
        """The rows that a reading statement returns, in one round trip."""

        async def once(session: neo4j.AsyncSession) -> list[Row]:
            with _naming(text):
                return [_row(record) async for record in await session.run(_timed(text), dict(params or {}))]

        return await self._persist(once)

    async def rows(self, text: str, params: Parameters) -> list[list[Any]]:
        """The rows that a reading statement returns, as lists, in one round trip: plain values and lists of them."""

        async def once(session: neo4j.AsyncSession) -> list[list[Any]]:
            with _naming(text):
                return [record.values() async for record in await session.run(_timed(text), dict(params))]

        return await self._persist(once)

    async def close(self) -> None:
        """Give the connections back."""
        await self._driver.close()

    async def _persist(self, attempt: Callable[[neo4j.AsyncSession], Awaitable[T]]) -> T:
        tries = Tries()
        while True:
            try:
                async with self._driver.session(**_options(self._access)) as session:
                    return await attempt(session)
            except (Neo4jError, DriverError) as error:
                await asyncio.sleep(_pause(self._access, error, tries))

    async def __aenter__(self) -> Self:
        await self.greet()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def _timed(text: str) -> neo4j.Query:
    """The statement, which the engine gives up when the deadline is over; the embedded engine goes on to its end."""
    deadline = DEADLINE.get()
    left = None if deadline is None else deadline - time.monotonic()
    if left is not None and left <= 0:
        raise TooSlow("the answer took too long", remedy="ask for less at once")
    return neo4j.Query(text, timeout=left)


@contextmanager
def _naming(text: str) -> Iterator[None]:
    """A failure inside carries the statement that failed; what the driver will not even send is refused."""
    try:
        yield
    except Neo4jError as error:
        error.add_note(text)
        raise
    except (TypeError, ValueError, OverflowError) as error:
        raise BadQuery(str(error), text, "mend the statement or its parameters") from error


@contextmanager
def _refusing(access: Access) -> Iterator[None]:
    """A wrong address is refused in our words."""
    try:
        yield
    except (ConfigurationError, ValueError) as error:
        _refuse(access, error)


def _options(access: Access, writing: bool = False) -> dict[str, Any]:
    mode = neo4j.WRITE_ACCESS if writing and not access.reader else neo4j.READ_ACCESS
    return {"database": access.database, "default_access_mode": mode}


def _pause(access: Access, error: Exception, tries: Tries) -> float:
    """Seconds to wait before the next try; our error where another try would not help."""
    wait = tries.pause(_code(error))
    return _refuse(access, error) if wait is None else wait


def _refuse(access: Access, error: Exception) -> NoReturn:
    """Raises our error for the driver's."""
    statement = "\n".join(getattr(error, "__notes__", ()))
    message = getattr(error, "message", None) or str(error)
    code = ONLY_READS if access.reader and _code(error) == FORBIDDEN else _code(error)
    raise fault(code, message, access.uri, statement, access.advice) from error


def _code(error: Exception) -> str:
    if isinstance(error, Neo4jError):
        return error.code or ""
    return UNKNOWN_FATE if isinstance(error, IncompleteCommit) else LOST


def _row(record: neo4j.Record) -> Row:
    values = zip(record.keys(), record.values(), strict=True)
    return {key: value if type(value) in SCALARS else _plain(value) for key, value in values}


def _plain(value: Any) -> Any:
    match value:
        case list():
            return [item if type(item) in SCALARS else _plain(item) for item in value]
        case dict():
            return {key: item if type(item) in SCALARS else _plain(item) for key, item in value.items()}
        case Node():
            return {"labels": sorted(value.labels), **_plain(dict(value))}
        case Relationship():
            return {"type": value.type, **_plain(dict(value))}
        case Path():
            return [_plain(step) for step in _steps(value)]
        case Duration():
            return value.iso_format()
        case Date() | DateTime() | Time():
            return value.to_native()
        case _:
            return value


def _steps(path: Path) -> Iterator[Node | Relationship]:
    for node, relationship in zip(path.nodes, path.relationships, strict=False):
        yield node
        yield relationship
    yield path.nodes[-1]
