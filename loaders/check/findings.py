"""What a check of the facts finds, and what it reads them as."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """Something wrong in a file of facts; line 0 stands for the file as a whole."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.text}"


@dataclass(frozen=True)
class Row:
    """A row of a CSV file: where it stands, and its cells by column."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def items(self, column: str) -> list[str]:
        """The values of a cell that holds several, parted by semicolons."""
        return [value for value in self[column].split(";") if value]

    def says(self, text: str) -> Finding:
        """A finding at this row."""
        return Finding(self.file, self.line, text)


Tables = Mapping[str, list[Row]]
Findings = Iterator[Finding]
