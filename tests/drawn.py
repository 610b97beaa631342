"""What generated operations are made of: values near to what the graph holds, and the arguments of lists."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from graphql import GraphQLSchema
from hypothesis import strategies as st

from api.filters import WHERE, props_of, relations
from api.grouping import ways
from api.kinds import edge_name
from api.orders import sorted_by
from graph.pages import span
from graph.where import far_end
from schema.core import Node, Rel
from schema.dates import Instant, PartialDate
from schema.props import Prop

IDS = ("nation/JP", "agreement/acsa-jp-2016", "org/nato", "usc/10/2342", "case/none", "system/c-17")
WORDS = ("a", "JA", "united", "10 U.S.C.", "in-force", "Acsa", "ü", "org/nato", "")


class Name(str):
    """A word of an enum, which stands without quotes."""

    __slots__ = ()


SIZES = (1, 2, 3, 7)
SEARCHED = ("united", "airlift agreement", "ja", "usc 10", "no such words")
OTHERS: dict[str, tuple[Any, ...]] = {
    "Int": SIZES,
    "ID!": IDS,
    "String!": SEARCHED,
    "Date": ("1995-02-28", "2010-05-06", "2016-09-26", "2024-02-29", "2027-01-01"),
}
"""What else a variable of that type may be."""


@dataclass
class Drawn:
    """An operation while it is drawn."""

    schema: GraphQLSchema
    draw: Any
    variables: dict[str, tuple[str, Any]] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    made: int = 0

    def one_of(self, *values: Any) -> Any:
        """One of the values."""
        return self.draw(st.sampled_from(values))

    def often(self, times: int, of: int = 10) -> bool:
        """True, so often."""
        return bool(self.draw(st.integers(1, of)) <= times)

    def some(self, values: Any, most: int) -> list[Any]:
        """A few of the values, each once."""
        return list(self.draw(st.lists(st.sampled_from(sorted(values)), min_size=1, max_size=most, unique=True)))

    def name(self, prefix: str) -> str:
        """A name that nothing else has."""
        self.made += 1
        return f"{prefix}{self.made}"

    def given(self, type_: str, value: Any) -> str:
        """The value in the document, or as a variable: mostly so where other values would make no other statement."""
        if not self.often(7 if type_ in OTHERS else 3):
            return literal(value)
        name = self.name("v")
        self.variables[name] = (type_, plain(value))
        return f"${name}"


def literal(value: Any) -> str:
    """The value as a document has it."""
    match value:
        case dict():
            return "{" + ", ".join(f"{name}: {literal(each)}" for name, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(literal, value)) + "]"
        case Name():
            return str.__str__(value)
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case _:
            return str(value)


def plain(value: Any) -> Any:
    """The value as JSON has it."""
    match value:
        case dict():
            return {name: plain(each) for name, each in value.items()}
        case list():
            return list(map(plain, value))
        case _:
            return str.__str__(value) if isinstance(value, str) else value


def value_of(drawn: Drawn, prop: Prop) -> Any:
    """A value that the property may have."""
    if prop.base is bool:
        return drawn.one_of(True, False)
    if prop.base is int:
        return drawn.one_of(1, 5)
    if prop.base is Decimal:
        return drawn.one_of("1000000", "250000000.5", 0)
    if prop.base is Instant:
        return drawn.one_of("2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z")
    if prop.base is PartialDate:
        return drawn.one_of("1998", "2016-09", "2016-09-26", "2023-04-04")
    if prop.base is str:
        return drawn.one_of(*(IDS if prop.name in ("id", "source") else WORDS))
    return Name(drawn.one_of(*prop.base).name)


def tested(drawn: Drawn, prop: Prop) -> dict[str, Any]:
    """A test of the property."""
    if drawn.often(2):
        return {"isNull": drawn.one_of(True, False)}
    if prop.many:
        op = drawn.one_of("has", "hasAny", "hasAll")
        return {op: value_of(drawn, prop) if op == "has" else [value_of(drawn, prop) for _ in range(2)]}
    ops = ["eq", "ne", "in"] if prop.base is not bool else ["eq", "ne"]
    ops += ["contains", "startsWith"] if prop.base is str else []
    ops += ["lt", "lte", "gt", "gte"] if prop.base in (str, int, Decimal, Instant, PartialDate) else []
    op = drawn.one_of(*ops)
    return {op: [value_of(drawn, prop) for _ in range(2)] if op == "in" else value_of(drawn, prop)}


def filter_of(drawn: Drawn, node: Node, depth: int = 2) -> dict[str, Any]:
    """A filter of nodes of the label."""
    way = drawn.draw(st.integers(0, 9)) if depth else 0
    if way >= 8:
        return {drawn.one_of("and", "or"): [filter_of(drawn, node, depth - 1) for _ in range(2)]}
    if way >= 6:
        return {"not": filter_of(drawn, node, depth - 1)}
    if way >= 4 and relations(node):
        name = drawn.one_of(*sorted(relations(node)))
        return {name: {drawn.one_of("some", "none", "every"): filter_of_edge(drawn, *relations(node)[name], depth - 1)}}
    return {name: tested(drawn, props_of(node)[name]) for name in drawn.some(props_of(node), 2)}


def filter_of_edge(drawn: Drawn, rel: Rel, forward: bool, depth: int = 1) -> dict[str, Any]:
    """A filter of edges of the relation."""
    found = {} if drawn.often(3) else {"node": filter_of(drawn, far_end(rel, forward), depth)}
    if drawn.often(3):
        name = drawn.one_of(*sorted(props_of(rel)))
        found[name] = tested(drawn, props_of(rel)[name])
    return found


def order_of(drawn: Drawn, node: Node, rel: Rel | None) -> list[dict[str, Any]]:
    """An order of a list."""
    names = drawn.some(sorted_by(node), 2)
    found: list[dict[str, Any]] = [{"field": Name(name)} for name in names]
    if rel is not None and rel.props and drawn.often(5):
        found.append({"edge": Name(drawn.one_of(*sorted(sorted_by(rel))))})
    return [each | {"direction": Name(drawn.one_of("ASC", "DESC"))} if drawn.often(5) else each for each in found]


def arguments(drawn: Drawn, of: Node | tuple[Rel, bool]) -> str:
    """The arguments of a list; most lists are short."""
    node, rel = (of, None) if isinstance(of, Node) else (far_end(*of), of[0])
    found = {drawn.one_of("first", "last"): drawn.given("Int", drawn.one_of(*SIZES))}
    if drawn.often(5):
        if isinstance(of, Node):
            type_, asked = WHERE[node.label].__name__, filter_of(drawn, node)
        else:
            type_ = f"{edge_name(*of)}EdgeWhere"
            asked = filter_of_edge(drawn, *of)
        found["where"] = drawn.given(type_, asked)
    if drawn.often(4):
        found["orderBy"] = literal(order_of(drawn, node, rel))
    if span(rel or node) is not None and drawn.often(4):
        found["asOf"] = drawn.given("Date", str(date(1995, 1, 1) + timedelta(drawn.draw(st.integers(0, 12_000)))))
    return ", ".join(f"{name}: {value}" for name, value in found.items())


def aggregate(drawn: Drawn, node: Node) -> str:
    """A list counted in groups."""
    measures = [name for name, prop in sorted_by(node).items() if prop.base in (int, Decimal, PartialDate, Instant)]
    found: dict[str, Any] = {"first": drawn.given("Int", drawn.one_of(*SIZES))}
    if drawn.often(8):
        found["by"] = literal([dimension(drawn, node, depth) for depth in drawn.one_of((2,), (2, 1), (1, 2))])
    if drawn.often(6):
        found["of"] = literal([Name(each) for each in drawn.some(measures, 2)])
    if drawn.often(4):
        found["orderBy"] = drawn.one_of("COUNT", "KEY")
    if drawn.often(4):
        found["asOf"] = drawn.given("Date", drawn.one_of(*OTHERS["Date"]))
    told = ", ".join(f"{name}: {value}" for name, value in found.items())
    values = "values { of sum min max known unknown }" if drawn.often(7) else "again: count"
    return f"aggregate({told}) {{ hasMore groups {{ keys {{ value __typename title }} count {values} }} }}"


def dimension(drawn: Drawn, node: Node, depth: int) -> dict[str, Any]:
    """What to group by."""
    lists = [prop.name.upper() for prop in props_of(node).values() if prop.many]
    if depth and ways(node) and drawn.often(6):
        name = drawn.one_of(*sorted(ways(node)))
        step = ways(node)[name]
        return {name: dimension(drawn, far_end(step.rel, step.forward), depth - 1)}
    if drawn.often(2):
        return {"each": Name(drawn.one_of(*sorted(lists)))}
    name = drawn.one_of(*sorted(sorted_by(node)))
    dated = sorted_by(node)[name].base in (PartialDate, Instant) and drawn.often(7)
    return {"field": Name(name)} | ({"per": Name(drawn.one_of("YEAR", "MONTH", "FISCAL_YEAR"))} if dated else {})
