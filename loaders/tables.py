"""Tables as records by the names of their columns: delimited text of any kind, and sheets of XLSX, XLS and ODS."""

import re
from collections.abc import Iterator
from itertools import compress, count
from pathlib import Path

from loaders.core import Record
from loaders.delimited import delimited
from loaders.workbooks import is_workbook, read_sheet, sheet_names
from schema.errors import LoadRefused, RowError

CELL = "\x1f"
SUSPECT = re.compile(CELL + r"'?[=+\-@]")
FORMULA = re.compile(r"'?[=+\-@]")
PLAIN = re.compile(r"[+-]?[ $€£]*[\d.,' ]*\d[\d.,' ]*([eE][+-]?\d+)?[ %]*|\+[\d ().-]+|-+", re.ASCII)
"""What begins as a formula and is none: a number, an amount, a share, a telephone number, a dash for nothing."""

Row = tuple[str, list[str], str]
"""Where a row stands, its cells, and what is wrong with it ('' for nothing)."""


def sheets(path: Path) -> list[str]:
    """The names of the sheets of a workbook that hold something; none for another table."""
    return sheet_names(path) if is_workbook(path) else []


def read_table(path: Path, sheet: str | None = None) -> Iterator[Record | RowError]:
    """The rows below the header as records, empty cells left out; without a `sheet` named, those of the first.

    A row with more or fewer cells than the header, or with a formula, is a RowError in its place. Raises LoadRefused
    where the file cannot be read or is empty.
    """
    rows = read_rows(path, sheet)
    names = header_of(path, rows)
    width = len(names)
    for place, cells, fault in rows:
        if len(cells) > width and not any(cells[width:]):
            del cells[width:]
        if fault:
            yield RowError(fault, place, "write the value itself")
        elif len(cells) != width:
            yield RowError(f"{len(cells)} cells where the header has {width}", place, "fill in or cut the row")
        else:
            yield Record(zip(compress(names, cells), compress(cells, cells), strict=True), place)


def read_rows(path: Path, sheet: str | None = None) -> Iterator[Row]:
    """The rows that hold something as they stand, header and all: where, cells without blanks around, and a fault."""
    return _of_sheet(path, sheet) if is_workbook(path) else _of_text(path)


def header_of(path: Path, rows: Iterator[Row]) -> list[str]:
    """The names of the columns, from the first of the rows: a name that stands twice gets a number.

    Raises LoadRefused where there is no row.
    """
    first = next(rows, None)
    if first is None:
        raise LoadRefused("the file is empty", path.name, "write a header and rows below it")
    names: list[str] = []
    while first[1] and not first[1][-1]:
        first[1].pop()
    for number, cell in enumerate(first[1], 1):
        name = " ".join(cell.split()) or f"column {number}"
        names.append(next(told for told in _numbered(name) if told not in names))
    return names


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name} ({number})" for number in count(2))


def _of_text(path: Path) -> Iterator[Row]:
    name = path.name
    for line, row in delimited(path):
        cells = list(map(str.strip, row))
        joined = CELL.join(cells)
        if joined.strip(CELL):
            fault = _formula(cells) if joined[0] in "'=+-@" or SUSPECT.search(joined) else ""
            yield f"{name}:{line}", cells, fault


def _formula(cells: list[str]) -> str:
    found = next((cell for cell in cells if FORMULA.match(cell) and not PLAIN.fullmatch(cell)), "")
    return f"the cell {found[:40]!r} is a formula" if found else ""


def _of_sheet(path: Path, sheet: str | None) -> Iterator[Row]:
    names = sheet_names(path)
    if not names or (sheet is not None and sheet not in names):
        what = f"the workbook has no sheet {sheet!r} that holds something" if names else "the workbook is empty"
        raise LoadRefused(what, path.name, f"name one of {', '.join(names)}" if names else "write a header and rows")
    told = read_sheet(path, sheet or names[0])
    for number, row in told.rows:
        cells = [cell.strip() for cell in row]
        if any(cells) or number in told.faults:
            cell, what = told.faults.get(number, ("", ""))
            yield f"{path.name}!{told.name}:{number}", cells, f"the cell {cell} holds {what}" if what else ""
