"""In what encoding a text file is written, told apart by its bytes: UTF-8, UTF-16, Windows-1252, or refused."""

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from schema.errors import LoadRefused

HEAD = 65_536
CHUNK = 1_048_576

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
WIDE = {codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE}
SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
"""A letter beyond ASCII as UTF-8 writes it."""
NO_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
"""Bytes that stand for nothing in Windows-1252."""


def encoding_of(path: Path) -> str:
    """The codec that reads the file: 'utf-8-sig', 'utf-16', 'utf-16-le', 'utf-16-be' or 'cp1252'.

    UTF-8 and Windows-1252 are told apart over the whole file. Raises LoadRefused where it is none of them.
    """
    told = path.stat()
    return _encoding(path, told.st_size, told.st_mtime_ns)


@lru_cache(maxsize=256)
def _encoding(path: Path, size: int, changed: int) -> str:
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head[:4] in WIDE:
        raise LoadRefused("the file is UTF-32", path.name, "save it as UTF-8")
    for mark, name in MARKS.items():
        if head.startswith(mark):
            return name
    if b"\0" in head:
        return _unmarked(head, path)
    return "utf-8-sig" if _is_utf8(path) else _windows(path)


def _unmarked(head: bytes, path: Path) -> str:
    """UTF-16 without a mark: nearly all text has every other byte empty."""
    half = len(head) // 2
    for name, empty, full in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if empty.count(0) > 0.7 * half and full.count(0) == 0:
            return name
    where = f"{path.name}, byte {head.index(0) + 1} (0x00)"
    raise LoadRefused("the file is no text", where, "load a table, or a file of text in UTF-8")


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _windows(path: Path) -> str:
    """'cp1252', unless the file is UTF-8 with damaged places: its other letters would then be wrong."""
    for chunk in _chunks(path):
        if SEQUENCE.search(chunk):
            raise LoadRefused("the file is UTF-8 in part, and not in others", bad_byte(path), "save it anew as UTF-8")
        if NO_WINDOWS.search(chunk):
            raise LoadRefused("the file is neither UTF-8 nor Windows-1252", bad_byte(path), "save it as UTF-8")
    return "cp1252"


def bad_byte(path: Path) -> str:
    """Where the file first stops being UTF-8: file, line, byte in the line."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                return f"{path.name}:{number}, byte {error.start + 1} (0x{line[error.start]:02x})"
    return path.name


def told_apart(path: Path) -> str:
    """A sentence where the text is not UTF-8, '' where it is. Raises LoadRefused as `encoding_of` does."""
    name = encoding_of(path)
    if name == "utf-8-sig":
        return ""
    if name == "cp1252":
        told = f"{path.name} is not UTF-8 ({bad_byte(path)}): it was read as Windows-1252"
        return f"{told}; where names look wrong, save it as UTF-8"
    return f"{path.name} was read as UTF-16"
