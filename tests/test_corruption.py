"""Whatever happens to a file, a load of it ends in refusals that say where, and never in a breakdown."""

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from graph.client import Graph
from graph.turns import version
from loaders import HERE, loaders, run
from loaders.naming import Names
from loaders.opening import opened
from loaders.recognize import recognized
from loaders.run import Options, load
from loaders.sheets.mapping import beside
from loaders.tables import headers, read_rows
from loaders.tasks import asked
from schema.errors import AccordError
from tests.conftest import SOAK, Engine
from tests.sheets import xlsx

DATA = Path(__file__).parent / "data"
MANY, FEW = (2000, 300) if SOAK else (150, 30)
TAUGHT = {"aliases"}
"""Sources that no file tells, but a command."""
WRONG = (
    b"-1",
    b"NaN",
    b"=1+1",
    b"9" * 400,
    b"2026-13-45",
    b"03/04/2025",
    b"\xff\xfe",
    b"\0",
    b'"',
    b"<",
    b"&x;",
    b"{",
    b"",
)


def _samples() -> list[Path]:
    """A file of every source that there is a sample of, and the bundled tables."""
    found = [path for path in sorted(DATA.rglob("*")) if path.is_file() and not path.name.endswith(".map.yaml")]
    return [path for path in found if "cases" not in path.relative_to(DATA).parts] + sorted(
        (HERE / "facts").glob("*.csv")
    )


def _kind(path: Path) -> str:
    try:
        return recognized(path)[0].name
    except AccordError:
        return ""


SAMPLES = [path for path in _samples() if _kind(path)]


def cut(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def flip(content: bytes, chance: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 30))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def shuffle(content: bytes, chance: Random) -> bytes:
    lines = content.splitlines(keepends=True)
    head, rest = lines[: chance.choice((0, 1))], lines[1:]
    chance.shuffle(rest)
    return b"".join(head + rest)


def lose(content: bytes, chance: Random) -> bytes:
    first = chance.randrange(len(content))
    return content[:first] + content[first + chance.choice((1, 20, 2000)) :]


def double(content: bytes, chance: Random) -> bytes:
    first = chance.randrange(len(content))
    return content[: first + chance.choice((1, 20, 2000))] + content[first:]


def mistype(content: bytes, chance: Random) -> bytes:
    """Some word becomes one of another type."""
    words = list(re.finditer(rb"[\w.-]+", content))
    for word in sorted(chance.sample(words, min(len(words), chance.choice((1, 5)))), key=lambda w: -w.start()):
        content = content[: word.start()] + chance.choice(WRONG) + content[word.end() :]
    return content


def rewrite(content: bytes, chance: Random) -> bytes:
    return content.decode("utf-8", "replace").encode(
        chance.choice(("utf-16", "cp1252", "utf-8-sig", "utf-32")), "replace"
    )


WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (cut, flip, shuffle, lose, double, mistype, mistype, rewrite)


def damaged(folder: Path, chance: Random) -> Path:
    """A sample with something wrong in it; of a table sometimes as a workbook, of any sometimes packed."""
    sample = chance.choice(SAMPLES)
    path = folder / sample.name
    content = sample.read_bytes()
    if chance.random() < 0.25 and headers(sample)[0]:
        path, content = _otherwise(sample, folder, chance.choice((".xlsx", ".json", ".jsonl")))
    if beside(sample).is_file():
        beside(path).write_bytes(beside(sample).read_bytes())
    for _ in range(chance.choice((1, 1, 2))):
        content = chance.choice(WAYS)(content, chance) if content else content
    if chance.random() < 0.1:
        path, content = path.with_name(path.name + ".gz"), gzip.compress(content)
        content = chance.choice((cut, flip))(content, chance) if chance.random() < 0.5 else content
    path.write_bytes(content)
    return path


def _otherwise(sample: Path, folder: Path, ending: str) -> tuple[Path, bytes]:
    """The first rows of a table in a file of another kind."""
    path = folder / f"{sample.stem}{ending}"
    names, *rows = [[cell[:30_000] for cell in cells] for _, cells, _ in read_rows(sample)][:40]
    if ending == ".xlsx":
        return path, xlsx(path, Table=[names, *rows]).read_bytes()
    objects = [dict(zip(names, row, strict=False)) for row in rows]
    lines = [json.dumps(each, ensure_ascii=False) for each in objects]
    return path, ("\n".join(lines) if ending == ".jsonl" else json.dumps(objects, indent=1)).encode()


def told(graph: Graph, path: Path) -> list[AccordError]:
    """The refusals of a dry run over the file."""
    try:
        with opened([str(path)]) as files:
            found: list[AccordError] = []
            for loader, paths in asked((), files).tasks:
                outcome = load(graph, loader, paths, Options(dry_run=True, accept_deletions=True))
                found += outcome.refused
            return found
    except AccordError as refusal:
        return [refusal]


@pytest.fixture
def names(loaded: Graph, monkeypatch: pytest.MonkeyPatch) -> Graph:
    """The bundled facts, whose names are gathered once for all loads."""
    shared = Names(loaded)
    monkeypatch.setattr(run, "Names", lambda _: shared)
    return loaded


def test_every_source_that_is_not_bundled_has_a_sample():
    by_file = {name for name, loader in loaders().items() if not loader.source} - TAUGHT

    assert by_file <= {_kind(path) for path in SAMPLES}


def test_no_damage_breaks_a_load_down_and_each_refusal_says_where_and_what_to_do(
    engine: Engine, names: Graph, tmp_path: Path, record_property
):
    before, silent = version(names), []
    count = MANY if engine.name == "embedded" else FEW
    for seed in range(count):
        (folder := tmp_path / str(seed)).mkdir()
        path = damaged(folder, Random(seed))
        silent += [(seed, error.what) for error in told(names, path) if not error.where or not error.remedy]
    record_property("damaged files", count)

    assert silent == []
    assert version(names) == before
