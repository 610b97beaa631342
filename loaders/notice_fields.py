"""What a notice to Congress says, field by field, out of its numbered items and its policy justification."""

import re
from calendar import month_name
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from loaders.notice_text import DASHES, NUMBER, bare, one_line
from schema.errors import RowError

MARKING = r"^[ \t]*(?:\(U\)[ \t]*)?"
LABEL = (
    r"(?:Prospective[ \t]+Purchaser|Total[ \t]+Estimated[ \t]+Value|Sec\.?[ \t]*36\(b\)[^\n]*AECA[ \t]+Transmittal|"
    r"Military[ \t]+Department:|Prior[ \t]+Related[ \t]+Cases|Sales[ \t]+Commission|Date[ \t]?Report[ \t]+Delivered)"
)
"""How items begin whose number is misprinted or left out."""
ITEM = re.compile(
    rf"{MARKING}(?:\((?:i|ii|iii|iv|v|vi|vii|viii|ix)\)[ \t]*(?:\(U\))?|(?:\(\w{{1,4}}\)[ \t]*)?(?={LABEL}))",
    re.MULTILINE | re.IGNORECASE,
)
PURCHASER = re.compile(r"\s*(?:Prospective\s+)?Purchaser?\b[\s:,;.-]*", re.IGNORECASE)
FOOTNOTE = re.compile(
    r"^[ \t]*\*+[ \t]*as defined in section 47\(6\)[^\n]*\n?(?:[ \t]*Act\.?[ \t]*$)?", re.MULTILINE | re.IGNORECASE
)
RULED = re.compile(r"^[ \t]*[-_=]{5,}[ \t]*$", re.MULTILINE)
FUNDING = re.compile(r"^[ \t]*\*?[ \t]*Funding Source:[ \t]*(\S.*?)\.?[ \t]*$", re.MULTILINE | re.IGNORECASE)
JUSTIFICATION = re.compile(rf"{MARKING}Policy Justification[ \t]*:?[ \t]*$", re.MULTILINE | re.IGNORECASE)
HEADING = re.compile(rf"(?=[^\n]*{DASHES})[^\n]+(?:\n[ \t]*\S[^\n]*){{0,3}}(?=\n[ \t]*\n)")
ANNEX = re.compile(
    rf"{MARKING}(?:Transmittal\s+No|Annex\s+Item|Attachment\b|Dated:|\[FR Doc)", re.MULTILINE | re.IGNORECASE
)

LABELS = {
    "prospective purchase": "purchaser",
    "purchaser": "purchaser",
    "total": "value",
    "description": "description",
    "military department": "department",
    "implementing agency": "department",
    "prior related cases": "prior_cases",
    "sales commission": "sales_commission",
    "date report delivered": "delivered",
    "datereport delivered": "delivered",
    "sec. 36(b)": "amended",
    "sec 36(b)": "amended",
    "section 36(b)": "amended",
}
"""What an item is about, by how its label begins."""

AMOUNT = r"\$?\s*'?\s*(?P<number>\d[\d,]*(?:\.\d+)?|\.\d+)\s*(?P<unit>million|billion|thousand)?\b"
EQUIPMENT = r"\bmajor\W+defense\W+equipment\b(?:\s*\(MDE\))?"
SLACK = 100
"""Figures are rounded: they may miss their sum by a hundredth of it."""
UNITS = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
DESIGNATOR = re.compile(r"\b[A-Z][A-Z0-9]\s?-\s?[A-Z0-9]\s?-\s?[A-Z0-9]{3}\b")
DAY = re.compile(r"([A-Z][a-z]+)\.?\s+(\d{1,2}),?\s+(\d{4})|(\d{1,2})\s+([A-Z][a-z]+)\.?,?\s+(\d{4})")


class Values(NamedTuple):
    """The total and the part of it that is major defense equipment, in US dollars, None where it is not known; and what
    is doubtful about the figures.
    """

    total: Decimal | None
    mde: Decimal | None
    doubt: str | None = None


