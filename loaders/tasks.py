"""What a command line asks to load becomes loads: which source, from which files, in an order in which each finds what
it links to.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loaders import bundled, loaders
from loaders.core import Loader
from loaders.opening import STANDARD_INPUT, Opened
from loaders.recognize import recognized
from schema.errors import LoadRefused, UsageError

Task = tuple[Loader, tuple[Path, ...] | None]
"""A source, and its files: None for the bundled ones."""


@dataclass
class Asked:
    """What is to be loaded, and what was passed over and why."""

    tasks: list[Task] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)


def chosen(source: str | None) -> Loader | None:
    """The source of that name; None where none is named. Raises UsageError where there is none of that name."""
    if source is None:
        return None
    if source not in loaders():
        raise UsageError(f"--as takes one of {', '.join(loaders())}", remedy="name one of them")
    return loaders()[source]


def parted(what: Sequence[str], source: Loader | None) -> tuple[list[str], list[str]]:
    """The names of sources among the words, and those of files; of files alone where their source is said.

    Raises UsageError for what can be neither.
    """
    known = loaders()
    if source is not None:
        if not what:
            raise UsageError("no file is named", remedy="name a file whose source that is")
        return [], list(what)
    names = [word for word in what if word in known]
    files = [word for word in what if word not in known]
    for word in files:
        if re.fullmatch(r"[\w-]+", word) and word != STANDARD_INPUT and not Path(word).exists():
            raise UsageError(
                f"there is no source and no file {word!r}", remedy=f"name a file, or one of {', '.join(known)}"
            )
    return names, files


def asked(names: Sequence[str], files: Sequence[Opened], source: Loader | None = None) -> Asked:
    """The loads, in the order of the sources. Files that tell the same part of one source are one load.

    Raises LoadRefused where a file that was named is recognised by no source.
    """
    found, order = Asked(), list(loaders())
    everything = not names and not files and source is None
    found.tasks += [(loader, None) for name, loader in bundled().items() if name in names or everything]
    owners: dict[str, tuple[Loader, list[Path]]] = {}
    for file in files:
        try:
            told = (source,) if source else recognized(file.path)
        except LoadRefused as refusal:
            if file.named:
                raise
            found.passed.append(f"{file.path.name} was not read: {refusal.what}")
            continue
        for loader in told:
            owners.setdefault(loader.owner(file.path), (loader, []))[1].append(file.path)
    if files and not owners:
        what = f"none of {len(files)} files is of a source: {found.passed[0]}"
        raise LoadRefused(what, remedy="name a file, and --as SOURCE")
    loads = [(loader, tuple(paths)) for loader, paths in owners.values()]
    found.tasks += sorted(loads, key=lambda load: order.index(load[0].name))
    return found
