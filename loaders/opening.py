"""What a command line names becomes plain files: archives are unpacked, folders and patterns listed, input kept."""

import gzip
import re
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

from loaders.sheets.mapping import SUFFIX
from loaders.workbooks import is_workbook
from loaders.zips import CHUNK, HARMLESS, RATIO, checked
from schema.errors import LoadRefused

LARGEST = 1 << 33
"""Bytes that an archive, or what comes in by a pipe, may hold unpacked."""
STANDARD_INPUT = "-"
HEAD = 1024
ARCHIVES = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "rar",
}
KINDS = ((rb"\xd0\xcf\x11\xe0", ".xls"), (rb"<", ".xml"), (rb"\{|\[(?!\w)", ".json"), (rb"\[", ".txt"))
"""What a file without a name is, by its first bytes."""


@dataclass(frozen=True)
class Opened:
    """A plain file to load, and whether it was named itself; not so one of a folder, a pattern or a fuller archive."""

    path: Path
    named: bool


@contextmanager
def opened(names: Sequence[str]) -> Iterator[list[Opened]]:
    """The files that the names stand for, as long as the block lasts; those of a folder or archive in their order.

    '-' is the standard input. Raises LoadRefused where there is no such file, or an archive is hostile.
    """
    with tempfile.TemporaryDirectory(prefix="accord-load-") as folder:
        room = _rooms(Path(folder))
        yield [
            Opened(file, named and len(files) == 1)
            for name in names
            for path, named in _listed(name, room)
            for files in [_plain(path, room)]
            for file in files
        ]


def _rooms(folder: Path) -> Iterator[Path]:
    """New folders, one for each archive, so that files of one name do not meet."""
    number = 0
    while True:
        number += 1
        path = folder / str(number)
        path.mkdir()
        yield path


def _listed(name: str, room: Iterator[Path]) -> Iterator[tuple[Path, bool]]:
    path = Path(name)
    if name == STANDARD_INPUT:
        yield _kept(sys.stdin.buffer, next(room) / "standard-input"), True
    elif path.is_dir():
        found = (file for file in path.rglob("*") if file.is_file())
        yield from ((file, False) for file in sorted(found) if not _hidden(file.relative_to(path)))
    elif path.is_file():
        yield path, True
    elif path.exists():
        with path.open("rb") as pipe:
            yield _kept(pipe, next(room) / path.name), True
    elif matches := sorted(Path(path.anchor).glob(str(path.relative_to(path.anchor)))):
        yield from ((match, False) for match in matches if match.is_file())
    else:
        raise LoadRefused("there is no such file", name, "check the name")


def _hidden(path: Path) -> bool:
    """Whether it is no file to load: the mapping of a sheet is read with the sheet."""
    return path.name.endswith(SUFFIX) or any(part.startswith(".") or part == "__MACOSX" for part in path.parts)


def _kept(stream: BinaryIO, path: Path) -> Path:
    """What comes in, in a file with an ending that tells its kind."""
    with path.open("wb") as file:
        _copy(stream, file, path.name, LARGEST)
    head = _head(path)
    if _archive(head) == "zip":
        with ZipFile(path) as archive:
            members = set(archive.namelist())
        ending = ".xlsx" if "xl/workbook.xml" in members else ".ods" if "content.xml" in members else ".zip"
    else:
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        ending = next((ending for mark, ending in KINDS if re.match(mark, start)), "" if _archive(head) else ".csv")
    return path.rename(path.with_name(path.name + ending))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _archive(head: bytes) -> str:
    tar = "tar" if head[257:262] == b"ustar" else ""
    return next((kind for mark, kind in ARCHIVES.items() if head.startswith(mark)), tar)


def _plain(path: Path, room: Iterator[Path]) -> list[Path]:
    """The file itself, or what the archive holds."""
    kind = _archive(_head(path))
    if not kind or is_workbook(path):
        return [path]
    if kind not in ("gzip", "zip"):
        raise LoadRefused(
            f"an archive of the kind {kind} is not known here", path.name, "unpack it, or use zip or gzip"
        )
    found = _unzipped(path, next(room)) if kind == "zip" else [_gunzipped(path, next(room))]
    for file in found:
        if _archive(_head(file)) and not is_workbook(file):
            raise LoadRefused(f"an archive within an archive: {file.name}", path.name, "unpack the outer one yourself")
    return found


def _unzipped(path: Path, folder: Path) -> list[Path]:
    members = [info for info in checked(path, LARGEST) if not _hidden(Path(info.filename))]
    if not members:
        raise LoadRefused("the archive is empty", path.name, "check the file")
    with ZipFile(path) as archive:
        return [Path(archive.extract(info, folder)) for info in sorted(members, key=lambda info: info.filename)]


def _gunzipped(path: Path, folder: Path) -> Path:
    made = folder / (re.sub(r"\.gz$", "", path.name, flags=re.IGNORECASE) or "unpacked")
    limit = min(LARGEST, max(HARMLESS, RATIO * path.stat().st_size))
    try:
        with gzip.open(path) as packed, made.open("wb") as file:
            _copy(packed, file, path.name, limit)
    except (OSError, EOFError, zlib.error) as error:
        if isinstance(error, OSError) and error.errno:
            raise  # the disk fails, and not the archive
        raise LoadRefused(f"the archive cannot be read: {error}", path.name, "get the file again") from None
    return made


def _copy(source: BinaryIO | gzip.GzipFile, target: BinaryIO, where: str, limit: int) -> None:
    size = 0
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise LoadRefused(
                f"it holds more than {limit:,} bytes", where, "unpack it yourself, if you trust where it comes from"
            )
        target.write(chunk)
