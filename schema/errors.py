"""The few errors of Accord: each says what is wrong, where, and what to do."""

from collections.abc import Iterable
from typing import Any, ClassVar


class AccordError(Exception):
    """An error for its reader: `what` is wrong, `where` (file and line, label, query), and what to do (`remedy`)."""

    code: ClassVar[str] = "ACCORD_ERROR"

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.remedy = what, where, remedy

    def __str__(self) -> str:
        where = f"\n  where: {self.where}" if self.where else ""
        return f"{self.what}{where}" + (f"\n  do: {self.remedy}" if self.remedy else "")


class ModelError(AccordError):
    """A declaration of the ontology or the vocabulary contradicts itself."""

    code = "MODEL_ERROR"


class RowError(AccordError):
    """A record is refused; `field` and `value` say which part of it."""

    code = "RECORD_REFUSED"

    def __init__(self, what: str, where: str = "", remedy: str = "", field: str = "", value: str = "") -> None:
        super().__init__(what, where, remedy)
        self.field, self.value = field, value


class LoadRefused(AccordError):
    """A load stops before it writes: too many deletions, a bad record under `--strict`, an unreadable file."""

    code = "LOAD_REFUSED"


class QueryFileError(AccordError):
    """A `.cypher` file of the library breaks its own header or the model."""

    code = "QUERY_FILE_ERROR"


class BadQuery(AccordError):
    """A Cypher statement that an analyst wrote is refused by the engine."""

    code = "BAD_QUERY"


class BadRequest(AccordError):
    """A request from outside does not make sense as it stands."""

    code = "BAD_REQUEST"


class TooMuch(BadRequest):
    """A request is larger, deeper or wider than any may be."""

    code = "LIMIT_EXCEEDED"


class TooCostly(BadRequest):
    """An operation would touch more than is allowed: its `cost` and the `limit` are told."""

    code = "COST_LIMIT_EXCEEDED"

    def __init__(self, cost: int, limit: int) -> None:
        super().__init__(
            f"the operation would cost {cost:,}, {limit:,} is allowed",
            remedy="ask for smaller pages, for fewer levels, or in several operations",
        )
        self.cost, self.limit = cost, limit


class TooSlow(AccordError):
    """An answer took longer than any may take."""

    code = "DEADLINE_EXCEEDED"


class NotAllowed(BadRequest):
    """The operation is none of those that this server answers."""

    code = "OPERATION_NOT_ALLOWED"


class NotStored(BadRequest):
    """No operation is known by that hash."""

    code = "PERSISTED_QUERY_NOT_FOUND"


class GraphUnavailable(AccordError):
    """The graph cannot be reached, or refuses the login."""

    code = "GRAPH_UNAVAILABLE"


class EngineError(AccordError):
    """The embedded engine cannot start or go on."""

    code = "ENGINE_ERROR"


class NotFound(AccordError):
    """Nothing has that id."""

    code = "NOT_FOUND"


class UnknownName(AccordError):
    """A name stands for nothing here, or for more than one thing; `candidates` are the nearest, best first."""

    code = "UNKNOWN_NAME"

    def __init__(self, what: str, where: str = "", remedy: str = "", candidates: Iterable[Any] = ()) -> None:
        super().__init__(what, where, remedy)
        self.candidates = tuple(candidates)


class UsageError(AccordError):
    """The command line, or a setting, is not understood."""

    code = "USAGE_ERROR"
