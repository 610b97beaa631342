"""Rows of a sheet that tell one item each, joined into orders: they wait in a temporary file, since any row may tell
more of any order before it.
"""

import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from operator import itemgetter

from loaders.core import Read, Record
from loaders.sheets.kinds import KINDS
from schema.errors import RowError

TOLD = {str(field) for kind in ("order", "item") for field in KINDS[kind].fields}
"""What columns may tell of an order and its items."""

TABLES = """
PRAGMA journal_mode = off; PRAGMA synchronous = off; PRAGMA cache_size = -8192; BEGIN;
CREATE TABLE whole (number TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID;
CREATE TABLE told (number TEXT, row BLOB);
"""
WAITING = "SELECT w.place, t.row FROM told t JOIN whole w USING (number) ORDER BY w.place, t.rowid"


def joined(rows: Iterable[Read]) -> Iterator[Read]:
    """One record for each order, with its items by number, from rows that tell one each, behind all others, which are
    as they were.

    Where two rows tell an order or an item differently, the later one is refused.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as waiting:
        waiting.executescript(TABLES)
        for place, row in enumerate(rows):
            if not isinstance(row, Record) or row.keys().isdisjoint(TOLD):
                yield row
            elif (number := row.get("order.number")) is None:
                remedy = "say of which order the row is"
                yield RowError("order.number is empty", row.place, remedy, field="order.number")
            else:
                waiting.execute("INSERT OR IGNORE INTO whole VALUES (?, ?)", (number, place))
                waiting.execute("INSERT INTO told VALUES (?, ?)", (number, pickle.dumps((row.place, dict(row)))))
        for _, order in groupby(waiting.execute(WAITING), itemgetter(0)):
            yield from _whole(Record(told, place) for place, told in (pickle.loads(row) for _, row in order))


def _whole(rows: Iterator[Record]) -> Iterator[Read]:
    """The order that the rows tell, behind those of them that are refused."""
    whole: Record | None = None
    for row in rows:
        whole = whole or Record({"items": {}}, row.place)
        if error := _join(whole, row):
            yield error
    if whole:
        yield whole


def _join(whole: Record, row: Record) -> RowError | None:
    """Adds to the order what the row tells of it; why it does not, where the row tells otherwise."""
    number = row["order.number"]
    for name, value in row.items():
        if not name.startswith("item.") and whole.get(name, value) != value:
            what = f"the order {number} is told twice, differently: {name}"
            return RowError(what, row.place, f"leave one of them; the other stands at {whole.place}", name, str(value))
    item = Record({name.removeprefix("item."): row[name] for name in row if name.startswith("item.")}, row.place)
    at = "-".join(str(item.get("number", len(whole["items"]) + 1)).split())
    other = whole["items"].setdefault(at, item) if item else item
    if other != item:
        what = f"item {at} of the order {number} is told twice, differently"
        remedy = f"leave one of them, or give each its number; the other stands at {other.place}"
        return RowError(what, row.place, remedy, "item.number", at)
    whole.update({name: value for name, value in row.items() if not name.startswith("item.")})
    return None
