"""The Federal Register in XML as GovInfo publishes it: a whole issue, or one document of it."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from lxml.etree import _Element as Element

from loaders.markup import child, children, elements, local, printed, single

DOCUMENTS = ("RULE", "PRORULE", "NOTICE", "PRESDOCU")
ROOT = re.compile(rb"\A\W*(?:<[?!][^>]*>\s*)*<(FEDREG|NOTICE|PRESDOCU|RULE|PRORULE)[\s>]")
ISSUE = re.compile(r"<VOL>(\d+)</VOL>.*?<DATE>\w+, ([^<]+)</DATE>", re.DOTALL)
NUMBER = re.compile(r"\[?FR Doc\.?:? *([\w-]+)")
GAP = re.compile(r" (?=[.,;:)](?:\s|$))")
"""Behind what is in italics or bold, files begin a line."""
HEAD = 65_536

INLINE = frozenset(("AC", "E", "FR", "FTREF", "PRTPAGE", "SU"))
"""What stands within a line."""
UNREAD = frozenset(("BOXHD", "GPH", "MATH"))
DASHES = str.maketrans("\u2010\u2011\u2012\u2013", "----")
"""Until March 2024, files had dashes in numbers where hyphens are printed."""


class Document(NamedTuple):
    """A document of the Federal Register: its number, sort, title, the action that it names, its lines; where it was
    published, volume and first page ('' where the file does not tell), and on which day (None where it does not).
    """

    number: str
    sort: str
    title: str
    action: str
    lines: tuple[str, ...]
    citation: str
    published_on: str | None
    line: str


def is_register(head: bytes) -> bool:
    """Whether a file that begins so is an issue of the Federal Register, or a document of it, in XML."""
    return ROOT.match(head) is not None


def register(path: Path) -> Iterator[Document]:
    """The documents in the file, in their order. Raises LoadRefused where it is not XML."""
    with path.open("rb") as file:
        issue = ISSUE.search(file.read(HEAD).decode("utf-8", "replace"))
    pages: dict[str, str] = {}
    for element in elements(path, ("CNTNTS", *DOCUMENTS)):
        if local(element.tag) == "CNTNTS":
            pages |= _pages(element)
            continue
        number = next((found[1] for each in element.iter("FRDOC") if (found := NUMBER.search(_said(each)))), "")
        preamble = child(element, "PREAMB")
        yield Document(
            number=number,
            sort=local(element.tag),
            title=_said(None if preamble is None else child(preamble, "SUBJECT")),
            action=_action(preamble),
            lines=tuple(_lines(element)),
            citation=f"{issue[1]} FR {pages[number]}" if issue and number in pages else "",
            published_on=written(issue[2]) if issue else None,
            line=str(element.sourceline),
        )


def written(day: str) -> str | None:
    """The day that is written as February 12, 2024, in the order that sorts; None where it is none."""
    with suppress(ValueError):
        return datetime.strptime(day, "%B %d, %Y").date().isoformat()  # noqa: DTZ007
    return None


def _pages(contents: Element) -> dict[str, str]:
    """The first page of each document, by its number, as the table of contents tells them."""
    found, page = {}, ""
    for each in contents.iter("PGS", "FRDOCBP"):
        if each.tag == "PGS":
            page = _said(each).partition("-")[0].strip()
        else:
            found[_said(each)] = page
    return found


def _action(preamble: Element | None) -> str:
    """What the document says that it is, without the word before it."""
    action = None if preamble is None else child(preamble, "ACT")
    return "" if action is None else " ".join(_said(part) for part in children(action) if part.tag != "HD").strip()


def _said(element: Element | None) -> str:
    return GAP.sub("", printed(element).translate(DASHES))


def _lines(element: Element) -> Iterator[str]:
    """The lines of the document: paragraphs, headings, rows of tables."""
    below = children(element)
    if element.tag in UNREAD:
        return
    if element.tag == "ROW":
        yield " ".join(filter(None, map(_said, below)))
    elif all(part.tag in INLINE for part in below):
        yield _said(element)
    else:
        yield single(element.text or "").translate(DASHES)
        for part in below:
            yield from _lines(part)
            yield single(part.tail or "").translate(DASHES)
