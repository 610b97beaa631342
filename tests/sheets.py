"""Workbooks for tests, written by hand where no library writes what a test needs."""

from datetime import date, datetime
from pathlib import Path
from struct import pack
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

ODS = (
    '<?xml version="1.0" encoding="UTF-8"?>{doctype}<office:document-content office:version="1.3"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
KIND = "application/vnd.oasis.opendocument.spreadsheet"

Cells = list[list[Any]]


def xlsx(path: Path, **tables: Cells) -> Path:
    """A workbook of sheets; a text that begins with = is a formula, None an empty cell."""
    with Workbook(str(path)) as book:
        day, moment = (
            book.add_format({"num_format": "yyyy-mm-dd"}),
            book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        )
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    style = moment if isinstance(cell, datetime) else day if isinstance(cell, date) else None
                    sheet.write(number, column, cell, style)
    return path


def ods(path: Path, doctype: str = "", **tables: str) -> Path:
    """An OpenDocument workbook of tables whose rows are given as XML."""
    body = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in tables.items())
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        book.writestr("mimetype", KIND)
        book.writestr("META-INF/manifest.xml", MANIFEST.format(kind=KIND))
        book.writestr("content.xml", ODS.format(doctype=doctype, tables=body))
    return path


def ods_row(*cells: str | float | None, repeated: int = 1) -> str:
    """A row of texts and numbers; a text that begins with = is a formula."""
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(map(_cell, cells))}</table:table-row>'


def _cell(cell: str | float | None) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    formula = f' table:formula="of:{escape(cell)}"' if cell.startswith("=") else ""
    return f'<table:table-cell office:value-type="string"{formula}><text:p>{escape(cell)}</text:p></table:table-cell>'


def xls(path: Path, name: str, rows: Cells) -> Path:
    """A workbook of Excel 97 with one sheet of texts and numbers."""
    sheet = b"".join(_biff(number, column, cell) for number, row in enumerate(rows) for column, cell in enumerate(row))
    sheet = _record(0x809, pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + sheet + _record(0x0A, b"")
    head = _record(0x809, pack("<HHHHII", 0x600, 0x5, 0, 0, 0, 0)) + _record(0x42, pack("<H", 1200))
    length = len(name)
    start = len(head) + 4 + 8 + length + 4
    bound = _record(0x85, pack("<IHBB", start, 0, length, 0) + name.encode("latin-1"))
    stream = (head + bound + _record(0x0A, b"") + sheet).ljust(8 * 512, b"\0")
    path.write_bytes(_compound(stream))
    return path


def _record(kind: int, content: bytes) -> bytes:
    return pack("<HH", kind, len(content)) + content


def _biff(row: int, column: int, cell: str | float) -> bytes:
    if isinstance(cell, str):
        return _record(0x204, pack("<HHHHB", row, column, 0, len(cell), 1) + cell.encode("utf-16-le"))
    return _record(0x203, pack("<HHHd", row, column, 0, cell))


def _compound(stream: bytes) -> bytes:
    """A compound file that holds the stream: a table of sectors, a directory, then the stream."""
    free, end, table, sectors = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, len(stream) // 512
    chain = [table, end, *range(3, 2 + sectors), end]
    fat = pack("<128I", *chain, *[free] * (128 - len(chain)))
    empty = ("", 0, free, 0, 0)
    entries = (("Root Entry", 5, 1, end, 0), ("Workbook", 2, free, 2, len(stream)), empty, empty)
    directory = b"".join(
        title.encode("utf-16-le").ljust(64, b"\0")
        + pack("<HBBIII", 2 * len(title) + 2 if title else 0, kind, 1, free, free, child)
        + bytes(36)
        + pack("<IQ", start, size)
        for title, kind, child, start, size in entries
    )
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + pack("<109I", 0, *[free] * 108)
    return head + fat + directory + stream
