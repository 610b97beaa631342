"""Which routes there are, and what the answer as a whole comes to by them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from queries.coverage import evaluate
from queries.coverage.request import Request
from queries.coverage.rulebase import Rules
from schema.dates import PartialDate
from schema.vocabulary import AgreementStatus, ApprovalKind, Direction, ItemCategory, TransferKind, Verdict
from tests import world_from_files as world
from tests.answers import CASH, best, told

EXPORT = Request(
    recipient="nation/CN",
    on=date(2026, 1, 15),
    kinds=(TransferKind.EXPORT_LICENSE,),
    items=(ItemCategory.USML_ITEM,),
    direction=Direction.FROM_US,
)


def test_of_several_kinds_the_best_verdict_stands_with_presumptions_and_without():
    found = told(CASH.but(kinds=(TransferKind.EDA_GRANT, TransferKind.ACSA_TRANSFER)))

    assert [(told.kind, told.verdict, told.strict) for told in found.by_kind] == [
        (TransferKind.EDA_GRANT, Verdict.CLOSED, Verdict.CLOSED),
        (TransferKind.ACSA_TRANSFER, Verdict.OPEN, Verdict.UNDETERMINED),
    ]
    assert (found.verdict, found.strict) == (Verdict.OPEN, Verdict.UNDETERMINED)


@pytest.mark.parametrize("kind", TransferKind)
def test_a_kind_that_nothing_grants_is_closed_and_a_gap_where_its_rules_are_not_all_collected(kind):
    found = evaluate(CASH.but(kinds=(kind,)), world.facts(), Rules({}, {}))

    verdict = Verdict.CLOSED if kind.complete else Verdict.UNDETERMINED
    assert (found.verdict, found.strict, found.routes) == (verdict, verdict, ())


def pacts(*days):
    """The facts, while the agreements of these days are all that Japan has, and all have ended."""
    facts = world.facts()
    japan = facts.party("nation/JP")
    like = next(pact for pact in japan.pacts if "acsa" in pact.kinds)

    def pact(number, dated):
        days: dict[str, Any] = {"signed_on": None, "in_force_from": None, "in_force_to": None}
        days |= {name: PartialDate(day) for name, day in dated.items()}
        return replace(like, id=f"agreement/{number}", status=AgreementStatus.EXPIRED, **days)

    told = tuple(pact(number, dated) for number, dated in enumerate(days))
    return replace(facts, parties={**facts.parties, "nation/JP": replace(japan, pacts=told)})


@pytest.mark.parametrize(
    ("days", "last"),
    [
        (({"in_force_to": "2015"}, {"in_force_to": "2010"}), 0),
        (({"signed_on": "2001", "in_force_from": "2012"}, {"signed_on": "2002", "in_force_from": "2010"}), 0),
        (({"signed_on": "2015"}, {"in_force_to": "2012"}), 0),
        (({"in_force_to": "2012"}, {}), 0),
        (({"in_force_to": "2012"}, {"in_force_to": "2012"}), 1),
    ],
)
def test_of_agreements_that_have_all_ended_the_last_is_tried(days, last):
    found = told(CASH.but(on=date(2026, 11, 22)), pacts(*days))

    relied = {route.agreement for route in found.routes if route.agreement}
    assert (found.verdict, relied) == (Verdict.CLOSED, {f"agreement/{last}"})


@pytest.mark.parametrize("given", [frozenset(), frozenset({ApprovalKind.EXPORT_LICENSE})])
def test_what_a_waiver_would_open_with_all_else_that_is_needed_is_said_to_be_closed_to_waivers_alone(given):
    route = best(EXPORT.but(given=given))

    assert (route.verdict, route.waiver_only) == (Verdict.CLOSED, True)
