"""What a loader is: one file that says how the records of one source become rows and links."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from loaders.naming import Names
from schema.core import Link, Node, Origin, Rel, Row
from schema.errors import RowError

Emitted = Iterator[Row | Link]

ABSENT: Any = object()


class Record(dict[str, Any]):
    """One record of a file, by field; a field that is empty there is absent. `place` is file and line."""

    __slots__ = ("place",)

    def __init__(self, values: Mapping[str, Any] | Iterable[tuple[str, Any]], place: str = "") -> None:
        dict.__init__(self, values)
        self.place = place

    def pop(self, name: str, default: Any = ABSENT) -> Any:
        """The field, taken out. Raises RowError where it is absent and no default is given."""
        if name in self:
            return dict.pop(self, name)
        if default is ABSENT:
            raise RowError(f"{name} is empty", self.place, f"fill in {name}", field=name)
        return default


class LeftOut(Exception):
    """A record is left out on purpose, which is no fault of the file: `parse` raises it, or `records` yields it, with
    the reason by which such records are counted.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def origin_of(record: Record) -> Origin:
    """Where the record says that it comes from, taken out of it."""
    return Origin(record.pop("source_title"), record.pop("source_url", ""), record.pop("confidence"))


Read = Record | RowError | LeftOut
"""What reading a file gives, one for each of its records."""


@dataclass(frozen=True)
class Loader:
    """A source: its file, what its records hold, what they become.

    `parse_names` stands for `parse` where records print names. `tolerance` is the share of what it wrote earlier that a
    load may remove unasked; `at_least` are the fewest rows by label of a whole file; `records` reads what is no plain
    CSV; `origin` says where a record comes from. Where no file is bundled, `source` is empty and `recognizes` tells a
    file by its name and first bytes. `part` names what part of the source a file tells: what it no longer tells is
    removed within that part alone; where files add up (`whole` is false), or the file is only a `piece` of its part,
    nothing is removed. Where two sources
    tell the same node, the one of the higher `rank` is believed, whichever came first; of the parts of a `versioned`
    source, the last by name. `begins` is the row in which a sheet of a file names its columns, where that need not be
    the first.
    """

    name: str
    doc: str
    emits: tuple[Node | Rel, ...]
    parse: Callable[[Record], Emitted] | None = None
    parse_names: Callable[[Record, Names], Emitted] | None = None
    source: str = ""
    columns: tuple[str, ...] = ()
    records: Callable[[list[Path]], Iterator[Read]] | None = None
    origin: Callable[[Record], Origin] = origin_of
    at_least: Mapping[str, int] = field(default_factory=dict)
    tolerance: float = 0.1
    recognizes: Callable[[Path, bytes], bool] | None = None
    part: Callable[[Path], str] | None = None
    piece: Callable[[Path], bool] | None = None
    whole: bool = True
    rank: int = 0
    versioned: bool = False
    begins: Callable[[Path, str | None], int] | None = None

    def facts(self, record: Record, names: Names | None) -> Emitted:
        """What the record says. Raises RowError where it does not make sense."""
        if self.parse_names:
            assert names is not None, f"{self.name} resolves names"
            return self.parse_names(record, names)
        assert self.parse is not None, f"{self.name} parses nothing"
        return self.parse(record)

    def owner(self, path: Path | None) -> str:
        """Under what name the facts of a file are kept: the source, and the part of it that the file tells."""
        part = self.part(path) if self.part and path else ""
        return f"{self.name}:{part}" if part else self.name

    def rank_of(self, owner: str) -> tuple[int, str]:
        """How much is believed of what stands under the owner's name: the greater, the more."""
        return self.rank, owner.partition(":")[2] if self.versioned else ""

    @property
    def types(self) -> set[str]:
        """The relation types that it writes."""
        return {kind.type for kind in self.emits if isinstance(kind, Rel)}

    @property
    def nodes(self) -> set[Node]:
        """The kinds of node that it writes."""
        return {kind for kind in self.emits if isinstance(kind, Node)}

    @property
    def asks_for(self) -> set[Node]:
        """The kinds of node that its links need and that others write."""
        ends = {end for kind in self.emits if isinstance(kind, Rel) for end in (kind.start, kind.end)}
        return ends - self.nodes


def items(cell: str | None) -> list[str]:
    """The values of a cell that holds several, parted by semicolons."""
    return [part.strip() for part in (cell or "").split(";") if part.strip()]


def slug(text: str) -> str:
    """The text as a part of an id: lower case, words joined by hyphens."""
    kept = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return "-".join(kept.split())


SOURCED = ("source_title", "source_url", "confidence")
"""The last columns of every bundled CSV file."""
