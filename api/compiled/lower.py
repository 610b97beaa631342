"""From an operation to what the graph is asked, and to what makes the answer of its rows."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLField,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_object_type,
)
from graphql.execution.values import VariableValues, get_argument_values

from api.compiled import encode
from api.compiled.collect import Collector, NotCompiled, variables_in
from api.compiled.encode import Encoder, Entry, Part
from api.compiled.known import KNOWN, ById, Known, Listed, Reference, Relation, Searched, Special, Value
from api.compiled.plain import plain
from api.entities import narrowest_first
from api.grouping import grouping
from api.kinds import OBJECT_NAMES, type_name
from api.limits import bounded
from api.wanted import page_of_label, page_of_relation
from graph.dialect import fulltext_query
from graph.statement import Column, Found, Given, Groups, Labels, One, Own, Place, Rows, Shown, Sort, Total, Words
from schema.core import Node, Rel
from schema.entity import LOAD_RUN, SOURCE

MOST_FIELDS = 5_000
"""How many fields are lowered for one operation, those of a fragment at each of its places."""

FEW = 8
"""Types of which the engine is asked which one a node is of; of more it tells the labels."""

LABELS = {name: label for label, name in OBJECT_NAMES.items()}
REFERRED = {"source": SOURCE, "run": LOAD_RUN}


class Asked:
    """The arguments of one list or node, which are read anew where the variables on which they hang have new values."""

    def __init__(self, field: GraphQLField, node: FieldNode, read: Callable[[Mapping[str, Any]], Given]) -> None:
        self._field, self._node, self._read = field, node, read
        self._hangs_on = {name for argument in node.arguments or () for name in variables_in(argument.value)}
        self._last: tuple[dict[str, Any], Given] | None = None

    def given(self, variables: VariableValues) -> Given:
        """What they come to. Raises BadRequest where they make no sense."""
        values = {name: variables.coerced[name] for name in self._hangs_on if name in variables.coerced}
        if self._last is None or self._last[0] != values:
            self._last = values, self._read(get_argument_values(self._field, self._node, variables))
        return self._last[1]


class Lowering:
    """Lowers one operation; `asked` is what is read of its arguments, in the order of their numbers."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, conditions: Mapping[str, Any]) -> None:
        self._schema = schema
        self._collect = Collector(schema, document, conditions)
        self._left = MOST_FIELDS
        self.asked: list[Asked] = []

    def operation(self, operation: OperationDefinitionNode) -> tuple[list[Column], Encoder]:
        """What is read at the root, and what makes the answer of the row that comes.

        Raises NotCompiled where resolvers are needed.
        """
        shown, entries = Shown(), []
        for name, nodes in self._collect.fields("Query", [operation.selection_set]).items():
            entries.append(self._field("Query", name, nodes, shown, None))
        if not shown.columns:
            raise NotCompiled
        return shown.columns, encode.record(entries)

    def _things(self, type_: str, sets: Sequence[SelectionSetNode], shown: Shown, page: int | None) -> Encoder:
        """What makes an object of a type, or of whatever type of an interface the labels tell."""
        if is_object_type(self._schema.type_map[type_]):
            return self._object(type_, sets, shown, page)
        encoders: dict[str, Encoder] = {}
        groups = self._collect.alike(type_, sets)
        for names in groups.values():
            encoders |= dict.fromkeys(names, self._object(names[0], sets, shown, page, len(names) > 1))
        if len(groups) == 1:
            return next(iter(encoders.values()))
        if len(encoders) > FEW:
            return encode.by_type(shown.at(Labels()), encoders)
        labels = narrowest_first(LABELS[name] for name in encoders)
        return encode.by_sort(shown.at(Sort(tuple(labels))), [encoders[OBJECT_NAMES[label]] for label in labels])

    def _object(
        self, type_: str, sets: Sequence[SelectionSetNode], shown: Shown, page: int | None, several: bool = False
    ) -> Encoder:
        """`several`: the type stands for others too, between which the selections make no difference."""
        entries = []
        for name, nodes in self._collect.fields(type_, sets).items():
            if several and nodes[0].name.value == "__typename":
                entries.append(Entry(name, make=encode.typename(shown.at(Labels()))))
            else:
                entries.append(self._field(type_, name, nodes, shown, page))
        return encode.record(entries)

    def _field(self, type_: str, name: str, nodes: Sequence[FieldNode], shown: Shown, page: int | None) -> Entry:
        called = nodes[0].name.value
        self._left -= 1
        if self._left < 0:
            raise NotCompiled
        if called == "__typename":
            return Entry(name, make=lambda row, run: type_)
        known = KNOWN.get(type_, {}).get(called)
        if known is None:
            raise NotCompiled
        if isinstance(known, Value):
            return Entry(name, shown.at(known.column), known.convert, known.required)
        return Entry(name, make=self._made(known, type_, nodes, shown, page))

    def _made(self, known: Known, type_: str, nodes: Sequence[FieldNode], shown: Shown, page: int | None) -> Encoder:
        match known:
            case Special(what):
                return self._special(what, type_, nodes, shown, page)
            case Reference(column):
                return self._reference(column, nodes[0].name.value, nodes, shown)
            case Relation(rel, forward):
                return self._list((rel, forward), type_, nodes, shown)
            case Listed(node):
                return self._list(node, type_, nodes, shown)
            case ById(node):
                return self._by_id(node, type_, nodes, shown)
            case Searched():
                return self._search(type_, nodes, shown)
            case _:
                raise AssertionError(f"{known} is a column")

    def _special(self, what: str, type_: str, nodes: Sequence[FieldNode], shown: Shown, page: int | None) -> Encoder:
        if what == "node":
            return self._things(self._returned(type_, nodes[0]), _sets(nodes), shown, page)
        if what == "cursor":
            assert page is not None
            return encode.cursor(shown.at(Place()), page)
        return {"label": encode.label, "labels": encode.labels}[what](shown.at(Labels()))

    def _reference(self, column: Own, called: str, nodes: Sequence[FieldNode], shown: Shown) -> Encoder:
        node, sets = REFERRED[called], _sets(nodes)
        if all(isinstance(each, FieldNode) and each.name.value == "id" for each in _selections(sets)):
            at = shown.at(column)
            names = list(self._collect.fields(type_name(node), sets))
            return lambda row, run: None if row[at] is None else dict.fromkeys(names, row[at])
        one = One(column)
        encoder = self._things(type_name(node), sets, one.shown, None)
        return encode.one(shown.at(one, (called, *map(id, nodes))), encoder)

    def _by_id(self, node: Node, type_: str, nodes: Sequence[FieldNode], shown: Shown) -> Encoder:
        one = One(node, self._ask(type_, nodes[0], _id))
        encoder = self._things(type_name(node), _sets(nodes), one.shown, None)
        return encode.one(shown.at(one), encoder)

    def _search(self, type_: str, nodes: Sequence[FieldNode], shown: Shown) -> Encoder:
        found = Found(self._ask(type_, nodes[0], _words))
        encoder = self._object(self._returned(type_, nodes[0]), _sets(nodes), found.shown, None)
        return encode.several(shown.at(found), encoder)

    def _list(self, of: Node | tuple[Rel, bool], type_: str, nodes: Sequence[FieldNode], shown: Shown) -> Encoder:
        if isinstance(of, Node):
            page = self._ask(type_, nodes[0], lambda told: page_of_label(of, told))
        else:
            page = self._ask(type_, nodes[0], lambda told: page_of_relation(*of, told))
        connection = self._returned(type_, nodes[0])
        rows, parts, counted = Rows(of, page), [], False
        for name, inner in self._collect.fields(connection, _sets(nodes)).items():
            what = inner[0].name.value
            if what == "aggregate" and isinstance(of, Node):
                parts.append(Part(name, what, made=self._aggregate(of, page, connection, inner, shown)))
                continue
            counted = counted or what == "totalCount"
            parts.append(self._part(connection, name, what, inner, rows))
        read = any(part.encoder or part.what == "pageInfo" for part in parts)
        key = tuple(map(id, nodes))
        return encode.connection(
            parts,
            page,
            shown.at(rows, ("rows", key)) if read else None,
            shown.at(Total(of, page), ("total", key)) if counted else None,
            rows.shown.at(Place()) if any("Cursor" in what for part in parts for _, what in part.info) else None,
        )

    def _aggregate(self, of: Node, page: int, type_: str, nodes: Sequence[FieldNode], shown: Shown) -> Encoder:
        how = self._ask(type_, nodes[0], lambda told: grouping(of, told))
        at = shown.at(Groups(of, page, how), ("groups", *map(id, nodes)))
        return encode.groups(of, at, how, plain(self._schema, self._collect, "Aggregate", _sets(nodes)))

    def _part(self, connection: str, name: str, what: str, nodes: Sequence[FieldNode], rows: Rows) -> Part:
        if what in ("edges", "nodes"):
            type_ = self._returned(connection, nodes[0])
            return Part(name, what, self._things(type_, _sets(nodes), rows.shown, rows.page))
        if what == "pageInfo":
            fields = self._collect.fields("PageInfo", _sets(nodes))
            info = tuple((name, nodes[0].name.value) for name, nodes in fields.items())
            rows.one_more = rows.one_more or any(what.startswith("has") for _, what in info)
            return Part(name, what, info=info)
        return Part(name, connection if what == "__typename" else what)

    def _ask(self, type_: str, node: FieldNode, read: Callable[[Mapping[str, Any]], Given]) -> int:
        field = self._schema.type_map[type_].fields[node.name.value]  # type: ignore[attr-defined]
        self.asked.append(Asked(field, node, read))
        return len(self.asked) - 1

    def _returned(self, type_: str, node: FieldNode) -> str:
        fields = self._schema.type_map[type_].fields  # type: ignore[attr-defined]
        return str(get_named_type(fields[node.name.value].type).name)


def _id(told: Mapping[str, Any]) -> str:
    if told.get("knownAt") is not None:
        raise NotCompiled
    return str(told["id"])


def _words(told: Mapping[str, Any]) -> Words:
    words = fulltext_query(told["text"])
    if not words:
        raise NotCompiled
    return Words(words, bounded(told["first"]))


def _sets(nodes: Sequence[FieldNode]) -> list[SelectionSetNode]:
    return [node.selection_set for node in nodes if node.selection_set]


def _selections(sets: Sequence[SelectionSetNode]) -> list[Any]:
    return [node for each in sets for node in each.selections]
