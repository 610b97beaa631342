"""An answer about an agreement or a system is about the one that it names, or the only one that it can mean."""

from dataclasses import replace
from datetime import date

import pytest

from queries.coverage.request import Answer, Request
from schema.errors import BadRequest
from schema.vocabulary import FundingKind, ItemCategory, Reply, TransferKind, Verdict
from tests import world_from_files as world
from tests.answers import CASH, best, told


def test_an_answer_about_an_agreement_is_about_the_one_that_it_names():
    project = Request(
        recipient="nation/NO",
        on=date(2026, 3, 1),
        kinds=(TransferKind.COOPERATIVE_PROJECT,),
        items=(ItemCategory.SPARE_PART_OR_COMPONENT,),
        funding=FundingKind.NATIONAL_FUNDS,
    )
    f35 = "agreement/mou-f35-psfd-2021"
    within = Answer("within-the-agreement-scope", Reply.YES)

    def open_by(*answers):
        routes = told(project.but(answers=answers)).routes
        return {route.agreement for route in routes if route.verdict is Verdict.OPEN}

    assert open_by(within) == set()
    assert open_by(replace(within, about=f35)) == {f35}
    assert {route.agreement for route in told(project.but(answers=(within,), agreement=f35)).routes} == {f35, None}


SEASPARROW = Request(
    recipient="nation/CA",
    on=date(2014, 6, 1),
    kinds=(TransferKind.COOPERATIVE_PROJECT,),
    items=(ItemCategory.SPARE_PART_OR_COMPONENT,),
    funding=FundingKind.NATIONAL_FUNDS,
    system="program/nato-seasparrow-surface-missile-system",
    answers=(Answer("within-the-agreement-scope", Reply.YES),),
)


def open_by(request, facts=None):
    """The agreements on which what is asked for may go."""
    return {route.agreement for route in told(request, facts).routes if route.verdict is Verdict.OPEN}


def with_nothing_but(agreement, **changed):
    """The facts, if this were the one agreement of Canada."""
    canada = world.facts().party("nation/CA")
    pacts = tuple(replace(pact, **changed) for pact in canada.pacts if pact.id == agreement)
    return replace(world.facts(), parties={**world.parties(), canada.id: replace(canada, pacts=pacts)})


def test_an_answer_is_about_the_one_agreement_on_the_system_that_the_request_names():
    assert open_by(SEASPARROW) == {"agreement/mou-nato-seasparrow"}
    assert open_by(SEASPARROW.but(system=None)) == set()
    assert open_by(SEASPARROW.but(system="program/of-nobody")) == set()


def test_an_answer_about_a_system_says_nothing_of_the_only_agreement_where_that_is_on_another():
    one = with_nothing_but("agreement/mou-nato-seasparrow")
    f35 = SEASPARROW.but(system="program/f-35-lightning-ii")

    assert open_by(SEASPARROW.but(system=None), one) == {"agreement/mou-nato-seasparrow"}
    assert open_by(f35, one) == set()
    assert open_by(f35.but(agreement="agreement/mou-nato-seasparrow"), one) == {"agreement/mou-nato-seasparrow"}


def test_an_answer_about_a_system_may_be_about_the_only_agreement_of_which_no_system_is_told():
    unsaid = with_nothing_but("agreement/mou-nato-seasparrow", concerns=frozenset())

    assert open_by(SEASPARROW.but(system="program/f-35-lightning-ii"), unsaid) == {"agreement/mou-nato-seasparrow"}


def test_an_agreement_to_which_the_recipient_is_no_party_carries_nothing():
    route = best(CASH.but(agreement="agreement/acsa-cz-2016"))

    assert (route.verdict, route.agreement) == (Verdict.CLOSED, None)


def test_an_answer_that_is_about_no_agreement_counts_whichever_agreement_it_names():
    said = Answer("passed-on-to-a-third-party", Reply.YES)
    named = replace(said, about="agreement/acsa-jp-2016")

    assert best(CASH).verdict is Verdict.OPEN
    assert best(CASH.but(answers=(named,))).verdict is best(CASH.but(answers=(said,))).verdict is not Verdict.OPEN


def test_two_answers_that_differ_are_refused_where_they_are_about_no_agreement():
    said = Answer("passed-on-to-a-third-party", Reply.YES)
    other = replace(said, value=Reply.NO, about="agreement/acsa-jp-2016")

    for both in ((said, other), (other, said)):
        with pytest.raises(BadRequest, match="in two ways"):
            told(CASH.but(answers=both))


def test_an_answer_that_says_what_is_presumed_of_every_agreement_takes_nothing_away():
    port = CASH.but(recipient="nation/CZ", on=date(2024, 9, 26), items=(ItemCategory.PORT_SERVICE,))
    said = port.but(answers=(Answer("agreement-leaves-the-item-out", Reply.NO),))
    other = port.but(answers=(Answer("agreement-leaves-the-item-out", Reply.YES),))

    assert open_by(port) == open_by(said) != set()
    assert open_by(other) == set()
