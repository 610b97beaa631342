"""The mapping of a sheet: which column means what, as a file beside it says, or the header of a template."""

import codecs
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from loaders.core import Record, slug
from loaders.sheets.cells import ORDERS, UNITS
from loaders.sheets.fields import Field
from loaders.sheets.kinds import FIELDS
from loaders.tables import MARK, REJECTS, header_of, read_rows, sheets
from loaders.workbooks import is_workbook
from loaders.yamls import read_yaml
from schema.core import Origin
from schema.errors import LoadRefused
from schema.props import digest
from schema.vocabulary import Confidence

SUFFIX = ".map.yaml"
SKIP = "skip"
EXAMPLE = "example"
"""The column of a template that marks its example row."""

SURE = tuple(word for word in Confidence if word not in ("stated", "presumed"))


@dataclass(frozen=True)
class Column:
    """What a column means; in what unit its sums are, in what order its dates, and for a milestone its code."""

    field: Field
    unit: str = ""
    dates: str = ""
    code: str = ""

    @cached_property
    def key(self) -> str:
        """Under what name a record has it: several columns may tell of one field, each of another milestone."""
        return f"{self.field}@{self.code}" if self.code else str(self.field)


@dataclass(frozen=True)
class Sheet:
    """How a sheet is read: its name (None where the file has but one), its columns by header, what holds of every row,
    and the number of the row in which the columns are named.
    """

    name: str | None
    columns: Mapping[str, Column | None]
    fixed: Mapping[str, str] = field(default_factory=dict)
    begins: int = 1


@dataclass(frozen=True)
class SheetMap:
    """How a file is read: whose it is, where its facts come from, what stands for nothing, and its sheets."""

    office: str
    origin: Origin
    sheets: tuple[Sheet, ...]
    absent: frozenset[str] = frozenset()
    place: str = ""

    def begins(self, sheet: str | None) -> int:
        """The row in which the sheet of that name has its columns named."""
        return next((told.begins for told in self.sheets if told.name in (sheet, None)), 1)

    def part(self, path: Path) -> str:
        """The name under which the facts of the file are kept apart from those of other offices and files."""
        parts = (self.office, path.name.partition(".")[0])
        return "/".join(slug(part) or digest(part) for part in parts if part)


def beside(path: Path) -> Path:
    """Where the mapping of a file stands; refused records have that of the file from which they came."""
    return path.with_name(REJECTS.sub("", path.name) + SUFFIX)


def mapping_of(path: Path, given: Path | None = None) -> SheetMap:
    """The mapping of a file: the one that is given, the one beside it, or that of the template which it is.

    Raises LoadRefused where there is none, or it does not fit the file.
    """
    if given is not None or beside(path).is_file():
        file = given or beside(path)
        return _read(file, file.stat().st_mtime_ns if file.is_file() else 0, path)
    if found := by_template(path):
        return found
    what = "nothing says what its columns mean"
    raise LoadRefused(what, path.name, f"accord load --map {path.name} makes a mapping to look over")


def is_mapped(path: Path, head: bytes) -> bool:
    """Whether it is said what the columns of the file mean: beside it, or in the header of a template."""
    if beside(path).is_file():
        return True
    first = head.lstrip(codecs.BOM_UTF8).partition(b"\n")[0].replace(b'"', b"")
    if not is_workbook(path) and not any(name.encode() in first for name in FIELDS):
        return False
    try:
        return by_template(path) is not None
    except LoadRefused:
        return False


def headers(path: Path, mapping: SheetMap | None = None) -> dict[str | None, list[str]]:
    """The columns of each sheet of the file. Raises LoadRefused where it cannot be read."""
    names: list[str | None] = [*sheets(path)] or [None]
    rows = {name: read_rows(path, name, mapping.begins(name) if mapping else 1) for name in names}
    told = {name: header_of(path, rows[name]) for name in names}
    return {name: [column for column in header if not column.startswith(MARK)] for name, header in told.items()}


def by_template(path: Path) -> SheetMap | None:
    """The mapping of a file in whose sheets every column is called by a field; None for any other."""
    told = {name: columns for name, columns in headers(path).items() if columns != [EXAMPLE]}
    if not all(_is_template(columns) for columns in told.values()):
        return None
    made = [
        Sheet(name, {column: Column(FIELDS[column]) if column != EXAMPLE else None for column in columns})
        for name, columns in told.items()
    ]
    origin = Origin(f"Sheet {path.name}", "", Confidence.DOCUMENTED)
    return SheetMap("", origin, tuple(made), place=path.name)


