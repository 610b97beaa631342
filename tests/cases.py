"""The cases that a lawyer would check, each change of theirs included, as requests with what they should come to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from queries.coverage.days import Spell
from queries.coverage.facts import Evidence, Facts, Pact
from queries.coverage.request import Answer, Request
from queries.coverage.result import Coverage
from schema.dates import PartialDate
from schema.vocabulary import (
    AgreementKind,
    AgreementStatus,
    ApprovalKind,
    Confidence,
    Direction,
    FundingKind,
    ItemCategory,
    ItemOrigin,
    Operation,
    PaymentForm,
    Purpose,
    Reply,
    TransferKind,
    UsMembership,
    ValueKind,
    Verdict,
)
from tests.world_from_files import code, read

FOLDER = Path(__file__).parent / "data" / "cases"
WORDS = {"direction": Direction, "operation": Operation, "funding": FundingKind, "payment": PaymentForm}
PARTIES = ("recipient", "via", "onward", "holder", "place", "firm")


@dataclass(frozen=True)
class Check:
    """One thing to check: the request, the agreements taken to be in force (None: read the graph), what should come."""

    name: str
    request: Request
    in_force: tuple[str, ...] | None
    measured: Mapping[str, Decimal]
    verdicts: frozenset[Verdict]
    authority: str | None
    because: frozenset[str]

    def world(self, facts: Facts) -> Facts:
        """The facts, with the agreements that the case takes to be in force, and what it says was measured."""
        if self.in_force is not None:
            party = facts.party(self.request.recipient)
            told = replace(party, pacts=tuple(map(_pact, self.in_force)), complete=True)
            facts = replace(facts, parties={**facts.parties, party.id: told})
        return replace(facts, measured=self.measured)

    def faults(self, told: Coverage) -> list[str]:
        """What the answer says otherwise than the lawyer."""
        best = [route for route in told.routes if route.verdict is told.verdict]
        seen = told.routes if len(self.verdicts) > 1 else best
        decided = {found.rule.removeprefix("rule/") for route in seen for found in (*route.reasons, *route.needs)}
        faults = (
            [f"{told.verdict}, not {' or '.join(sorted(self.verdicts))}"] if told.verdict not in self.verdicts else []
        )
        if self.authority is not None and self.authority not in {route.authority for route in best}:
            faults.append(f"not under {self.authority}")
        return faults + [f"not because of {rule}" for rule in sorted(self.because - decided)]


def _pact(kind: str) -> Pact:
    return Pact(
        id=f"agreement/case-{kind}",
        title=f"The agreement of the case ({kind})",
        kinds=frozenset({AgreementKind(kind)}),
        status=AgreementStatus.IN_FORCE,
        evidence=Evidence(None, Confidence.DOCUMENTED),
        in_force_from=PartialDate("1900-01-01"),
        us_is_member=UsMembership.TRUE if kind == AgreementKind.SUPPORT_PARTNERSHIP else None,
        us=Spell(),
    )


def checks() -> Iterator[Check]:
    """Every case, and every change of it."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in read(path):
            yield _check(f"{path.stem}: {case['case']}", case, case["expect"], {})
            for turn in case.get("and if") or ():
                yield _check(f"{path.stem}: {case['case']} | {turn['change']}", case, turn["then"], turn["change"])


def _check(name: str, case: Mapping[str, Any], expected: Mapping[str, Any], change: Mapping[str, Any]) -> Check:
    apart = {"given", "say", "in force"}
    ask = {**case["ask"], **{key: value for key, value in change.items() if key not in apart}}
    say = {**case.get("say", {}), **change.get("say", {})}
    given = change.get("given", case.get("given", []))
    in_force = change.get("in force", case.get("in force"))
    verdicts = expected["verdict"] if isinstance(expected["verdict"], list) else [expected["verdict"]]
    values = ask.pop("values", {})
    return Check(
        name=name,
        request=_request(ask, values, given, say),
        in_force=None if in_force is None else tuple(in_force),
        measured={of: Decimal(amount) for of, amount in values.items() if of not in set(ValueKind)},
        verdicts=frozenset(Verdict(told.lower()) for told in verdicts),
        authority=expected.get("authority"),
        because=frozenset(expected.get("because") or ()),
    )


def _request(ask: dict[str, Any], values: Mapping[str, Any], given: list[str], say: Mapping[str, str]) -> Request:
    fields: dict[str, Any] = {part: code(ask.pop(part)) for part in PARTIES if part in ask}
    fields |= {field: word(ask.pop(field)) for field, word in WORDS.items() if field in ask}
    purpose = ask.pop("purpose", [])
    notices = {ApprovalKind(told["approval"]): date.fromisoformat(told["on"]) for told in ask.pop("notices", [])}
    request = Request(
        **fields,
        on=date.fromisoformat(ask.pop("on")),
        kinds=(TransferKind(ask.pop("kind")),),
        items=tuple(map(ItemCategory, ask.pop("items", []))),
        purposes=tuple(map(Purpose, [purpose] if isinstance(purpose, str) else purpose)),
        origin=ItemOrigin(ask.pop("origin")) if "origin" in ask else None,
        agreement=f"agreement/{ask.pop('agreement')}" if "agreement" in ask else None,
        values={ValueKind(of): Decimal(amount) for of, amount in values.items() if of in set(ValueKind)},
        given=frozenset(map(ApprovalKind, given)),
        notices=notices,
        answers=tuple(Answer(statement, Reply(told)) for statement, told in say.items()),
    )
    assert not ask, f"not understood: {ask}"
    return request
