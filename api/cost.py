"""What an operation would cost at most, before it is executed: about the entities and edges that it touches.

Every object counts one. A list counts as many as its page may hold, but no more than the graph has; a list without
pages counts a few. What takes the evaluator, or a look at many nodes, has a price of its own.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
)
from graphql.utilities import value_from_ast_untyped

from api.kinds import all_name
from api.limits import PAGE
from api.priced import PRICED
from api.sizes import UNCOUNTED, Sizes
from api.spread import looked_at, sought
from graph.groups import Step
from graph.where import far_end
from schema import MODEL
from schema.core import Node, Rel
from schema.errors import TooMuch

DEFAULT_PAGE = 100
UNPAGED = 10
"""What a list counts that has no pages: most of these are short."""

PRICES = {
    "coverage": 1_000,
    "wouldOpen": 200,
    "resolve": 100,
    "paths": 1_000,
    "totalCount": 1,
    "aggregate": 500,
}
"""What a field costs beside what it holds."""

QUESTION = 500
"""What a question of the library costs beside its rows: some look at every agreement or notice."""

VISITS = 20_000
"""Fields that are looked at for an estimate; an operation that has more, fragments unfolded, is refused."""

RECALLED = 2_000
"""What a list costs beside its page where it is wanted as it was known: it is read whole."""

SCANNED = 20
"""So many rows that an aggregate makes on its way to its keys count one."""

SOUGHT = 100
"""So many edges that a filter looks at count one."""

ROOTS = {node.plural: node.label for node in MODEL.nodes}
LISTS = {f"{all_name(node)}Connection": node.label for node in MODEL.nodes}


def _relations() -> dict[tuple[str, str], tuple[Rel, Node]]:
    found: dict[tuple[str, str], tuple[Rel, Node]] = {}
    for rel in MODEL.rels:
        for at, name in ((rel.start, rel.forward), (rel.end, rel.reverse)):
            for node in MODEL.nodes:
                types = (node.label, f"{node.label}Term", f"Other{node.label}") if node.is_a(at.label) else ()
                found |= {(type_, name): (rel, node) for type_ in types}
    return found


RELATIONS = _relations()
"""The relation that a field of a type shows, and the kind of node that has the type."""


Count = Callable[[Collection[str]], Awaitable[Sizes]]
"""What counts how many there are of what is named."""


class Wanted(NamedTuple):
    """A field as execution sees it: all the selections that go by one name, as one."""

    on: GraphQLNamedType
    field: GraphQLField
    name: str
    node: FieldNode
    sets: tuple[SelectionSetNode, ...]


class Estimate:
    """The cost of one operation. `variables` are as the client sent them; `names` will be the labels and types that
    bound it.
    """

    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any], sizes: Sizes = UNCOUNTED
    ) -> None:
        self._schema, self._sizes = schema, sizes
        self._variables = dict(variables)
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._found: dict[Any, list[Wanted]] = {}
        self._visits = 0
        self.names: set[str] = set()

    def of(self, operation: OperationDefinitionNode) -> float:
        """The cost, infinite where it hangs on what was not counted. Raises TooMuch where it takes too long to tell."""
        for definition in operation.variable_definitions or ():
            if definition.default_value is not None:
                name = definition.variable.name.value
                self._variables.setdefault(name, value_from_ast_untyped(definition.default_value))
        root = self._schema.get_root_type(operation.operation)
        found = 0.0 if root is None else self._within(root, (operation.selection_set,), 1, None)
        return round(found) if isfinite(found) else found

    def _within(
        self, type_: GraphQLNamedType, sets: tuple[SelectionSetNode, ...], parents: float, page: float | None
    ) -> float:
        return sum(self._field(wanted, parents, page) for wanted in self._wanted(type_, sets))

    def _field(self, wanted: Wanted, parents: float, page: float | None) -> float:
        self._visits += 1
        if self._visits > VISITS:
            raise TooMuch("the operation has too many fields", remedy="ask for less at once")
        fixed = QUESTION if wanted.on.name == "Library" else PRICES.get(wanted.name, 0)
        price = (fixed + self._scanned(wanted) + self._recalled(wanted)) * parents
        price += self._sought(wanted, parents) / SOUGHT
        type_ = get_named_type(wanted.field.type)
        if is_leaf_type(type_):
            return price
        held, inner = self._held(wanted, parents, page)
        return price + held + self._within(type_, wanted.sets, held, inner)

    def _held(self, wanted: Wanted, parents: float, page: float | None) -> tuple[float, float | None]:
        """How many objects the field holds over all parents; and, for a connection, how many are on its pages."""
        many = is_list_type(get_nullable_type(wanted.field.type))
        if wanted.field.args.keys() & {"first", "last"}:
            size = self._page(wanted, parents)
            return (size, None) if many else (parents, size)
        if not many:
            return parents, None
        return (page, None) if page is not None else (parents * UNPAGED, None)

    def _page(self, wanted: Wanted, parents: float) -> float:
        size = parents * self._size(wanted)
        if wanted.on is self._schema.query_type and wanted.name in ROOTS:
            return min(size, self._most(ROOTS[wanted.name]))
        relation = RELATIONS.get((wanted.on.name, wanted.name))
        if relation is None:
            return size
        rel, at = relation
        return min(size, self._most(rel.type) * self._around(parents, at))

    def _scanned(self, wanted: Wanted) -> float:
        if wanted.name != "aggregate" or wanted.on.name not in LISTS:
            return 0
        told = self._told(wanted, "by")
        return looked_at(MODEL.by_label[LISTS[wanted.on.name]], told.get("by"), self._most) / SCANNED

    def _sought(self, wanted: Wanted, parents: float) -> float:
        """How many edges its filter looks at over all parents, where that leads along relations."""
        if (where := self._told(wanted, "where").get("where")) is None:
            return 0
        if wanted.on is self._schema.query_type and wanted.name in ROOTS:
            return sought(MODEL.by_label[ROOTS[wanted.name]], where, self._most)
        if (relation := RELATIONS.get((wanted.on.name, wanted.name))) is None:
            return 0
        rel, at = relation
        step = Step(rel, wanted.name == rel.forward and at.is_a(rel.start.label))
        inner = where.get("node") if isinstance(where, dict) else None
        return sought(far_end(rel, step.forward), inner, self._most, (step,), parents, self._around(parents, at))

    def _around(self, parents: float, at: Node) -> float:
        """How often each of the parents is asked for."""
        return max(1.0, parents / max(1.0, self._most(at.label)))

    def _recalled(self, wanted: Wanted) -> float:
        told = self._told(wanted, "knownAt")
        return RECALLED if told.get("knownAt") is not None else 0

    def _most(self, name: str) -> float:
        self.names.add(name)
        return self._sizes.most(name)

    def _size(self, wanted: Wanted) -> int:
        given = self._told(wanted, "first", "last")
        told = [given.get(name) for name in ("first", "last")]
        told += [arg.default_value for name, arg in wanted.field.args.items() if name in ("first", "last")]
        size = next((each for each in told if isinstance(each, int)), DEFAULT_PAGE)
        return max(0, min(size, PAGE))

    def _wanted(self, type_: GraphQLNamedType, sets: tuple[SelectionSetNode, ...]) -> list[Wanted]:
        key = (type_.name, *map(id, sets))
        if key not in self._found:
            groups: dict[tuple[str, str], list[tuple[GraphQLNamedType, FieldNode]]] = {}
            self._gather(type_, sets, groups, set())
            self._found[key] = [each for group in groups.values() for each in self._merged(group)]
        return self._found[key]

    def _merged(self, group: list[tuple[GraphQLNamedType, FieldNode]]) -> Iterable[Wanted]:
        type_, node = group[0]
        name = node.name.value
        field = getattr(type_, "fields", {}).get(name)
        sets = tuple(each.selection_set for _, each in group if each.selection_set)
        if field is not None and (sets or name in PRICES):
            yield Wanted(type_, field, name, node, sets)

    def _gather(
        self,
        type_: GraphQLNamedType,
        sets: Iterable[SelectionSetNode],
        groups: dict[tuple[str, str], list[tuple[GraphQLNamedType, FieldNode]]],
        spread: set[tuple[str, str]],
    ) -> None:
        for node in (node for each in sets for node in each.selections if self._is_included(node)):
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                groups.setdefault((type_.name, key), []).append((type_, node))
                continue
            inner: Any = self._fragments.get(node.name.value) if isinstance(node, FragmentSpreadNode) else node
            if inner is None or (type_.name, str(id(inner))) in spread:
                continue
            spread.add((type_.name, str(id(inner))))
            condition = inner.type_condition.name.value if inner.type_condition else None
            narrower = self._schema.get_type(condition) if condition and is_abstract_type(type_) else None
            self._gather(narrower or type_, (inner.selection_set,), groups, spread)

    def _told(self, wanted: Wanted, *names: str) -> dict[str, Any]:
        """The values of those of its arguments that are told."""
        assert PRICED.issuperset(names)
        told = wanted.node.arguments or ()
        return {each.name.value: self._value(each.value) for each in told if each.name.value in names}

    def _value(self, node: ValueNode) -> Any:
        return value_from_ast_untyped(node, self._variables)

    def _is_included(self, node: Any) -> bool:
        for directive in node.directives or ():
            name = directive.name.value
            told = {each.name.value: each.value for each in directive.arguments}.get("if")
            if name in ("skip", "include") and told and self._value(told) is (name == "skip"):
                return False
        return True


@dataclass(frozen=True)
class Price:
    """What an operation costs as long as there are so many of what that hangs on."""

    cost: float
    counts: Mapping[str, float]

    async def holds(self, count: Count) -> bool:
        """Whether there are as many as there were."""
        sizes = await count(self.counts) if self.counts else UNCOUNTED
        return all(sizes.most(name) == most for name, most in self.counts.items())


async def price(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    limit: float,
    count: Count,
) -> Price:
    """The price of an operation. It hangs on what the graph holds only where the sizes of pages alone would put it
    above the limit.
    """
    estimate = Estimate(schema, document, variables)
    cost = estimate.of(operation)
    if cost <= limit:
        return Price(cost, {})
    sizes = await count(estimate.names)
    counted = Estimate(schema, document, variables, sizes).of(operation)
    return Price(counted, {name: sizes.most(name) for name in estimate.names})
