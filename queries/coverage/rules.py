"""Rules and statements as the graph holds them, parsed. A rule that cannot be read is kept as a gap: never a pass."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from queries.coverage.conditions import Atom, Condition, dollars, parse
from queries.coverage.result import Citation
from schema.dates import PartialDate
from schema.errors import ModelError
from schema.vocabulary import (
    ANY_KIND,
    AgreementKind,
    ApprovalKind,
    Confidence,
    DayCount,
    Effect,
    Reply,
    SettledBy,
    Timing,
    TransferKind,
)

Row = Mapping[str, Any]
UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Wait:
    """Days that must pass after a notice, where the condition holds. Where somebody may object within them, they have
    passed when the last of them is over.
    """

    days: int
    when: Condition | None
    within: bool = False

    def passed(self, days: int) -> bool:
        """Whether so many days after the notice are enough."""
        return days > self.days if self.within else days >= self.days


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure: of what quantity, at least or at most how much, in which unit, per what; `together` says that it is one
    for all to whom it applies.
    """

    of: str
    unit: str
    at_most: Decimal | None = None
    at_least: Decimal | None = None
    per: str | None = None
    together: bool = False

    def fits(self, amount: Decimal) -> bool:
        """Whether the amount keeps to it."""
        return (self.at_most is None or amount <= self.at_most) and (self.at_least is None or amount >= self.at_least)


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a law says. `under` are the grants or authorities whose routes alone it touches; empty: all."""

    id: str
    effect: Effect
    kinds: frozenset[str]
    citation: Citation
    plain: str
    source: str | None
    confidence: Confidence
    when: Condition | None = None
    then: Condition | None = None
    agreement: frozenset[AgreementKind] = frozenset()
    under: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    lifts: frozenset[str] = frozenset()
    limit: Limit | None = None
    notice: ApprovalKind | None = None
    timing: Timing | None = None
    waits: tuple[Wait, ...] = ()
    unit: DayCount = DayCount.CALENDAR
    price: str | None = None
    delegate: str | None = None
    from_on: PartialDate | None = None
    to_on: PartialDate | None = None
    before: str | None = None
    note: str | None = None

    @property
    def authority(self) -> str:
        """Id of the authority in which it stands."""
        return self.citation.authority

    def governs(self, kind: TransferKind) -> bool:
        """Whether it touches routes of that kind."""
        return kind in self.kinds or ANY_KIND in self.kinds

    def touches(self, grant: "Rule", kind: TransferKind) -> bool:
        """Whether it touches the route of the grant in that kind."""
        return self.governs(kind) and (
            grant.id in self.of
            if self.effect is Effect.NARROWS
            else not self.under or grant.id in self.under or grant.authority in self.under
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that no program can test; `about` says of what an answer speaks, if not of the transfer."""

    id: str
    asks: str
    yes: str
    no: str
    settled_by: SettledBy
    presume: Reply | None = None
    basis: str | None = None
    about: str | None = None


def statement(row: Row) -> Statement:
    """The statement of a row of rules.cypher, or as written."""
    body = as_written(row)
    presume = body.get("presume")
    return Statement(
        id=body["id"],
        asks=body["asks"],
        yes=body["yes"],
        no=body["no"],
        settled_by=SettledBy(body["settled_by"]),
        presume=Reply(presume) if presume else None,
        basis=body.get("basis"),
        about=body.get("about"),
    )


def as_written(row: Row) -> Row:
    """What stands in the rule base: the body of a row of the graph, or the row itself."""
    return json.loads(row["body"]) if isinstance(row.get("body"), str) else row


def rule(row: Row) -> Rule:
    """The rule of a row of rules.cypher: its body as written, and where it stands. What cannot be read is a gap."""
    body = as_written(row)
    try:
        return Rule(**_standing(row, body), **content(body))
    except (ModelError, KeyError, TypeError, ValueError) as error:
        return Rule(
            **_standing(row, _legible(body)), when=Atom(UNREADABLE, (str(body["id"]), str(error).split("\n")[0]))
        )


def _legible(body: Row) -> Row:
    """The rule with an effect and kinds: one that cannot be told from a bar stands in the way of every kind."""
    effect = body.get("effect") if body.get("effect") in set(Effect) else Effect.PROHIBITS
    kinds = [ANY_KIND] if effect is Effect.PROHIBITS else body.get("kinds") or [ANY_KIND]
    return {**body, "effect": effect, "kinds": kinds, "confidence": body.get("confidence") or Confidence.STATED}


def _standing(row: Row, body: Row) -> dict[str, Any]:
    """Where a rule stands and what it touches."""
    text = str(body["cite"])
    authority = re.split(r"[(#]", text, maxsplit=1)[0].strip()
    paragraph = text[len(authority) :].strip(" #") or None
    shown = str(row.get("title") or authority)
    if text[len(authority) :].startswith("#"):  # a section of a part: 22 CFR part 126 and 126.3 are 22 CFR 126.3
        shown = f"{shown.partition(' part ')[0]} {paragraph}"
    else:
        shown += paragraph or ""
    return {
        "id": str(body["id"]),
        "effect": Effect(body["effect"]),
        "kinds": frozenset(body["kinds"]),
        "citation": Citation(shown, authority, paragraph, row.get("url") or body.get("source_url") or None),
        "plain": body["plain"],
        "source": row.get("source"),
        "confidence": Confidence(body["confidence"]),
        **{name: frozenset(body.get(name) or ()) for name in ("under", "of", "lifts")},
        **{name: body.get(name) for name in ("price", "delegate", "before", "note")},
    }


def content(body: Row) -> dict[str, Any]:
    """What a rule says. Raises ModelError where it makes no sense."""
    notice, timing = body.get("notice"), body.get("timing")
    return {
        "when": parse(body["when"]) if "when" in body else None,
        "then": parse(body["then"]) if "then" in body else None,
        "agreement": frozenset(map(AgreementKind, body.get("agreement") or ())),
        "limit": _limit(body["limit"]) if "limit" in body else None,
        "notice": ApprovalKind(notice) if notice else None,
        "timing": Timing(timing) if timing else None,
        "waits": tuple(_wait(told) for told in body.get("wait") or ()),
        "unit": DayCount(body.get("unit") or DayCount.CALENDAR),
        "from_on": PartialDate(body["from"]) if "from" in body else None,
        "to_on": PartialDate(body["to"]) if "to" in body else None,
    }


YES = "yes"


def _limit(told: Row) -> Limit:
    bounds = {name: dollars(told[name]) for name in ("at_most", "at_least") if name in told}
    if not bounds:
        raise ModelError("a limit needs a figure", remedy="write at_most or at_least")
    if told.get("together", YES) != YES:
        raise ModelError("a limit is one for all together, or says nothing of it", remedy=f"write together: '{YES}'")
    return Limit(of=told["of"], unit=told["unit"], per=told.get("per"), together="together" in told, **bounds)


def _wait(told: Row) -> Wait:
    if ("days" in told) == ("within" in told):
        raise ModelError(
            "a waiting time needs its days", remedy="write days, or within where somebody may object in them"
        )
    days = told["days"] if "days" in told else told["within"]
    return Wait(int(days), parse(told["when"]) if "when" in told else None, "within" in told)
