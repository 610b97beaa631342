"""Short ways to declare GraphQL types: what the docstring says is what clients read."""

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

import strawberry

C = TypeVar("C", bound=type)


def output(cls: C) -> C:
    """The class as a type that is given."""
    strawberry.type(cls, description=inspect.getdoc(cls))
    return cls


def input(cls: C) -> C:  # noqa: A001
    """The class as a type that is taken."""
    strawberry.input(cls, description=inspect.getdoc(cls))
    return cls


def told(doc: str, name: str | None = None, type_: Any = None) -> Any:
    """A field that shows an attribute, or that must be filled in; `type_` where no annotation can say it."""
    return strawberry.field(description=doc, name=name, graphql_type=type_)


def optional(doc: str) -> Any:
    """A field that may be left out."""
    return strawberry.field(description=doc, default=None)


def resolved(resolver: Callable[..., Any], type_: Any, doc: str = "") -> Any:
    """A field that a function works out."""
    return strawberry.field(resolver=resolver, graphql_type=type_, description=doc or inspect.getdoc(resolver))
