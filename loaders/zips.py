"""Zip archives (workbooks are such too), whose members are looked at before any of them is believed."""

import zlib
from copy import copy
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from schema.errors import LoadRefused

MOST = 10_000
"""Members that an archive may have."""
RATIO, HARMLESS = 200, 1 << 26
"""How many times its size an archive may unpack to, where that is more than 64 MB: tables and XML give some 5 to 60."""
CHUNK = 1 << 20

UNREADABLE = (BadZipFile, OSError, EOFError, RuntimeError, zlib.error, ValueError)
"""What `zipfile` raises for a broken archive; RuntimeError where it has no way to unpack: a method, a password."""


def checked(path: Path, largest: int) -> list[ZipInfo]:
    """The members of the archive that are files, unpacked to no more than `largest` bytes together.

    Raises LoadRefused where it is no archive, is encrypted, leads out of its folder, or holds more than it says.
    """
    try:
        with ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            _check_sizes(path, members, largest)
            for info in members:
                _check_name(path, info)
                _check_content(archive, path, info)
    except UNREADABLE as error:
        raise LoadRefused(f"the archive cannot be read: {error}", path.name, "get the file again") from None
    return members


def _check_sizes(path: Path, members: list[ZipInfo], largest: int) -> None:
    remedy = "unpack it yourself, if you trust where it comes from"
    if len(members) > MOST:
        raise LoadRefused(f"the archive holds {len(members):,} files, more than {MOST:,}", path.name, remedy)
    names = [info.filename for info in members]
    if len(set(names)) != len(names):
        raise LoadRefused("the archive holds two files of one name", path.name, remedy)
    size, packed = sum(info.file_size for info in members), path.stat().st_size
    if size > largest or size > max(HARMLESS, RATIO * packed):
        what = f"the archive of {packed:,} bytes would unpack to {size:,}"
        raise LoadRefused(what, path.name, remedy)


def _check_name(path: Path, info: ZipInfo) -> None:
    name = PurePosixPath(info.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in info.filename.split("/", maxsplit=1)[0]:
        raise LoadRefused(
            f"the archive holds a file that leads out of it: {info.filename!r}", path.name, "do not load it"
        )
    if info.external_attr >> 28 == 0o12:
        raise LoadRefused(f"the archive holds a link: {info.filename!r}", path.name, "do not load it")


def _check_content(archive: ZipFile, path: Path, info: ZipInfo) -> None:
    """Unpacks the member without keeping it: its header may lie about how much it holds."""
    where = f"{path.name}/{info.filename}"
    if info.flag_bits & 1:
        raise LoadRefused("the archive is encrypted", where, "save it without a password")
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise LoadRefused("the archive is packed in a way that is not known here", where, "pack it as plain zip")
    if _unpacked(archive, info) != info.file_size:
        raise LoadRefused("the archive holds more or less than it says", where, "get the file again")


def _unpacked(archive: ZipFile, info: ZipInfo) -> int:
    """How many bytes the member holds; no more than one beyond what it says."""
    size, asked = 0, copy(info)
    asked.file_size += 1
    with archive.open(asked) as content:
        while chunk := content.read(CHUNK):
            size += len(chunk)
    return size
