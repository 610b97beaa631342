"""What the benchmarks share: the engines there are, and the page that says whether a goal is reached."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Literal

from graph import console
from graph.embedded import open_engine
from graph.settings import Settings, load_settings
from tests.bench import page
from tests.neo4j_server import CannotRun, neo4j_server
from tests.project import ROOT

ROUNDS = 5

Measured = Mapping[str, list[float]]
"""Seconds of every round, by the name of what was measured."""


@dataclass(frozen=True)
class Goal:
    """What Accord promises: the median of `upper` divided by that of `lower` is at least, or at most, so much."""

    title: str
    upper: str
    lower: str
    bound: Literal["at least", "at most"]
    limit: float

    def ratio(self, measured: Measured) -> float:
        """The ratio of the medians."""
        return median(measured[self.upper]) / median(measured[self.lower])

    def holds(self, measured: Measured) -> bool:
        """Whether the ratio is within the limit."""
        ratio = self.ratio(measured)
        return ratio >= self.limit if self.bound == "at least" else ratio <= self.limit


WEIGH = """
import resource, subprocess, sys
ended = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(ended)
"""
"""A small process in between: the count of a child begins at what its parent has, which may be much."""


def weighed(environment: dict[str, str], *arguments: str) -> tuple[str, int]:
    """What the command of Accord prints, and the most memory that its process took, in megabytes."""
    command = [sys.executable, "-c", WEIGH, sys.executable, "accord.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout, int(done.stderr.splitlines()[-1]) // (1 << 20 if sys.platform == "darwin" else 1 << 10)


def seconds(work: Callable[[], object]) -> float:
    """How long the work took."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def on_each_engine(measure: Callable[[Settings], Measured]) -> dict[str, Measured]:
    """What was measured on each engine that runs here, each of them new and empty."""
    found = {}
    with TemporaryDirectory(prefix="accord-bench-") as folder:
        home = Path(folder, "home")
        with open_engine(home):
            found["embedded"] = measure(load_settings(home=home))
        try:
            with neo4j_server() as server:
                settings = load_settings(home=home, graph_uri=server.uri, graph_password=server.password)
                found[f"Neo4j {server.version}"] = measure(settings)
        except CannotRun as reason:
            print(f"Neo4j is not measured: {reason}")
    return found


def tell(goal: Goal, found: Mapping[str, Measured]) -> int:
    """Prints what was measured and whether the goal is reached. Returns 0 where it is on every engine, 1 otherwise."""
    print(f"{goal.title}: {goal.upper} / {goal.lower} is to be {goal.bound} {goal.limit}")
    console.print_rows([_row(goal, engine, measured) for engine, measured in found.items()])
    missed = [engine for engine, measured in found.items() if not goal.holds(measured)]
    print(f"The goal is missed on {' and '.join(missed)}." if missed else "The goal is reached.")
    busy, cores = os.getloadavg()[0], os.cpu_count()
    rounds = min(len(each) for measured in found.values() for each in measured.values())
    print(f"Medians of {rounds} round{'' if rounds == 1 else 's'}; load average {busy:.1f} on {cores} cores.\n")
    return 1 if missed else 0


def section(goal: Goal, found: Mapping[str, Measured]) -> str:
    """What was measured, for the page of performance."""
    rows = [_row(goal, engine, measured) for engine, measured in found.items()]
    return f"{goal.upper} / {goal.lower} is to be {goal.bound} {goal.limit}.\n\n{page.table(rows)}\n\n{page.machine()}."


def _row(goal: Goal, engine: str, measured: Measured) -> dict[str, str]:
    medians = {f"{name}, s": f"{median(rounds):.2f}" for name, rounds in measured.items()}
    return {"engine": engine, **medians, "ratio": f"{goal.ratio(measured):.2f}"}
