"""Headers and words as offices write them, from words.toml."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from loaders.sheets.fields import Field
from loaders.sheets.kinds import KINDS, SOURCE
from schema.vocabulary import LISTS

TOLD: Mapping[str, Any] = MappingProxyType(
    tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
)
MILESTONES: frozenset[str] = frozenset(TOLD["milestones"]["codes"])
WORDS: Mapping[Any, Mapping[str, str]] = MappingProxyType(
    {
        words: {other: word for word, others in TOLD["words"].get(words.__name__, {}).items() for other in others}
        for words in LISTS
    }
)
"""Other ways to write the words of a closed list, by list."""


def plain(header: str) -> str:
    """The header as it is compared: its words in lower case; what is in brackets tells its unit and is no part."""
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"[(\[].*?[)\]]", " ", header.casefold())))


def headers_of(field: Field) -> list[str]:
    """How columns of that meaning are headed."""
    own = ("value" if field.name == "value_usd" else field.name.removesuffix("_on")).replace("_", " ")
    return [own, f"{field.kind} {own}", *TOLD.get(field.kind, {}).get(field.name, [])]


def sheet_names(kind: str) -> list[str]:
    """How sheets with a row for each of that kind are called."""
    return [kind, *TOLD["sheets"].get(kind, [])]


ALL: tuple[Field, ...] = (*(field for kind in KINDS.values() for field in kind.fields), *SOURCE)
