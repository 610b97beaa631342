"""Press notices of major arms sales, a page or paper each, as DSCA and the Department of State publish them."""

import re
from collections.abc import Iterator
from pathlib import Path

from loaders.core import Emitted, Loader, Read, Record
from loaders.naming import Names
from loaders.notice_fields import day, dollars
from loaders.notice_files import KINDS, bytes_of
from loaders.notice_text import NUMBER, bare, normal, one_line, plain
from loaders.notice_words import about, contractors
from schema.cases import NOTICE_PURCHASED_BY, NOTIFICATION
from schema.core import Origin
from schema.errors import RowError

LONGEST_PAGE = 4 << 20
SALE = re.compile(r"possible\s+Foreign\s+Military\s+Sale", re.IGNORECASE)
LABELLED = re.compile(rf"Transmittal\s*(?:N[o0]s?\.?|Number|#)?\s*[:#]?\s*(?P<number>{NUMBER})\b", re.IGNORECASE)
IN_NAME = re.compile(r"(?<![\d-])(?P<number>\d{2}-\d{1,3})(?![\d-])")
VERSION = re.compile(r"CN[\s_-]*V[\s_-]*(\d{1,2})|\bV(\d{1,2})\b", re.IGNORECASE)
DATELINE = re.compile(
    r"^\s*WASHINGTON\s*,?\s+(?:D\.?C\.?,?\s+)?(?P<day>[A-Z][a-z]+\.?\s+\d{1,2},\s+\d{4})", re.MULTILINE
)
CERTIFIED = re.compile(
    r"required\s+certification\s+notifying\s+Congress|notified\s+Congress\s+(?:today|of)", re.IGNORECASE
)
COST = re.compile(
    r"estimated\s+(?P<total>total\s+)?(?:program\s+|case\s+)?cost\s+(?:for\s+the\s+case\s+)?(?:is|of)\s+(?:up\s+to\s+)?"
    r"\$\s?(?P<number>[\d,.]*\d)\s*(?P<unit>million|billion)",
    re.IGNORECASE,
)
TOLD = re.compile(r"total\s+estimated\s+cost\s+(?:is|of)", re.IGNORECASE)
TITLE = re.compile(
    r"^[ \t]*(?P<purchaser>[A-Z][^\n]{1,120}?)\s*(?:--|[\u2012-\u2015]|\s-\s)\s*(?P<title>\S[^\n]+?)\s*$", re.MULTILINE
)
WANTED = re.compile(
    r"has\s+requested\s+(?:to\s+buy|to\s+purchase|the\s+(?:sale|purchase)\s+of)\s+(?P<items>.+?)\s+The\s+(?:total\s+)?estimated",
    re.DOTALL,
)


def recognizes(path: Path, head: bytes) -> bool:
    """Whether it is a press notice, and no notice as the Federal Register prints them."""
    if path.suffix.casefold() not in (".txt", ".htm", ".html"):
        return False
    text = head.decode("utf-8", "replace")
    if KINDS.search(text):
        return False
    return bool(SALE.search(text)) or (
        path.stat().st_size < LONGEST_PAGE and bool(SALE.search(plain(path.read_bytes())))
    )


def part(path: Path) -> str:
    """The version: a paper that was published again says so in its name."""
    found = VERSION.search(path.stem)
    version = int(found[1] or found[2]) if found else 99 if "(FINAL)" in path.stem.upper() else 1
    return f"v{version:02}"


def records(paths: list[Path]) -> Iterator[Read]:
    """Each file is one notice."""
    for path in paths:
        yield Record({"text": plain(bytes_of(path)), "file": path.stem}, path.name)


def origin(record: Record) -> Origin:
    """The page or paper."""
    text = record["text"]
    title, dated = _headline(text), DATELINE.search(text)
    of_dsca = re.search(r"DSCA|Defense\s+Security\s+Cooperation", text, re.IGNORECASE)
    publisher = "DSCA" if of_dsca else "Department of State"
    said = [f"{publisher}, Major Arms Sales", " - ".join(title or ()), one_line(dated["day"]) if dated else ""]
    return Origin(", ".join(part for part in said if part), "", "documented")


def parse(record: Record, names: Names) -> Emitted:
    """The notice and its purchaser; a press notice names neither the military department nor the case."""
    text, file = record.pop("text"), record.pop("file")
    number = _number(text, file)
    headline = _headline(text)
    if headline is None:
        raise RowError("no headline such as Poland - Radars", remedy="write it on a line of its own", field="title")
    purchaser, title = headline
    words, dated = one_line(text), DATELINE.search(text)
    wanted = WANTED.search(words)
    total, note = _cost(words)
    row = NOTIFICATION.row(
        f"notice/{normal(number)}",
        title=title,
        transmittal_no=number,
        purchaser_name=purchaser,
        description=wanted["items"].rstrip(" .") if wanted else None,
        total_value_usd=total,
        notified_on=day(dated["day"], "dateline").isoformat() if dated and CERTIFIED.search(words) else None,
        prime_contractors=contractors(words),
        offset_statement=about(words, r"\boffsets?\b"),
        balance_statement=about(words, r"military balance|proliferat"),
        notes=note,
    )
    yield row
    yield NOTICE_PURCHASED_BY.link(row.id, names.stakeholder(purchaser, "purchaser"))


def _number(text: str, file: str) -> str:
    printed = list(dict.fromkeys(normal(bare(found["number"])) for found in LABELLED.finditer(text)))
    if len(printed) > 1:
        what = f"it names several transmittals: {', '.join(printed)}"
        raise RowError(what, remedy="leave only its own", field="transmittal", value=printed[0])
    found = LABELLED.search(text) or IN_NAME.search(file)
    if found is None:
        remedy = "write a line such as Transmittal No. 26-27, as the Federal Register gives it"
        raise RowError("it does not print its transmittal number", remedy=remedy, field="transmittal")
    return bare(found["number"])


def _headline(text: str) -> tuple[str, str] | None:
    """The purchaser and what it is to buy."""
    dated = DATELINE.search(text)
    head = text[: dated.start()] if dated else text[: found.start()] if (found := SALE.search(text)) else text
    told = [(one_line(found["purchaser"]), one_line(found["title"])) for found in TITLE.finditer(head)]
    named = [pair for pair in told if not re.search(r"state\.gov|@|\|", " ".join(pair))]
    return named[-1] if named else None


def _cost(words: str) -> tuple[object, str | None]:
    """The total in US dollars, None and why where two differ."""
    found = list(COST.finditer(words))
    amounts = {bool(at["total"]) for at in found}
    chosen = [at for at in found if at["total"]] if True in amounts else found
    told = {dollars(at["number"], at["unit"], at[0]) for at in chosen}
    if len(told) > 1:
        return None, f"Prints different totals: {', '.join(f'${amount:,.0f}' for amount in sorted(told))}."
    return (told.pop(), None) if told else (None, None)


LOADERS = (
    Loader(
        name="press-notices",
        doc="Press notices of major arms sales by DSCA and the Department of State.",
        emits=(NOTIFICATION, NOTICE_PURCHASED_BY),
        records=records,
        parse_names=parse,
        origin=origin,
        recognizes=recognizes,
        part=part,
        whole=False,
        versioned=True,
        rank=5,
    ),
)
