"""Orders and determinations of the President, as the Federal Register prints them."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from loaders.cited import laws
from loaders.core import Emitted, LeftOut, Record
from loaders.paragraphs import labels, paths
from loaders.register import Document, written
from schema.authorities import CITES, EDITION, EXECUTIVE_ORDER, REGULATION, STATUTE, TEXT, TEXT_OF
from schema.errors import RowError
from schema.props import digest

SIGNED = r" of ([A-Z][a-z]+ \d{1,2}, \d{4})"
NUMBERED = {
    "eo": re.compile(rf"Executive Order (\d[\d,]*){SIGNED}"),
    "pd": re.compile(rf"Presidential Determination(?: No\.)? (\d{{2,4}}-\d+){SIGNED}"),
}
KINDS = {"eo": EXECUTIVE_ORDER, "pd": REGULATION, "usc": STATUTE, "pl": STATUTE}
END = re.compile(r"THE WHITE HOUSE|\[FR Doc")
SECTION = re.compile(r"(?:Section|Sec\.) ?(\d+) ?\. *")
HEADING = re.compile(r"[^().]{1,150}\. *(?=\()")
"""The heading of a section, where its first paragraph stands in the same line."""


def by_president(told: Document, place: str) -> Record | LeftOut | RowError:
    """The order or the determination; proclamations and the like are left out."""
    lines = list(takewhile(lambda line: not END.match(line), filter(None, told.lines)))
    for at, line in enumerate(lines):
        for path, shape in NUMBERED.items():
            if found := shape.fullmatch(line):
                if not told.number or len(lines) < at + 3:
                    return RowError("the document has no number or no words", place, "get the file anew from GovInfo")
                said = {"id": f"{path}/{found[1].replace(',', '')}", "signed_on": written(found[2])}
                said |= {"presidential_document": told.number, "published_on": told.published_on}
                return Record(said | {"heading": lines[at + 1], "lines": lines[at + 2 :]}, place)
    return LeftOut("no order or determination of the President")


def said_by_president(record: Record) -> Emitted:
    """The words of the order or determination, what they are the words of, and what they cite."""
    id, document, lines = record.pop("id"), record.pop("presidential_document"), record.pop("lines")
    signed, heading, words = record.pop("signed_on"), record.pop("heading"), "\n".join(lines)
    kind = KINDS[id.partition("/")[0]]
    yield (named := kind.naming(id))
    text = TEXT.row(
        f"text/{id}",
        title=f"{named.props['citation']}. {heading}",
        heading=heading,
        words=words,
        paragraphs=list(_paragraphs(lines)),
        enacted_on=signed,
        digest=digest(heading, "", words),
        url=f"https://www.federalregister.gov/d/{document}",
    )
    yield text
    yield TEXT_OF.link(text.id, id)
    title = f"Federal Register document {document}, as first published"
    yield EDITION.row(f"edition/fr/{document}", title=title, current_on=record.pop("published_on") or signed)
    for other in laws(words):
        if other != id:
            yield KINDS[other.partition("/")[0]].naming(other)
            yield CITES.link(id, other)


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """The paragraph of each line, such as (1)(n)(i), whose first number is that of the section; '' before the first."""
    section, numbered = "", list[list[str]]()
    for line in lines:
        if found := SECTION.match(line):
            yield from _within(section, numbered)
            section, numbered = f"({found[1]})", []
        numbered.append(labels(HEADING.sub("", line[found.end() :], count=1) if found else line))
    yield from _within(section, numbered)


def _within(section: str, numbered: list[list[str]]) -> Iterator[str]:
    for path in paths(numbered) if section else ((),) * len(numbered):
        yield section + "".join(f"({label})" for label in path)
