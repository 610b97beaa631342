"""The things that a question asks about: whoever asks gives an id, or a name that stands for one thing alone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from queries.query import Query
from queries.resolver import LABELS, Index, Read
from schema import MODEL
from schema.core import ID
from schema.errors import UnknownName


def with_ids(query: Query, given: Mapping[str, Any], read: Read, index: Callable[[], Index]) -> dict[str, Any]:
    """What is given, with an id for each thing that is named; `index` is asked for only where a name is no id.

    Raises UnknownName, with candidates, where a name stands for nothing of the kind here, or for several things.
    """
    wanted = {name: param.type.name for name, param in query.params.items() if param.type.is_entity}
    names = [name for name in wanted if given.get(name) is not None]
    found = ids_of([(str(given[name]), wanted[name]) for name in names], read, index)
    return {**given, **dict(zip(names, found, strict=True))}


def ids_of(named: Sequence[tuple[str, str]], read: Read, index: Callable[[], Index]) -> list[str]:
    """The ids of things, each told by an id or a name, with the label that it has to have. Raises UnknownName."""
    ids = sorted({text for text, _ in named if ID.fullmatch(text)})
    labels = {row["id"]: row["labels"] for row in read("held", {"ids": ids})} if ids else {}
    return [text if label in labels.get(text, ()) else _named(text, label, index) for text, label in named]


def named_kinds(label: str) -> frozenset[str]:
    """The kinds of such things that have names here; of others the ids alone are known."""
    return frozenset(kind for kind in LABELS if MODEL.by_label[kind].is_a(label))


def _named(text: str, label: str, index: Callable[[], Index]) -> str:
    kinds = named_kinds(label)
    if kinds:
        return index().one(text, kinds)
    raise UnknownName(f"{text!r} is the id of no {label} known here", remedy="write its id, as a list of them tells it")
