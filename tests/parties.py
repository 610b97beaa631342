"""A small world of nations and departments, for files that print their names."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.client import Graph
from graph.prepare import prepare
from loaders.core import SOURCED, Loader, Record
from loaders.run import load
from schema.entity import NAME, NAMES
from schema.stakeholders import NATION, ORGANIZATION
from tests.conftest import wipe


def party(record: Record) -> Iterator[Any]:
    """A nation or organization, and another name of it."""
    id, title, other = record.pop("id"), record.pop("title"), record.pop("name", None)
    if id.startswith("org/"):
        yield ORGANIZATION.row(id, title=title, kind="agency")
    else:
        yield NATION.row(id, title=title, iso2=id[-2:])
    if other:
        yield NAME.row(f"name/{id[-2:]}", title=other, kind="official")
        yield NAMES.link(f"name/{id[-2:]}", id)


PARTIES = Loader(
    name="parties",
    doc="Parties.",
    emits=(NATION, ORGANIZATION, NAME, NAMES),
    parse=party,
    columns=("id", "title", "name", *SOURCED),
)
KNOWN = """id,title,name,source_title,source_url,confidence
nation/TR,Turkey,Republic of Türkiye,A page,,documented
nation/TW,Taiwan,Taipei Economic and Cultural Representative Office in the United States,A page,,documented
nation/SA,Saudi Arabia,Kingdom of Saudi Arabia,A page,,documented
nation/PL,Poland,,A page,,documented
nation/BH,Bahrain,,A page,,documented
nation/KR,South Korea,Korea (Seoul),A page,,documented
nation/TT,Trinidad and Tobago,Trinidad/Tobago,A page,,documented
nation/JP,Japan,,A page,,documented
nation/IL,Israel,,A page,,documented
nation/KE,Kenya,,A page,,documented
nation/CN,China,,A page,,documented
nation/CY,Cyprus,,A page,,documented
nation/CH,Switzerland,,A page,,documented
org/dla,Defense Logistics Agency,Defense Logistics Agency (DLA),A page,,documented
org/state,Department of State,,A page,,documented
org/commerce,Department of Commerce,,A page,,documented
org/treasury,Department of the Treasury,,A page,,documented
org/army,Department of the Army,,A page,,documented
org/navy,Department of the Navy,,A page,,documented
org/af,Department of the Air Force,,A page,,documented
"""


def anew(graph: Graph, folder: Path) -> Graph:
    """The graph with that world and nothing else; the file of it is written to the folder."""
    wipe(graph)
    prepare(graph)
    folder.joinpath("parties.csv").write_text(KNOWN, encoding="utf-8")
    load(graph, PARTIES, folder / "parties.csv")
    return graph
