"""The Code of Federal Regulations as amended up to a day: titles in GPO's bulk XML, parts and sections of the API."""

import re
from collections.abc import Iterator
from pathlib import Path

from loaders import cfr
from loaders.cited import laws, rules
from loaders.core import Emitted, LeftOut, Loader, Read, Record
from loaders.markup import elements, local
from loaders.naming import Names
from loaders.proscribed import SECTION as PROSCRIBED
from loaders.proscribed import listed
from schema.authorities import CITES, EDITION, EXECUTIVE_ORDER, IMPLEMENTS, PRINTS, REGULATION, STATUTE, TEXT, TEXT_OF
from schema.core import Origin, Rel
from schema.errors import LoadRefused, RowError
from schema.props import digest
from schema.stakeholders import LISTED_IN

LEVELS = b"TITLE|CHAPTER|SUBCHAP|PART|SUBPART|SUBJGRP|SECTION"
ROOT = re.compile(rb'<(?:DLPSTEXTCLASS|ECFR|DIV[1-8] [^>]*TYPE="(?:%s)")' % LEVELS)
SECTION = "https://www.ecfr.gov/on/{}/title-{}/section-{}"
PUBLISHED = "https://www.ecfr.gov/developers/documentation/api/v1"
WRITES = (EDITION, TEXT, REGULATION, TEXT_OF, IMPLEMENTS, CITES, PRINTS, LISTED_IN)
KINDS = {"cfr": REGULATION, "usc": STATUTE, "pl": STATUTE, "eo": EXECUTIVE_ORDER}


def recognizes(path: Path, head: bytes) -> bool:
    """Whether the file is of the eCFR, in bulk or from the API."""
    return ROOT.search(head) is not None


def part(path: Path) -> str:
    """The title, and the day as of which it is told: of two days the later is believed."""
    told = _told(path)
    return f"t{told.title}@{told.on}"


def piece(path: Path) -> bool:
    """Whether the file tells less than the whole title."""
    return not cfr.told(path).whole


def _told(path: Path) -> cfr.Told:
    told = cfr.told(path)
    if not told.title or not told.on:
        lacking = "day" if told.title else "title"
        remedy = "name the file as the API's address does, such as 2026-06-01_title-22_part-126.xml"
        raise LoadRefused(f"the file does not say of which {lacking} it is", path.name, remedy)
    return told


def records(files: list[Path]) -> Iterator[Read]:
    """The edition, what each part rests on, the sections, and the tables of nations of 22 CFR 126.1."""
    for path in files:
        told = _told(path)
        day = {"title": told.title, "on": told.on}
        yield Record(day | {"edition": True}, path.name)
        seen: set[tuple[str, str]] = set()
        for element in elements(path, ("DIV8", "DIV9")):
            if local(element.tag) == "DIV9":
                yield LeftOut("is an appendix or supplement, which has no number of a section")
                continue
            section, place = cfr.section(element), f"{path.name}:{element.sourceline}"
            for rests in cfr.authorities(element):
                if (section.part, rests) not in seen:
                    seen.add((section.part, rests))
                    yield Record(day | {"part": section.part, "rests": rests}, f"{place} AUTH")
            yield Record(day | {"section": section}, place)
            if (told.title, section.number) == PROSCRIBED:
                yield Record(day | {"tables": section.tables}, f"{place} tables")


def origin(record: Record) -> Origin:
    """The title as of that day."""
    return Origin(f"eCFR, title {record['title']}, as of {record['on']}", PUBLISHED, "documented")


def parse(record: Record, names: Names) -> Emitted:
    """The edition; or what a part rests on; or whom tables list; or the words of a section, and what they cite."""
    title, on = record.pop("title"), record.pop("on")
    if record.pop("edition", False):
        name = f"eCFR, title {title}, as of {on}"
        yield EDITION.row(f"edition/cfr/{title}/{on}", title=name, current_on=on)
    elif rests := record.pop("rests", ""):
        yield from _related(f"cfr/{title}/{record.pop('part')}", laws(rests), IMPLEMENTS)
    elif (tables := record.pop("tables", None)) is not None:
        yield from listed(f"edition/cfr/{title}/{on}", on, tables, names)
    else:
        yield from _section(title, on, record.pop("section"))


def _related(id: str, others: list[str], rel: Rel) -> Emitted:
    yield REGULATION.naming(id)
    for other in others:
        yield KINDS[other.partition("/")[0]].naming(other)
        yield rel.link(id, other)


def _section(title: str, on: str, told: cfr.Section) -> Emitted:
    id, words = f"cfr/{title}/{told.number}", "\n".join(words for _, words in told.lines)
    if not told.number or " " in told.number:
        what = f"{told.number!r} is no number of a section"
        raise RowError(what, remedy="get the file anew from its publisher", field="N", value=told.number)
    text = TEXT.row(
        f"text/{id}",
        title=f"{title} CFR {told.number}. {told.heading}".strip(". "),
        heading=told.heading,
        status="reserved" if "[Reserved]" in told.heading else None,
        stands_in=told.stands_in,
        words=words,
        paragraphs=[path for path, _ in told.lines] or None,
        credit=told.credit,
        enacted_on=told.dates[0] if told.dates else None,
        amended_on=told.dates[-1] if told.dates[1:] else None,
        digest=digest(told.heading, words),
        url=SECTION.format(on, title, told.number),
    )
    yield text
    yield TEXT_OF.link(text.id, id)
    yield from _related(id, [other for other in (*laws(words), *rules(words, title)) if other != id], CITES)


LOADERS = (
    Loader(
        name="ecfr",
        doc="Titles, parts and sections of the eCFR as of a day, in bulk XML or from its API.",
        recognizes=recognizes,
        part=part,
        piece=piece,
        versioned=True,
        records=records,
        origin=origin,
        emits=tuple(dict.fromkeys((*KINDS.values(), *WRITES))),
        parse_names=parse,
    ),
)
