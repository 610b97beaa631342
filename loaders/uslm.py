"""United States Legislative Markup, the XML of the Code and of statute compilations (1.x of the House, 2.x of GPO)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from loaders.citing import HYPHENS
from loaders.markup import child, empty, local, plain, printed

SPACES = (b"http://xml.house.gov/schemas/uslm/1.0", b"http://schemas.gpo.gov/xml/uslm")
OUTSIDE = ("notes", "note", "quotedContent", "toc")
"""What holds no sections of the law itself: notes, the text of amending laws in them, tables of contents."""

LEVELS = frozenset(
    ("subsection", "paragraph", "subparagraph", "clause", "subclause", "item", "subitem", "subsubitem", "level")
)
APART = frozenset(("sourceCredit", "notes", "note", "toc"))
CONTAINERS = frozenset(("title", "subtitle", "division", "part", "subpart", "chapter", "subchapter", "appendix"))


@dataclass(frozen=True, slots=True)
class Note:
    """A note printed under a section: its topic as the file names it, its heading and its words."""

    topic: str
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class Section:
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
    dates: tuple[str, ...]
    cites: tuple[str, ...]
    moved: str
    notes: tuple[Note, ...]


def section(element: Element) -> Section:
    """What a section says. Its notes and its credit are taken out of the element."""
    parts = {local(part.tag): part for part in reversed(element)}
    notes, credit, heading = parts.get("notes"), parts.get("sourceCredit"), parts.get("heading")
    for part in (notes, credit):
        if part is not None:
            element.remove(part)
    refs = [href for ref in _refs(element) if (href := ref.get("href"))]
    lines: list[tuple[str, str]] = []
    _read(element, "", lines)
    return Section(
        identifiers=tuple((element.get("identifier") or "").translate(HYPHENS).split()),
        number=_number(parts.get("num")),
        heading=_heading(heading),
        status=element.get("status") or "",
        stands_in=", ".join(reversed([_container(each) for each in element.iterancestors() if _is_container(each)])),
        lines=tuple(lines),
        credit=printed(credit),
        dates=tuple(day for date in _dates(credit) if (day := date.get("date"))),
        cites=tuple(dict.fromkeys(refs)),
        moved=_moved(heading, notes),
        notes=tuple(_notes(notes)),
    )


def _refs(element: Element) -> list[Element]:
    """The references of the text; footnotes and the signs that lead to them are emptied."""
    found = []
    for each in list(element.iter("{*}note", "{*}ref")):
        if each.get("type") == "footnote" or each.get("class") == "footnoteRef":
            empty(each)
        elif local(each.tag) == "ref":
            found.append(each)
    return found


def _dates(credit: Element | None) -> list[Element]:
    return [] if credit is None else list(credit.iter("{*}date"))


def _number(num: Element | None) -> str:
    if num is None:
        return ""
    return (num.get("value") or plain(num).strip("[]§. \u202f\u00a0")).translate(HYPHENS)


def _heading(heading: Element | None) -> str:
    return printed(heading).removesuffix("]")


def _is_container(element: Element) -> bool:
    return local(element.tag) in CONTAINERS


def _container(element: Element) -> str:
    return f"{local(element.tag)} {_number(child(element, 'num'))}".strip()


def _read(element: Element, path: str, lines: list[tuple[str, str]]) -> None:
    """Adds the paragraphs of an element and below in their order; what stands around its parts is its own."""
    own: list[str] = []
    for part in element:
        name = local(part.tag)
        if name in LEVELS:
            if own:
                _end(path, own, lines)
            number = _number(part[0]) if len(part) and local(part[0].tag) == "num" else ""
            _read(part, f"{path}({number})" if number else path, lines)
        elif (path or name not in ("num", "heading")) and name not in APART and (words := plain(part)):
            own.append(words)
            if name == "heading" and not words.endswith("—"):
                _end(path, own, lines)
    if own:
        _end(path, own, lines)


def _end(path: str, own: list[str], lines: list[tuple[str, str]]) -> None:
    lines.append((path, " ".join(own)))
    own.clear()


def _notes(notes: Element | None) -> Iterator[Note]:
    if notes is None:
        return
    for note in notes.iter("{*}note"):
        if note.getparent() is not notes:
            empty(note)
    for note in notes.iterchildren("{*}note"):
        if note.get("role") != "crossHeading":
            heading = note[0] if len(note) and local(note[0].tag) == "heading" else None
            told = printed(heading)
            if heading is not None:
                empty(heading)
            yield Note(note.get("topic") or "", told, plain(note))


WENT = re.compile(r"(?:transferred|renumbered|reclassified|redesignated)[^.;]*?\bsections? ")


def _moved(heading: Element | None, notes: Element | None) -> str:
    """Where a section that was moved stands now: an address, a number in the same title, or '' where none is told."""
    told = printed(heading)
    if found := re.search(r"(?:Renumbered|Transferred to) §\s*([\w–-]+)", told):
        return found[1].translate(HYPHENS)
    if not told.startswith(("Transferred", "Renumbered")) or notes is None:
        return ""
    return next((ref.get("href") or "" for ref in notes.iter("{*}ref") if _leads_there(ref)), "")


def _leads_there(ref: Element) -> bool:
    before = ref.getprevious()
    said = (before.tail if before is not None else parent.text if (parent := ref.getparent()) is not None else "") or ""
    return bool(WENT.search(f"{said}{plain(ref)} ")) and "/s" in (ref.get("href") or "")
