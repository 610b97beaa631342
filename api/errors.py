"""The one shape in which errors reach a client, over GraphQL and over HTTP alike: what, a code, where, and what to do.

What is not meant for a client is logged under an id, and the client is told the id alone.
"""

import logging
import re
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError

from api.limits import ERRORS
from api.requests import request_id
from schema.errors import (
    AccordError,
    BadRequest,
    GraphUnavailable,
    NotAllowed,
    NotFound,
    NotStored,
    TooCostly,
    TooMuch,
    TooSlow,
    UnknownName,
    UsageError,
)
from schema.near import near
from schema.words import FILED

log = logging.getLogger("accord.api")

PARSE, VALIDATION, INTERNAL = "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "INTERNAL"
TELLABLE = (
    BadRequest,
    TooMuch,
    TooCostly,
    TooSlow,
    NotAllowed,
    NotStored,
    UnknownName,
    NotFound,
    GraphUnavailable,
    UsageError,
)
"""Errors that a client can do something about; others, a statement of ours that the engine refuses, are our fault."""

SUGGESTION = " Did you mean "
NO_WORD = re.compile(r"Value '(\w+)' does not exist in '(\w+)' enum\.")
"""What graphql-core says of a word that a closed list has not, where none is spelt almost so."""

STATUS = {NotFound: 404, GraphUnavailable: 503, TooSlow: 504, NotStored: 200}


def status(error: AccordError) -> int:
    """The HTTP status that says the same."""
    return STATUS.get(type(error), 400 if isinstance(error, TELLABLE) else 500)


def extensions(error: AccordError) -> dict[str, Any]:
    """All that the error says beside its message; the address of the graph stays here."""
    told: dict[str, Any] = {"code": error.code}
    if error.where and not isinstance(error, GraphUnavailable):
        told["where"] = error.where
    if error.remedy:
        told["do"] = error.remedy
    if isinstance(error, TooCostly):
        told |= {"cost": error.cost, "limit": error.limit}
    if isinstance(error, UnknownName):
        told["candidates"] = [candidate(match) for match in error.candidates]
    return told


def candidate(match: Any) -> dict[str, Any]:
    """A match as plain data."""
    return {"id": match.id, "score": match.score, "title": match.title, "matched": match.matched, "why": match.why}


def body(message: str, told: dict[str, Any]) -> dict[str, Any]:
    """The body of an answer that is an error, outside GraphQL too."""
    return {"errors": [{"message": message, "extensions": told}]}


def tell(error: Exception) -> tuple[str, dict[str, Any]]:
    """What a client is told of any error: message and extensions. What it is not told is logged."""
    if isinstance(error, TELLABLE):
        return error.what, extensions(error)
    number = request_id()
    log.error("error %s", number, exc_info=error)
    return f"Something failed inside Accord; its log has it as {number}.", {"code": INTERNAL, "id": number}


def present(errors: list[GraphQLError], suggesting: bool = True) -> None:
    """Puts the errors of one operation into the shape in which clients get them, in place; the first few are enough,
    and of equal ones the first. Where it is not `suggesting`, no error names what there is.
    """
    first = list({(error.message, tuple(error.path or ())): error for error in reversed(errors)}.values())[::-1]
    errors[:] = [_presented(error) for error in first[:ERRORS]]
    if not suggesting:
        errors[:] = [_like(error, error.message.partition(SUGGESTION)[0], error.extensions or {}) for error in errors]


def refusal(error: AccordError) -> GraphQLError:
    """The error as GraphQL carries it."""
    return GraphQLError(error.what, original_error=error)


def _presented(error: GraphQLError) -> GraphQLError:
    if error.extensions and "code" in error.extensions:
        return error
    cause = _cause(error)
    if cause is None:
        code = PARSE if isinstance(error, GraphQLSyntaxError) else _code_without_cause(error)
        return _like(error, NO_WORD.sub(_with_near, error.message), {"code": code})
    if isinstance(cause, RecursionError):
        return _like(error, "the document is nested too deeply", {"code": PARSE})
    message, told = tell(cause)
    return _like(error, message, told)


def _with_near(said: re.Match[str]) -> str:
    """The same, and the words of the vocabulary that are akin to the one that is none."""
    kind = next((kind for kind in FILED if kind.__name__ == said[2]), None)
    slug = said[1].lower().replace("_", "-")
    found = near(slug, (str(each) for each in kind), lambda each: kind(each).plain) if kind else []
    return said[0] + (f"{SUGGESTION}{', '.join(kind(each).name for each in found)}?" if kind and found else "")


def _cause(error: GraphQLError) -> Exception | None:
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _code_without_cause(error: GraphQLError) -> str:
    """A variable of another type is found while executing, but before any field has a path."""
    return BadRequest.code if error.message.startswith("Variable ") else VALIDATION


def _like(error: GraphQLError, message: str, told: dict[str, Any]) -> GraphQLError:
    return GraphQLError(message, error.nodes, error.source, error.positions, error.path, None, told)
