"""Sheets of workbooks (XLSX, XLS, ODS) as rows of cells, once it is sure that nothing hostile hides in them."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import python_calamine as calamine
from lxml import etree

from loaders.sheet_marks import MOST, Marks, letters, ods_marks, xlsx_marks
from loaders.zips import checked
from schema.errors import LoadRefused

LARGEST = 1 << 30
"""Bytes that a workbook may unpack to."""
MARKS: dict[str, Callable[[Path], dict[str, Marks]]] = {
    ".xlsx": xlsx_marks,
    ".xlsm": xlsx_marks,
    ".ods": ods_marks,
    ".xls": lambda _: {},
}
AS_CSV = "save the sheet as CSV in UTF-8, and load that"


@dataclass
class Sheet:
    """A sheet: its rows with their numbers, and of some the cell that holds no plain value; once the rows above were
    read, also the one that is merged with one of these.
    """

    name: str
    rows: Iterator[tuple[int, list[str]]]
    faults: dict[int, tuple[str, str]]
    merged: dict[int, tuple[str, str]]


def is_workbook(path: Path) -> bool:
    """Whether the name says that it is a workbook."""
    return path.suffix.lower() in MARKS


def sheet_names(path: Path) -> list[str]:
    """The names of the sheets that can be seen and hold something, in their order. Raises LoadRefused where the file
    is no workbook.
    """
    marks = marks_of(path)
    with _guarded(path):
        book = calamine.load_workbook(path)
        seen = [told.name for told in book.sheets_metadata if told.visible == calamine.SheetVisibleEnum.Visible]
        return [name for name in seen if (marks[name].rows if name in marks else _holds(book, name))]


def _holds(book: calamine.CalamineWorkbook, name: str) -> bool:
    return book.get_sheet_by_name(name).end is not None


def read_sheet(path: Path, name: str) -> Sheet:
    """The sheet of that name, which `sheet_names` tells. Raises LoadRefused where it cannot be read."""
    told = marks_of(path).get(name, Marks())
    with _guarded(path):
        sheet = calamine.load_workbook(path).get_sheet_by_name(name)
    merged: dict[int, tuple[str, str]] = {}
    return Sheet(name, _rows(path, sheet, merged), told.faults, merged)


def _rows(
    path: Path, sheet: calamine.CalamineSheet, merged: dict[int, tuple[str, str]]
) -> Iterator[tuple[int, list[str]]]:
    if sheet.end is None:
        return
    below = defaultdict(list)
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        below[top + 1].append((left, range(top + 2, bottom + 2)))
    with _guarded(path):
        for number, row in enumerate(sheet.iter_rows(), 1):
            cells = [cell_text(cell) for cell in row]
            for column, others in below.get(number, ()):
                if cells[column].strip():
                    name = letters(column + 1)
                    what = f"what {name}{number} says, with which it is merged"
                    merged.update((each, (f"{name}{each}", what)) for each in others)
            yield number, cells


def marks_of(path: Path) -> dict[str, Marks]:
    """What the sheets hold beyond values, by name; nothing is known of XLS. Raises LoadRefused where the file is
    hostile or broken.
    """
    told = path.stat()
    return _marks(path, told.st_size, told.st_mtime_ns)


@lru_cache(maxsize=8)
def _marks(path: Path, size: int, changed: int) -> dict[str, Marks]:
    kind = path.suffix.lower()
    if kind != ".xls":
        checked(path, LARGEST)
    with _guarded(path):
        found = MARKS[kind](path)
    for name, told in found.items():
        if told.rows * told.columns > MOST:
            what = f"the sheet reaches over {told.rows:,} rows and {told.columns:,} columns, more than {MOST:,} cells"
            raise LoadRefused(what, f"{path.name}!{name}", AS_CSV)
    return found


@contextmanager
def _guarded(path: Path) -> Iterator[None]:
    """Whatever the libraries raise over a broken file is a refusal."""
    try:
        yield
    except calamine.PasswordError:
        raise LoadRefused("the workbook is encrypted", path.name, "save it without a password") from None
    except (calamine.CalamineError, etree.XMLSyntaxError, BadZipFile, OSError, ValueError, EOFError) as error:
        raise LoadRefused(f"the workbook cannot be read: {error}", path.name, f"save it anew, or {AS_CSV}") from None
    except BaseException as error:
        # A panic of the library, which is written in Rust, is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise LoadRefused("the workbook is broken", path.name, f"save it anew, or {AS_CSV}") from None


def cell_text(value: Any) -> str:
    """The value of a cell as text: whole numbers without a point, dates and times as ISO 8601 writes them."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(Decimal(repr(value)), "f")
        case datetime():
            return value.isoformat() if value.time() != time() else value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            hours, rest = divmod(int(value.total_seconds()), 3600)
            return f"{hours:02}:{rest // 60:02}:{rest % 60:02}"
        case _:
            return str(value)
