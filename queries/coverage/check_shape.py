"""The shape of rules, statements and lists: the fields that each takes, and whether every word is one."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from queries.coverage.check_files import Entry, Family, Finding
from queries.coverage.rules import content
from schema.dates import PartialDate
from schema.errors import AccordError
from schema.vocabulary import ANY_KIND, Confidence, Effect, Reply, SettledBy, TransferKind

SECTIONS = ("about", "statements", "rules")
MUST = ("id", "effect", "kinds", "cite", "plain", "source_url", "confidence")
MAY = ("from", "to", "before", "note", "source")
OWN: dict[Effect, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Effect.GRANTS: (("when",), ("agreement",)),
    Effect.NARROWS: (("when", "of"), ()),
    Effect.REQUIRES: (("then",), ("when", "under")),
    Effect.PROHIBITS: (("when",), ("under",)),
    Effect.LIFTS: (("lifts",), ("when",)),
    Effect.LIMITS: (("limit",), ("when", "under")),
    Effect.NOTIFIES: (("notice", "timing"), ("when", "under", "wait", "unit")),
    Effect.PRICES: (("price",), ("when", "under")),
    Effect.DELEGATES: (("delegate",), ("when", "under")),
}
"""The fields that a rule of each effect must and may have beside those of every rule."""
STATEMENT = (("id", "asks", "yes", "no", "settled_by"), ("presume", "basis", "about"))
LIST = (("id", "title", "confidence", "source_url", "members"), ("note", "includes"))
SPELL = ("from", "to", "seen_on", "suspended")
MEMBER = (
    ("code", "name"),
    (*SPELL, "treated_as", "paragraph", "scope", "exception", "confidence", "source_url", "source", "note"),
)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LIST_NAME = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
SURE = set(Confidence) - {Confidence.STATED, Confidence.PRESUMED}


def shaped(families: Iterable[Family], lists: Iterable[Entry]) -> Iterator[Finding]:
    """What is wrong with the shape of the rule base."""
    told = tuple(families)
    for family in told:
        for section in family.sections:
            if section not in SECTIONS:
                yield Finding(family.file, 1, "", f"a family has {', '.join(SECTIONS)}, not {section}")
    entries = {"rule": _rule, "statement": _statement, "list": _list}
    found = {
        "rule": [entry for family in told for entry in family.rules],
        "statement": [entry for family in told for entry in family.statements],
        "list": list(lists),
    }
    for what, checks in entries.items():
        yield from _once(found[what], what)
        for entry in found[what]:
            yield from map(entry.finding, checks(entry.told))


def faults(what: Literal["rule", "statement", "list"], told: Any) -> list[str]:
    """What is wrong with the shape of one entry; it may be anything that YAML can say."""
    try:
        return list({"rule": _rule, "statement": _statement, "list": _list}[what](told))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return [f"a value is of another kind than it is to be: {error}"]


def _once(entries: Iterable[Entry], what: str) -> Iterator[Finding]:
    seen: dict[str, Entry] = {}
    for entry in entries:
        if (first := seen.setdefault(entry.id, entry)) is not entry:
            yield entry.finding(f"this {what} is told twice: the other is at {first.file}:{first.line}")


def _fields(told: Any, must: Iterable[str], may: Iterable[str]) -> Iterator[str]:
    for field in must:
        if field not in told:
            yield f"lacks {field}"
    for field in told:
        if field not in {*must, *may}:
            yield f"does not take {field}"


def _rule(told: Any) -> Iterator[str]:
    if told.get("effect") not in OWN:
        yield f"{told.get('effect')} is no effect: write one of {', '.join(OWN)}"
        return
    must, may = OWN[Effect(told["effect"])]
    lacking = [*_fields(told, (*MUST, *must), (*MAY, *may))]
    yield from lacking
    if lacking:
        return
    yield from _common(told, SLUG)
    yield from _kinds(told["kinds"])
    yield from _content(told)
    for name in ("under", "of", "lifts", "agreement", "wait"):
        if name in told and not (isinstance(told[name], list) and told[name]):
            yield f"{name} takes a list"


def _common(told: Any, name: re.Pattern[str]) -> Iterator[str]:
    if not name.fullmatch(str(told["id"])):
        yield "the name is no slug: write it in lower case"
    if told.get("confidence", Confidence.DOCUMENTED) not in SURE:
        yield f"{told['confidence']} is no confidence: write one of {', '.join(sorted(SURE))}"
    url = told.get("source_url", "")
    if url and not re.fullmatch(r"https?://\S+", url):
        yield f"source_url is no address: {url}; leave it '' where there is none, and name the source"


def _kinds(kinds: Any) -> Iterator[str]:
    known = {*TransferKind, ANY_KIND}
    if not isinstance(kinds, list) or not kinds:
        yield "kinds takes a list"
        return
    yield from (f"{kind} is no kind of transfer" for kind in kinds if kind not in known)


def _content(told: Any) -> Iterator[str]:
    try:
        found = content(told)
    except (AccordError, KeyError, TypeError, ValueError) as error:
        yield str(error.what if isinstance(error, AccordError) else error)
        return
    if found["from_on"] and found["to_on"] and found["to_on"].latest < found["from_on"].earliest:
        yield f"it ends on {found['to_on']}, before it begins on {found['from_on']}"


def _statement(told: Any) -> Iterator[str]:
    lacking = [*_fields(told, *STATEMENT)]
    yield from lacking
    if lacking:
        return
    yield from _common(told, SLUG)
    if told["settled_by"] not in set(SettledBy):
        yield f"settled_by {told['settled_by']}: write one of {', '.join(SettledBy)}"
    if "presume" in told and (told["presume"] not in (Reply.YES, Reply.NO) or not told.get("basis")):
        yield "what is presumed is 'yes' or 'no', with its basis"
    if told.get("about", "agreement") != "agreement":
        yield f"about {told['about']}: a statement is about the transfer, or about an agreement"
    if "?" not in str(told["asks"]):
        yield "asks is no question"


def _list(told: Any) -> Iterator[str]:
    lacking = [*_fields(told, *LIST)]
    yield from lacking
    if lacking:
        return
    yield from _common(told, LIST_NAME)
    for name in ("members", "includes"):
        if not isinstance(told.get(name, []), list):
            yield f"{name} takes a list"
            return
    for member in told["members"]:
        for text in _member(member):
            yield f"{member.get('code')}: {text}"


def _member(told: Any) -> Iterator[str]:
    yield from _fields(told, *MEMBER)
    if "from" not in told and "seen_on" not in told:
        yield "lacks from or seen_on"
    for spell in told.get("suspended", ()):
        yield from (f"suspended lacks {end}" for end in ("from", "to") if end not in spell)
    spells = [told, *(told.get("suspended") or ())]
    for spell in spells:
        yield from _dates(spell)


def _dates(spell: Any) -> Iterator[str]:
    days: dict[str, PartialDate] = {}
    for field in ("from", "to", "seen_on"):
        try:
            days |= {field: PartialDate(spell[field])} if field in spell else {}
        except (AccordError, TypeError):
            yield f"{field} {spell[field]!r} is no date: write '2016', '2016-05' or '2016-05-03'"
    if "from" in days and "to" in days and days["to"].latest < days["from"].earliest:
        yield f"ends on {days['to']}, before it begins on {days['from']}"
