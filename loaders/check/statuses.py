"""Statuses told twice: memberships and designations in tables, and the dated lists of the rule base, must agree."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from loaders.check.findings import Finding, Findings, Row, Tables
from loaders.check.links import keys
from schema.dates import PartialDate
from schema.errors import ModelError

SAME = {
    "nato_members": ("memberships", "nato"),
    "nato_plus_5": ("designations", "nato-plus"),
    "nato_plus_5_countries": ("designations", "nato-plus"),
    "major_non_nato_allies": ("designations", "major-non-nato-ally"),
    "major_non_nato_allies_title_10": ("designations", "major-non-nato-ally-10usc2350a"),
}
"""Which list of the rule base tells the same as which rows; who is treated as a member has a designation of its own."""

TREATED = "-treated-as"
AGREED = {
    "qualifying-country": "reciprocal-procurement",
    "qualifying-country-by-purchase": "reciprocal-procurement",
    "security-of-supply-partner": "security-of-supply",
    "gsomia-holder": "information-security",
}
"""Designations that come with an agreement of that kind."""

PARTIES = {"strategic_airlift_partners": "mou-sac-c17"}
"""Lists that name the parties of an agreement besides the United States."""

ELSEWHERE = {"CN-XZ"}
"""Codes that only the lists know: Tibet is neither a nation nor a body here."""


FAST: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Member:
    """A member of a list: where it stands, and what is said of it."""

    line: int
    said: dict[str, str]


Spell = tuple[str, str, str]
"""Who, from when (or seen when), until when."""


def check_statuses(tables: Tables, rules: Path) -> Findings:
    """Where the tables and the lists of the rule base disagree, or lists name what is not there."""
    yield from _with_agreements(tables)
    try:
        lists = dict(_lists(rules / "lists.yaml"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        yield Finding("rules/lists.yaml", line, f"not YAML: {error.problem}")
        return
    yield from _codes(lists, keys(tables, "nations") | keys(tables, "stakeholders") | ELSEWHERE)
    for name, members in lists.items():
        if name in SAME:
            table, status = SAME[name]
            yield from _compare(members, name, tables[table], status)
        if name in PARTIES:
            yield from _same_parties(members, name, tables["mous"], PARTIES[name])


def _lists(path: Path) -> Iterator[tuple[str, list[Member]]]:
    """The lists of the file by name; composed, not loaded, so that lines are known and NO stays Norway."""
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=FAST) if path.is_file() else None
    for name, body in root.value if isinstance(root, yaml.MappingNode) else ():
        members = next((value for key, value in body.value if key.value == "members"), None)
        yield name.value, [_member(node) for node in members.value] if members else []


def _codes(lists: dict[str, list[Member]], known: set[str]) -> Findings:
    for member in (member for members in lists.values() for member in members):
        if member.said.get("code") not in known:
            yield _at(member, f"code {member.said.get('code')} is neither a nation nor a stakeholder")


def _member(node: yaml.MappingNode) -> Member:
    said = {key.value: value.value for key, value in node.value if isinstance(value, yaml.ScalarNode)}
    return Member(node.start_mark.line + 1, said)


def _at(member: Member, text: str) -> Finding:
    return Finding("rules/lists.yaml", member.line, text)


def _compare(members: list[Member], name: str, rows: list[Row], status: str) -> Findings:
    listed = {_listed(member, status): member for member in members}
    kept = {(_status(row), *_kept(row)): row for row in rows if _status(row) in (status, status + TREATED)}
    for spell, member in listed.items():
        if spell not in kept:
            yield _at(member, f"{name}: {' '.join(filter(None, spell[1:]))} is not so in the table, as {spell[0]}")
    for spell, row in kept.items():
        if spell not in listed:
            yield row.says(f"{spell[0]}: {' '.join(filter(None, spell[1:]))} is not so in rules/lists.yaml, {name}")


def _same_parties(members: list[Member], name: str, rows: list[Row], agreement: str) -> Findings:
    parties = {party for row in rows if row["id"] == agreement for party in row.items("parties")} - {"US"}
    if differ := parties ^ {member.said.get("code", "") for member in members}:
        line = members[0].line if members else 0
        yield Finding(
            "rules/lists.yaml",
            line,
            f"{name}: not the parties of {agreement}, which differ in {', '.join(sorted(differ))}",
        )


def _status(row: Row) -> str:
    return row["designation"] or row["body"]


def _listed(member: Member, status: str) -> tuple[str, str, str, str]:
    said = member.said
    own = status + TREATED if said.get("treated_as") == "true" else status
    return own, *_spell(said.get("code", ""), said.get("from", ""), said.get("seen_on", ""), said.get("to", ""))


def _kept(row: Row) -> Spell:
    return _spell(row["nation"] or row["member"], row["from_on"], row["seen_on"], row["to_on"])


def _spell(who: str, start: str, seen: str, end: str) -> Spell:
    """A start of which only the year or month is known tells no more than that it was so at its end."""
    exact = len(start) == len("2016-05-03")
    return who, f"from {start}" if exact else f"seen {_latest(start or seen)}", f"to {end}" if end else ""


def _latest(text: str) -> str:
    try:
        return PartialDate(text).latest.isoformat()
    except ModelError:
        return text


def _with_agreements(tables: Tables) -> Findings:
    partners = {(kind, party) for row in tables["mous"] for kind in row.items("kind") for party in row.items("parties")}
    for row in tables["designations"]:
        kind = AGREED.get(row["designation"])
        if kind and (kind, row["nation"]) not in partners:
            yield row.says(f"{row['designation']}: {row['nation']} is party to no agreement of kind {kind}")