def _is_template(columns: Iterable[str]) -> bool:
    named = [column for column in columns if column != EXAMPLE]
    return bool(named) and all(column in FIELDS for column in named)


@cache
def _read(file: Path, changed: int, path: Path) -> SheetMap:
    if not file.is_file():
        raise LoadRefused("there is no such mapping", str(file), "check the name")
    told = read_yaml(file)
    if not isinstance(told, Record):
        raise LoadRefused("the mapping says nothing", file.name, "accord load --map FILE makes one")
    source = told.pop("source", None) or Record({}, told.place)
    title = _text(source, "title", f"Sheet {path.name} of {told.get('office', '')}")
    sure = _word(source, "confidence", SURE, Confidence.DOCUMENTED)
    dates = _word(told, "dates", ORDERS)
    made = SheetMap(
        office=_text(told, "office"),
        origin=Origin(title, _text(source, "url", ""), sure),
        absent=frozenset(str(text).casefold() for text in told.pop("absent", None) or []),
        sheets=tuple(_sheet(sheet, dates, file.name) for sheet in told.pop("sheets", None) or []),
        place=file.name,
    )
    for left in (told, source):
        _check_nothing_left(left)
    if not made.sheets:
        raise LoadRefused("the mapping has no sheets", file.name, "accord load --map FILE makes one")
    return made


def _sheet(told: Any, dates: str, file: str) -> Sheet:
    if not isinstance(told, Record) or not isinstance(told.get("columns"), Record):
        raise LoadRefused("an entry of sheets has no columns", file, "write columns: and below it each header")
    name, columns, fixed = told.pop("sheet", None), told.pop("columns"), told.pop("fixed", None) or {}
    begins = told.pop("header", 1)
    if type(begins) is not int or begins < 1:
        raise LoadRefused(f"header: {begins!r} is no row", told.place, "write its number, such as 3")
    dates = _word(told, "dates", ORDERS, dates)
    _check_nothing_left(told)
    for key in fixed:
        _field(key, told.place)
    made = {header: _column(meaning, dates, columns.place) for header, meaning in columns.items()}
    keys = [column.key for column in made.values() if column]
    if twice := next((key for key in (*keys, *fixed) if [*keys, *fixed].count(key) > 1), None):
        raise LoadRefused(f"{twice} is told by two columns", columns.place, "leave one, and skip the other")
    fixed = MappingProxyType({key: str(value) for key, value in fixed.items()})
    return Sheet(None if name is None else str(name), MappingProxyType(made), fixed, begins)


def _column(meaning: Any, dates: str, place: str) -> Column | None:
    if meaning == SKIP:
        return None
    if not isinstance(meaning, Record):
        return Column(_field(meaning, place), dates=dates)
    place = meaning.place
    column = Column(
        _field(meaning.pop("field", None), place),
        _word(meaning, "unit", tuple(UNITS)),
        _word(meaning, "dates", ORDERS, dates),
        _text(meaning, "code", ""),
    )
    _check_nothing_left(meaning)
    if column.unit and not column.field.is_money:
        raise LoadRefused(f"{column.field} is no sum of money: it has no unit", place, "take the unit out")
    if column.code and column.field.kind != "milestone":
        raise LoadRefused(f"{column.field} has no code", place, "take the code out")
    return column


def _field(name: Any, place: str) -> Field:
    if not isinstance(name, str) or name not in FIELDS:
        kind = str(name).partition(".")[0] + "."
        near = [field for field in FIELDS if field.startswith(kind)] or [*FIELDS][:8]
        raise LoadRefused(f"there is no field {name!r}", place, f"write skip, or one of {', '.join(near)}")
    return FIELDS[name]


def _word(told: Record, name: str, known: tuple[str, ...], default: str = "") -> str:
    value = told.pop(name, None)
    if value is not None and value not in known:
        raise LoadRefused(f"{name}: {value!r} is not understood", told.place, f"write one of {', '.join(known)}")
    return default if value is None else str(value)


def _text(told: Record, name: str, default: str | None = None) -> str:
    value = told.pop(name, None)
    if value in (None, "") and default is None:
        raise LoadRefused(f"the mapping lacks {name}", told.place, f"write {name}: and what it is")
    return str(default if value in (None, "") else value)


def _check_nothing_left(told: Record) -> None:
    for name in told:
        raise LoadRefused(f"{name} is not understood in a mapping", told.place, "take it out")
