"""What the columns of a sheet probably mean: a guess for a person to look over; no load ever makes one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz

from loaders.core import Record
from loaders.sheets.cells import NUMERIC, ORDERS, reader
from loaders.sheets.fields import Field, Kind
from loaders.sheets.kinds import FIELDS, FORMS, KINDS, SOURCE
from loaders.sheets.mapping import Column
from loaders.sheets.words import ALL, MILESTONES, WORDS, headers_of, plain, sheet_names
from schema.errors import RowError

LEAST = 72
"""A guess that is less sure, of 100, is none."""

BESIDE = 0.93
"""What a field counts that is not of the kind of which the sheet has a row for each."""

BY_NAME = 120
"""What it counts that the sheet is called by a kind."""

MISFIT = 0.55
"""What is left of a guess where the cells below the header do not read as such."""

KNOWN_BY = {
    "milestone": {"milestone.code", "milestone.title"},
    **{name: {f"{name}.{key}"} for name, key in (("line", "number"), ("contract", "piid"), ("delivery", "number"))},
}
"""By which fields a row says which of a kind it tells of, beside what it has a row for; a row without is refused."""

NOTHING = {"n/a", "na", "tbd", "tba", "-", "--", "none", "unknown", "null", "?", "nil"}
THOUSANDS = re.compile(r"\$ ?k\b|\(k\)|000|thousand", re.IGNORECASE)
MILLIONS = re.compile(r"\$ ?mm?\b|\(m\)|million|\bmil\b", re.IGNORECASE)


@dataclass(frozen=True)
class Guess:
    """What a column probably means (None: not understood), how sure that is of 100, and a cell of it."""

    header: str
    column: Column | None
    sure: int
    example: str


@dataclass(frozen=True)
class GuessedSheet:
    """A sheet as guessed: of what it has a row for each, its columns, cells whose dates may be two, and the row in
    which the columns are named.
    """

    name: str | None
    kind: Kind
    guesses: tuple[Guess, ...]
    dates: str = ""
    ambiguous: str = ""
    absent: frozenset[str] = field(default_factory=frozenset)
    begins: int = 1

    @property
    def lacking(self) -> list[str]:
        """What each of its rows has to say and no column is understood to."""
        told = {each.column.field for each in self.guesses if each.column}
        whole = next(KINDS[kinds[0]] for kinds in FORMS.values() if self.kind.name in kinds)
        fields = dict.fromkeys((*whole.fields, *self.kind.fields))
        return [str(field) for field in fields if field.required and field not in told]

    @property
    def is_understood(self) -> bool:
        """Whether any of its columns is."""
        return any(each.column for each in self.guesses)


def header_among(name: str | None, rows: Sequence[Sequence[str]]) -> int:
    """Which of the first rows of a sheet probably names its columns: titles may stand above it."""
    told = [[cell for cell in row if re.search(r"[^\W\d_]", cell)] for row in rows]
    return max(
        range(len(told)), key=lambda at: max(_weight(kind, name, told[at]) for kind in KINDS.values()), default=0
    )


def guess(name: str | None, headers: Sequence[str], rows: Sequence[Record], begins: int = 1) -> GuessedSheet:
    """What the sheet probably says, by its name, its headers and its first rows."""
    cells = {header: [row[header] for row in rows if header in row] for header in headers}
    kind = max(KINDS.values(), key=lambda kind: _weight(kind, name, headers))
    columns = _told(kind, headers, cells)
    days = [text for header, (meant, _) in columns.items() if meant.field.is_day for text in cells[header]]
    order, ambiguous = _dates(days)
    guesses = tuple(
        Guess(header, column, sure, next(iter(cells[header]), ""))
        for header in headers
        for column, sure in [columns.get(header, (None, 0))]
    )
    typed = (cells[header] for header, (meant, _) in columns.items() if meant.field.type is not str)
    absent = frozenset(text for told in typed for text in told if text.casefold() in NOTHING)
    return GuessedSheet(name, kind, guesses, order, ambiguous, absent, begins)


@cache
def likeness(header: str, field: Field) -> float:
    """How like the header is to those under which the field is kept, of 100."""
    asked = plain(header) or header.casefold()
    return max(100.0 if asked == told else _spelt_alike(asked, told) for told in headers_of(field))


def _spelt_alike(asked: str, told: str) -> float:
    """How like the two are; no more than any two where words that both are known stand for each other: LOA and LOR."""
    mine, theirs = set(asked.split()), set(told.split())
    others = theirs - mine and (mine - theirs) and (mine - theirs) <= known_words()
    return 0.0 if others else 0.95 * fuzz.token_sort_ratio(asked, told)


@cache
def known_words() -> frozenset[str]:
    """The words that stand in headers which are known."""
    return frozenset(word for field in ALL for told in headers_of(field) for word in told.split())


def _candidates(kind: Kind, beside: Iterable[str]) -> Iterator[tuple[Field, float]]:
    yield from ((field, 1.0) for field in kind.fields)
    yield from ((field, BESIDE) for other in beside for field in KINDS[other].fields)
    yield from ((field, BESIDE) for field in SOURCE)


def _weight(kind: Kind, name: str | None, headers: Iterable[str]) -> float:
    """How well the sheet fits, were it one with a row for each of that kind."""
    found = (
        max(likeness(header, field) * share for field, share in _candidates(kind, kind.beside)) for header in headers
    )
    asked = plain(name or "")
    by_name = max((fuzz.token_sort_ratio(asked, told) for told in sheet_names(kind.name)), default=0) if asked else 0
    lacking = sum(
        max(likeness(header, told) for header in headers) < LEAST for told in kind.fields if told.required and headers
    )
    return sum(max(0.0, score - LEAST) for score in found) + BY_NAME * (by_name > 90) - 40 * lacking


def _told(kind: Kind, headers: Sequence[str], cells: dict[str, list[str]]) -> dict[str, tuple[Column, int]]:
    """What each column probably means: nothing of a kind beside where none of the columns says of which one it is."""
    beside = kind.beside
    while True:
        columns = dict(_assigned(kind, beside, headers, cells))
        named = {str(column.field) for column, _ in columns.values()}
        kept = tuple(other for other in beside if other not in KNOWN_BY or named & KNOWN_BY[other])
        if kept == beside:
            return columns
        beside = kept


def _assigned(
    kind: Kind, beside: Sequence[str], headers: Sequence[str], cells: dict[str, list[str]]
) -> Iterator[tuple[str, tuple[Column, int]]]:
    scored = [
        (likeness(header, told) * share * _fit(told, cells[header]), header, told)
        for header in headers
        for told, share in _candidates(kind, beside)
    ]
    taken: set[object] = set()
    for header in headers:
        if header.strip().upper() in MILESTONES and "milestone" in (kind.name, *kind.beside):
            taken.add(header)
            yield header, (Column(FIELDS["milestone.happened_on"], code=header.strip().upper()), 95)
    for score, header, told in sorted(scored, key=lambda each: -each[0]):
        sure = likeness(header, told) * _fit(told, cells[header])
        if sure >= LEAST and score >= LEAST * BESIDE and not {header, told} & taken:
            taken |= {header, told}
            yield header, (_column(header, told, cells), round(sure))


def _column(header: str, told: Field, cells: dict[str, list[str]]) -> Column:
    if told is FIELDS["case.purchaser"] and cells[header] and all(re.fullmatch(r"\w\w", x) for x in cells[header]):
        codes = {text.upper() for text in cells[header]}
        if any(codes <= {text.upper()[:2] for text in other} for name, other in cells.items() if name != header):
            return Column(FIELDS["case.customer_code"])
    return Column(told, _unit(header) if told.is_money else "")


def _unit(header: str) -> str:
    return "thousands" if THOUSANDS.search(header) else "millions" if MILLIONS.search(header) else ""


def _fit(told: Field, texts: list[str]) -> float:
    """What is left of a guess once some cells were looked at."""
    tried = [text for text in texts if text.casefold() not in NOTHING][:20]
    if told.type is str or not tried:
        return 1.0
    good = sum(any(_reads(text, told, order) for order in ORDERS) for text in tried)
    return 1.0 if good >= 0.7 * len(tried) else MISFIT


def _reads(text: str, told: Field, order: str) -> bool:
    try:
        reader(told, order, words=WORDS.get(told.type, {}))(text)
    except RowError:
        return False
    return True


def _dates(texts: Iterable[str]) -> tuple[str, str]:
    """In which order numbers of dates stand, where the cells show it, or else a cell that may mean two days."""
    numeric = [(text, int(found[1]), int(found[3])) for text in texts if (found := NUMERIC.fullmatch(text))]
    day_first, month_first = any(one > 12 for _, one, _ in numeric), any(two > 12 for _, _, two in numeric)
    if day_first != month_first:
        return ("day-first" if day_first else "month-first"), ""
    return "", next((text for text, one, two in numeric if one != two), "")
