"""Every question of the query library as a field, made from its header: parameters become arguments, columns fields.

They stand together under one field, `library`: their names would clash with those of lists at the root, and who writes
a query finds them in one place, apart from what there is of each label.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from types import SimpleNamespace
from typing import Any

import strawberry
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from api.asking import to_camel
from api.connections import arguments
from api.declare import argument, define, field
from api.fields import Info, Root, reference, references
from api.filters import named
from api.limits import bounded
from api.types import TYPES
from api.wanted import USUAL
from queries import LIBRARY
from queries.columns import meaning
from queries.naming import named_kinds
from queries.query import TODAY, Param, Query
from queries.types import ENUMS, Type
from schema import MODEL
from schema.dates import Instant, PartialDate
from schema.props import Json

SCALARS: Mapping[str, Any] = {
    "ID": strawberry.ID,
    "String": str,
    "Int": int,
    "Float": float,
    "Decimal": Decimal,
    "Boolean": bool,
    "Date": date,
    "PartialDate": PartialDate,
    "DateTime": Instant,
    "JSON": Json,
}
FIRST = "How many rows: {} unless told, 1000 at most."
MORE = "Whether there are more rows than these."


@dataclass(frozen=True, slots=True)
class Asked:
    """What the fields of the library stand at."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of an answer, and whether there are more."""

    rows: Sequence[SimpleNamespace]
    has_more: bool


async def ask(query: Query, info: Info, first: int, given: Mapping[str, Any]) -> Rows:
    """The first rows of the answer. Raises BadRequest, UnknownName where what is given makes no sense."""
    size = bounded(first)
    params = await info.context.knowledge.bound(query, given)
    rows = await info.context.loaders.read(query.paged, {**params, "rows": size + 1})
    return Rows([SimpleNamespace(**row) for row in rows[:size]], len(rows) > size)


def question(query: Query) -> Any:
    """The field that asks it."""

    async def resolve(root: Root, info: Info, **_: Any) -> Rows:
        told = arguments(info)  # a parameter may have a name that means something else to a resolver: root
        given = {name: told[to_camel(name)] for name in query.params.keys() - {"first"} if to_camel(name) in told}
        return await ask(query, info, told["first"], given)

    own = query.params.get("first")
    size = USUAL if own is None else int(own.default)
    first = argument("first", int, FIRST.format(size), size)
    others = (_taken(name, param) for name, param in query.params.items() if name != "first")
    return field(to_camel(query.name.replace("-", "_")), _answer(query), query.question, resolve, [*others, first])


def _answer(query: Query) -> type:
    name = "".join(part.capitalize() for part in query.name.split("-"))
    columns = (_column(column, type_, meaning(query, column)) for column, type_ in query.returns.items())
    row = define(named(f"{name}Row"), columns, f"A row of the answer: {query.question}")
    rows = field("rows", list[row], "In the order of the answer.")  # type: ignore[valid-type]
    return define(named(f"{name}Answer"), (rows, field("has_more", bool, MORE)), f"The answer: {query.question}")


def _column(name: str, type_: Type, doc: str) -> StrawberryField:
    if not type_.is_entity:
        return field(name, _graphql(type_), doc)
    node, one = MODEL.by_label[type_.name], TYPES[type_.name]
    of = partial(_value, name=name)
    if type_.many:
        return references(of, node, one, doc, name)  # type: ignore[no-any-return]
    return reference(of, node, one if type_.required else one | None, doc, name)  # type: ignore[no-any-return]


def _value(row: SimpleNamespace, name: str) -> Any:
    return getattr(row, name)


def _graphql(type_: Type) -> Any:
    one = ENUMS.get(type_.name) or SCALARS.get(type_.name, strawberry.ID)
    many = list[one] if type_.many else one  # type: ignore[valid-type]
    return many if type_.required else many | None


def _taken(name: str, param: Param) -> StrawberryArgument:
    doc, default = param.doc, strawberry.UNSET
    if param.default == TODAY:
        doc = f"{doc} Left out: today."
    elif param.default is not None:
        default = param.type.read(param.default)
    if param.type.is_entity and named_kinds(param.type.name):
        doc = f"{doc} Or a name that stands for it and nothing else."
    return argument(to_camel(name), _graphql(param.type), doc, default)


class Library:
    """The questions of the query library, each with its own parameters."""


_questions = (question(query) for query in LIBRARY.values() if not query.is_inner)
define(Library, sorted(_questions, key=lambda each: each.name), str(Library.__doc__))
