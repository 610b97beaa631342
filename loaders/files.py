"""CSV files as records, each with the line on which it stands. What cannot be read is refused."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loaders.core import Record
from loaders.encodings import bad_byte
from schema.errors import LoadRefused, RowError

LONGEST_FIELD = 131_072


def read_csv(path: Path, columns: tuple[str, ...]) -> Iterator[Record | RowError]:
    """The rows of a CSV file in UTF-8; a row of another length than the header is a RowError in its place.

    Raises LoadRefused where the file is empty, not UTF-8, or has another header than `columns`.
    """
    csv.field_size_limit(LONGEST_FIELD)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines, strict=True)
        header = _next(reader, path)
        if header is None:
            raise LoadRefused("the file is empty", path.name, f"write the header: {','.join(columns)}")
        check_header(header, columns, path)
        while (row := _next(reader, path)) is not None:
            if row:
                yield _record(header, row, f"{path.name}:{reader.line_num}")


def _next(reader: Any, path: Path) -> list[str] | None:
    where = f"{path.name}:{reader.line_num + 1}"
    try:
        return next(reader, None)
    except UnicodeDecodeError:
        raise LoadRefused("the file is not UTF-8", bad_byte(path), "save it as UTF-8") from None
    except csv.Error as error:
        what = str(error)
        if "field limit" in what:
            what = f"a field is longer than {LONGEST_FIELD:,} characters"
        raise LoadRefused(f"not CSV: {what}", where, "mend the quotes of that line, or cut it") from None


def check_header(header: list[str], columns: tuple[str, ...], path: Path) -> None:
    """Nothing, where the header has these columns and no others. Raises LoadRefused otherwise."""
    lacking, unknown = (
        [name for name in columns if name not in header],
        [name for name in header if name not in columns],
    )
    told_twice = sorted({name for name in header if header.count(name) > 1})
    faults = [("lacks", lacking), ("does not know", unknown), ("has twice", told_twice)]
    if any(names for _, names in faults):
        what = "; ".join(f"the header {verb} {', '.join(map(repr, names))}" for verb, names in faults if names)
        raise LoadRefused(what, f"{path.name}:1", f"write it as {','.join(columns)}")


def _record(header: list[str], row: list[str], place: str) -> Record | RowError:
    if len(row) != len(header):
        return RowError(f"{len(row)} cells where the header has {len(header)}", place, "fill in or cut the row")
    return Record({name: cell for name, cell in zip(header, row, strict=True) if cell}, place)
