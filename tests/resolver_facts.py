"""The names in the bundled facts, as the query `names` tells them from the graph."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

from loaders.check import FACTS
from queries.resolver import Index, names_of

COLUMNS = (
    *("id", "label", "title", "iso2", "iso3", "dsca_code", "short_name", "citation", "act", "act_section"),
    *("instrument_no", "name"),
)


@cache
def index() -> Index:
    """The index of the bundled facts."""
    return Index.build(names_of(rows()))


@cache
def rows() -> list[dict[str, Any]]:
    """What the query gives for the bundled facts."""
    others: dict[str, list[str | None]] = defaultdict(list)
    for cells in table("names"):
        others[cells["id"]].append(cells["name"])
    return [
        dict.fromkeys(COLUMNS) | thing | {"name": name} for thing in _things() for name in others[thing["id"]] or [None]
    ]


@cache
def table(name: str) -> list[dict[str, str]]:
    """The rows of a file of facts."""
    with (FACTS / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _things() -> Iterator[dict[str, Any]]:
    for cells in table("nations"):
        told = {name: cells[name] for name in ("iso2", "iso3")}
        code = {"dsca_code": cells["dod_country_code"] or None}
        yield {"id": f"nation/{cells['iso2']}", "label": "Nation", "title": cells["name"], **told, **code}
    for cells in table("stakeholders"):
        short = cells["short_name"] or None
        yield {"id": f"org/{cells['id']}", "label": "Organization", "title": cells["name"], "short_name": short}
    for cells in table("authorities"):
        law = {name: cells[name] or None for name in ("citation", "act", "act_section")}
        yield {"id": cells["id"], "label": "Authority", "title": cells["heading_in_own_words"], **law}
    for cells in (*table("acsas"), *table("mous"), *table("wsps")):
        number = cells.get("instrument_no") or None
        title = cells.get("short_name") or cells.get("name") or f"{cells['title_kind']} with {cells['partner_name']}"
        yield {"id": f"agreement/{cells['id']}", "label": "Agreement", "title": title, "instrument_no": number}
