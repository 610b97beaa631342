"""The rows of a mapped sheet as records by field; a cell that cannot be read refuses its row."""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from loaders.core import LeftOut, Read, Record
from loaders.sheets.cells import Reader, reader
from loaders.sheets.kinds import FIELDS, KINDS
from loaders.sheets.mapping import EXAMPLE, Column, Sheet, SheetMap, headers, mapping_of
from loaders.sheets.words import WORDS
from loaders.tables import Row, by_columns, header_of, is_mended, read_rows
from schema.core import Origin
from schema.errors import LoadRefused, RowError

TOTALS = {"total", "totals", "grand total", "subtotal", "sub total", "sum"}
OF_TOTALS = "a row of totals"
KEYS = {str(field) for kind in KINDS.values() for field in kind.fields if field.required}


def records(given: Path | None = None) -> Callable[[list[Path]], Iterator[Read]]:
    """What reads the rows of files by the mapping that is given, or else by the one that stands beside each."""
    return lambda paths: (record for path in paths for record in _rows(path, mapping_of(path, given)))


def origin(record: Record) -> Origin:
    """Where the row says that it comes from, or else where its mapping does."""
    told: Origin = record.pop("source")
    title, url = record.pop("source.title", None), record.pop("source.url", "")
    confidence = record.pop("source.confidence", told.confidence)
    return Origin(title, url, confidence) if title else Origin(told.title, url or told.url, confidence)


def _rows(path: Path, mapping: SheetMap) -> Iterator[Read]:
    mended = is_mended(path)
    there = headers(path, None if mended else mapping)
    for sheet in _mended(mapping, there[None]) if mended else mapping.sheets:
        _check_columns(path, mapping, sheet, there)
        meant = {header: (column, _reader(column)) if column else None for header, column in sheet.columns.items()}
        fixed = {key: _reader(Column(FIELDS[key]))(text) for key, text in sheet.fixed.items()}
        fixed["source"] = mapping.origin
        rows = read_rows(path, sheet.name, sheet.begins)
        record = by_columns(header_of(path, rows))
        for row in rows:
            told = LeftOut(OF_TOTALS) if _is_summed(row) else record(row)
            yield _read(told, meant, fixed, mapping.absent) if isinstance(told, Record) else told


def _mended(mapping: SheetMap, columns: list[str]) -> list[Sheet]:
    """The sheet from which refused records came, which stand in a file of their own; the first where none fits."""
    fitting = [sheet for sheet in mapping.sheets if set(columns) <= sheet.columns.keys()]
    return [replace(sheet, name=None, begins=1) for sheet in (fitting or mapping.sheets)[:1]]


def _check_columns(path: Path, mapping: SheetMap, sheet: Sheet, there: dict[str | None, list[str]]) -> None:
    name = sheet.name if sheet.name is not None else next(iter(there))
    if name not in there:
        remedy = f"name one of {', '.join(map(str, there))} in {mapping.place}"
        raise LoadRefused(f"there is no sheet {name!r} that holds something", path.name, remedy)
    where = f"{path.name}!{name}" if name else path.name
    if unknown := [column for column in there[name] if column not in sheet.columns]:
        what = f"the mapping does not say what {', '.join(map(repr, unknown))} means"
        raise LoadRefused(what, where, f"say it in {mapping.place}, or write skip")
    if lacking := [column for column, meant in sheet.columns.items() if meant and column not in there[name]]:
        what = f"the sheet has no column {', '.join(map(repr, lacking))}"
        raise LoadRefused(what, where, f"mend the header, or {mapping.place}")


def _read(
    row: Record, meant: Mapping[str, tuple[Column, Reader] | None], fixed: Mapping[str, Any], absent: Container[str]
) -> Read:
    if row.pop(EXAMPLE, None) is not None and EXAMPLE in meant:
        return LeftOut("the example row of a template")
    if _is_total(row, meant):
        return LeftOut(OF_TOTALS)
    found: dict[str, Any] = {}
    for header, text in row.items():
        told = meant[header]
        if told is None or text.casefold() in absent:
            continue
        column, read = told
        try:
            found[column.key] = read(text)
        except RowError as error:
            error.where, error.field = row.place, header
            return error
    if not found:
        return LeftOut("a row with nothing in the columns that are read")
    return Record({**fixed, **found}, row.place)


def _is_summed(row: Row) -> bool:
    """Whether it is a row of totals with the formulas that make them; formulas elsewhere are refused."""
    return bool(row[2]) and any(map(_says_total, row[1]))


def _says_total(cell: str) -> bool:
    return cell.strip(" :").casefold() in TOTALS


def _is_total(row: Record, meant: Mapping[str, tuple[Column, Reader] | None]) -> bool:
    """Whether the row says that it is one of totals where it should say of what it is or, where it does not say of
    what it is, anywhere.
    """
    keys = [text for header, text in row.items() if (told := meant[header]) and told[0].key in KEYS]
    return any(map(_says_total, keys or row.values()))


def _reader(column: Column) -> Reader:
    return reader(column.field, column.dates, column.unit, WORDS.get(column.field.type, {}))
