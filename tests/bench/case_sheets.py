"""Sheets of cases of any size, as an office might keep them: made up, the same each time, in the form of a template."""

import csv
import itertools
from collections.abc import Iterator
from pathlib import Path

HEADER = (
    *("case.designator", "case.title", "case.status", "case.value_usd", "case.offered_on", "case.implemented_on"),
    *("line.number", "line.description", "line.quantity", "line.unit", "line.value_usd"),
)
CUSTOMERS = ("TW", "AT", "SR", "KS", "GY", "JA", "UP", "PI", "AU", "BA", "CN", "SN", "SW", "SP", "UA")
AGENCIES = "BDP"
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
STATUSES = ("Offered", "Accepted", "Implemented", "Closed")


def designators() -> Iterator[str]:
    """Case identifiers, each once: some two million of them."""
    for end in itertools.product(SIGNS, repeat=3):
        for customer, agency in itertools.product(CUSTOMERS, AGENCIES):
            yield f"{customer}-{agency}-{''.join(end)}"


def rows(cases: int, lines: int) -> Iterator[tuple[str | int, ...]]:
    """A row for each line of each case; what is told of the case stands in the first of its rows."""
    for number, case in enumerate(itertools.islice(designators(), cases)):
        year, status = 1990 + number % 35, STATUSES[number % len(STATUSES)]
        told = (f"Case {number}", status, (number % 997 + 1) * 10_000, f"{year}-03-01", f"{year}-11-15")
        for line in range(1, lines + 1):
            about = told if line == 1 else ("",) * len(told)
            yield case, *about, f"{line:03}", f"Item {line} of case {number}", line * 5, "EA", line * 1_000


def write_csv(path: Path, cases: int = 50_000, lines: int = 3) -> Path:
    """The file that was written: so many cases with so many lines each."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows(cases, lines))
    return path
