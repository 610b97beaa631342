"""The text of notices to Congress, out of whatever it comes wrapped in, parted into papers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise

from lxml import etree, html

BLOCKS = frozenset(
    (
        *("address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
        *("li", "ol", "p", "pre", "section", "table", "title", "tr", "ul"),
    )
)
CELLS = frozenset(("td", "th"))
UNREAD = frozenset(["footer", "form", "header", "nav", "noscript", "script", "style", "svg", "template"])

TAG = re.compile(r"<[^<>]*>")
MARKUP = re.compile(r"<(?:!doctype|html|head|body|pre|article|div|p|h1)\b", re.IGNORECASE)
RAISED = re.compile(r"</?su[bp]>|\\(?=\*+\\)|(?<=\*)\\", re.IGNORECASE)
"""How a print shop marks a raised star: <SUP>*</SUP>, or \\*\\."""
ACCENT = re.compile(r"\[([A-Za-z](?:acute|caron|cedil|circ|grave|ring|slash|tilde|uml))\]")
PRINTED = re.compile(r"\[\[Page \w+\]\]|\[GRAPHIC\]|\[TIFF OMITTED\](?:[ \t]*\w+\.\d+)?")
DOCUMENT = re.compile(r"^[ \t]*\[(?:Federal Register(?: Volume|:)|Congressional Record Volume)", re.MULTILINE)

DASHES = r"[-\u2010-\u2015]"
NUMBER = rf"(?:\d[\dA-Z]|O[A-Z](?=[ \t]*{DASHES}[ \t]*\d\d\b))[ \t]*{DASHES}[ \t]*[\dA-Z]{{1,4}}"
"""A transmittal number; that of a report may begin with a letter O for its zero, as some are printed."""
PAPER = re.compile(
    r"^[ \t]*(?:\(U\)[ \t]*|\d\.[ \t]*)?(?:Department\s+of\s+State[\s-]+)?Transmittal\s+N[o0]s?\.?:?\s*(?:RSAT[- ]*)?"
    rf"(?P<number>{NUMBER})\.?\s+(?:\(U\)\s*)?"
    r"(?P<kind>Notice\s+of\s*Proposed\s+[Il]ssuance|Report\s+of\s+Enhancement)",
    re.IGNORECASE | re.MULTILINE,
)
ZERO = re.compile(r"^O(?=[A-Z]-)|(?<=-)O(?=[A-Z]$)")
ANNEXED = re.compile(r"(?:(?!Purchaser)[\s\S]){0,300}?\bAnnex\s+Item", re.IGNORECASE)
"""What follows the heading of an annex, which is that of its paper again, at times with another number."""
UNHEADED = re.compile(
    r"(?:(?!Transmittal)[\s\S]){0,2000}?^[ \t]*(?=Notice\s+of\s*Proposed\s+[Il]ssuance)", re.IGNORECASE | re.MULTILINE
)
"""What stands between a covering letter and its notice, where the number was not printed again above that."""
LETTER = re.compile(
    rf"Transmittal\s+N[o0]\.?\s*(?:RSAT[- ]*)?(?P<number>{NUMBER}),?\s+concerning\s+(?:the\s+)?"
    r"(?P<department>\S.{1,60}?)(?:'s|')?\s+proposed\s+Letter(?:\(s\)|s)?\s+of\s+Offer(?:\s+and\s+Acceptance)?\s+to\s+"
    r"(?P<purchaser>.{2,200}?)\s+for\s+(?:defense|design)\s.{0,200}?estimated\s+to\s+cost\s+"
    r"(?P<value>\$\s*[\w.,]+\s+(?:million|billion))",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Paper:
    """One paper to Congress: its transmittal number as printed, its kind (notice, enhancement, or a covering letter),
    its text, the document that prints it, the line there (from 0), and what a letter says.
    """

    number: str
    kind: str
    text: str
    document: str
    line: int
    told: Mapping[str, str] = field(default_factory=dict)


def plain(data: bytes) -> str:
    """The text, line by line, without markup, page breaks and the stand-ins of a print shop for accents and quotes."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if MARKUP.search(text[:4000]):
        text = _unwrapped(text)
    text = ACCENT.sub(lambda found: unescape(f"&{found[1]};"), text.replace("\r\n", "\n").replace("\xa0", " "))
    return RAISED.sub("", PRINTED.sub("", text)).replace("``", '"').replace("''", '"')


def _unwrapped(text: str) -> str:
    if not text.strip():
        return ""
    try:
        root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError):
        return TAG.sub(" ", text)
    return "".join(_words(root))


def _words(root: etree._Element) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        edge = "\n" if element.tag in BLOCKS else " " if element.tag in CELLS else ""
        if event == "start" and element.tag in UNREAD:
            walk.skip_subtree()
        elif event == "start":
            yield edge + (element.text or "")
        elif element is not root:
            yield edge + (element.tail or "")


def documents(text: str) -> Iterator[tuple[int, str]]:
    """The documents in the text, each with the line on which it begins; a text without their headings is one."""
    starts = [found.start() for found in DOCUMENT.finditer(text)]
    edges = [0, *[start for start in starts if text[:start].strip()], len(text)]
    for start, end in pairwise(edges):
        yield text.count("\n", 0, start) + 1, text[start:end]


def papers(document: str) -> Iterator[Paper]:
    """The papers in the document, each with its annex, which has the same heading again; a notice of which only the
    covering letter has the number, or is printed at all, is one too.
    """
    headed = [match for match in PAPER.finditer(document) if not ANNEXED.match(document, match.end())]
    found = list({bare(match["number"]): match for match in reversed(headed)}.values())[::-1]
    ends = [*(match.start() for match in found[1:]), len(document)]
    for match, end in zip(found, ends, strict=False):
        kind = "notice" if match["kind"].casefold().startswith("notice") else "enhancement"
        line = document.count("\n", 0, match.start("number"))
        yield Paper(bare(match["number"]), kind, document[match.start() : end], document, line)
    yield from _by_letter(document, found)


def _by_letter(document: str, found: list[re.Match[str]]) -> Iterator[Paper]:
    """The papers of which a covering letter alone has the number; those found have it themselves."""
    told = {bare(match["number"]) for match in found}
    for match in LETTER.finditer(document):
        if (number := bare(match["number"])) in told:
            continue
        told.add(number)
        line = document.count("\n", 0, match.start())
        if below := UNHEADED.match(document, match.end()):
            end = next((each.start() for each in found if each.start() > below.end()), len(document))
            yield Paper(number, "notice", document[below.end() : end], document, line)
        else:
            words = {**match.groupdict(), "value": f"Total {match['value']}"}
            yield Paper(number, "letter", match[0], document, line, words)


def bare(number: str) -> str:
    """The transmittal number as printed, without blanks, with a plain hyphen; a letter O for a zero is one."""
    return ZERO.sub("0", re.sub(DASHES, "-", re.sub(r"\s", "", number)).upper())


def normal(number: str) -> str:
    """The number as ids spell it, with two digits or more after the hyphen: it is printed as 26-3 and as 26-03."""
    year, _, rest = number.partition("-")
    return f"{year}-{int(rest):02}" if rest.isdecimal() else number


def one_line(text: str) -> str:
    """The text in one line; what the print shop broke after a hyphen is whole again."""
    joined = re.sub(r"(?<=\S)-[ \t]*\n\s*(?=\w)", "-", text)
    return re.sub(r"(?<=[A-Z])- (?=\d)", "-", " ".join(joined.split()))