def items(text: str) -> dict[str, str]:
    """The numbered items of a paper by what they are about, as printed, without their labels."""
    found: dict[str, str] = {}
    justified = JUSTIFICATION.search(text)
    body = RULED.sub("", FOOTNOTE.sub("", text[: justified.start()] if justified else text))
    marks = list(ITEM.finditer(body))
    ends = [*(mark.start() for mark in marks[1:]), len(body)]
    for mark, end in zip(marks, ends, strict=False):
        whole = body[mark.end() : end]
        label, _, value = whole.partition(":")
        said = one_line(label).casefold()
        name = next((name for start, name in LABELS.items() if said.startswith(start)), None)
        if name and name not in found:
            rest = whole if name == "amended" else PURCHASER.sub("", whole, count=1) if name == "purchaser" else value
            found[name] = rest.strip()
    if funding := FUNDING.search(body):
        found["funding_source"] = funding[1]
        found["value"] = FUNDING.sub("", found.get("value", ""))
    return {name: value for name, value in found.items() if value}


def dollars(number: str, unit: str | None, text: str) -> Decimal:
    """The amount in US dollars. Raises RowError where its unit is not told."""
    amount = Decimal(number.replace(",", ""))
    if unit is None and 0 < amount < 10_000:
        raise RowError(f"{text!r} has no unit", remedy="write million or billion", field="value", value=text)
    return amount * UNITS[unit.casefold()] if unit else amount


def values(text: str) -> Values:
    """The values printed in item (ii). Figures that do not add up are none: which of them is misprinted is not told."""
    told = re.sub(r"\$\s*l(?=[\d.,])", "$1", re.sub(r"[-\u2010-\u2015]+(?=\s*\$)", " ", text))
    told = re.sub(r"\.{2,}|(?<=\s)\.(?=\s)", " ", told)
    rows = [one_line(row) for row in told.splitlines() if row.strip()]
    amounts = [row for row in rows if re.fullmatch(rf"{AMOUNT}\.?", row, re.IGNORECASE)]
    labels = [row for row in rows if not re.search(r"\d", row)]
    if amounts and len(amounts) == len(labels):
        told = "\n".join(f"{label} {amount}" for label, amount in zip(labels, amounts, strict=True))
    line = one_line(told)
    total, mde, other = _amount(r"\btotal\b", line), _amount(EQUIPMENT, line), None
    with suppress(RowError):
        other = _amount(r"\bother\b", line)
    if total is None or mde is None or other is None or abs(mde + other - total) <= total / SLACK:
        return Values(total, mde)
    return Values(None, None, f"Prints figures that do not add up: {one_line(text)}")


def _amount(label: str, line: str) -> Decimal | None:
    found = list(re.finditer(rf"{label}[\s*?':]*{AMOUNT}", line, re.IGNORECASE))
    return dollars(found[-1]["number"], found[-1]["unit"], found[-1][0]) if found else None


def designators(text: str) -> list[str]:
    """The case designators in the text, in their order."""
    return list(dict.fromkeys(re.sub(r"\s", "", found) for found in DESIGNATOR.findall(one_line(text))))


def numbers(text: str) -> list[str]:
    """The transmittal numbers in the text of an item that names what it amends, in their order."""
    told = re.split(r"36\(b\)(?: ?\(\w\))*", re.split(r"\bDate\b", one_line(text))[0], maxsplit=1)[-1]
    return list(dict.fromkeys(bare(found) for found in re.findall(rf"\b{NUMBER}\b", told)))


def day(text: str, field: str) -> date:
    """The day that the text names. Raises RowError where it names none."""
    found = DAY.search(one_line(text))
    if found:
        name, number, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        month = next((place for place, full in enumerate(month_name) if full and full.startswith(name[:3])), 0)
        with suppress(ValueError):
            return date(int(year), month, int(number))
    what = f"{one_line(text)[:60]!r} is no day"
    raise RowError(what, remedy="write it as June 5, 2026", field=field, value=text[:200])


def justification(text: str) -> tuple[str, str]:
    """The heading of the policy justification and its words, each in one line; '' where there is none."""
    found = JUSTIFICATION.search(text)
    if not found:
        return "", ""
    rest = text[found.end() :].lstrip("\n \t")
    annex = ANNEX.search(rest)
    heading, words = _headed(rest[: annex.start() if annex else None])
    return one_line(re.sub(r"^\(U\)", "", heading)), one_line(words)


def _headed(text: str) -> tuple[str, str]:
    """The heading, up to an empty line where one follows it soon, and what stands below."""
    if found := HEADING.match(text):
        return found[0], text[found.end() :]
    heading, _, words = text.partition("\n")
    following, _, after = words.partition("\n")
    if following.strip() and not following.startswith(" ") and re.search(DASHES, heading):
        return f"{heading}\n{following}", after
    return heading, words
