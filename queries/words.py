"""The words of the law, paragraph by paragraph, where an official file of it is loaded."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
Read = Callable[[str, Mapping[str, Any]], Iterable[Row]]

RULE = re.compile(r"\d+\.\d+\w*")
SHORT = 600
"""Letters of a passage that is quoted; of a longer one the beginning, with a mark that more follows."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the law as an official file prints them, the edition of that file where it is told, and the address."""

    words: str
    edition: str | None
    url: str | None


@dataclass
class Texts:
    """The texts of some authorities, by their ids; each by its paragraphs, which are cut out when first asked for."""

    rows: Mapping[str, Row]
    _lines: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, read: Read, authorities: Iterable[tuple[str, str]]) -> "Texts":
        """The texts that the graph has of authorities, each told with the paragraph in question, or ''."""
        ids = sorted({text_of(authority, paragraph)[0] for authority, paragraph in authorities})
        return cls({str(row["id"]): row for row in read("texts", {"ids": ids})} if ids else {})

    def passage(self, authority: str, paragraph: str) -> Passage | None:
        """The words of the paragraphs that a citation names, of the whole text where it names none; None where they are
        not known here.
        """
        id, steps = text_of(authority, paragraph)
        row = self.rows.get(id)
        if row is None or not row["words"]:
            return None
        found = [line for path in steps.split(", ") for line in self._below(id, row, path.replace(" ", ""))]
        return Passage(shortened("\n".join(found)), row["edition"], row["url"]) if found else None

    def _below(self, id: str, row: Row, path: str) -> list[str]:
        if id not in self._lines:
            self._lines[id] = list(zip(json.loads(row["paragraphs"]), row["words"].split("\n"), strict=True))
        return [words for at, words in self._lines[id] if not path or at == path or at.startswith(f"{path}(")]


def text_of(authority: str, paragraph: str) -> tuple[str, str]:
    """The id of the text in which a paragraph of an authority stands, and the paragraph within that text."""
    path, *parts = authority.split("/")
    if path == "cfr" and RULE.fullmatch(paragraph):
        return f"text/cfr/{parts[0]}/{paragraph}", ""
    kept = 1 if path == "eo" else 2
    return "/".join(["text", path, *parts[:kept]]), "".join(f"({part})" for part in parts[kept:]) + paragraph


def shortened(words: str) -> str:
    """The words, cut behind a whole word where they are too long to be quoted."""
    return words if len(words) <= SHORT else f"{words[:SHORT].rpartition(' ')[0]} […]"
