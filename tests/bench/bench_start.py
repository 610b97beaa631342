"""From `accord up` on loaded facts to the first answer over GraphQL, against the bare start of the engine."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from graph import console
from graph.connect import connect
from graph.prepare import prepare
from graph.settings import load_settings
from loaders import bundled
from loaders.run import load
from tests.bench.measuring import ROUNDS
from tests.project import ROOT

MOST = 2.0
QUESTION = b'{"query": "{ nation(id: \\"nation/JP\\") { title } }"}'
BARE = """
from graph.connect import connect
from graph.settings import load_settings
with connect(load_settings()):
    print("ready", flush=True)
"""


def until(home: Path, sign: bytes, *command: str, ask: bool = False) -> float:
    """Seconds from the start of a Python program until it prints the sign, and has answered where it is asked."""
    environment = os.environ | {"ACCORD_HOME": str(home), "ACCORD_PORT": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a second start finds its modules compiled
    begin = time.perf_counter()
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        line = next(line for line in program.stdout if sign in line)
        if ask:
            wanted = urllib.request.Request(line.split()[-1].decode(), QUESTION, {"Content-Type": "application/json"})
            with urllib.request.urlopen(wanted, timeout=30) as answer:
                assert b"Japan" in answer.read()
        taken = time.perf_counter() - begin
        program.terminate()
    return taken


def main() -> int:
    """Prints what was measured. Returns 1 where the goal is missed."""
    with TemporaryDirectory(prefix="accord-bench-") as folder:
        home = Path(folder, "home")
        with connect(load_settings(home=home)) as graph:
            prepare(graph)
            for loader in bundled().values():
                load(graph, loader)
        bare, served = [], []
        for _ in range(ROUNDS):
            bare.append(until(home, b"ready", "-c", BARE))
            served.append(until(home, b"http://", "accord.py", "up", ask=True))
    ratio = median(served) / median(bare)
    shown = {"engine alone, s": median(bare), "first answer, s": median(served), "ratio": ratio}
    console.print_rows([{name: f"{value:.2f}" for name, value in shown.items()}])
    print(f"The first answer is to take at most {MOST} times the engine's own start.")
    print(f"Load average {os.getloadavg()[0]:.1f}.")
    print("The goal is missed." if ratio > MOST else "The goal is reached.")
    return int(ratio > MOST)


if __name__ == "__main__":
    sys.exit(main())
