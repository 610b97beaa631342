"""The vocabulary file as terms: read, checked, and compared with the enums that the program names."""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from schema.errors import ModelError

FILE = Path(__file__).with_name("vocabulary.toml")
TAKES = {"plain": str, "broader": list, "complete": bool, "form": str, "by": str, "class": str}


@dataclass(frozen=True, slots=True)
class Term:
    """What the file says of a word. `broader` is for items; `form`, `by`, `given` (there: class) for approvals."""

    plain: str
    broader: tuple[str, ...] = ()
    complete: bool = True
    form: str = ""
    by: str = ""
    given: str = ""


Terms = Mapping[str, Mapping[str, Term]]
"""Terms by list and word."""


def read(text: str) -> Terms:
    """The terms of a file. Raises ModelError where a word is ill-formed or told twice, or a reference leads nowhere."""
    try:
        lists = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ModelError(f"not TOML, or a word told twice: {error}", FILE.name, "mend the line") from None
    terms = {
        name: {word: _term(_where(name, word), told) for word, told in words.items()} for name, words in lists.items()
    }
    for name, words in terms.items():
        for word, term in words.items():
            _refer(terms, _where(name, word), word, term)
    return terms


def _where(name: str, word: str) -> str:
    return f"{FILE.name}: {name}.{word}"


def _term(where: str, told: Mapping[str, Any]) -> Term:
    for name, value in told.items():
        if name not in TAKES or type(value) is not TAKES[name]:
            raise ModelError(f"{name} = {value!r} is not understood", where, f"a word takes {', '.join(TAKES)}")
    if not told.get("plain"):
        raise ModelError("the word has no plain", where, "say in plain what it means")
    values = {"given" if name == "class" else name: value for name, value in told.items()}
    return Term(**values | {"broader": tuple(told.get("broader", ()))})


def _refer(terms: Terms, where: str, word: str, term: Term) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", word):
        raise ModelError("the word is no slug", where, "write it in lower case, with hyphens")
    for family, wanted in (("items", term.broader), ("forms", (term.form,)), ("approval-classes", (term.given,))):
        for other in filter(None, wanted):
            if other not in terms.get(family, {}):
                raise ModelError(f"{other} is no word of {family}", where, f"add it to {family}, or mend the spelling")
    if word in above(terms.get("items", {}), term.broader):
        raise ModelError("the word is broader than itself", where, "break the circle")


def above(items: Mapping[str, Term], broader: Iterable[str]) -> set[str]:
    """These items and all that they are narrower than."""
    found: set[str] = set()
    queue = list(broader)
    while queue:
        word = queue.pop()
        if word not in found:
            found.add(word)
            queue += items[word].broader if word in items else ()
    return found


def agree(lists: Collection[tuple[type[StrEnum], str]], terms: Terms) -> None:
    """Nothing, where enums and file hold the same words in the same lists. Raises ModelError where they differ."""
    for name in terms.keys() ^ {name for _, name in lists}:
        raise ModelError(f"only the file, or only the program, has a list {name}", FILE.name, "tell it in both")
    for enum, name in lists:
        told, named = set(terms[name]), {str(word) for word in enum}
        if told != named:
            lacking = ", ".join(sorted(told ^ named))
            raise ModelError(f"{enum.__name__} and {name} differ: {lacking}", FILE.name, "tell each word in both")
