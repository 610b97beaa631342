"""A large file takes little memory: it is read as a stream, and what it says goes to a temporary file as it grows."""

import csv
import json
from pathlib import Path

from graph.client import Graph
from tests.bench.case_sheets import write_csv
from tests.bench.measuring import weighed
from tests.conftest import SOAK, Engine

SIZE, MOST = (2_000_000_000, 500) if SOAK else (40_000_000, 250)
"""Bytes of the file, and megabytes that the process may take."""
CASES, MOST_OF_FACTS = (500_000, 500) if SOAK else (5_000, 150)
"""Cases with three lines each, nine nodes and edges for each case, and megabytes that the process may take."""
HEADER = (
    *("Country ID", "Country Code", "Country Name", "Managing Agency Name", "Managing Sub-agency or Bureau Acronym"),
    *("Managing Sub-agency or Bureau Name", "Funding Acount ID", "Funding Account Name", "Activity Name"),
    *("Activity Project Number", "Transaction Type Name", "Fiscal Year", "Current Dollar Amount"),
    "Constant Dollar Amount",
)
HEALTH = ("404", "KEN", "Kenya", "U.S. Agency for International Development", "GH", "Bureau for Global Health")
FINANCING = ("404", "KEN", "Kenya", "Department of State", "PM", "Bureau of Political-Military Affairs")
KEPT = 500
"""One row in so many is security assistance."""


def assistance(path: Path, size: int) -> tuple[int, int]:
    """Writes rows until the file has that size; returns how many, and how many of them are security assistance."""
    count = kept = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        while count % KEPT or file.tell() < size:
            count += 1
            secure = count % KEPT == 0
            kept += secure
            who, account = (FINANCING, "Foreign Military Financing Program") if secure else (HEALTH, "Health Programs")
            about = ("11x1082", account, f"Clinics, wells and roads of the year {count % 997}", f"A-{count}")
            writer.writerow((*who, *about, "Obligations", 2001 + count % 20, 5000, 4800))
    return count, kept


def test_a_large_file_takes_little_memory(engine: Engine, loaded: Graph, tmp_path: Path, record_property):
    path = tmp_path / "assistance.csv"
    count, kept = assistance(path, SIZE)

    printed, taken = weighed(engine.environment, "load", str(path), "--dry-run", "--json")
    record_property("megabytes", taken)

    (told,) = json.loads(printed)
    assert (told["source"], told["read"], told["loaded"]) == ("foreign-assistance", count, kept)
    assert (told["refused"], sum(told["left_out"].values())) == ([], count - kept)
    assert taken < MOST


def test_many_facts_take_little_memory(engine: Engine, loaded: Graph, tmp_path: Path, record_property):
    path = write_csv(tmp_path / "cases.csv", CASES)

    printed, taken = weighed(engine.environment, "load", str(path), "--dry-run", "--json")
    record_property("megabytes", taken)

    (told,) = json.loads(printed)
    assert (told["new"], len(told["changes"])) == (9 * CASES, 9 * CASES)
    assert taken < MOST_OF_FACTS
