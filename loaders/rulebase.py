"""Files in the shape of the rule base: told by their sections, each entry held to its shape before it is believed."""

import re
from pathlib import Path
from typing import Literal

from loaders import HERE
from loaders.core import Record
from loaders.sheets.mapping import SUFFIX
from queries.coverage.check_shape import faults
from schema.errors import RowError
from schema.props import canonical

SECTION = re.compile(rb"^([A-Za-z]\w*)[ \t]*:", re.MULTILINE)
LARGEST = 1 << 24
"""Bytes of a file that may be of the rule base: the largest bundled one has 70 KB."""


def sections(path: Path) -> set[str]:
    """The names at the margin of a YAML file; none for another file, or for the mapping of a sheet."""
    if path.suffix.casefold() not in (".yaml", ".yml") or path.name.endswith(SUFFIX) or path.stat().st_size > LARGEST:
        return set()
    return {name.decode() for name in SECTION.findall(path.read_bytes())}


def shaped(what: Literal["rule", "statement", "list"], entry: Record, path: Path) -> Record | RowError:
    """The entry, or what is wrong with its shape: a rule that cannot be understood would spoil every answer. The
    bundled ones are checked when they are written.
    """
    if path.is_relative_to(HERE / "facts"):
        return entry
    found = [*_unkept(entry), *faults(what, entry)]
    if not found:
        return entry
    field = next((name for name in entry if name in found[0].split()), "")
    remedy = "write it as docs/rule-language.md says"
    return RowError("; ".join(found[:3]), entry.place, remedy, field, str(entry.get(field, ""))[:200])


def _unkept(entry: Record) -> list[str]:
    try:
        canonical(entry)
    except (TypeError, ValueError) as error:
        return [f"a value is neither text nor a number ({error}): put it in quotes"]
    return []
