"""Files of the user's own: tables read against the same read bare, sheets of cases loaded against their rows written
bare, and the memory that a large file takes.
"""

import csv
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.connect import connect
from graph.prepare import prepare
from graph.settings import Settings
from loaders import loaders
from loaders.commands import load_all
from loaders.run import Options
from loaders.tables import read_table
from tests.bench import page
from tests.bench.bench_api import environment
from tests.bench.bench_load import load_bundled, store, stored, wipe
from tests.bench.case_sheets import write_csv
from tests.bench.measuring import ROUNDS, Goal, Measured, on_each_engine, seconds, section, tell, weighed

SOAK = os.environ.get("ACCORD_SOAK") == "1"
READING = Goal("Reading a table of 100,000 lines", "csv.DictReader", "records with their places", "at least", 0.5)
CASES = 50_000 if SOAK else 5_000
LOADING = Goal(f"Loading {CASES:,} cases with {3 * CASES:,} lines", "raw UNWIND", "load", "at least", 0.7)
LOADS = 1 if SOAK else 3
LARGE = 2_000_000_000 if SOAK else 100_000_000
"""Bytes of the file whose reading is weighed."""
MOST = 500
"""Megabytes that the process may take."""
WEIGHT: dict[str, int] = {}
"""Megabytes that the process of a load took, by the engine."""
BEYOND = """Beyond the bare writing a load reads the table, makes a row or a link
of each fact and checks it, keeps all of it in a temporary database so that memory stays bounded, asks the engine what
is there of the ids that are told, and hashes each fact to know what changed. The engine's own part is that of the bare
writing."""
WEIGHED = """
import resource, sys
from pathlib import Path
from loaders.tables import read_table
count = sum(1 for _ in read_table(Path(sys.argv[1])))
unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit)
"""


def bare(path: Path) -> int:
    """The number of rows, each read as a dict."""
    with path.open(encoding="utf-8", newline="") as lines:
        return sum(1 for _ in csv.DictReader(lines))


def whole(path: Path) -> int:
    """The number of records, each with its place."""
    return sum(1 for _ in read_table(path))


def processor(work: Callable[[], object]) -> float:
    """How long the processor was at it: reading waits for nothing, and other programs do not count."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def read(folder: Path) -> Measured:
    """Seconds of the processor that reading a table bare takes, and reading it as Accord does, in turn."""
    path = write_csv(folder / "cases.csv", 33_334)
    assert bare(path) == whole(path)
    rounds = [(processor(lambda: bare(path)), processor(lambda: whole(path))) for _ in range(ROUNDS)]
    return {READING.upper: [one for one, _ in rounds], READING.lower: [other for _, other in rounds]}


def loaded(settings: Settings) -> Measured:
    """Seconds of writing bare what a load of cases has stored, and of that load, in turn; the first round is for
    warming up, and the load is weighed at last.
    """
    sheets = loaders()["sheets"]
    with TemporaryDirectory(prefix="accord-bench-") as folder, connect(settings) as graph:
        path = write_csv(Path(folder, "cases.csv"), CASES)
        prepare(graph)
        loads, bare = [], []
        for _ in range(1 + LOADS):
            wipe(graph)
            load_bundled(graph)
            loads.append(seconds(partial(load_all, graph, [(sheets, (path,))], Options(), quiet=True)))
            told = stored(graph)
            wipe(graph)
            store(graph, told[:-1])
            bare.append(seconds(partial(store, graph, told[-1:])))
        wipe(graph)
        load_bundled(graph)
        WEIGHT[graph.engine] = weighed(environment(settings), "load", str(path))[1]
        return {LOADING.upper: bare[1:], LOADING.lower: loads[1:]}


def weigh(folder: Path) -> int:
    """Prints the memory that reading a large file takes. Returns 0 where that is within the limit, 1 otherwise."""
    part, path = write_csv(folder / "part.csv", 50_000).read_bytes(), folder / "large.csv"
    head, _, rows = part.partition(b"\n")
    with path.open("wb") as file:
        file.write(head + b"\n")
        for _ in range(LARGE // len(rows) + 1):
            file.write(rows)
    command = [sys.executable, "-c", WEIGHED, str(path)]
    count, taken = map(int, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    print(f"Reading {path.stat().st_size / 1e6:,.0f} MB, {count:,} records, takes {taken:,} MB of {MOST} at most\n")
    return 0 if taken <= MOST else 1


if __name__ == "__main__":
    with TemporaryDirectory(prefix="accord-bench-") as made:
        missed = tell(READING, {"(none)": read(Path(made))}) + weigh(Path(made))
    measured = on_each_engine(loaded)
    taken = "; ".join(f"{megabytes:,} MB on {engine}" for engine, megabytes in WEIGHT.items())
    print(f"The process that loads takes {taken}\n")
    page.write(LOADING.title, f"{section(LOADING, measured)}\n\nThe process that loads takes {taken}. {BEYOND}")
    sys.exit(min(1, missed + tell(LOADING, measured)))
