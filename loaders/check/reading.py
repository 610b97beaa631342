"""The files as tables of rows, and what is wrong with them as files."""

import csv
from pathlib import Path

from loaders.check.findings import Finding, Findings, Row
from loaders.check.shape import TABLES, headers


def read(folder: Path) -> tuple[dict[str, list[Row]], list[Finding]]:
    """Every table by name, empty where its file cannot be read, and the findings about the files themselves."""
    tables, findings = {}, list(_census(folder))
    for name in TABLES:
        path = folder / f"{name}.csv"
        tables[name], found = _table(path) if path.is_file() else ([], [])
        findings += found
    return tables, findings


def _census(folder: Path) -> Findings:
    there = {path.stem for path in folder.glob("*.csv")}
    for name in sorted(TABLES.keys() - there):
        yield Finding(f"{name}.csv", 0, "file missing")
    for name in sorted(there - TABLES.keys()):
        yield Finding(f"{name}.csv", 0, "file not known to this check")


def _table(path: Path) -> tuple[list[Row], list[Finding]]:
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return [], [Finding(path.name, 0, f"not UTF-8 at byte {error.start}")]
    findings = [Finding(path.name, 0, "carriage returns: lines end with a line feed alone")] if "\r" in text else []
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = next(reader, [])
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        return [], [*findings, Finding(path.name, reader.line_num, f"not CSV: {error}")]
    findings += _header(path, header)
    findings += [
        Finding(path.name, line, f"{len(cells)} cells, the header has {len(header)}")
        for line, cells in lines
        if len(cells) != len(header)
    ]
    return [Row(path.name, line, dict(zip(header, cells, strict=False))) for line, cells in lines], findings


def _header(path: Path, header: list[str]) -> Findings:
    wanted = headers()[path.stem]
    for column in sorted(set(wanted) - set(header)):
        yield Finding(path.name, 1, f"no column {column}")
    for column in sorted(set(header) - set(wanted)):
        yield Finding(path.name, 1, f"column not known: {column}")
    for column in sorted({column for column in header if header.count(column) > 1}):
        yield Finding(path.name, 1, f"column twice: {column}")
