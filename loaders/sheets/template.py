"""Templates to fill in, made from the ontology: a sheet a kind, a column a field, and a row that shows an example."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from loaders.sheets.fields import Field
from loaders.sheets.kinds import FORMS, columns
from loaders.sheets.mapping import EXAMPLE
from schema.errors import UsageError

MARK = "example: left out on loading"
ROWS = 5_000
"""Rows for which the cells of a template offer their words."""

LONGEST_LIST = 255
"""Characters of a list that a workbook takes in place; a longer one stands in a sheet of its own."""

DAY, PLAIN, TEXT = "yyyy-mm-dd", "General", "@"


def workbook(form: str, path: Path) -> list[Path]:
    """The workbook that was written. Raises UsageError where there is such a file already."""
    _check_free(path)
    with Workbook(str(path)) as book:
        lists = _Lists(book)
        first, *_ = [_fill(book, kind, lists) for kind in FORMS[form]]
        first.activate()
        first.set_first_sheet()
        lists.sheet.hide()
    return [path]


def texts(form: str, path: Path) -> list[Path]:
    """The files that were written, one a kind of row. Raises UsageError where there is such a file already."""
    # The items of an order are read with it, so that they stand in one file with it.
    tables = [FORMS[form]] if form == "acsa-order" else [(kind,) for kind in FORMS[form]]
    paths = [path if len(tables) == 1 else path.with_name(f"{path.stem}-{kind}{path.suffix}") for kind, *_ in tables]
    for each in paths:
        _check_free(each)
    for each, kinds in zip(paths, tables, strict=True):
        with each.open("w", encoding="utf-8", newline="") as lines:
            told = list(dict.fromkeys(field for kind in kinds for field in columns(kind)))
            writer = csv.writer(lines, lineterminator="\n")
            writer.writerow([EXAMPLE, *map(str, told)])
            writer.writerow([MARK, *(field.example for field in told)])
    return paths


class _Lists:
    """The lists of allowed words that are too long to stand in a cell, each in a column of a hidden sheet."""

    def __init__(self, book: Any) -> None:
        self.sheet = book.add_worksheet("words")
        self.told: dict[tuple[str, ...], str] = {}

    def source(self, words: Sequence[str]) -> list[str] | str:
        """What a cell is to offer."""
        if sum(len(word) + 1 for word in words) <= LONGEST_LIST:
            return list(words)
        if tuple(words) not in self.told:
            column = len(self.told)
            self.sheet.write_column(0, column, words)
            self.told[tuple(words)] = f"=words!${chr(65 + column)}$1:${chr(65 + column)}${len(words)}"
        return self.told[tuple(words)]


def _fill(book: Any, kind: str, lists: _Lists) -> Any:
    sheet = book.add_worksheet(kind)
    bold, grey = book.add_format({"bold": True}), book.add_format({"italic": True, "font_color": "#808080"})
    forms = {form: book.add_format({"num_format": form}) for form in (DAY, PLAIN, TEXT)}
    sheet.write(0, 0, EXAMPLE, bold)
    sheet.write_comment(0, 0, "A row with something in this column is an example: it is left out on loading.")
    sheet.write(1, 0, MARK, grey)
    for place, field in enumerate(columns(kind), 1):
        sheet.set_column(place, place, max(14, len(str(field)) + 2), forms[_format(field)])
        sheet.write(0, place, str(field), bold)
        sheet.write_comment(0, place, _remark(field), {"x_scale": 2})
        sheet.write_string(1, place, field.example, grey)
        if field.words and not field.many:
            sheet.data_validation(2, place, ROWS, place, {"validate": "list", "source": lists.source(field.words)})
    sheet.freeze_panes(1, 1)
    return sheet


def _format(field: Field) -> str:
    return DAY if field.is_day else TEXT if field.type is str or field.words else PLAIN


def _remark(field: Field) -> str:
    must = " To be filled in." if field.required else ""
    words = f" One of: {', '.join(field.words)}." if field.words and not field.many else ""
    several = f" Any of, parted by semicolons: {', '.join(field.words)}." if field.words and field.many else ""
    return f"{field.doc}{must}{words}{several}"


def _check_free(path: Path) -> None:
    if path.exists():
        raise UsageError("there is such a file already", str(path), "name another with --output")
