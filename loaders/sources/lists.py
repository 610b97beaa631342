"""Dated lists of countries and bodies by status: the rules ask whether a recipient is on one."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loaders import HERE
from loaders.core import Emitted, Loader, Record
from loaders.rulebase import sections, shaped
from loaders.yamls import read_yaml
from schema.core import Link, Origin
from schema.errors import LoadRefused, RowError
from schema.rules import INCLUDES_BODY
from schema.stakeholders import DESIGNATED_AS, NATION
from schema.terms import DESIGNATION, INCLUDES

MEMBERS = re.compile(rb"^[ \t]+members[ \t]*:", re.MULTILINE)

NAMED_ONLY = Origin("Countries named in lists of the rule base alone", "", "general-knowledge")
"""Places that US law names as countries and that are no nation in the other facts, such as Tibet (FAA 620(f))."""


def records(files: list[Path]) -> Iterator[Record | RowError]:
    """The lists, each with its name and with who its members are."""
    nations, bodies = _codes("nations.csv", "iso2"), _codes("stakeholders.csv", "id")
    for path in files:
        told = read_yaml(path)
        if not isinstance(told, Record):
            raise LoadRefused("the file holds no lists by name", path.name, "write the name of each, and a colon")
        for name, list_ in told.items():
            if not isinstance(list_, Record):
                yield RowError(f"the list {name} is no mapping", path.name, "write confidence, source_url, members")
                continue
            if isinstance(fault := shaped("list", Record({"id": name, **list_}, list_.place), path), RowError):
                yield fault
                continue
            list_["name"], list_["bodies"], list_["nations"] = name, bodies, nations
            list_["lists"] = set(told)
            yield list_


def recognizes(path: Path, head: bytes) -> bool:
    """Whether it is a file of lists, each with its members."""
    return bool(MEMBERS.search(head)) and bool(told := sections(path)) and not told & {"rules", "statements"}


def _codes(name: str, column: str) -> set[str]:
    with (HERE / "facts" / name).open(encoding="utf-8", newline="") as lines:
        return {row[column] for row in csv.DictReader(lines)}


def origin(record: Record) -> Origin:
    """The list's own source; a member may have another."""
    stated = Origin(f"List {record['name']} of the rule base", record.pop("source_url", ""), record.pop("confidence"))
    record["stated"] = stated
    return stated


def parse(record: Record) -> Emitted:
    """The list as a status, what it includes, and the spell of each member."""
    name, bodies, nations = record.pop("name"), record.pop("bodies"), record.pop("nations")
    status, lists, stated = f"designation/{name}", record.pop("lists"), record.pop("stated")
    yield DESIGNATION.row(id=status, title=record.pop("title"), slug=name, notes=record.pop("note", None))
    for other in record.pop("includes", None) or ():
        yield (
            INCLUDES.link(status, f"designation/{other}")
            if other in lists
            else INCLUDES_BODY.link(status, f"org/{other}")
        )
    for member in record.pop("members", None) or ():
        code = member.pop("code")
        if code not in nations | bodies:
            yield NATION.row(id=f"nation/{code}", title=member["name"]).stated(NAMED_ONLY)
        yield _spell(member, f"org/{code}" if code in bodies else f"nation/{code}", status, stated)


def _spell(member: Record, stakeholder: str, status: str, stated: Origin) -> Link:
    member.pop("name")
    place, values = member.place, {old: member.pop(new, None) for old, new in _FIELDS.items()}
    values["suspended"] = [_interval(spell) for spell in member.pop("suspended", None) or ()]
    own = Origin(
        member.pop("source", stated.title),
        member.pop("source_url", stated.url),
        member.pop("confidence", stated.confidence),
    )
    if member:
        raise RowError(f"{next(iter(member))} is not understood", place, "take it out", next(iter(member)))
    return DESIGNATED_AS.link(stakeholder, status, **values).stated(own)


_FIELDS = {
    "from_on": "from",
    "to_on": "to",
    "seen_on": "seen_on",
    "treated_as": "treated_as",
    "paragraph": "paragraph",
    "scope": "scope",
    "exception": "exception",
    "notes": "note",
}


def _interval(spell: Any) -> str:
    return f"{spell['from']}/{spell['to']}"


LOADERS = (
    Loader(
        name="lists",
        source="facts/rules/lists.yaml",
        doc="Dated lists of countries and bodies that rules refer to.",
        records=records,
        recognizes=recognizes,
        origin=origin,
        emits=(DESIGNATION, NATION, DESIGNATED_AS, INCLUDES, INCLUDES_BODY),
        at_least={"Designation": 30},
        parse=parse,
    ),
)
