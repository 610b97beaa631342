"""United States Legislative Markup, the XML of the Code and of statute compilations (1.x of the House, 2.x of GPO)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element as Element

from loaders.citing import hyphened
from loaders.markup import children, empty, local, plain, printed, single, text

SPACES = (b"http://xml.house.gov/schemas/uslm/1.0", b"http://schemas.gpo.gov/xml/uslm")
OUTSIDE = ("notes", "note", "quotedContent", "toc")
"""What holds no sections of the law itself: notes, the text of amending laws in them, tables of contents."""

LEVELS = frozenset(
    ("subsection", "paragraph", "subparagraph", "clause", "subclause", "item", "subitem", "subsubitem", "level")
)
APART = frozenset(("sourceCredit", "notes", "note", "toc"))
HEADED = frozenset(("num", "heading"))
CONTAINERS = frozenset(("title", "subtitle", "division", "part", "subpart", "chapter", "subchapter", "appendix"))


class Note(NamedTuple):
    """A note printed under a section: its topic as the file names it, its heading and its words."""

    topic: str
    heading: str
    words: str


class Section(NamedTuple):
    """A section as a file prints it: `lines` are its paragraphs with their words, `cites` what its own text refers to,
    `moved` where it went.
    """

    identifiers: tuple[str, ...]
    number: str
    heading: str
    status: str
    stands_in: str
    lines: tuple[tuple[str, str], ...]
    credit: str
    cites: tuple[str, ...]
    moved: str
    notes: tuple[Note, ...]


def section(element: Element) -> Section:
    """What a section says. Footnotes, and headings of notes, are emptied."""
    below = children(element)
    parts = {local(part.tag): part for part in reversed(below)}
    heading, credit, notes = map(parts.get, ("heading", "sourceCredit", "notes"))
    refs = [href for part in below if local(part.tag) not in APART for ref in _refs(part) if (href := ref.get("href"))]
    headed = printed(heading)
    lines: list[tuple[str, str]] = []
    _read([part for part in below if local(part.tag) not in HEADED], "", lines)
    return Section(
        identifiers=tuple(hyphened(element.get("identifier") or "").split()),
        number=_number(parts.get("num")),
        heading=headed.removesuffix("]"),
        status=element.get("status") or "",
        stands_in=", ".join(reversed([_container(each) for each in element.iterancestors() if _is_container(each)])),
        lines=tuple(lines),
        credit=printed(credit),
        cites=tuple(dict.fromkeys(refs)),
        moved=_moved(headed, notes),
        notes=() if notes is None else tuple(_notes(notes)),
    )


def _refs(element: Element) -> list[Element]:
    """The references of the text itself; footnotes, which are the editors', and the signs that lead to them are emptied
    with theirs.
    """
    for each in list(element.iter("{*}note", "{*}ref")):
        if each.get("type") == "footnote" or each.get("class") == "footnoteRef":
            empty(each)
    return list(element.iter("{*}ref"))


def _number(num: Element | None) -> str:
    """The number that an element has whose first part that is; '' where it has none."""
    if num is None or local(num.tag) != "num":
        return ""
    return hyphened(num.get("value") or plain(num).strip("[]§. \u202f\u00a0"))


def _is_container(element: Element) -> bool:
    return local(element.tag) in CONTAINERS


def _container(element: Element) -> str:
    return f"{local(element.tag)} {_number(next(iter(element), None))}".strip()


def _read(parts: list[Element], path: str, lines: list[tuple[str, str]]) -> None:
    """Adds the paragraphs of an element of these parts, in their order; what stands around its parts is its own."""
    own: list[str] = []
    for part in parts:
        name = local(part.tag)
        if name in LEVELS:
            if own:
                _end(path, own, lines)
            below = children(part)
            number = _number(below[0]) if below else ""
            _read(below, f"{path}({number})" if number else path, lines)
        elif name not in APART and (words := text(part).strip()):
            own.append(words)
            if name == "heading" and not words.endswith("—"):
                _end(path, own, lines)
    if own:
        _end(path, own, lines)


def _end(path: str, own: list[str], lines: list[tuple[str, str]]) -> None:
    lines.append((path, single(" ".join(own))))
    own.clear()


def _notes(notes: Element) -> Iterator[Note]:
    """The notes; those within another are emptied."""
    for note in notes.iter("{*}note"):
        if note.getparent() is not notes:
            empty(note)
    for note in children(notes):
        if local(note.tag) == "note" and note.get("role") != "crossHeading":
            heading = next(iter(note), None)
            told = ""
            if heading is not None and local(heading.tag) == "heading":
                told = plain(heading)
                empty(heading)
            yield Note(note.get("topic") or "", told, plain(note))


WHERE = re.compile(r"(?:Renumbered|Transferred to) §\s*([\w–-]+)")
WENT = re.compile(r"(?:transferred|renumbered|reclassified|redesignated)[^.;]*?\bsections? ")


def _moved(heading: str, notes: Element | None) -> str:
    """Where a section that was moved stands now: an address, a number in the same title, or '' where none is told."""
    if found := WHERE.search(heading):
        return hyphened(found[1])
    if not heading.startswith(("Transferred", "Renumbered")) or notes is None:
        return ""
    return next((ref.get("href") or "" for ref in notes.iter("{*}ref") if _leads_there(ref)), "")


def _leads_there(ref: Element) -> bool:
    before = ref.getprevious()
    said = (before.tail if before is not None else parent.text if (parent := ref.getparent()) is not None else "") or ""
    return bool(WENT.search(f"{said}{plain(ref)} ")) and "/s" in (ref.get("href") or "")
