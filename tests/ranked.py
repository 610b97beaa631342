"""Sources of notices that differ in rank, a source of sections with a file a title, and a graph to load them into."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.client import Graph
from graph.prepare import prepare
from loaders import core, references
from loaders.core import SOURCED, Loader, Record
from loaders.run import load
from schema.authorities import CITES, STATUTE
from schema.cases import NOTICE_PURCHASED_BY, NOTIFICATION
from schema.stakeholders import NATION
from tests.test_load import contents


def notice(record: Record) -> Iterator[Any]:
    """A notice and its buyer."""
    row = NOTIFICATION.row(
        f"notice/{record['no']}", title=record.pop("title"), transmittal_no=record.pop("no"), purchaser_name="A land"
    )
    yield row
    yield NOTICE_PURCHASED_BY.link(row.id, f"nation/{record.pop('buyer')}")


def statute(record: Record) -> Iterator[Any]:
    """A section that cites others, which are only named."""
    row = STATUTE.row(record.pop("id"), title=record.pop("title"), citation="As cited")
    yield row
    for other in core.items(record.pop("cites", None)):
        yield STATUTE.naming(other)
        yield CITES.link(row.id, other)


def land(record: Record) -> Iterator[Any]:
    """A nation that is called by its code."""
    yield NATION.row(f"nation/{record['iso2']}", title=record["iso2"], iso2=record.pop("iso2"), iso3="AAA")


LANDS = Loader(name="lands", doc="Lands.", emits=(NATION,), parse=land, columns=("iso2", *SOURCED))
PRESS = Loader(
    name="press",
    doc="Notices.",
    emits=(NOTIFICATION, NOTICE_PURCHASED_BY),
    parse=notice,
    columns=("no", "title", "buyer", *SOURCED),
    tolerance=1.0,
    rank=1,
)
REGISTER = replace(PRESS, name="register", rank=2)
CODE = Loader(
    name="code",
    doc="Sections, a file a title.",
    emits=(STATUTE, CITES),
    parse=statute,
    columns=("id", "title", "cites", *SOURCED),
    part=lambda path: path.stem,
    tolerance=1.0,
)
ALL = {loader.name: loader for loader in (LANDS, PRESS, REGISTER, CODE)}
NAMES = "MATCH (n:Statute) RETURN n.id AS id, n.title AS title, n.loader AS loader ORDER BY id"


def written(path: Path, loader: Loader, *lines: str) -> Path:
    """The file, with these lines below the columns of the source."""
    rows = [",".join(loader.columns), *(f"{line},A page,,documented" for line in lines), ""]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.fixture
def store(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Graph:
    """A graph that knows two lands, while these sources are all that there are."""
    monkeypatch.setattr(references, "loaders", lambda: ALL)
    prepare(graph)
    load(graph, LANDS, written(tmp_path / "lands.csv", LANDS, "AA", "BB"))
    return graph


def notices(graph: Graph) -> list[tuple[Any, ...]]:
    """Title and buyer of each notice, each with who tells it."""
    rows = graph.read(
        "MATCH (n:Notification)-[r:PURCHASED_BY]->(b) RETURN n.title AS title, n.loader AS loader, b.id AS buyer,\n"
        "r.loader AS teller ORDER BY buyer"
    )
    return [tuple(row.values()) for row in rows]


def statutes(graph: Graph) -> dict[str, tuple[str, str]]:
    """By id, the title of each section and who tells it."""
    return {row["id"]: (row["title"], row["loader"]) for row in graph.read(NAMES)}


def told(graph: Graph) -> list[set[tuple[Any, ...]]]:
    """What the graph says, without when and by which run it was written."""
    return [
        {(*entry[:-1], tuple(pair for pair in entry[-1] if pair[0] not in ("run", "recorded_at"))) for entry in found}
        for found in contents(graph)
    ]
