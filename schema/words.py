"""What a word of a closed list is, and what vocabulary.toml says of it; the lists stand in schema.vocabulary."""

import re
from enum import EnumType, StrEnum
from typing import TYPE_CHECKING, Any, Self, TypeVar

from schema.wordlist import FILE, Term, read

TERMS = read(FILE.read_text(encoding="utf-8"))

T = TypeVar("T")


def members(name: str) -> dict[str, str]:
    """The words of a list of the file by the names that they have as members of an enum."""
    return {re.sub(r"\W", "_", word).upper(): word for word in TERMS[name]}


class Word(StrEnum):
    """A word of a closed list; its value is the slug, its name the slug in upper snake case."""

    def __init_subclass__(cls, of: str = "", **told: Any) -> None:
        """Notes the list `of` the file from which the enum takes its words."""
        super().__init_subclass__(**told)
        if of:
            FILED[cls] = of

    @property
    def term(self) -> Term:
        """What the file says of it."""
        return TERMS[FILED[type(self)]][self]

    @property
    def plain(self) -> str:
        """What it means, for a reader."""
        return self.term.plain

    @property
    def brief(self) -> str:
        """The same without examples and citations, as it stands in a sentence."""
        return BESIDE.split(self.plain)[0]


BESIDE = re.compile(r": | \(|, such as ")
"""Where examples, an explanation or a citation begins."""
FILED: dict[type[Word], str] = {}
"""The list of the file by the enum of its words, once that is declared."""


class _Filed(EnumType):
    """Lets a type checker know that `ItemCategory.FOOD`, which only the file declares, is an ItemCategory."""

    if TYPE_CHECKING:

        def __getattr__(cls: type[T], name: str) -> T: ...


class FiledWord(Word, metaclass=_Filed):
    """A word whose list stands in the file alone."""

    if TYPE_CHECKING:

        def __new__(cls, value: str) -> Self: ...
