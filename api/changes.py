"""What changed in the graph, read from what the loads kept of it: in order, and on from a cursor."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Self

from api.timing import Reads
from graph import reads
from graph.journal import MARKS
from schema.errors import BadRequest

CURSOR = re.compile(r"(\d{1,15})(?:\.(\d{1,9}))?", re.ASCII)

ANEW = "read the data anew, and go on from the dataVersion of that answer"

VERSIONS = 50
"""Versions of which the changes are read at once."""


class ChangeKind(Enum):
    """What happened to a node or an edge."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


KINDS = {mark: ChangeKind(change) for change, mark in MARKS.items()}


@dataclass(frozen=True)
class Place:
    """A place in the changes: behind the first so many changes of a version."""

    version: int
    behind: int = 0

    @classmethod
    def of(cls, cursor: str) -> Self:
        """The place that the cursor names. Raises BadRequest where it is none."""
        found = CURSOR.fullmatch(cursor)
        if found is None:
            raise BadRequest(f"{cursor[:40]!r} is no cursor of changes", remedy="write one that changes gave")
        version, behind = found.groups()
        return cls(int(version) + 1) if behind is None else cls(int(version), int(behind))

    def __str__(self) -> str:
        return f"{self.version}.{self.behind}"


@dataclass(frozen=True)
class Change:
    """One node or edge that a load wrote, changed or removed; `of` is its id or key."""

    kind: ChangeKind
    of: str
    version: int
    at: str
    run: str
    cursor: str

    @property
    def parts(self) -> Sequence[str | None]:
        """Start, type and end of an edge; the id and twice None for a node."""
        start, type_, end, *_ = (*self.of.split("|"), None, None)
        return start, type_, end


@dataclass(frozen=True)
class Changes:
    """Some changes, where to go on from, and whether there are more already."""

    nodes: Sequence[Change]
    cursor: str
    has_more: bool


async def changes_since(graph: Reads, since: str | None, first: int) -> Changes:
    """At most `first` changes, from behind a cursor, or from the first that is kept.

    Raises BadRequest for a cursor of changes that are no longer kept, or of another graph, which has more of them.
    """
    (kept,) = await graph.read(reads.CHANGES_KEPT) or [{"version": 0, "kept_from": 1}]
    place = Place(kept["kept_from"]) if since is None else Place.of(since)
    if (place.version, place.behind) > (kept["version"] + 1, 0):
        raise BadRequest(f"the data have come to version {kept['version']} alone, before that cursor", remedy=ANEW)
    if place.version < kept["kept_from"]:
        raise BadRequest(
            f"changes before version {kept['kept_from']} are not kept",
            remedy=ANEW,
        )
    asked = {"version": place.version, "skip": place.behind, "first": first + 1, "versions": VERSIONS}
    rows = await graph.read(reads.CHANGES, asked)
    found = [change for row in rows for change in _changes(row)]
    cursor = found[:first][-1].cursor if found else str(place)
    return Changes(found[:first], cursor, len(found) > first or len(rows) == VERSIONS)


def _changes(row: Mapping[str, Any]) -> list[Change]:
    return [
        Change(KINDS[told[0]], told[1:], row["version"], row["at"], row["run"], str(Place(row["version"], behind)))
        for behind, told in enumerate(row["changes"], row["behind"] + 1)
    ]
