"""The law: titles of the US Code read section by section against the same file merely parsed, and the memory taken.

Files named on the command line are read too. Writes its part of docs/performance.md.
"""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from loaders import uslm
from loaders.markup import elements
from loaders.sources import usc
from tests.bench import measuring, page
from tests.bench.bench_files import processor
from tests.bench.measuring import ROUNDS, Goal, Measured, tell

SOAK = os.environ.get("ACCORD_SOAK") == "1"
SECTIONS = 2_000
READING = Goal("Reading titles of the US Code", "lxml.etree.iterparse", "sections as records", "at least", 0.5)
FINDING = "sections found and let go"
WHY = """
The floor parses and lets every section go unread. Beyond it, on a real title, a third of the time each goes into the
words of paragraphs and into notes, an eighth into references, and the rest into numbers, places and credits: some
hundred elements a section are looked at from Python, and their letters are taken out, freed of double blanks and
joined. lxml gives the text of a whole section in a tenth of that, but without telling where a paragraph begins; a
stylesheet (XSLT) that tells it gives the same lines and notes of title 22, in half as much time again; a reader of
expat's events, without any tree, gives the same sections in as much time. In the made-up title paragraphs are many and
short, and its elements have no ids, styles and classes to be parsed, so that its share is the least.
"""
LARGE = 1_000_000_000 if SOAK else 50_000_000
"""Bytes of the title whose reading is weighed."""
MOST = 200
"""Megabytes that the process may take."""
WEIGHED = """
import resource, sys
from pathlib import Path
from loaders.sources import usc
count = sum(1 for _ in usc.records([Path(sys.argv[1])]))
unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit)
"""
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<uscDoc xmlns="http://xml.house.gov/schemas/uslm/1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" identifier="/us/usc/t22"><meta><docPublicationName>Online@119-73'
    '</docPublicationName></meta><main><title identifier="/us/usc/t22"><num value="22">Title 22—</num>'
)
TAIL = "</title></main></uscDoc>\n"
WORDS = "The sample may share with a friend the articles and services that both have agreed upon in writing, "


def part(level: str, at: str, number: str, inner: str) -> str:
    """A paragraph of that level, with what is below it."""
    chapeau = (
        f"<chapeau>{WORDS}as section <ref href='/us/usc/t10/s2350a/b'>2350a(b) of title 10</ref> has it—</chapeau>"
    )
    told = f"{chapeau}{inner}" if inner else f"<content>{WORDS}and no more.</content>"
    return f'<{level} identifier="{at}/{number}"><num value="{number}">({number})</num>{told}</{level}>'


def section(number: int) -> str:
    """A section of the shape that the sections of title 22 have in the middle: paragraphs, credit and four notes."""
    at = f"/us/usc/t22/s{number}"
    points = "".join(part("paragraph", f"{at}/a", f"{n}", "") for n in range(1, 6))
    below = "".join(part("subsection", at, letter, points) for letter in "abc")
    credit = (
        "<sourceCredit>(<ref href='/us/pl/90/629'>Pub. L. 90–629</ref>, ch. 2, § 27, <date date='1979-10-29'>Oct. 29, "
        "1979</date>, <ref href='/us/stat/93/706'>93 Stat. 706</ref>.)</sourceCredit>"
    )
    notes = "".join(
        f'<note topic="amendments"><heading>{1980 + n}—Amendments</heading><p>'
        f'Pub. L. <ref href="/us/pl/96/{n}">96–{n}</ref>'
        f" substituted “{WORDS}” for “{WORDS}”.</p></note>"
        for n in range(1, 5)
    )
    heading = f'<num value="{number}">§ {number}.</num><heading> Of the sample</heading>'
    return f'<section identifier="{at}">{heading}{below}{credit}<notes type="uscNote">{notes}</notes></section>\n'


def write_title(path: Path, bytes_: int = 0, sections: int = SECTIONS) -> Path:
    """A title of so many sections, or of as many as it takes to so many bytes; everything in it is made up."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        number = 0
        while number < sections if not bytes_ else file.tell() < bytes_:
            number += 1
            file.write(section(number))
        file.write(TAIL)
    return path


def bare(path: Path) -> int:
    """The number of sections, each parsed and let go."""
    count = 0
    for _, element in etree.iterparse(str(path), tag="{*}section"):
        count += 1
        element.clear()
    return count


def whole(path: Path) -> int:
    """The number of sections, each as a record of its words, credit, notes and references."""
    return sum("section" in record for record in usc.records([path]) if isinstance(record, dict))


def found(path: Path) -> int:
    """The number of sections outside notes, each emptied when the next is asked for."""
    return sum(1 for _ in elements(path, ("section",), uslm.OUTSIDE, ("notes", "toc")))


def read(path: Path) -> Measured:
    """Seconds of the processor that parsing a title takes, finding its sections, and reading them, in turn."""
    steps = {READING.upper: bare, FINDING: found, READING.lower: whole}
    rounds = [{name: processor(partial(step, path)) for name, step in steps.items()} for _ in range(ROUNDS)]
    return {name: [each[name] for each in rounds] for name in steps}


def weigh(folder: Path) -> int:
    """Prints the memory that reading a large title takes. Returns 0 where that is within the limit, 1 otherwise."""
    path = write_title(folder / "large.xml", LARGE)
    command = [sys.executable, "-c", WEIGHED, str(path)]
    count, taken = map(int, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    print(f"Reading {path.stat().st_size / 1e6:,.0f} MB, {count:,} records, takes {taken:,} MB of {MOST} at most\n")
    return 0 if taken <= MOST else 1


def main(real: list[Path]) -> int:
    """Measures, prints and writes it. Returns 0 where the goals are reached, 1 otherwise."""
    with TemporaryDirectory(prefix="accord-bench-") as made:
        path = write_title(Path(made, "usc22.xml"))
        assert bare(path) == found(path) == whole(path) == SECTIONS
        measured = {f"made up, {SECTIONS:,} sections": read(path)}
        measured |= {f"{file.name}, {found(file):,} sections": read(file) for file in real}
        missed = tell(READING, measured)
        page.write(READING.title, f"{measuring.section(READING, measured)}\n{WHY}")
        return min(1, missed + weigh(Path(made)))


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
