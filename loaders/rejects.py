"""The files of what was refused: whole records, as they stood, to be mended in place and loaded again."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import count, zip_longest
from pathlib import Path

from loaders.tables import MARK, REJECTS, harmless, header_of, headers, is_mended, read_rows
from schema.errors import LoadRefused, RowError

COLUMNS = ("file", "line", "field", "value", "what", "do")
BEYOND = f"{MARK}beyond the header"

Cells = Mapping[str, str]
Begins = Callable[[Path, str | None], int]


def stood(files: Iterable[Path], refused: Sequence[RowError], begins: Begins | None) -> dict[str, Cells]:
    """The cells of the refused records by their places, as they stand in those of the files that are tables; `begins`
    is the row in which a sheet of a file names its columns, where that need not be the first. What stands at one place
    in two files of the same name is left out: which of them was refused is not told.
    """
    wanted = {error.where for error in refused}
    found = [told for path in files for told in _cells(path, wanted, begins)] if wanted else []
    often = Counter(place for place, _ in found)
    return {place: cells for place, cells in found if often[place] == 1}


def _cells(path: Path, wanted: Container[str], begins: Begins | None) -> Iterator[tuple[str, Cells]]:
    for sheet, _ in headers(path)[0]:
        rows = read_rows(path, sheet, begins(path, sheet) if begins and not is_mended(path) else 1)
        names = header_of(path, rows)
        for place, cells in ((place, cells) for place, cells, _ in rows if place in wanted):
            told = dict(zip_longest(names, cells[: len(names)], fillvalue=""))
            kept = {name: cell for name, cell in told.items() if not name.startswith(MARK)}
            yield place, kept | ({BEYOND: " | ".join(cells[len(names) :])} if len(cells) > len(names) else {})


def write_rejects(
    refused: Sequence[RowError],
    records: Mapping[str, Cells],
    name: str,
    folder: Path,
    inputs: Iterable[Path],
    files: Container[str] = (),
) -> list[Path]:
    """The files written, one for each of those `files`, by name, that had refused records: what stood there, then what
    is wrong and what to do. Raises LoadRefused where one cannot be written.
    """
    taken = {path.resolve() for path in inputs}
    tables: dict[tuple[str, str], list[RowError]] = defaultdict(list)
    for error in refused:
        tables[_table(error, files)].append(error)
    return [
        _write(folder, file or name, _text(tables[file, sheet], records, files), taken)
        for file, sheet in sorted(tables)
    ]


def _table(error: RowError, files: Container[str]) -> tuple[str, str]:
    """The file, and the sheet of a workbook, in which the record stands."""
    file = _file(error, files)
    rest = error.where[len(file) :]
    return file, rest.rpartition(":")[0] if rest.startswith("!") else ""


def _file(error: RowError, files: Container[str]) -> str:
    """The file with which the place begins: the name of one may hold what parts it from the rest of the place."""
    ends = [sign.start() for sign in re.finditer("[:!,]|$", error.where)]
    return next((error.where[:end] for end in reversed(ends) if error.where[:end] in files), error.where[: ends[0]])


def _free(folder: Path, file: str, text: bytes, taken: set[Path]) -> Path:
    """A name that is that of no file just read or written, and of none in which somebody may have mended something."""
    stem = folder / REJECTS.sub("", file)
    names = (Path(f"{stem}.rejects{f'-{number}' if number > 1 else ''}.csv") for number in count(1))
    free = (path for path in names if path.resolve() not in taken)
    found = next(path for path in free if not path.exists() or path.read_bytes() == text)
    taken.add(found.resolve())
    return found


def _text(errors: list[RowError], records: Mapping[str, Cells], files: Container[str]) -> bytes:
    found = [records.get(error.where, {}) for error in errors]
    names = list(dict.fromkeys(name for cells in found for name in cells))
    lines = StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow([*names, *(f"{MARK}{column}" for column in COLUMNS)] if names else COLUMNS)
    for error, cells in zip(errors, found, strict=True):
        writer.writerow(map(harmless, (*(cells.get(name, "") for name in names), *told(error, files))))
    return lines.getvalue().encode()


def _write(folder: Path, file: str, text: bytes, taken: set[Path]) -> Path:
    try:
        path = _free(folder, file, text, taken)
        path.write_bytes(text)
    except OSError as error:
        what = f"the file of refused records cannot be written: {error.strerror}"
        where = str(folder / f"{file}.rejects.csv")
        raise LoadRefused(what, where, "load again from a folder that you may write to") from error
    return path


def told(error: RowError, files: Container[str] = ()) -> tuple[str, str, str, str, str, str]:
    """Of a refused record of one of the files: file, line, field, value, what is wrong, what to do."""
    file = _file(error, files)
    return file, error.where[len(file) + 1 :], error.field, error.value, error.what, error.remedy
