"""The facts and the rules straight from the bundled files, without a graph: what the graph must come to as well."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from loaders.core import slug
from queries.coverage.days import COLLECTED
from queries.coverage.facts import Facts, Party, parties_of
from queries.coverage.rulebase import Authority, Rules
from queries.coverage.rules import rule, statement

FACTS = Path(__file__).parents[1] / "loaders" / "facts"
AGENCIES = ("nspo", "nspa")


@cache
def table(name: str) -> list[dict[str, str]]:
    """The rows of a file, empty cells left out."""
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [{key: value for key, value in row.items() if value} for row in csv.DictReader(lines)]


def read(path: Path) -> Any:
    """What a YAML file says; by the fast reader where there is one."""
    return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def lists() -> dict[str, Any]:
    """The dated lists by name."""
    told: dict[str, Any] = read(FACTS / "rules" / "lists.yaml")
    return told


@cache
def families() -> list[dict[str, Any]]:
    files = sorted(path for path in (FACTS / "rules").glob("*.yaml") if path.stem != "lists")
    return [read(path) for path in files]


@cache
def rules() -> Rules:
    told = families()
    return Rules.of(
        (rule(row) for family in told for row in family["rules"]),
        (statement(row) for family in told for row in family["statements"]),
        includes={
            f"designation/{name}": tuple(
                f"designation/{other}" if other in lists() else f"org/{other}" for other in entry.get("includes") or ()
            )
            for name, entry in lists().items()
        },
        titles={f"designation/{name}": entry["title"] for name, entry in lists().items()}
        | {f"nation/{row['iso2']}": row["name"] for row in table("nations")},
        authorities={row["id"]: Authority(row["id"], row["citation"]) for row in table("authorities")},
        revision="files",
    )


@cache
def parties() -> dict[str, Party]:
    return parties_of(rows())


def rows() -> Iterator[dict[str, Any]]:
    """What the query for facts would say of every party."""
    named = {row["id"] for row in (*_nations(), *_bodies())}
    for row in (*_nations(), *_bodies()):
        yield _fact(row["id"], "party", row)
    for row in table("memberships"):
        spell = {key: row.get(key) for key in ("from_on", "to_on", "seen_on", "confidence")}
        yield _fact(f"nation/{row['member']}", "membership", {"body": f"org/{row['body']}", "title": "", **spell})
    for id_, listing in _listings():
        if id_ not in named:
            named.add(id_)
            yield _fact(id_, "party", _row(id_, listing["name"]))
        yield _fact(id_, "listing", listing)
    for agreement in (*_acsas(), *_mous(), *_partnerships()):
        members = agreement.pop("members")
        us = _edge("us", members.get("nation/US", {}), "nation/US" in members)
        for id_, edge in members.items():
            yield _fact(id_, "agreement", agreement | us | _edge("joined", edge, True))


def _fact(party: str, what: str, fact: dict[str, Any]) -> dict[str, Any]:
    return {"party": party, "what": what, "fact": fact}


def _edge(who: str, told: dict[str, Any], there: bool) -> dict[str, Any]:
    return {who: there, f"{who}_on": told.get("signed_on"), f"{who}_to": told.get("to_on")}


def facts() -> Facts:
    return Facts(parties(), read_at=COLLECTED, revision="files")


def code(told: str) -> str:
    """The id of a party that the files name by code: 'JP' is a nation, 'EU' and 'nspa' are bodies."""
    bodies = {row["id"] for row in table("stakeholders")}
    listed = {member["code"] for entry in lists().values() for member in entry["members"]} - bodies
    nations = {row["iso2"] for row in table("nations")} | {"US"} | listed
    return f"nation/{told}" if told in nations else f"org/{told.lower()}"


def _row(id_: str, title: str, **rest: Any) -> dict[str, Any]:
    base: dict[str, Any] = {"id": id_, "title": title, "confidence": "documented", "source": None}
    return {**base, **rest}


def _nations() -> Iterator[dict[str, Any]]:
    for row in table("nations"):
        yield _row(f"nation/{row['iso2']}", row["name"])
    if "US" not in {row["iso2"] for row in table("nations")}:
        yield _row("nation/US", "United States")


def _bodies() -> Iterator[dict[str, Any]]:
    for row in table("stakeholders"):
        yield _row(f"org/{row['id']}", row["name"], classes=_items(row.get("classes")))


def _listings() -> Iterator[tuple[str, dict[str, Any]]]:
    bodies = {row["id"] for row in table("stakeholders")}
    for name, entry in lists().items():
        for member in entry["members"]:
            id_ = f"org/{member['code']}" if member["code"] in bodies else f"nation/{member['code']}"
            yield (
                id_,
                {
                    "list": name,
                    "name": member["name"],
                    "from_on": member.get("from"),
                    "to_on": member.get("to"),
                    "seen_on": member.get("seen_on"),
                    "treated_as": member.get("treated_as"),
                    "suspended": [f"{spell['from']}/{spell['to']}" for spell in member.get("suspended") or ()],
                    "confidence": member.get("confidence", entry["confidence"]),
                },
            )


def _acsas() -> Iterator[dict[str, Any]]:
    for row in table("acsas"):
        partner = f"nation/{row['iso2']}" if row["partner_kind"] == "nation" else f"org/{row['org_id']}"
        edge = {"signed_on": row.get("signed_on")}
        yield _agreement(row, {"nation/US": edge, partner: edge}, _items(row["kind"]), row["partner_name"])


def _mous() -> Iterator[dict[str, Any]]:
    joined: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in table("mou_participants"):
        if row.get("role") != "dropped before entry into force":
            edge = {"signed_on": row.get("signed_on"), "to_on": row.get("left_on")}
            joined[row["mou_id"]][code(row["party"])] = edge
    for row in table("mous"):
        named = {code(party): {"signed_on": row.get("signed_on")} for party in _items(row["parties"])}
        yield _agreement(row, named | joined[row["id"]], _items(row["kind"]), row["short_name"])


def _partnerships() -> Iterator[dict[str, Any]]:
    for row in table("wsps"):
        members = {f"nation/{member}" for member in _items(row.get("members"))}
        members |= {"nation/US"} if row["us_is_member"] == "true" else set()
        members |= {f"org/{agency}" for agency in AGENCIES} if row["kind"] == "support-partnership" else set()
        told = {**row, "in_force_from": row.get("established_on"), "status": "in-force"}
        yield _agreement(told, {member: {} for member in members}, [row["kind"]], row["name"])


def _agreement(row: dict[str, Any], members: dict[str, Any], kinds: list[str], title: str) -> dict[str, Any]:
    days = ("signed_on", "in_force_from", "in_force_to", "seen_on", "us_is_member", "status", "confidence")
    return {
        "id": f"agreement/{row['id']}",
        "title": title,
        "kinds": kinds,
        "members": members,
        "concerns": [f"program/{slug(name)}" for name in _items(row.get("program"))],
        **{name: row.get(name) for name in days},
    }


def _items(cell: str | None) -> list[str]:
    return [part.strip() for part in (cell or "").split(";") if part.strip()]


def today() -> date:
    return COLLECTED
