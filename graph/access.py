"""The way into a graph: where it is, who comes in, and what its engine needs from the side."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from schema.errors import UsageError


def no_sql(_: str) -> None:
    """Refuse: only the embedded engine has a way in for SQL."""
    raise UsageError("this server takes no SQL", remedy="use Neo4j, or Accord's embedded engine")


@dataclass(frozen=True)
class Access:
    """The way into one graph; a `reader` cannot write.

    Within `alone` nobody else loads or changes the schema, on an engine that does not see to that itself.
    """

    uri: str
    user: str
    password: str = field(repr=False)
    database: str | None = None
    reader: bool = False
    advice: str = "see that the server runs, and that ACCORD_GRAPH_URI names it"
    sql: Callable[[str], None] = no_sql
    alone: Callable[[], AbstractContextManager[object]] = nullcontext
