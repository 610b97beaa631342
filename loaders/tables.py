"""Tables as records by the names of their columns: delimited text of any kind, JSON, sheets of XLSX, XLS and ODS."""

import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import compress, dropwhile, islice
from pathlib import Path

from loaders.core import Record
from loaders.delimited import delimited
from loaders.encodings import told_apart
from loaders.files import check_header, read_csv
from loaders.jsons import entries, is_json, keys
from loaders.workbooks import is_workbook, read_sheet, sheet_names
from schema.errors import LoadRefused, RowError

CELL = "\x1f"
SUSPECT = re.compile(CELL + r"'?[=+\-@]")
FORMULA = re.compile(r"'?[=+\-@]")
PLAIN = re.compile(r"[+-]?[ $€£]*[\d.,' ]*\d[\d.,' ]*([eE][+-]?\d+)?[ %]*|\+[\d ().-]+|-+", re.ASCII)
"""What begins as a formula and is none: a number, an amount, a share, a telephone number, a dash for nothing."""

MARK = "refused: "
"""How the names of columns begin that tell why a record was refused, and not what it says."""
REJECTS = re.compile(r"\.rejects(-\d+)?\.csv$")
"""How the name of a file of refused records ends, after that of the file from which they came."""
MARKUP = (b"<", b"%PDF")
TEXTS = (".csv", ".tsv", ".tab", ".psv")
FACTS = Path(__file__).parent / "facts"
HEAD = 64

Row = tuple[str, list[str], str]
"""Where a row stands, its cells, and what is wrong with it ('' for nothing)."""


def sheets(path: Path) -> list[str]:
    """The names of the sheets of a workbook that hold something; none for another table."""
    return sheet_names(path) if is_workbook(path) else []


def read_table(path: Path, sheet: str | None = None, begins: int = 1) -> Iterator[Record | RowError]:
    """The rows below the header as records, empty cells left out; without a `sheet` named, those of the first. The
    header is in the row `begins`, or the next that holds something.

    A row with more or fewer cells than the header, or with a formula, is a RowError in its place. Raises LoadRefused
    where the file cannot be read or is empty.
    """
    rows = read_rows(path, sheet, begins)
    return map(by_columns(header_of(path, rows)), rows)


def by_columns(names: list[str]) -> Callable[[Row], Record | RowError]:
    """What makes records of the rows below a header of these names, or says what is wrong with them."""
    width, said = len(names), [not name.startswith(MARK) for name in names]
    plain = all(said)

    def record(row: Row) -> Record | RowError:
        place, cells, fault = row
        if len(cells) > width and not any(cells[width:]):
            del cells[width:]
        if len(cells) == width and not fault:
            kept = cells if plain else [cell if keep else "" for cell, keep in zip(cells, said, strict=True)]
            return Record(zip(compress(names, kept), filter(None, kept)), place)  # noqa: B905 (they are equally long)
        what = fault or f"{len(cells)} cells where the header has {width}"
        return RowError(what, place, "write the value itself" if fault else "fill in or cut the row")

    return record


def read_facts(path: Path, columns: tuple[str, ...]) -> Iterator[Record | RowError]:
    """The records of a table with these columns and no others: of a bundled file strictly as `read_csv` gives them, of
    another from whatever kind of table it is; of a workbook, from the sheet that has these columns.

    Raises LoadRefused as `read_csv` and `read_table` do.
    """
    if path.is_relative_to(FACTS):
        return read_csv(path, columns)
    found, fault = headers(path)
    if fault:
        raise fault
    name, header = next(((name, header) for name, header in found if set(header) == set(columns)), found[0])
    check_header(header, columns, path)
    return read_table(path, name)


def has_columns(path: Path, columns: tuple[str, ...]) -> bool:
    """Whether it is a table with these columns and no others, or a workbook with a sheet that is."""
    return any(set(header) == set(columns) for _, header in headers(path)[0])


def headers(path: Path) -> tuple[list[tuple[str | None, list[str]]], LoadRefused | None]:
    """The names of the columns of a table, or of each sheet; and why it cannot be read as one."""
    told = path.stat()
    return _headers(path, told.st_size, told.st_mtime_ns)


