"""Statute compilations: an act as amended, by its own sections, in USLM 2 as GovInfo publishes it."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from lxml.etree import _Element as Element

from loaders import uslm
from loaders.cited import laws, own_sections
from loaders.citing import ACTS, authorities
from loaders.classified import Classified, classified
from loaders.core import Emitted, LeftOut, Loader, Read, Record
from loaders.markup import elements, empty
from schema.authorities import CITES, CLASSIFIED_TO, EDITION, EXECUTIVE_ORDER, REGULATION, STATUTE, TEXT, TEXT_OF
from schema.core import Origin, Row
from schema.dates import PartialDate
from schema.entity import NAME, NAMES
from schema.errors import LoadRefused, RowError
from schema.props import digest

HEAD, MORE = 65_536, 4_194_304
ROOT = re.compile(r"<(?:\w+:)?statuteCompilation\b")
META = {
    "release": re.compile(r"<currentThroughPublicLaw>[^<]*?(\d+[–-]\d+)</currentThroughPublicLaw>"),
    "current_on": re.compile(r"Enacted\s*<date date=\"(\d{4}-\d\d-\d\d)\""),
    "file": re.compile(r"<property role=\"fileId\">(\d+)</property>"),
    "code": re.compile(r"are to (?:title )?(\d+)(?:,? United States Code| U\.S\.C)"),
}
TITLES = re.compile(r"<(?:dc:title|containsShortTitle)>([^<]+)</")
LAW = re.compile(rb'\bidentifier="/us/sComp/(\d+)/(\d+)/')
PLACE = re.compile(r"/us/sComp/(\d+)/(\d+)/(?:([\w./-]+)/)?s\(?([\w.-]+?)\)?\.?")
DEAD = re.compile(r"[\s*]*\[?(Repealed|Omitted|Transferred|Redesignated)\b")
PUBLISHED = "https://www.govinfo.gov/app/details/COMPS-{}"
CITED = {"usc": STATUTE, "pl": STATUTE, "cfr": REGULATION, "eo": EXECUTIVE_ORDER}


def recognizes(path: Path, head: bytes) -> bool:
    """Whether the file is a compilation of an act."""
    return ROOT.search(head.decode("utf-8", "replace")) is not None and uslm.SPACES[1] in head


def part(path: Path) -> str:
    """The public law of which the file tells the sections: 90-629. Raises LoadRefused where it names none."""
    with path.open("rb") as file:
        found = LAW.search(file.read(MORE))
    if found is None:
        what, remedy = "the file does not say of which public law it is", "load it as what it is"
        raise LoadRefused(what, path.name, remedy)
    return f"{found[1].decode()}-{found[2].decode()}"


def _told(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        head = file.read(HEAD).decode("utf-8", "replace")
    found = {name: hit[1].replace("–", "-") for name, shape in META.items() if (hit := shape.search(_bare(head)))}
    titles = [" ".join(title.split()) for title in TITLES.findall(head)]
    same = [title for title in titles if title.casefold() == titles[0].casefold()]
    return found | {"act": min(same, key=str.isupper)} if same else found


def _bare(head: str) -> str:
    """The beginning of a file, the marks within its preface left out."""
    return re.sub(r"</?(?:b|i|editorialNote)\b[^>]*>", "", head)


def records(files: list[Path]) -> Iterator[Read]:
    """The edition, and the sections; the part of the act tells apart those of one number."""
    for path in files:
        told, law = _told(path), part(path)
        act = {"law": law, "act": ACTS.get(law, told.get("act", f"Public Law {law}")), "file": told.get("file", "")}
        yield Record(act | {"edition": told}, path.name)
        found = [(element.sourceline, *_read(element, told.get("code"))) for element in _sections(path)]
        places = [PLACE.fullmatch(section.identifiers[0]) if section.identifiers else None for _, section, _ in found]
        often = Counter(place[4] for place in places if place)
        for place, (line, section, codes) in zip(places, found, strict=True):
            at = f"{path.name}:{line}"
            if place is None or f"{place[1]}-{place[2]}" != law:
                yield _unplaced(section, at)
                continue
            id = {"number": place[4], "within": place[3] or "" if often[place[4]] > 1 else "", "numbers": often}
            yield Record(act | id | {"section": section, "codes": codes}, f"{at} {section.identifiers[0]}")


def _sections(path: Path) -> Iterator[Element]:
    return elements(path, ("section",), uslm.OUTSIDE, ("toc",))


def _read(element: Element, title: str | None) -> tuple[uslm.Section, tuple[Classified, ...]]:
    """The section, and where it stands in the Code; footnotes and what is printed of the Code are no words of it."""
    codes = tuple(classified(element, title))
    for note in list(element.iter("{*}footnote", "{*}toc")):
        empty(note)
    return uslm.section(element), codes


def _unplaced(section: uslm.Section, at: str) -> Read:
    if not section.identifiers:
        return LeftOut("has no number in the act")
    what, remedy = f"{section.identifiers[0]} is no section of the act", "get the file anew from GovInfo"
    return RowError(what, at, remedy, field="identifier", value=section.identifiers[0])


def origin(record: Record) -> Origin:
    """The compilation, whatever law it goes through: a section that stays the same is not told anew by the next one."""
    file = record.pop("file")
    return Origin(f"Statute compilation, {record['act']} (GovInfo, USLM)", PUBLISHED.format(file), "documented")


def parse(record: Record) -> Emitted:
    """The edition; or a section's words, where it stands in the Code, what it cites, and its name by the act."""
    law, act = record.pop("law"), record.pop("act")
    if (edition := record.pop("edition", None)) is not None:
        release, on = edition.get("release"), edition.get("current_on")
        title = act + (f", as amended through Pub. L. {release}" if release else "")
        yield EDITION.row(f"edition/pl/{law}", title=title, release=release, current_on=PartialDate(on) if on else None)
        return
    number, section, codes = record.pop("number"), record.pop("section"), record.pop("codes")
    id, within = f"pl/{law}/{number}", record.pop("within")
    yield STATUTE.naming(id)
    yield (text := _text(id, within, act, section))
    yield TEXT_OF.link(text.id, id)
    for code in codes:
        yield STATUTE.naming(code.id)
        yield CLASSIFIED_TO.link(id, code.id, paragraph=code.paragraph or None)
    for other in sorted(_cited(section, law, record.pop("numbers")) - {id}):
        yield CITED[other.partition("/")[0]].naming(other)
        yield CITES.link(id, other)
    whole = [code.id for code in codes if not code.paragraph and not code.id.endswith("/note")]
    named = whole[0] if law in ACTS and len(whole) == 1 else id
    title = ", ".join(filter(None, (act, section.stands_in if within else "", f"section {number}")))
    name = NAME.row(f"name/{digest(id, named, title)}", title=title, kind="section of an act")
    yield name
    yield NAMES.link(name.id, named)


