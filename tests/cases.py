"""The cases that a lawyer would check, each change of theirs included, as requests with what they should come to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from queries.coverage.request import Answer, Request
from schema.vocabulary import (
    ApprovalKind,
    Direction,
    FundingKind,
    ItemCategory,
    ItemOrigin,
    Operation,
    PaymentForm,
    Purpose,
    Reply,
    TransferKind,
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
