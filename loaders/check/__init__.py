"""The check of the bundled facts: shape, words, dates, references, and what two files tell of the same thing."""

from pathlib import Path

from loaders.check.cells import check_cells
from loaders.check.findings import Finding
from loaders.check.links import check_keys, check_names, check_references
from loaders.check.meaning import check_meaning
from loaders.check.reading import read
from loaders.check.shape import TABLES
from loaders.check.statuses import check_statuses

FACTS = Path(__file__).parent.parent / "facts"

__all__ = ["FACTS", "Finding", "check"]


def check(folder: Path = FACTS) -> list[Finding]:
    """Everything that is wrong with the facts in a folder, in the order of files and lines; empty if nothing is."""
    tables, findings = read(folder)
    for name, rows in tables.items():
        findings += [finding for row in rows for finding in check_cells(row, TABLES[name])]
    findings += check_keys(tables)
    findings += check_references(tables)
    findings += check_names(tables)
    findings += check_meaning(tables)
    findings += check_statuses(tables, folder / "rules")
    return sorted(set(findings))
