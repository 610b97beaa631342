"""Which source a file is of: told by its name, its first bytes, or the header of its table."""

from pathlib import Path

from loaders import loaders
from loaders.core import Loader
from loaders.encodings import HEAD
from loaders.tables import has_columns, headers
from schema.errors import LoadRefused


def recognized(path: Path) -> tuple[Loader, ...]:
    """The source whose file it is; several where the same file tells them all, as one of the rule base does.

    Raises LoadRefused, with the sources there are, where none takes it, or several might.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    found = [loader for loader in loaders().values() if _takes(loader, path, head)]
    if len(found) == 1 or (found and len({loader.source for loader in found}) == 1 and found[0].source):
        return tuple(found)
    if found:
        names = ", ".join(loader.name for loader in found)
        raise LoadRefused(f"the file may be of several sources: {names}", path.name, "say which: --as SOURCE")
    what = "no source recognises the file" if head else "the file is empty"
    if fault := headers(path)[1]:
        raise fault
    kept = "; of a sheet that an office keeps, first: accord load --map FILE" if headers(path)[0] else ""
    raise LoadRefused(what, path.name, f"say what it is, --as SOURCE: {', '.join(loaders())}{kept}")


def _takes(loader: Loader, path: Path, head: bytes) -> bool:
    if loader.recognizes:
        return loader.recognizes(path, head)
    return bool(loader.columns) and has_columns(path, loader.columns)
