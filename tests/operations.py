"""Operations that make sense, drawn at random from the schema: what they filter by is near to what the graph holds."""

from typing import Any

from graphql import GraphQLSchema, get_named_type, is_object_type
from hypothesis import strategies as st

from api.compiled.known import KNOWN, ById, Listed, Reference, Relation, Searched, Special
from api.cost import LISTS
from schema import MODEL
from tests.drawn import IDS, OTHERS, SEARCHED, SIZES, Drawn, aggregate, arguments

PAGE_INFO = ("hasNextPage", "hasPreviousPage", "startCursor", "endCursor", "__typename")

NEAREST = -3
"""The depth at which no more is asked of what a field refers to (source, run), so that no operation is too deep."""


def condition(drawn: Drawn) -> str:
    """Now and then a condition on a variable."""
    if not drawn.often(1):
        return ""
    return f" @{drawn.one_of('skip', 'include')}(if: {drawn.given('Boolean!', drawn.one_of(True, False))})"


def selection(drawn: Drawn, type_: str, depth: int) -> str:
    """A selection of fields of the type, fragments included: with lists while the depth is above none."""
    known = KNOWN.get(type_, {})
    not_here = (Relation, Listed, ById) if depth > NEAREST else (Relation, Listed, ById, Reference)
    names = [name for name, how in known.items() if not isinstance(how, not_here) and how != Special("node")]
    parts = [
        f"{name}{condition(drawn)}{below(drawn, type_, name, depth)}" for name in drawn.some([*names, "__typename"], 4)
    ]
    nodes = (name for name, how in known.items() if how == Special("node"))
    parts += [f"{name} {selection(drawn, returned(drawn, type_, name), depth)}" for name in nodes]
    if depth > 0:
        deeper = [name for name, how in known.items() if isinstance(how, Relation)]
        parts += [
            f"{drawn.name('a')}: {name}{below(drawn, type_, name, depth)}"
            for name in (drawn.some(deeper, 2) if deeper else ())
        ]
    interface = drawn.schema.type_map[type_]
    if not is_object_type(interface) and drawn.often(6):
        narrower = drawn.some([each.name for each in drawn.schema.get_possible_types(interface)], 2)  # type: ignore[arg-type]
        parts += [fragment(drawn, each, depth) for each in narrower]
    return "{ " + " ".join(parts) + " }"


def fragment(drawn: Drawn, type_: str, depth: int) -> str:
    """A fragment on the type, in place or by its name."""
    text = f"on {type_} {selection(drawn, type_, depth)}"
    if drawn.often(5):
        return f"... {text}"
    name = drawn.name("F")
    drawn.fragments.append(f"fragment {name} {text}")
    return f"...{name}"


def below(drawn: Drawn, type_: str, name: str, depth: int) -> str:
    """Arguments and selection of a field."""
    match KNOWN.get(type_, {}).get(name):
        case Relation(rel, forward):
            return f"({arguments(drawn, (rel, forward))}) {connection(drawn, returned(drawn, type_, name), depth - 1)}"
        case Listed(node):
            return f"({arguments(drawn, node)}) {connection(drawn, returned(drawn, type_, name), depth - 1)}"
        case ById():
            id_ = drawn.given("ID!", drawn.one_of(*IDS))
            return f"(id: {id_}) {selection(drawn, returned(drawn, type_, name), depth - 1)}"
        case Searched():
            words = drawn.given("String!", drawn.one_of(*SEARCHED))
            size = drawn.given("Int!", drawn.one_of(*SIZES))
            return f"(text: {words}, first: {size}) {selection(drawn, returned(drawn, type_, name), depth - 1)}"
        case Reference():
            return f" {selection(drawn, returned(drawn, type_, name), min(depth, 0) - 1)}"
        case _:
            return ""


def connection(drawn: Drawn, type_: str, depth: int) -> str:
    """A selection of a list."""
    known = ["edges", "nodes", "pageInfo", "totalCount", "__typename"]
    parts = drawn.some(known + ["aggregate"] * (type_ in LISTS), 3)
    parts += ["totalCount"] if parts == ["__typename"] else []
    for at, name in enumerate(parts):
        if name == "aggregate":
            parts[at] = aggregate(drawn, MODEL.by_label[LISTS[type_]])
        if name in ("edges", "nodes"):
            parts[at] = f"{name} {selection(drawn, returned(drawn, type_, name), depth)}"
        elif name == "pageInfo":
            parts[at] = f"pageInfo {{ {' '.join(drawn.some(PAGE_INFO, 3))} }}"
    return "{ " + " ".join(parts) + " }"


def returned(drawn: Drawn, type_: str, name: str) -> str:
    """The name of the type that the field gives."""
    fields = drawn.schema.type_map[type_].fields  # type: ignore[attr-defined]
    return str(get_named_type(fields[name].type).name)


@st.composite
def operations(draw: Any, schema: GraphQLSchema, times: int) -> tuple[str, list[dict[str, Any]]]:
    """An operation, and the variables of so many requests, which differ in what makes no other statement."""
    drawn = Drawn(schema, draw)
    names = drawn.some(KNOWN["Query"], 2)
    fields = " ".join(f"{drawn.name('q')}: {name}{below(drawn, 'Query', name, 3)}" for name in names)
    declared = ", ".join(f"${name}: {type_}" for name, (type_, _) in drawn.variables.items())
    text = f"query Q{f'({declared})' if declared else ''} {{ {fields} }} {' '.join(drawn.fragments)}"
    asked = [{name: value for name, (_, value) in drawn.variables.items()}]
    for _ in range(times - 1):
        others = {name: drawn.one_of(*OTHERS[type_]) for name, (type_, _) in drawn.variables.items() if type_ in OTHERS}
        asked.append(asked[0] | others)
    return text, asked
