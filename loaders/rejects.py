"""The files of what was refused: whole records, as they stood, to be mended in place and loaded again."""

import csv
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby, zip_longest
from pathlib import Path

from loaders.tables import MARK, REJECTS, harmless, header_of, headers, read_rows
from schema.errors import LoadRefused, RowError

COLUMNS = ("file", "line", "field", "value", "what", "do")
BEYOND = f"{MARK}beyond the header"

Cells = Mapping[str, str]


def stood(files: Iterable[Path], refused: Sequence[RowError]) -> dict[str, Cells]:
    """The cells of the refused records by their places, as they stand in those of the files that are tables."""
    wanted = {error.where for error in refused}
    return {place: cells for path in files for place, cells in _cells(path, wanted)} if wanted else {}


def _cells(path: Path, wanted: Container[str]) -> Iterator[tuple[str, Cells]]:
    for sheet, _ in headers(path)[0]:
        rows = read_rows(path, sheet)
        names = header_of(path, rows)
        for place, cells in ((place, cells) for place, cells, _ in rows if place in wanted):
            told = dict(zip_longest(names, cells[: len(names)], fillvalue=""))
            kept = {name: cell for name, cell in told.items() if not name.startswith(MARK)}
            yield place, kept | ({BEYOND: " | ".join(cells[len(names) :])} if len(cells) > len(names) else {})


def write_rejects(
    refused: Sequence[RowError], records: Mapping[str, Cells], name: str, folder: Path, inputs: Iterable[Path]
) -> list[Path]:
    """The files written, one for each file that had refused records: what stood there, then what is wrong and what to
    do. Raises LoadRefused where one cannot be written.
    """
    taken = {path.resolve() for path in inputs}
    by_table = groupby(sorted(refused, key=_table), _table)
    return [_write(list(errors), records, _free(folder, table[0] or name, taken)) for table, errors in by_table]


def _table(error: RowError) -> tuple[str, str]:
    """The file, and the sheet of a workbook, in which the record stands."""
    file = _file(error)
    rest = error.where[len(file) :]
    return file, rest.rpartition(":")[0] if rest.startswith("!") else ""


def _file(error: RowError) -> str:
    return re.split(r"[:!,]", error.where, maxsplit=1)[0]


def _free(folder: Path, file: str, taken: set[Path]) -> Path:
    """A name that is that of no file just read or written."""
    stem = folder / REJECTS.sub("", file)
    names = (Path(f"{stem}.rejects{f'-{number}' if number > 1 else ''}.csv") for number in count(1))
    found = next(path for path in names if path.resolve() not in taken)
    taken.add(found.resolve())
    return found


def _write(errors: list[RowError], records: Mapping[str, Cells], path: Path) -> Path:
    found = [records.get(error.where, {}) for error in errors]
    names = list(dict.fromkeys(name for cells in found for name in cells))
    head = [*names, *(f"{MARK}{column}" for column in COLUMNS)] if names else COLUMNS
    try:
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines, lineterminator="\n")
            writer.writerow(head)
            for error, cells in zip(errors, found, strict=True):
                writer.writerow(map(harmless, (*(cells.get(name, "") for name in names), *told(error))))
    except OSError as error:
        what = f"the file of refused records cannot be written: {error.strerror}"
        raise LoadRefused(what, str(path), "load again from a folder that you may write to") from error
    return path


def told(error: RowError) -> tuple[str, str, str, str, str, str]:
    """Of a refused record: file, line, field, value, what is wrong, what to do."""
    file = _file(error)
    return file, error.where[len(file) + 1 :], error.field, error.value, error.what, error.remedy
