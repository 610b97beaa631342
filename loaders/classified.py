"""Where the sections of an act stand in the Code, as a compilation prints it: [22 U.S.C. 2776], or [2776]."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element as Element

from loaders.citing import HYPHENS
from loaders.markup import child, empty, local, plain

FULL = re.compile(r"\[ ?(\d+) U\. ?S\. ?C\. ?(\w[\w-]*?)( note| nt)? ?\]")
BARE = re.compile(r"\[ ?(\d\w*(?:-\w+)*)( note| nt)? ?\]")


class Classified(NamedTuple):
    """A section of the Code, or a note to one, by its id, and the paragraph of the act that stands there, or ''."""

    id: str
    paragraph: str


def classified(section: Element, title: str | None) -> Iterator[Classified]:
    """What the section prints of where it stands, emptied. A number alone is one of the title to which the compilation
    says that such numbers refer; where it says nothing, it is no more than words.
    """
    for note in list(section.iter("{*}editorialNote")):
        words = plain(note).translate(HYPHENS)
        told, paragraph = _code(words, title), _paragraph(section, note)
        if told is not None and paragraph is not None:
            empty(note)
            yield Classified(told, paragraph)


def _code(words: str, title: str | None) -> str | None:
    if found := FULL.fullmatch(words):
        return f"usc/{found[1]}/{found[2]}" + ("/note" if found[3] else "")
    bare = BARE.fullmatch(words) if title else None
    return f"usc/{title}/{bare[1]}" + ("/note" if bare[2] else "") if bare else None


def _paragraph(section: Element, note: Element) -> str | None:
    """The paragraph in which the note stands, '' for the section itself; None where it stands in quoted words."""
    steps: list[str] = []
    for each in note.iterancestors():
        if each is section:
            return "".join(reversed(steps))
        if local(each.tag) == "quotedContent":
            return None
        number = child(each, "num")
        if number is not None and (value := number.get("value")):
            steps.append(f"({value})")
    return None
