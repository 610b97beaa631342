"""Files as records: CSV and YAML, each record with the line on which it stands. What cannot be read is refused."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from loaders.core import Record
from loaders.encodings import bad_byte
from schema.errors import LoadRefused, RowError

LONGEST_FIELD = 131_072
TEXT = "tag:yaml.org,2002:str"


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


def read_yaml(path: Path) -> Any:
    """The data of a YAML file; every mapping is a Record that knows its line.

    Raises LoadRefused where it is empty, not UTF-8 or not YAML, or a mapping tells a key twice.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LoadRefused("the file is not UTF-8", bad_byte(path), "save it as UTF-8") from None
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise LoadRefused("the file is empty", path.name, "write what it is to say")
        return _built(loader, node, path, set())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise LoadRefused(f"not YAML: {getattr(error, 'problem', error)}", path.name + line, "mend that line") from None
    finally:
        loader.dispose()


def _built(loader: Any, node: yaml.Node, path: Path, seen: set[int]) -> Any:
    if not isinstance(node, yaml.CollectionNode):
        return _scalar(loader, node)
    if id(node) in seen:  # a few of these can stand for more than any memory holds
        where = f"{path.name}:{node.start_mark.line + 1}"
        raise LoadRefused("what stands here is repeated by an alias", where, "write it out in each place")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_built(loader, item, path, seen) for item in node.value]
    place = f"{path.name}:{node.start_mark.line + 1}"
    record = Record({}, place)
    for key_node, value_node in node.value:
        key = _scalar(loader, key_node)
        if not isinstance(key, str) or key in record:
            where = f"{path.name}:{key_node.start_mark.line + 1}"
            what = f"the key {key!r} stands twice" if isinstance(key, str) else f"the key {key!r} is no text"
            raise LoadRefused(what, where, "leave one of them" if isinstance(key, str) else "put it in quotes")
        record[key] = _built(loader, value_node, path, seen)
    return record


def _scalar(loader: Any, node: yaml.Node) -> Any:
    # Nearly all is text, and text stands in the node as it is.
    return node.value if node.tag == TEXT else loader.construct_object(node, deep=True)


def placed(records: Iterable[Any], path: Path) -> Iterator[Record | RowError]:
    """The records of a list; whatever is no mapping is a RowError in its place."""
    for number, record in enumerate(records, 1):
        if isinstance(record, Record):
            yield record
        else:
            yield RowError(f"entry {number} is no mapping: {str(record)[:60]!r}", path.name, "write it as key: value")
