"""Many lists and nodes within each other, read by one statement: what is wanted goes in, Cypher comes out.

Rows are lists, whose columns stand in the order in which they were asked for: names would only be repeated. Every list
is sorted and cut before anything is read of what its entries lead to. Names are positional and values are parameters,
so that questions which differ in nothing else have one text, for which the engine plans once.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.crowds import crowded, is_ordered, looked_up
from graph.ddl import FULL_TEXT
from graph.groups import Grouping, grouped
from graph.keyset import order_by, values
from graph.pages import Page, among, placed, taken, where
from graph.where import Params, arrow
from schema.core import Node, Rel


@dataclass(frozen=True)
class Own:
    """A property of the node, or of the edge that leads to it."""

    name: str
    of_edge: bool = False


@dataclass(frozen=True)
class Labels:
    """The labels of the node."""


@dataclass(frozen=True)
class Sort:
    """Which of the labels the node has, the first that fits: its number, null where it has none of them. Fewer values
    come than with all its labels.
    """

    labels: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """The place of the entry in its list."""


@dataclass(frozen=True)
class Score:
    """How well the words fit by which the node was found."""


@dataclass(frozen=True)
class Words:
    """What is searched for, in the language of the index, and how many are wanted at most."""

    query: str
    size: int


@dataclass(eq=False)
class Shown:
    """The columns of a row, each of them once."""

    columns: list["Column"] = field(default_factory=list)
    _at: dict[Hashable, int] = field(default_factory=dict)

    def at(self, column: "Column", key: Hashable = None) -> int:
        """The number of the column; of two with one key, or of equal ones, the first stands for both."""
        known = column if key is None else key
        if known not in self._at:
            self._at[known] = len(self.columns)
            self.columns.append(column)
        return self._at[known]


@dataclass(eq=False)
class Rows:
    """The rows of a list: of all nodes of a label, or of the edges of a relation at the node; `page` is its number."""

    of: "Node | tuple[Rel, bool]"
    page: int
    shown: Shown = field(default_factory=Shown)
    one_more: bool = False


@dataclass(eq=False)
class Total:
    """How many entries such a list has in all."""

    of: "Node | tuple[Rel, bool]"
    page: int


@dataclass(eq=False)
class Groups:
    """The list of a label counted in groups; `asked` is the number of how."""

    of: Node
    page: int
    asked: int


@dataclass(eq=False)
class One:
    """The row of one node, None where there is none: the one of a label with the id of that page, or the one whose id
    a property holds.
    """

    of: "Node | Own"
    page: int = 0
    shown: Shown = field(default_factory=Shown)


@dataclass(eq=False)
class Found:
    """The rows of what has words, the best first; `asked` is the number of these."""

    asked: int
    shown: Shown = field(default_factory=Shown)


Column = Own | Labels | Sort | Place | Score | Rows | Total | Groups | One | Found
Given = Page | Grouping | Words | str
"""What the client asks of a list, how it counts one, the words that it searches for, or the id of a node."""


VERSION = "OPTIONAL MATCH (v:DataVersion {id: 'data'})"


def statement(wanted: Sequence[Column], pages: Sequence[Given]) -> tuple[str, dict[str, Any]]:
    """One statement with one row, and its parameters. The row has a column for each thing that is wanted, and the
    version of the data before and after these were read.
    """
    params = Params()
    composer = _Composer(pages, params)
    calls = [f"CALL () {{\n{composer.body(column, '', '', f'c{at}')}\n}}\n" for at, column in enumerate(wanted)]
    names = ", ".join(f"c{at}" for at in range(len(wanted)))
    begun = f"CALL () {{\n{VERSION}\nRETURN coalesce(v.version, 0) AS begun\n}}\n"
    ended = f"{VERSION}\nRETURN {names}, begun, coalesce(v.version, 0) AS ended"
    return f"{begun}{''.join(calls)}{ended}", params.values


class _Composer:
    def __init__(self, pages: Sequence[Given], params: Params) -> None:
        self._pages, self._params, self._made = pages, params, 0

    def body(self, column: Column, node: str, edge: str, name: str) -> str:
        """The clauses that return the value of a column under a name."""
        match column:
            case Rows():
                return self._rows(column, node, name)
            case Total(Node() as of, number):
                return f"{self._match(of, self._page(number), node, 'm', 'r')}\nRETURN count(m) AS {name}"
            case Total(of, number):  # an engine that keeps how many edges a node has need not look at them
                return f"RETURN COUNT {{ {self._match(of, self._page(number), node, 'm', 'r')} }} AS {name}"
            case Groups(of, number, asked):
                how = self._pages[asked]
                assert isinstance(how, Grouping)
                return grouped(of, self._page(number), how, self._params, name)
            case One():
                return self._one(column, node, edge, name)
            case Found():
                return self._found(column, name)
            case _:
                raise AssertionError(f"{column} needs no clauses")

    def _match(self, of: Node | tuple[Rel, bool], page: Page, outer: str, node: str, edge: str, *more: str) -> str:
        kind, pattern = (of, f"({node}:{of.label})") if isinstance(of, Node) else (of[0], arrow(*of, outer, edge, node))
        return f"MATCH {pattern}{where([*among(page, kind, node, edge, self._params), *more])}"

    def _page(self, number: int) -> Page:
        page = self._pages[number]
        assert isinstance(page, Page)
        return page

    def _rows(self, rows: Rows, outer: str, name: str) -> str:
        self._made += 1
        node, edge = f"n{self._made}", f"r{self._made}"
        page = self._page(rows.page)
        kept, first = self._first(rows, page, outer, node, edge)
        calls, row = self._row(rows.shown, node, edge, kept, page)
        return f"{first}\n{calls}RETURN collect({row}) AS {name}"

    def _first(self, rows: Rows, page: Page, outer: str, node: str, edge: str) -> tuple[str, str]:
        """The variables of an entry, and the clauses that bind those of the page to them."""
        size = page.size + rows.one_more
        if isinstance(rows.of, Node):
            return node, taken(rows.of, page, size, node, self._params)
        kept = f"{edge}, {node}"
        if page.ids is not None:
            return kept, looked_up(*rows.of, page, size, (edge, node, outer), self._params)
        if page.crowded and is_ordered(*rows.of, page):
            return kept, crowded(*rows.of, page, size, (edge, node, outer), self._params)
        match = self._match(rows.of, page, outer, node, edge, *placed(page, node, edge, self._params))
        order = order_by(page.keys, node, edge, page.backward)
        return kept, f"{match}\nWITH {kept}\nORDER BY {order}\nLIMIT {self._params.add(size)}"

    def _found(self, found: Found, name: str) -> str:
        self._made += 1
        node, words = f"n{self._made}", self._pages[found.asked]
        assert isinstance(words, Words)
        calls, row = self._row(found.shown, node, "score", f"{node}, score", None)
        hits = f"db.index.fulltext.queryNodes('{FULL_TEXT}', {self._params.add(words.query)})"
        return (
            f"CALL {hits} YIELD node AS {node}, score\nWITH {node}, score\nORDER BY score DESC, {node}.id\n"
            f"LIMIT {self._params.add(words.size)}\n{calls}RETURN collect({row}) AS {name}"
        )

    def _one(self, one: One, outer: str, edge: str, name: str) -> str:
        self._made += 1
        node = f"n{self._made}"
        if isinstance(one.of, Own):
            label, id = "Entity", f"{edge if one.of.of_edge else outer}.{one.of.name}"
        else:
            label, id = one.of.label, self._params.add(self._pages[one.page])
        calls, row = self._row(one.shown, node, node, node, None)
        found = f"CASE WHEN {node} IS NULL THEN NULL ELSE {row} END"
        return f"OPTIONAL MATCH ({node}:{label} {{id: {id}}})\n{calls}RETURN {found} AS {name}"

    def _row(self, shown: Shown, node: str, edge: str, kept: str, page: Page | None) -> tuple[str, str]:
        """The clauses that the columns of a row need, and the row as a list."""
        calls, texts = [], []
        for column in shown.columns:
            match column:
                case Own(name, of_edge):
                    texts.append(f"{edge if of_edge else node}.{name}")
                case Labels():
                    texts.append(f"labels({node})")
                case Sort(labels):
                    fits = " ".join(f"WHEN {node}:{label} THEN {number}" for number, label in enumerate(labels))
                    texts.append(f"CASE {fits} END")
                case Score():
                    texts.append("score")
                case Place():
                    assert page is not None
                    texts.append(values(page.keys, node, edge))
                case _:
                    self._made += 1
                    called = f"x{self._made}"
                    calls.append(f"CALL ({kept}) {{\n{self.body(column, node, edge, called)}\n}}\n")
                    texts.append(called)
        return "".join(calls), f"[{', '.join(texts)}]"
