"""The page that the benchmarks write, docs/performance.md: a section for each, which each writes anew."""

import os
import platform
import re
from collections.abc import Mapping, Sequence
from datetime import date

from tests.project import ROOT

PAGE = ROOT / "docs/performance.md"
START = """# Performance

What the benchmarks measured last, and on which machine. `make bench` writes it anew.
"""


def write(title: str, text: str) -> None:
    """Puts the section in the place of the one with that title, or behind all others."""
    told = PAGE.read_text(encoding="utf-8") if PAGE.exists() else START
    section = f"## {title}\n\n{text.strip()}\n"
    found = re.search(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", told, re.MULTILINE | re.DOTALL)
    if found is None:
        whole = f"{told.rstrip()}\n\n{section}"
    else:
        whole = f"{told[: found.start()]}{section}\n{told[found.end() :]}"
    PAGE.write_text(f"{whole.rstrip()}\n", encoding="utf-8")


def machine() -> str:
    """The day, the machine and how busy it is."""
    load = f"load average {os.getloadavg()[0]:.1f} at the end"
    return f"{date.today()}: {os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}; {load}"


def table(rows: Sequence[Mapping[str, str]]) -> str:
    """A table whose first column is text, and whose others are numbers."""
    lines = [" | ".join(rows[0]), " | ".join(["---", *["---:"] * (len(rows[0]) - 1)])]
    return "\n".join(f"| {line} |" for line in (*lines, *(" | ".join(row.values()) for row in rows)))
