"""Delimited text as rows of cells: any delimiter, any encoding that can be told, each row with its line."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from loaders.encodings import HEAD, bad_byte, encoding_of
from loaders.files import LONGEST_FIELD
from loaders.meter import metered
from schema.errors import LoadRefused

DELIMITERS = ",;\t|^~\x1f"
SAMPLED = 50
"""Rows by which the delimiter is told."""
SAID = re.compile(r'"?sep=(.)"?\r?\n?')
"""The first line by which a spreadsheet program says the delimiter."""


def delimited(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows, each with the line on which it ends; lines without any cell are passed over.

    Raises LoadRefused where the file is no text, or breaks the rules of quotes.
    """
    csv.field_size_limit(LONGEST_FIELD)
    with TextIOWrapper(metered(path), encoding_of(path), newline="") as lines:
        line, delimiter = _dialect(lines, path)
        before, reader = line, csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            for row in reader:
                line = before + reader.line_num
                if row:
                    yield line, row
        except UnicodeError:
            raise LoadRefused("the file breaks its encoding", f"{path.name}:{line + 1}", REMEDY) from None
        except csv.Error as error:
            raise _refusal(error, f"{path.name}:{line + 1}") from None


REMEDY = "save it as UTF-8"


def _refusal(error: csv.Error, where: str) -> LoadRefused:
    what = str(error)
    if "field limit" in what:
        what = f"a field is longer than {LONGEST_FIELD:,} characters"
    return LoadRefused(f"not CSV: {what}", where, "mend the quotes of that line, or cut it")


def _dialect(lines: TextIO, path: Path) -> tuple[int, str]:
    """How many lines come before the header, and the delimiter; the file then stands at the header."""
    try:
        head = lines.read(HEAD)
    except UnicodeError:
        raise LoadRefused("the file breaks its encoding", bad_byte(path), REMEDY) from None
    lines.seek(0)
    if said := SAID.match(head):
        lines.readline()
        return 1, said[1]
    return 0, delimiter_of(head, whole=len(head) < HEAD)


def delimiter_of(head: str, whole: bool = True) -> str:
    """What parts the cells: that by which most rows are as wide as the header. A comma where nothing does."""
    text = head.splitlines(keepends=True)
    if not whole:
        text = text[:-1] or text
    found = {mark: _agreement(text, mark) for mark in DELIMITERS if mark in head}
    parting = {mark: told for mark, told in found.items() if told[1] > 1}
    return max(parting, key=lambda mark: parting[mark]) if parting else ","


def _agreement(text: Iterable[str], mark: str) -> tuple[float, int]:
    """What share of the first rows is as wide as the first of them, and how wide that is."""
    rows: list[list[str]] = []
    reader: Any = csv.reader(iter(text), delimiter=mark)
    try:
        rows.extend(row for row in islice(reader, SAMPLED) if row)
    except csv.Error:
        return 0.0, len(rows[0]) if rows else 0
    widths = [len(row) for row in rows]
    return (widths.count(widths[0]) / len(widths), widths[0]) if widths else (0.0, 0)
