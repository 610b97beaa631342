"""Short ways to declare GraphQL types: by a class, of which the docstring is what clients read, or by a list of fields.

A type that is made from the model is made by `define`: nothing has to be found out of a class, so that a thousand of
them take a second less, and no value is ever made of its class.
"""

import inspect
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import cache
from types import CodeType
from typing import Any, Literal, TypeVar

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

C = TypeVar("C", bound=type)
Kind = Literal["object", "interface", "input"]
READ: dict[CodeType, StrawberryResolver[Any]] = {}


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


@cache
def annotation(type_: Any) -> StrawberryAnnotation:
    """The type, which is looked at once for all places where it stands."""
    return StrawberryAnnotation(type_)


def argument(
    name: str, type_: Any, doc: str = "", default: Any = strawberry.UNSET, python: str = ""
) -> StrawberryArgument:
    """An argument of a field; its resolver knows it as `python`, where that is another name."""
    return StrawberryArgument(python or name, name, annotation(type_), description=doc or None, default=default)


def field(
    name: str | None,
    type_: Any,
    doc: str,
    resolver: Callable[..., Any] | None = None,
    arguments: Sequence[StrawberryArgument] = (),
) -> StrawberryField:
    """A field: it shows the attribute of that name, or what the resolver works out. In a class it is named by that."""
    known = None if resolver is None else _read(resolver)
    found = StrawberryField(name, type_annotation=annotation(type_), description=doc, base_resolver=known)
    if arguments:
        found.arguments = list(arguments)
    return found


def given(name: str, type_: Any, doc: str) -> StrawberryField:
    """A field of a type that is taken, by the name that GraphQL has for it. It may be left out."""
    return StrawberryField(f"{name}_", name, annotation(type_ | None), description=doc, default=strawberry.UNSET)


def _read(function: Callable[..., Any]) -> StrawberryResolver[Any]:
    """The function as a resolver; functions that one `def` makes have the same parameters, which are read once."""
    code = function.__code__
    if code not in READ:
        READ[code] = StrawberryResolver(function)
        return READ[code]
    found = copy(READ[code])
    found.wrapped_func = function
    return found


def define(cls: C, fields: Iterable[StrawberryField], doc: str, kind: Kind = "object") -> C:
    """The class as a type with these fields, and those of the interfaces from which it inherits."""
    known = [base.__dict__["__strawberry_definition__"] for base in cls.__mro__[1:] if _is_defined(base)]
    own = list(fields)
    for each in own:
        each.origin = cls
    inherited = {each.python_name: each for base in reversed(known) for each in base.fields}
    cls.__strawberry_definition__ = StrawberryObjectDefinition(  # type: ignore[attr-defined]
        name=cls.__name__,
        is_input=kind == "input",
        is_interface=kind == "interface",
        origin=cls,
        description=doc,
        interfaces=known,
        extend=False,
        directives=(),
        is_type_of=getattr(cls, "is_type_of", None),
        resolve_type=getattr(cls, "resolve_type", None),
        fields=list((inherited | {each.python_name: each for each in own}).values()),
        from_input=lambda _, given, __: given,  # what clients give is taken as it comes
    )
    return cls


def _is_defined(cls: type) -> bool:
    return "__strawberry_definition__" in cls.__dict__
