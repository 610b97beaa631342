"""A mapping as guessed: written beside the sheet for a person to look over, and shown."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from rich.table import Table
from rich.text import Text

from loaders.core import Record
from loaders.sheets.guess import Guess, GuessedSheet, guess, header_among
from loaders.sheets.mapping import SKIP, beside, headers
from loaders.tables import MARK, header_of, number_of, read_rows, read_table
from schema.errors import UsageError

FIRST = 12
"""Rows among which a guess looks for that in which the columns are named."""

LOOKED_AT = 300
"""Rows below it that a guess looks at."""

SURE = 95
"""What is surer is not marked to be checked."""

LONGEST = 40


@dataclass(frozen=True)
class Proposal:
    """What is guessed of a file, sheet by sheet, and where the mapping is written."""

    path: Path
    office: str
    sheets: tuple[GuessedSheet, ...]

    @property
    def file(self) -> Path:
        """Where the mapping is written."""
        return beside(self.path)

    @property
    def text(self) -> str:
        """The mapping, as YAML with remarks."""
        return "\n".join(_lines(self)) + "\n"

    def save(self) -> None:
        """Writes the mapping. Raises UsageError where one is there already."""
        try:
            with self.file.open("x", encoding="utf-8") as file:
                file.write(self.text)
        except FileExistsError:
            remedy = "load the file with it, or move it away"
            raise UsageError("there is a mapping already", str(self.file), remedy) from None
        except OSError as error:
            raise UsageError(f"the mapping cannot be written: {error.strerror}", str(self.file), "free it") from None


def propose(path: Path, office: str = "") -> Proposal:
    """What the columns of the file probably mean. Raises LoadRefused where it cannot be read."""
    return Proposal(path, office, tuple(_guessed(path, name) for name in headers(path)))


def _guessed(path: Path, name: str | None) -> GuessedSheet:
    first = list(islice(read_rows(path, name), FIRST))
    at = header_among(name, [cells for _, cells, _ in first])
    begins = number_of(first[at]) if at else 1
    columns = [column for column in header_of(path, read_rows(path, name, begins)) if not column.startswith(MARK)]
    rows = [row for row in islice(read_table(path, name, begins), LOOKED_AT) if isinstance(row, Record)]
    return guess(name, columns, rows, begins)


def quoted(text: str) -> str:
    """The text as YAML reads it back, whatever it holds, on one line."""
    shown = json.dumps(text, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else f"\\U{ord(letter):08x}" for letter in shown)


def _lines(proposal: Proposal) -> Iterator[str]:
    name = proposal.path.name
    yield f"# How accord load reads {quoted(name)}: which column means what. A guess: look it over, then load it."
    yield "# What a field means stands in the sheets that accord template writes. A column that says skip is not read."
    yield f"office: {quoted(proposal.office)}" + (
        "" if proposal.office else "  # whose sheet it is; nothing is loaded until this is filled in"
    )
    yield f"source: {{title: {quoted(f'Sheet {name}')}, url: '', confidence: documented}}"
    absent = sorted(frozenset().union(*(sheet.absent for sheet in proposal.sheets)))
    yield f"absent: [{', '.join(map(quoted, absent))}]"
    yield "sheets:"
    some = any(sheet.is_understood for sheet in proposal.sheets)
    for sheet in proposal.sheets:
        left_out = some and not sheet.is_understood
        yield from ("# " * left_out + line for line in _sheet_lines(sheet))


def _sheet_lines(sheet: GuessedSheet) -> Iterator[str]:
    if sheet.name is not None:
        yield f"- sheet: {quoted(sheet.name)}  # a row for each {sheet.kind.name}"
    else:
        yield f"-  # a row for each {sheet.kind.name}"
    if sheet.begins > 1:
        yield f"  header: {sheet.begins}  # the row in which the columns are named; what stands above it is not read"
    if sheet.dates:
        yield f"  dates: {sheet.dates}"
    elif sheet.ambiguous:
        yield f"  # dates: month-first  # or day-first: {sheet.ambiguous} may mean two days, so say it"
    yield "  columns:"
    for each in sheet.guesses:
        yield f"    {quoted(each.header)}: {_meaning(each)}  # {_remark(each)}"


def _meaning(each: Guess) -> str:
    if each.column is None:
        return SKIP
    options = {"unit": each.column.unit, "code": each.column.code}
    told = "".join(f", {name}: {value}" for name, value in options.items() if value)
    return f"{{field: {each.column.field}{told}}}" if told else str(each.column.field)


def _remark(each: Guess) -> str:
    example = f"; such as {quoted(each.example[:LONGEST])}" if each.example else "; empty"
    if each.column is None:
        return f"not understood{example}"
    return f"{each.sure}% sure{', check it' if each.sure < SURE else ''}{example}"


def shown(proposal: Proposal) -> Table:
    """The guess as a table: sheet, column, what it means, how sure, an example."""
    table = Table(box=None, pad_edge=False)
    for name in ("sheet", "column", "means", "sure", "example"):
        table.add_column(name, justify="right" if name == "sure" else "left", overflow="fold")
    for sheet in proposal.sheets:
        for each in sheet.guesses:
            sure = f"{each.sure}%" if each.column else ""
            cells = (sheet.name or "", each.header, _meaning(each) if each.column else "?", sure)
            table.add_row(*map(Text, (*cells, each.example[:LONGEST])))
    return table
