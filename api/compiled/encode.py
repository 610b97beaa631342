"""From rows to what clients get: functions made once for a question, which turn lists into objects of its names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from api.compiled.known import Convert, Unfit
from api.cursors import encode, signature
from api.entities import sort
from api.groups import aggregate
from api.kinds import OBJECT_NAMES
from api.limits import ENTITIES
from graph.groups import Grouping
from graph.pages import Page
from graph.statement import Given
from schema.core import Node

Row = Sequence[Any]


@dataclass
class Run:
    """One answer: what was asked of each list, and how many entries there may still be."""

    pages: Sequence[Given]
    left: int = field(default_factory=lambda: ENTITIES)

    def page(self, number: int) -> Page:
        """What was asked of that list."""
        page = self.pages[number]
        assert isinstance(page, Page)
        return page

    def spend(self, entries: int) -> None:
        """Counts entries. Raises Unfit where there are too many: resolvers say so."""
        self.left -= entries
        if self.left < 0:
            raise Unfit


Encoder = Callable[[Row, Run], Any]


@dataclass(frozen=True)
class Entry:
    """One name of an object: the column that it shows, or what makes it."""

    name: str
    at: int | None = None
    convert: Convert | None = None
    required: bool = False
    make: Encoder | None = None


def record(entries: Sequence[Entry]) -> Encoder:
    """Makes an object of a row. What it makes raises Unfit where a value is not there that must be."""
    shapes = tuple((entry.at, entry.convert is not None, entry.required) for entry in entries)
    made: Encoder = _maker(shapes)(_lacking, *(part for entry in entries for part in (entry.name, _function(entry))))
    return made


def _function(entry: Entry) -> Callable[..., Any] | None:
    return entry.convert if entry.make is None else entry.make


def _lacking() -> Any:
    raise Unfit


@lru_cache(maxsize=1_000)
def _maker(shapes: tuple[tuple[int | None, bool, bool], ...]) -> Callable[..., Encoder]:
    """Makes, of the names of an object and the functions of those that have one, what makes the object of a row. Each
    name is told by its column, None where it is made of the row; whether that is converted; whether it must be there.

    It is compiled, since it is done for every row; its text is made of numbers alone.
    """
    given = ", ".join(f"n{number}, f{number}" for number in range(len(shapes)))
    shown = ", ".join(f"n{number}: {_shown(number, *shape)}" for number, shape in enumerate(shapes))
    made: Callable[..., Encoder] = eval(f"lambda lacking, {given}: lambda row, run: {{{shown}}}")
    return made


def _shown(number: int, at: int | None, converted: bool, required: bool) -> str:
    """The value of a name, in Python."""
    if at is None:
        return f"f{number}(row, run)"
    if not (converted or required):
        return f"row[{at}]"
    value = f"f{number}(value)" if converted else "value"
    return f"({'lacking()' if required else 'None'} if (value := row[{at}]) is None else {value})"


def by_type(labels: int, encoders: Mapping[str, Encoder]) -> Encoder:
    """Makes an object by the type that the labels in that column tell."""

    def encoded(row: Row, run: Run) -> Any:
        kind, _ = sort(tuple(row[labels]))
        return encoders[OBJECT_NAMES[kind.label]](row, run)

    return encoded


def by_sort(at: int, encoders: Sequence[Encoder]) -> Encoder:
    """Makes an object by the number in that column: which of the labels the node has. Raises Unfit if it has none."""

    def encoded(row: Row, run: Run) -> Any:
        if row[at] is None:
            raise Unfit
        return encoders[row[at]](row, run)

    return encoded


def typename(at: int) -> Encoder:
    """The name of the type that the labels in that column tell."""
    return lambda row, run: OBJECT_NAMES[sort(tuple(row[at]))[0].label]


def label(at: int) -> Encoder:
    """The narrowest of the labels in that column."""
    return lambda row, run: sort(tuple(row[at]))[0].label


def labels(at: int) -> Encoder:
    """The labels in that column, as they are declared."""
    return lambda row, run: list(sort(tuple(row[at]))[1])


def cursor(at: int, page: int) -> Encoder:
    """The cursor of the place in that column."""
    return lambda row, run: encode(signature(run.page(page).keys), row[at])


def one(at: int, encoder: Encoder) -> Encoder:
    """The node in that column, None where there is none."""

    def encoded(row: Row, run: Run) -> Any:
        if row[at] is None:
            return None
        run.spend(1)
        return encoder(row[at], run)

    return encoded


def several(at: int, encoder: Encoder) -> Encoder:
    """The objects of the rows in that column."""

    def encoded(row: Row, run: Run) -> Any:
        run.spend(len(row[at]))
        return [encoder(each, run) for each in row[at]]

    return encoded


def groups(node: Node, at: int, asked: int, make: Callable[[Any], Any]) -> Encoder:
    """The groups in that column."""

    def encoded(row: Row, run: Run) -> Any:
        how = run.pages[asked]
        assert isinstance(how, Grouping)
        run.spend(len(row[at]))
        return make(aggregate(node, how, row[at]))

    return encoded


@dataclass(frozen=True)
class Part:
    """A name of a connection: `edges` or `nodes` and what makes an entry, `aggregate` and what makes it, `pageInfo` and
    its names, `totalCount`.
    """

    name: str
    what: str
    encoder: Encoder | None = None
    made: Encoder | None = None
    info: tuple[tuple[str, str], ...] = ()


def connection(parts: Sequence[Part], page: int, rows: int | None, total: int | None, place: int | None) -> Encoder:
    """Makes a connection of the columns with its rows and with its total."""

    def encoded(row: Row, run: Run) -> dict[str, Any]:
        asked = run.page(page)
        found: Row = () if rows is None else row[rows]
        more, entries = len(found) > asked.size, found[: asked.size]
        if asked.backward:
            entries = entries[::-1]
        run.spend(len(entries))
        told: dict[str, Any] = {}
        for part in parts:
            if part.encoder is not None:
                make = part.encoder
                told[part.name] = [make(entry, run) for entry in entries]
            elif part.made is not None:
                told[part.name] = part.made(row, run)
            elif part.what == "pageInfo":
                told[part.name] = _page_info(part.info, asked, entries, more, place)
            elif part.what == "totalCount":
                assert total is not None
                told[part.name] = row[total]
            else:
                told[part.name] = part.what
        return told

    return encoded


def _page_info(
    names: Sequence[tuple[str, str]], page: Page, entries: Row, more: bool, place: int | None
) -> dict[str, Any]:
    order = signature(page.keys)
    ends = (None, None) if place is None or not entries else (entries[0][place], entries[-1][place])
    start, end = (None if at is None else encode(order, at) for at in ends)
    told = {
        "hasNextPage": page.before is not None if page.backward else more,
        "hasPreviousPage": more if page.backward else page.after is not None,
        "startCursor": start,
        "endCursor": end,
        "__typename": "PageInfo",
    }
    return {name: told[what] for name, what in names}
