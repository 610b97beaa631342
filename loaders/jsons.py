"""Tables as JSON: a list of flat objects, or an object a line, as rows of cells below the names of all keys."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from loaders.encodings import bad_byte, encoding_of
from loaders.files import LONGEST_FIELD
from loaders.meter import metered
from schema.errors import LoadRefused

SUFFIXES = (".json", ".jsonl", ".ndjson")
CHUNK = 1 << 16
LONGEST = 1 << 22
"""Characters that one object may have."""
MOST_KEYS = 5_000
NO_TEXT = re.compile("[\0\ud800-\udfff]")
"""What JSON can write and no engine keeps as text."""
START = re.compile(rb"\s*(?:\{|\[(?!\w))")
"""How JSON begins; a text may begin with a word in brackets."""
BLANK = re.compile(r"\s*")
REMEDY = "write a list of flat objects, or an object a line"

Entry = tuple[str, dict[str, str], str]
"""Where an object stands, its cells by key, and what is wrong with it ('' for nothing)."""


class _Twice(ValueError):
    """A key stands twice in one object."""


def is_json(path: Path, head: bytes) -> bool:
    """Whether the file is read as JSON, by its name or its first bytes."""
    return path.suffix.casefold() in SUFFIXES or START.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def entries(path: Path) -> Iterator[Entry]:
    """The objects of the file. Raises LoadRefused where it is no JSON, or holds no object of plain values first."""
    first = True
    for place, told in _values(path):
        cells, fault = _cells(told)
        if first and fault and not cells:
            raise LoadRefused(f"no table: {fault}", place, REMEDY)
        first = False
        yield place, cells, fault


def keys(path: Path) -> list[str]:
    """All the keys of its objects, in the order in which they first stand. Raises LoadRefused as `entries` does."""
    told = path.stat()
    return list(_keys(path, told.st_size, told.st_mtime_ns))


@lru_cache(maxsize=64)
def _keys(path: Path, size: int, changed: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for place, cells, _ in entries(path):
        found.update(dict.fromkeys(cells))
        if len(found) > MOST_KEYS:
            raise LoadRefused(f"the objects have more than {MOST_KEYS:,} different keys", place, REMEDY)
    return tuple(found)


def _cells(told: Any) -> tuple[dict[str, str], str]:
    """The values as text by key, and what is wrong with them; no cells where nothing in it is a plain value."""
    if isinstance(told, Exception):
        return {}, str(told)
    if not isinstance(told, dict):
        return {}, f"{_shown(told)} is no object"
    cells, fault, nested = {}, "", 0
    for name, value in told.items():
        cell, wrong = _cell(value)
        cells[name] = cell
        nested += isinstance(value, dict | list)
        fault = fault or (wrong and f"{name}: {wrong}")
    return (cells if nested < len(cells) else {}), fault


def _cell(value: Any) -> tuple[str, str]:
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return str(value).lower(), ""
    if isinstance(value, dict | list):
        return _shown(value), "the value is nested"
    text = str(value)
    if NO_TEXT.search(text):
        return NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", text), "the value holds what is no letter"
    if len(text) > LONGEST_FIELD:
        return text[:LONGEST_FIELD], f"the value is longer than {LONGEST_FIELD:,} characters"
    return text, ""


def _shown(value: Any) -> str:
    return NO_TEXT.sub("", json.dumps(value, ensure_ascii=False))[:200]


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Twice(f"the key {twice!r} stands twice")
    if any(NO_TEXT.search(name) for name in made):
        raise _Twice("a key holds what is no letter")
    return made


def _constant(name: str) -> Any:
    raise _Twice(f"{name} is no number")


# Numbers stay as they are written: a float would change some.
DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_float=str, parse_int=str, parse_constant=_constant)


def _values(path: Path) -> Iterator[tuple[str, Any]]:
    """Whatever the file holds at its top, each with its place; an error in place of a line that is no JSON."""
    with TextIOWrapper(metered(path), encoding_of(path)) as text:
        try:
            head = text.read(CHUNK)
            text.seek(0)
            line = head.lstrip().partition("\n")[0]
            yield from _of_lines(text, path) if _is_whole(line) else _of_stream(text, path)
        except UnicodeError:
            raise LoadRefused("the file breaks its encoding", bad_byte(path), "save it as UTF-8") from None


def _is_whole(line: str) -> bool:
    """Whether the first line is an object by itself."""
    return line.startswith("{") and not isinstance(_decoded(line), json.JSONDecodeError)


def _decoded(line: str) -> Any:
    try:
        value, end = DECODER.raw_decode(line)
    except (json.JSONDecodeError, _Twice) as error:
        return error
    except RecursionError:
        return _Twice("the value is nested too deeply")
    return _Twice(f"more stands behind the object: {line[end:].strip()[:40]!r}") if line[end:].strip() else value


def _of_lines(lines: TextIO, path: Path) -> Iterator[tuple[str, Any]]:
    number = 0
    while line := lines.readline(LONGEST):
        number += 1
        place = f"{path.name}:{number}"
        if len(line) == LONGEST:
            raise LoadRefused(f"the line is longer than {LONGEST:,} characters", place, REMEDY)
        if line := line.strip():
            told = _decoded(line)
            broken = isinstance(told, json.JSONDecodeError)
            yield place, _Twice(f"not JSON: {told.msg}") if broken else told


@dataclass
class _Stream:
    """What was read of a text and is not yet taken, with the line at which that begins."""

    text: TextIO
    rest: str = ""
    line: int = 1
    ended: bool = field(default=False)

    def more(self) -> bool:
        """Whether there was more to read."""
        found = self.text.read(CHUNK)
        self.rest, self.ended = self.rest + found, not found
        return bool(found)

    def skip(self, count: int) -> None:
        """Takes so many characters."""
        self.line += self.rest.count("\n", 0, count)
        self.rest = self.rest[count:]

    def blank(self) -> str:
        """Takes blanks; returns the character that follows, '' at the end."""
        while True:
            found = BLANK.match(self.rest)
            self.skip(found.end() if found else 0)
            if self.rest or not self.more():
                return self.rest[:1]


def _of_stream(text: TextIO, path: Path) -> Iterator[tuple[str, Any]]:
    """The entries of a list, or objects one behind the other."""
    stream, number = _Stream(text), 0
    listed = stream.blank() == "["
    stream.skip(int(listed))
    while (follows := stream.blank()) and not (listed and follows == "]"):
        if listed and number:
            _take(stream, ",", path)
            stream.blank()
        number += 1
        place = f"{path.name}:{stream.line}, entry {number}"
        yield place, _next(stream, place)
    if listed:
        _take(stream, "]", path)
        if stream.blank():
            raise LoadRefused("not JSON: more stands behind the list", f"{path.name}:{stream.line}", REMEDY)


def _take(stream: _Stream, mark: str, path: Path) -> None:
    if not stream.rest.startswith(mark):
        raise LoadRefused(f"not JSON: {mark!r} is missing", f"{path.name}:{stream.line}", "mend it there")
    stream.skip(1)


def _next(stream: _Stream, place: str) -> Any:
    while True:
        try:
            value, end = DECODER.raw_decode(stream.rest)
        except _Twice as error:
            raise LoadRefused(str(error), place, "mend the file") from None
        except RecursionError:
            raise LoadRefused("the value is nested too deeply", place, REMEDY) from None
        except json.JSONDecodeError as error:
            if len(stream.rest) > LONGEST or not stream.more():
                raise LoadRefused(f"not JSON: {error.msg}", place, "mend it there") from None
        else:
            stream.skip(end)
            return value
