"""Titles of the US Code, and single sections, in USLM as the Office of the Law Revision Counsel publishes them."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from loaders import uslm
from loaders.citing import authorities, delegating, history, moves, section_of_act
from loaders.core import Emitted, LeftOut, Loader, Read, Record
from loaders.markup import elements
from schema.authorities import CITES, EDITION, EXECUTIVE_ORDER, IMPLEMENTS, MOVED_TO, REGULATION, STATUTE, TEXT, TEXT_OF
from schema.core import Link, Node, Origin, Row
from schema.entity import NAME, NAMES
from schema.errors import LoadRefused
from schema.props import digest

HEAD = 65_536
ROOT = re.compile(rb"<(?:\w+:)?(uscDoc|section)\b[^>]*\bidentifier=\"/us/usc/t(\w+)")
TOLD = {
    "release": re.compile(rb"<docPublicationName>[^<@]*@([^<]+)</docPublicationName>"),
    "current_on": re.compile(rb"<(?:\w+:)?(?:created|processedDate)>(\d{4}-\d\d-\d\d)"),
}
PUBLISHED = "https://uscode.house.gov/download/download.shtml"
SECTION = "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title{}-section{}&num=0&edition=prelim"
DELEGATION = "delegationOfFunctions"
CITED = {"usc": STATUTE, "pl": STATUTE, "cfr": REGULATION}


def recognizes(path: Path, head: bytes) -> bool:
    """Whether the file is a title of the Code, or a section of one."""
    return any(space in head for space in uslm.SPACES) and ROOT.search(head) is not None


def part(path: Path) -> str:
    """The title that the file tells: t22."""
    return f"t{_root(path)[1]}"


def piece(path: Path) -> bool:
    """Whether the file holds one section of its title."""
    return _root(path)[0] == "section"


def _root(path: Path) -> tuple[str, str]:
    found = ROOT.search(_head(path))
    if found is None:
        raise LoadRefused("this is no title or section of the US Code in USLM", path.name, "load it as what it is")
    return found[1].decode(), found[2].decode().casefold()


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def records(files: list[Path]) -> Iterator[Read]:
    """The edition that the file tells of, and its sections."""
    for path in files:
        root, title = _root(path)
        if root == "uscDoc":
            yield Record({"title": title, "edition": _told(_head(path))}, path.name)
        seen: Counter[str] = Counter()
        for element in elements(path, ("section",), uslm.OUTSIDE, ("notes", "toc")):
            place = f"{path.name}:{element.sourceline}"
            section = uslm.section(element)
            ids = [id for address in section.identifiers for id in authorities(address)]
            if not ids:
                yield LeftOut("stands in an appendix: it has no number in the Code")
            for id in ids:
                seen[id] += 1
                again = f"#{seen[id]}" if seen[id] > 1 else ""
                told = {"title": title, "id": id, "again": again, "section": section, "whole": root == "uscDoc"}
                yield Record(told, f"{place} {id}{again}")


def _told(head: bytes) -> dict[str, str]:
    return {name: found[1].decode() for name, shape in TOLD.items() if (found := shape.search(head))}


def origin(record: Record) -> Origin:
    """The title's file, whatever its release point: a section that stays the same is not told anew by the next one."""
    title = record.pop("title")
    if "edition" in record or record.pop("whole"):
        record["name"] = title
        return Origin(f"US Code, title {title} (OLRC, USLM)", PUBLISHED, "documented")
    return Origin(
        f"US Code, a section file of title {title} (OLRC, USLM), no release point told", PUBLISHED, "documented"
    )


def parse(record: Record) -> Emitted:
    """The edition; or a section's words, what they are the words of, what that cites, and where it went."""
    name = record.pop("name", None)
    if (edition := record.pop("edition", None)) is not None:
        release = edition.get("release")
        title = f"US Code, title {name}" + (f", release point {release}" if release else "")
        yield EDITION.row(f"edition/usc/{name}", title=title, **edition)
        return
    id, again, section = record.pop("id"), record.pop("again"), record.pop("section")
    yield STATUTE.naming(id)
    yield (text := _text(id, again, section))
    yield TEXT_OF.link(text.id, id)
    yield from _cited(id, section.cites)
    yield from _moved(id, section)
    for order in sorted(
        {order for note in section.notes if note.topic == DELEGATION for order in delegating(note.words)}
    ):
        yield EXECUTIVE_ORDER.naming(order)
        yield IMPLEMENTS.link(order, id)
    if act := section_of_act(section.credit):
        yield from _names(id, act.act, act.part, act.number)


def _text(id: str, again: str, told: uslm.Section) -> Row:
    _, title, number = id.split("/")
    words = "\n".join(words for _, words in told.lines)
    enacted, amended = history(told.credit)
    return TEXT.row(
        f"text/{id}{again}",
        title=f"{title} U.S.C. {number}. {told.heading or told.status}",
        heading=told.heading,
        status=told.status,
        stands_in=told.stands_in,
        words=words,
        paragraphs=[path for path, _ in told.lines],
        credit=told.credit,
        enacted_on=enacted,
        amended_on=amended,
        remarks=[{"topic": note.topic, "heading": note.heading, "words": note.words} for note in told.notes],
        digest=digest(told.heading, told.status, words),
        url=SECTION.format(title, number),
    )


def _cited(id: str, addresses: tuple[str, ...]) -> Iterator[Row | Link]:
    for other in sorted({found for address in addresses for found in authorities(address)} - {id}):
        yield _kind(other).naming(other)
        yield CITES.link(id, other)


def _kind(id: str) -> Node:
    return CITED[id.partition("/")[0]]


def _moved(id: str, told: uslm.Section) -> Iterator[Row | Link]:
    whole, _, number = id.rpartition("/")
    steps = [(f"{whole}/{move.before}", f"{whole}/{move.after}", move.on) for move in moves(told.credit, number)]
    if told.moved:
        there = authorities(told.moved) if told.moved.startswith("/") else [f"{whole}/{told.moved}"]
        steps += [(id, each, None) for each in there[:1] if each != id]
    for before, after, on in steps:
        for each in {before, after} - {id}:
            yield _kind(each).naming(each)
        yield MOVED_TO.link(before, after, moved_on=on)


def _names(id: str, act: str, part_: str, number: str) -> Iterator[Row | Link]:
    """The section by its act, alone and with the part of the act: two parts may have sections of the same number."""
    for title in dict.fromkeys(
        (f"{act}, section {number}", ", ".join(filter(None, (act, part_, f"section {number}"))))
    ):
        row = NAME.row(f"name/{digest(id, title)}", title=title, kind="section of an act")
        yield row
        yield NAMES.link(row.id, id)


LOADERS = (
    Loader(
        name="usc",
        doc="Titles and sections of the US Code in USLM, as the Office of the Law Revision Counsel publishes them.",
        recognizes=recognizes,
        part=part,
        piece=piece,
        records=records,
        origin=origin,
        emits=(EDITION, TEXT, STATUTE, REGULATION, EXECUTIVE_ORDER, NAME, TEXT_OF, CITES, IMPLEMENTS, MOVED_TO, NAMES),
        parse=parse,
    ),
)
