"""What a cell shows by itself: stray characters, impossible dates, unknown words, a source that is none."""

import re

from loaders.check.findings import Findings, Row
from loaders.check.shape import CONFIDENCES, Table
from schema.dates import PartialDate
from schema.errors import ModelError

DATED = re.compile(r".*(_on|_from|_to|_since|_until)$")
SPANS = (("from_on", "to_on"), ("in_force_from", "in_force_to"), ("signed_on", "left_on"))
"""First and last day, both included."""

STRAY = re.compile(r"^\s|\s$|\s\s|[\x00-\x1f\x7f\u00a0\u200b\ufeff]")
LOCAL = re.compile(r"(?<![\w.:/-])/(?:home|root|tmp|work)/|file://|localhost|127\.0\.0\.1", re.IGNORECASE)
ADDRESS = re.compile(r"https?://[^\s/.]+\.[^\s/]+(/\S*)?")
UNCHECKED = "General knowledge"


def check_cells(row: Row, table: Table) -> Findings:
    """What is wrong in one row, cell by cell."""
    for column, value in row.cells.items():
        if STRAY.search(value):
            yield row.says(f"{column}: stray space or control character")
        if LOCAL.search(value):
            yield row.says(f"{column}: a path or host of one machine")
        if value and DATED.match(column) and _date(value) is None:
            yield row.says(f"{column}: not a year, month or day: {value}")
        words = CONFIDENCES if column == "confidence" else table.words.get(column)
        for word in value.split(";") if words else ():
            if words is not None and word not in words:
                yield row.says(f"{column}: unknown word {word!r}")
    yield from _spans(row)
    yield from _source(row)


def _date(value: str) -> PartialDate | None:
    try:
        return PartialDate(value)
    except ModelError:
        return None


def _spans(row: Row) -> Findings:
    for first, last in SPANS:
        start, end = _date(row[first]), _date(row[last])
        if start and end and end.latest < start.earliest:
            yield row.says(f"{last} {end} is before {first} {start}")


def _source(row: Row) -> Findings:
    if not row["source_title"]:
        yield row.says("no source_title")
    if row["source_url"] and not ADDRESS.fullmatch(row["source_url"]):
        yield row.says(f"source_url: not an address: {row['source_url']}")
    if row["source_title"].startswith(UNCHECKED) and (row["source_url"] or row["confidence"] != "general-knowledge"):
        yield row.says("general knowledge has no address and no higher confidence")