def _cited(section: uslm.Section, law: str, numbers: Collection[str]) -> set[str]:
    """The ids of the laws and orders that the section cites, in its words or its references, and of the sections of
    those numbers of its own act: files mark hardly any.
    """
    lines = [words for _, words in section.lines]
    own = {f"pl/{law}/{number}" for words in lines for number in own_sections(words) if number in numbers}
    return own.union(*map(authorities, section.cites), *map(laws, lines))


def _text(id: str, within: str, act: str, told: uslm.Section) -> Row:
    words = "\n".join(words for _, words in told.lines)
    dead = DEAD.match(words)
    number, heading = id.rpartition("/")[2], told.heading.removesuffix(".—")
    return TEXT.row(
        f"text/{id}" + (f"#{within.replace('/', '.')}" if within else ""),
        title=f"{act}, section {number}" + (f". {heading}" if heading else ""),
        heading=heading or None,
        status=told.status or (dead[1].casefold() if dead else None),
        stands_in=told.stands_in or None,
        words=words or None,
        paragraphs=[path for path, _ in told.lines] or None,
        credit=told.credit or None,
        digest=digest(told.heading, told.status, words),
    )


LOADERS = (
    Loader(
        name="comps",
        doc="Compilations of acts as amended, in USLM 2, as GovInfo publishes them.",
        recognizes=recognizes,
        part=part,
        records=records,
        origin=origin,
        emits=(EDITION, TEXT, STATUTE, REGULATION, EXECUTIVE_ORDER, NAME, TEXT_OF, CITES, CLASSIFIED_TO, NAMES),
        parse=parse,
    ),
)
