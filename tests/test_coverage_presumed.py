"""What nobody said is presumed, is said to be presumed, and is undone by saying otherwise."""

from datetime import date

from queries.coverage.request import Answer, Request
from schema.vocabulary import (
    ApprovalKind,
    ClosedBecause,
    Direction,
    ItemCategory,
    Purpose,
    Reply,
    TransferKind,
    Verdict,
    Wording,
)
from tests.answers import CASH, best, fields


def test_the_direction_that_nobody_said_is_presumed_and_said_so():
    route = best(CASH)

    assert ("direction", Wording.PRESUMED) in fields(route.presumed, "field", "wording")
    assert ("direction", Wording.PRESUMED) not in fields(
        best(CASH.but(direction=Direction.FROM_US)).presumed, "field", "wording"
    )
    assert best(CASH.but(direction=Direction.TO_US)).closed_because is ClosedBecause.NOT_COVERED


def test_what_is_presumed_is_undone_by_saying_otherwise():
    names = {found.statement for found in best(CASH).presumed if found.statement}

    assert "passed-on-to-a-third-party" in names
    said = CASH.but(answers=tuple(Answer(name, Reply.CANNOT_SAY) for name in sorted(names)))
    assert best(said).verdict is Verdict.UNDETERMINED
    assert {found.statement for found in (*best(said).needs, *best(said).gaps)} >= names


def test_strict_is_the_verdict_without_presumptions():
    assert (best(CASH).verdict, best(CASH).strict) == (Verdict.OPEN, Verdict.UNDETERMINED)


def test_a_broad_item_is_presumed_to_be_nothing_narrower():
    ammunition = CASH.but(items=(ItemCategory.AMMUNITION,), recipient="nation/CZ")

    said = [found.plain for found in best(ammunition).presumed if found.field == "items"]

    assert best(ammunition).verdict is Verdict.OPEN
    assert any("significant military equipment" in sentence for sentence in said)
    assert best(ammunition.but(items=(ItemCategory.DEPLETED_URANIUM_ANTITANK_ROUND,))).verdict is Verdict.CONDITIONAL


def test_an_open_answer_on_an_embargoed_country_says_that_nobody_read_whom_the_treasury_blocked():
    relief = Request(
        recipient="nation/SY",
        on=date(2026, 3, 1),
        kinds=(TransferKind.DISASTER_ASSISTANCE,),
        items=(ItemCategory.FOOD,),
        purposes=(Purpose.DISASTER,),
        given=frozenset({ApprovalKind.DISASTER_NECESSITY_DETERMINATION, ApprovalKind.SECSTATE_CONCURRENCE}),
    )
    embargoed = ("AF", "BY", "CU", "HT", "IQ", "LB", "MM", "NI", "RU", "SD", "SY", "VE")

    found = {code: best(relief.but(recipient=f"nation/{code}")) for code in (*embargoed, "JP")}

    assert {route.verdict for route in found.values()} == {Verdict.OPEN}
    assert {
        code
        for code, route in found.items()
        if "party-under-treasury-sanctions" in {told.statement for told in route.presumed}
    } == set(embargoed)