@lru_cache(maxsize=64)
def _headers(path: Path, size: int, changed: int) -> tuple[list[tuple[str | None, list[str]]], LoadRefused | None]:
    with path.open("rb") as file:
        if not is_workbook(path) and file.read(8).removeprefix(BOM_UTF8).lstrip().startswith(MARKUP):
            return [], None
    try:
        names: list[str | None] = [*sheets(path)] or [None]
        found = [(name, header_of(path, read_rows(path, name))) for name in names]
    except LoadRefused as fault:
        return [], fault
    return [(name, [column for column in header if not column.startswith(MARK)]) for name, header in found], None


def is_mended(path: Path) -> bool:
    """Whether it is a table of records that were refused once: such a one tells a part of its source."""
    return any(
        cell.startswith(MARK)
        for name, _ in headers(path)[0]
        for _, cells, _ in islice(read_rows(path, name), 1)
        for cell in cells
    )


def harmless(cell: str) -> str:
    """The cell so that no spreadsheet program runs it: a formula gets an apostrophe before it, and stays refused."""
    return f"'{cell}" if cell[:1] in tuple("=+-@\t\r") and not PLAIN.fullmatch(cell) else cell


def notes(path: Path, columns: tuple[str, ...]) -> Iterator[str]:
    """What whoever loads the file is to know of it: an encoding that is not UTF-8, sheets that are not read."""
    if path.suffix.lower() in TEXTS or (columns and headers(path)[0] and not is_workbook(path)):
        yield from filter(None, [told_apart(path)])
    others = [name for name, header in headers(path)[0] if name and columns and set(header) != set(columns)]
    if others:
        yield f"{path.name}: of the sheets, {', '.join(others)} was not read"


def read_rows(path: Path, sheet: str | None = None, begins: int = 1) -> Iterator[Row]:
    """The rows from that one on that hold something as they stand, header and all: where, cells without blanks around,
    and a fault.
    """
    rows = _rows(path, sheet)
    return dropwhile(lambda row: number_of(row) < begins, rows) if begins > 1 else rows


def number_of(row: Row) -> int:
    """The number of the row in its file or sheet."""
    return int(row[0].rpartition(":")[2])


def _rows(path: Path, sheet: str | None) -> Iterator[Row]:
    if is_workbook(path):
        return _of_sheet(path, sheet)
    with path.open("rb") as file:
        head = file.read(HEAD)
    return _of_json(path) if is_json(path, head) else _of_text(path)


def header_of(path: Path, rows: Iterator[Row]) -> list[str]:
    """The names of the columns, from the first of the rows: a name that stands twice gets a number.

    Raises LoadRefused where there is no row.
    """
    first = next(rows, None)
    if first is None:
        raise LoadRefused("the file is empty", path.name, "write a header and rows below it")
    names: dict[str, None] = {}
    again: Counter[str] = Counter()
    while first[1] and not first[1][-1]:
        first[1].pop()
    for number, cell in enumerate(first[1], 1):
        told = name = " ".join(cell.split()) or f"column {number}"
        while told in names:
            again[name] += 1
            told = f"{name} ({again[name] + 1})"
        names[told] = None
    return list(names)


def _of_text(path: Path) -> Iterator[Row]:
    name, suspect = path.name, SUSPECT.search
    for line, row in delimited(path):
        cells = list(map(str.strip, row))
        if any(cells):
            yield f"{name}:{line}", cells, _formula(cells) if suspect(CELL + CELL.join(cells)) else ""


def _of_json(path: Path) -> Iterator[Row]:
    names = keys(path)
    if not names:
        return
    yield f"{path.name}:1", names.copy(), ""
    for place, told, fault in entries(path):
        cells = [told.get(name, "").strip() for name in names]
        if fault or any(cells):
            yield place, cells, fault or _formula(cells)


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
            cell, what = told.faults.get(number) or told.merged.get(number, ("", ""))
            yield f"{path.name}!{told.name}:{number}", cells, f"the cell {cell} holds {what}" if what else ""
