"""The eCFR, the XML of the Code of Federal Regulations as amended: in bulk (GPO) and from the versioner API."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from pathlib import Path

from lxml.etree import _Element as Element

from loaders.citing import HYPHENS
from loaders.markup import child, local, plain, printed
from loaders.paragraphs import labels, paths

HEAD = 65_536
NAMED_DAY = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)(?!\d)")
IN_PATH = re.compile(r"/on/(\d{4}-\d\d-\d\d)/")
AMENDED = re.compile(r"<AMDDATE>\s*([A-Z][a-z]+)\.? (\d{1,2}), (\d{4})")
TITLE = re.compile(r'<DIV1 N="(\d+)"|<IDNO TYPE="title">\s*(\d+)|title-(\d+)|"(\d+) CFR ', re.IGNORECASE)
MONTHS = re.compile(r"(Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? (\d{1,2}), (\d{4})")
NO_WORDS = frozenset(("HEAD", "CITA", "AUTH", "SOURCE", "FTNT", "EDNOTE", "EFFDNOT", "SECAUTH", "XREF"))


@dataclass(frozen=True, slots=True)
class Told:
    """What a file tells: the title, the day as of which (None where it does not say), and whether it is the whole."""

    title: str
    on: str | None
    whole: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a section: the paragraph that it belongs to, and its rows of cells."""

    path: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a part: its paragraphs with their words, tables as lines of cells parted by bars, and history."""

    number: str
    part: str
    heading: str
    stands_in: str
    lines: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    credit: str
    dates: tuple[str, ...]


def told(path: Path) -> Told:
    """What the file tells. The API's own files do not say as of which day they are, where the address is not kept in
    them: the day in the name of the file counts first.
    """
    with path.open("rb") as file:
        head = file.read(HEAD).decode("utf-8", "replace").replace("&quot;", '"')
    found, amended = TITLE.search(head) or TITLE.search(path.name), AMENDED.search(head)
    day = NAMED_DAY.search(path.stem) or IN_PATH.search(head)
    on = day[1] if day else _day(*amended.groups()) if amended else None
    return Told(next(filter(None, found.groups())) if found else "", on, "<DIV1 " in head)


def _day(month: str, day: str, year: str) -> str:
    return datetime.strptime(f"{month[:3]} {day} {year}", "%b %d %Y").date().isoformat()  # noqa: DTZ007


def section(element: Element) -> Section:
    """What a section says."""
    above = {local(each.tag): each for each in element.iterancestors() if each.get("TYPE")}
    number = (element.get("N") or "").strip("§ \u00a0\u202f").translate(HYPHENS)
    part = above["DIV5"].get("N") or "" if "DIV5" in above else number.partition(".")[0]
    lines, tables = _lines(element)
    credit = _credit(element)
    heads = [printed(child(each, "HEAD")) for each in above.values() if each.get("TYPE") != "TITLE"]
    return Section(
        number=number,
        part=part,
        heading=re.sub(r"^§+\s*\S+\s+", "", printed(child(element, "HEAD"))),
        stands_in=", ".join(reversed(heads)),
        lines=tuple(lines),
        tables=tuple(tables),
        credit=credit,
        dates=tuple(_day(*found.groups()) for found in MONTHS.finditer(credit)),
    )


def _lines(element: Element) -> tuple[list[tuple[str, str]], list[Table]]:
    blocks = list(_blocks(element))
    numbered = [_labels(block) if local(block.tag) == "P" else [] for block in blocks]
    lines: list[tuple[str, str]] = []
    tables: list[Table] = []
    for block, steps in zip(blocks, paths(numbered), strict=True):
        path = "".join(f"({step})" for step in steps)
        if local(block.tag) == "TABLE":
            rows = tuple(tuple(plain(cell) for cell in row.iter("TD", "TH")) for row in block.iter("TR"))
            tables.append(Table(path, rows))
            lines += [(path, " | ".join(row)) for row in rows if any(row)]
        elif words := plain(block):
            lines.append((path, words))
    return lines, tables


def _blocks(element: Element) -> Iterator[Element]:
    """The paragraphs and tables of a section, in their order, out of whatever they are wrapped in."""
    for each in element:
        name = local(each.tag)
        if name in NO_WORDS:
            continue
        if name in ("DIV", "EXTRACT", "EXAMPLE", "NOTE", "DIV8"):
            yield from _blocks(each)
        else:
            yield each


def _labels(block: Element) -> list[str]:
    """The numbers with which the paragraph begins, those behind a heading in italics included: (a) Scope. (1) ..."""
    found = labels(plain(block))
    heading = block[0] if len(block) and local(block[0].tag) in ("I", "E") else None
    if found and heading is not None and not LEADING.sub("", block.text or ""):
        found = [*labels(block.text or ""), *labels((heading.tail or "").lstrip(" .—–-"))]
    return found


LEADING = re.compile(r"[\s()\w—–-]")


def authorities(element: Element) -> list[str]:
    """The words in which the part of the section, and the subparts around it, name the laws that they rest on."""
    above = [each for each in element.iterancestors() if each.get("TYPE") in ("PART", "SUBPART", "SUBJGRP")]
    return [words for each in reversed(above) if (words := _printed_in(each, "AUTH"))]


def _credit(element: Element) -> str:
    """The history of the section; where it has none of its own, that of the subpart or part around it."""
    own = " ".join(plain(each) for each in element.iterchildren("CITA"))
    return own or next(filter(None, (_printed_in(each, "SOURCE") for each in element.iterancestors())), "")


def _printed_in(element: Element, name: str) -> str:
    """The words of the notes of that name at the head of a division."""
    head = takewhile(lambda each: not local(each.tag).startswith("DIV"), element.iterchildren())
    return " ".join(printed(child(each, "PSPACE")) for each in head if local(each.tag) == name)
