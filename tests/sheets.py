"""Workbooks for tests, written by hand where no library writes what a test needs."""

from datetime import date, datetime
from pathlib import Path
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
