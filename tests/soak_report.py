"""Turn the record of a soak into docs/soak.md: when, on what machine, on which engines, how much of what.

A test that counts something worth telling (kills survived, corrupted files read) says so with `record_property`;
whole numbers of one name are added up over all tests. Each test says on which engine it ran.
"""

import os
import platform
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

OUTCOMES = ("passed", "failed", "skipped")
HEAD = """\
# Soak

Written by `make soak`, which runs tests at their full counts; the numbers of `make test` are smaller samples. A subject
that is not listed was not run.
"""


def outcome(case: Element) -> str:
    """The word of OUTCOMES for one test case."""
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "passed"


def subject(case: Element) -> str:
    """The name of the file a test case stands in: 'kills' for tests.test_kills, or for a class therein."""
    parts = case.get("classname", "").split(".")
    return next((part for part in parts if part.startswith("test_")), parts[0]).removeprefix("test_")


def machine() -> str:
    """This machine in a few words, without its name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} on {platform.machine()}"
    return f"{system}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    cells = list(head)
    lines = [cells, ["---"] * len(cells), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def circumstances(suites: Sequence[Element], where: str) -> Iterator[tuple[str, str]]:
    """What was run when and where, row by row."""
    told = (suite.iterfind("testcase/properties/property[@name='engine']") for suite in suites)
    engines = {prop.get("value", "") for props in told for prop in props}
    yield "day", max(suite.get("timestamp", "")[:10] for suite in suites)
    yield "machine", where
    yield "engines", ", ".join(sorted(engines)) or "none"
    yield "duration", f"{sum(float(suite.get('time', 0)) for suite in suites) / 60:.0f} minutes"


def subjects(cases: Iterable[Element]) -> list[tuple[str, ...]]:
    """For each subject how its tests ended and how long they took."""
    counts: Counter[tuple[str, str]] = Counter()
    seconds: defaultdict[str, float] = defaultdict(float)
    for case in cases:
        counts[subject(case), outcome(case)] += 1
        seconds[subject(case)] += float(case.get("time", 0))
    return [(name, *(str(counts[name, word]) for word in OUTCOMES), f"{seconds[name]:.0f}") for name in sorted(seconds)]


def totals(cases: Iterable[Element]) -> list[tuple[str, int]]:
    """The whole numbers that tests recorded, added up by name."""
    sums: Counter[str] = Counter()
    for prop in (prop for case in cases for prop in case.iterfind("properties/property")):
        name, value = prop.get("name", ""), prop.get("value", "")
        if value.isdecimal():
            sums[name] += int(value)
    return sorted(sums.items())


def suite_of(record: Path) -> Element:
    """The one suite of a JUnit record."""
    suite = ElementTree.parse(record).getroot().find("testsuite")
    if suite is None:
        raise SystemExit(f"{record} holds no test suite\n  do: run `make soak` again")
    return suite


def report(records: Iterable[Path], where: str) -> str:
    """The text of docs/soak.md for JUnit records of pytest: one of the whole, or several of its parts."""
    suites = [suite_of(record) for record in records]
    cases = [case for suite in suites for case in suite.iterfind("testcase[@classname]")]
    parts = [
        HEAD,
        table(("what", "value"), circumstances(suites, where)),
        table(("subject", *OUTCOMES, "seconds"), subjects(cases)),
    ]
    counted = totals(cases)
    return "\n".join([*parts, table(("counted", "total"), counted)] if counted else parts)


if __name__ == "__main__":
    target, *sources = map(Path, sys.argv[1:])
    target.write_text(report(sources, machine()), encoding="utf-8")
