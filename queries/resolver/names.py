"""What things are called: one name each, as the graph tells them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Read = Callable[[str, Mapping[str, Any]], list[dict[str, Any]]]
"""Runs a query of the library by its name, with its parameters."""

LABELS = frozenset({"Nation", "Organization", "Authority", "Agreement"})
"""The kinds of thing that names are resolved to."""


class NameKind(StrEnum):
    """How a thing comes by a name; the value says it to a reader."""

    ID = "its id"
    ISO2 = "its ISO alpha-2 code"
    ISO3 = "its ISO alpha-3 code"
    CUSTOMER = "its DSCA customer code"
    TITLE = "its name"
    SHORT = "its short name"
    CITATION = "its citation"
    SECTION = "its section in the act"
    INSTRUMENT = "its instrument number"
    OTHER = "another name of it"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one thing: the thing's id and label, the text, and how it comes by it."""

    id: str
    label: str
    text: str
    kind: NameKind


def names_of(rows: Iterable[Mapping[str, Any]]) -> Iterator[Name]:
    """The names that rows of the query `names` tell, each thing's own once and its other names as they come."""
    seen: set[str] = set()
    for row in rows:
        if row["id"] not in seen:
            seen.add(row["id"])
            yield from _own(row)
        if row["name"] is not None:
            yield Name(row["id"], row["label"], row["name"], NameKind.OTHER)


def _own(row: Mapping[str, Any]) -> Iterator[Name]:
    told = {
        NameKind.ID: [row["id"]],
        NameKind.ISO2: [row["iso2"]],
        NameKind.ISO3: [row["iso3"]],
        NameKind.CUSTOMER: [row["dsca_code"]],
        # The title of an authority is a heading in our own words, such as Cuba: no name of it.
        NameKind.TITLE: [row["title"]] if row["label"] != "Authority" else [],
        NameKind.SHORT: [row["short_name"]],
        NameKind.CITATION: [row["citation"]],
        NameKind.SECTION: [f"{row['act']}, section {row['act_section']}"] if row["act_section"] else [],
        NameKind.INSTRUMENT: (row["instrument_no"] or "").split(";"),
    }
    for kind, texts in told.items():
        for text in filter(None, texts):
            yield Name(row["id"], row["label"], text.strip(), kind)
