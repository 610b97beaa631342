"""What sources print where a party should stand, and which the graph does not hold: territories, programs, sums."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Unheld:
    """Something with a name that is not in the graph: its code (ISO's, or one of a kind of our own), and what it is."""

    code: str
    name: str
    what: str

    @property
    def reason(self) -> str:
        """Why it resolves to nothing."""
        return f"{self.name} is {self.what}; it is not in the graph"


@cache
def unheld() -> tuple[tuple[str, Unheld], ...]:
    """Every name of such things, with the thing; the ISO codes among them are names too."""
    with (Path(__file__).parent / "unheld.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        (name, Unheld(row["code"], row["names"].split(";")[0], row["what"]))
        for row in rows
        for name in (*row["names"].split(";"), *([row["code"]] if ":" not in row["code"] else ()))
    )


def armed_group(name: str, nation: str) -> Unheld:
    """An armed group that a source sets beside the nation in which it fights, marked with a star."""
    return Unheld(f"nonstate:{nation.removeprefix('nation/')}", name, f"an armed group, not the government of {nation}")
