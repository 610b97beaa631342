"""What the XML of a sheet says beyond its values: formulas, errors, and how far it reaches."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lxml import etree

from schema.errors import LoadRefused

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
SAFE: Any = {"resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False}
CHUNK = 1 << 20
CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"')
UNUSUAL = (
    *(b"<f>", b"<f ", b"<f/", b"<f\t", b"<f\r", b"<f\n", b"<c>", b"<c/", b"<c\t", b"<c\r", b"<c\n", b"<!", b"\0"),
    *(b' t="e', b" t='", b"\tt=", b"\nt=", b" t =", b":c ", b":c>", b":f ", b":f>", b":row"),
)
"""A formula, an error, a document type, another encoding, or a cell that is not written as all programs write them."""
MOST = 10_000_000
"""Cells that a sheet may reach over: it is held in memory as a whole."""
SEVERAL = 1_000_000
"""Rows, and cells of a row, that an empty repetition may stand for."""


@dataclass
class Marks:
    """Of a sheet: by row the cell and what is wrong with it; the last row and column that hold something."""

    faults: dict[int, tuple[str, str]] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0


def xlsx_marks(path: Path) -> dict[str, Marks]:
    """The marks of every sheet by name. Raises LoadRefused where the workbook is broken or has a document type."""
    with ZipFile(path) as book:
        targets = {link.get("Id"): str(link.get("Target")) for link in _tree(book, "xl/_rels/workbook.xml.rels")}
        names = [
            (str(sheet.get("name")), targets.get(sheet.get(f"{LINKS}id"), ""))
            for sheet in _tree(book, "xl/workbook.xml").iter(f"{MAIN}sheet")
        ]
        return {name: _sheet(book, _inside(target)) for name, target in names if "worksheets/" in target}


def _inside(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _sheet(book: ZipFile, member: str) -> Marks:
    return _at_a_glance(book, member) or _looked_through(book, member)


def _at_a_glance(book: ZipFile, member: str) -> Marks | None:
    """The marks of a sheet in whose bytes there is nothing but plain cells, empty or not; None where it must be
    looked through.
    """
    columns: set[bytes] = set()
    last, rest = 0, b""
    with _content(book, member) as content:
        while chunk := content.read(CHUNK):
            end = chunk.rfind(b">") + 1
            part, rest = rest + chunk[:end], chunk[end:]
            found = CELL.findall(part)
            if not end or any(odd in part for odd in UNUSUAL) or part.count(b"<c ") != len(found):
                return None
            columns.update({column for column, _ in found})
            last = max([last, *map(int, {row for _, row in found})])
    widest = max(((_place(f"{column.decode()}1") or (0, 0))[1] for column in columns), default=0)
    return Marks({}, last, widest) if last * widest <= MOST else None


def _looked_through(book: ZipFile, member: str) -> Marks:
    marks, number = Marks(), 0
    for row in _elements(book, member, f"{MAIN}row"):
        number = int(row.get("r") or number + 1)
        line, column = number, 0
        for cell in row.iterchildren(f"{MAIN}c"):
            # A cell stands where its own reference says, whatever row it is written in.
            line, column = _place(cell.get("r")) or (line, column + 1)
            if len(cell):
                marks.columns, marks.rows = max(marks.columns, column), max(marks.rows, line)
            if what := _fault(cell):
                marks.faults.setdefault(line, (f"{letters(column)}{line}", what))
    return marks


def _fault(cell: Any) -> str:
    if cell.get("t") == "e":
        return f"an error, {cell.findtext(f'{MAIN}v') or ''}"
    return "a formula" if cell.find(f"{MAIN}f") is not None else ""


def ods_marks(path: Path) -> dict[str, Marks]:
    """The same for an OpenDocument spreadsheet."""
    found: dict[str, Marks] = {}
    with ZipFile(path) as book:
        number, name = 0, ""
        for element in _elements(book, "content.xml", f"{TABLE}table-row"):
            parent = element.iterancestors(f"{TABLE}table")
            table = str(next(parent).get(f"{TABLE}name"))
            if table != name:
                name, number = table, 0
            number = _ods_row(found.setdefault(name, Marks()), element, number)
    return found


def _ods_row(marks: Marks, row: Any, before: int) -> int:
    column, number = 0, before + int(row.get(f"{TABLE}number-rows-repeated") or 1)
    for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
        column += int(cell.get(f"{TABLE}number-columns-repeated") or 1)
        if len(cell) or cell.get(f"{OFFICE}value-type"):
            marks.columns, marks.rows = max(marks.columns, column), number
        if cell.get(f"{TABLE}formula") is not None:
            for each in range(before + 1, number + 1)[:SEVERAL]:
                marks.faults.setdefault(each, (f"{letters(column)}{each}", "a formula"))
    return number


def _tree(book: ZipFile, member: str) -> Any:
    with _content(book, member) as content:
        tree = etree.parse(content, etree.XMLParser(**SAFE))
    _check_plain(tree, member)
    return tree.getroot()


def _elements(book: ZipFile, member: str, tag: str) -> Iterator[Any]:
    """The elements of that tag, each forgotten once it was looked at."""
    with _content(book, member) as content:
        for _, element in etree.iterparse(content, events=("end",), tag=tag, **SAFE):
            _check_plain(element.getroottree(), member)
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _content(book: ZipFile, member: str) -> Any:
    if member not in book.namelist():
        raise LoadRefused(f"the workbook lacks {member}", str(book.filename), "save it anew")
    return book.open(member)


def _check_plain(tree: Any, member: str) -> None:
    if tree.docinfo.doctype:
        raise LoadRefused(
            "the workbook declares a document type, as no program that makes them does", member, "do not load it"
        )


def letters(column: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _place(reference: str | None) -> tuple[int, int] | None:
    """The row and the column that a reference such as AB12 names; None where it names none."""
    found, column = re.fullmatch(r"([A-Z]+)(\d+)", (reference or "").upper()), 0
    if found is None:
        return None
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
