"""What may be said further without harm: what was presumed anyhow, an approval in hand; and what never helps."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from queries.coverage.evaluate import evaluate
from queries.coverage.request import Answer, Request
from queries.coverage.result import VERDICTS
from schema.vocabulary import ApprovalKind, ItemCategory, ItemOrigin, TransferKind
from tests.answers import best
from tests.asking import PARTIES, RECIPIENTS, requests, willing
from tests.judging import CHANCE, FACTS, RULES, few

DAYS = st.dates(date(1995, 1, 1), date(2027, 12, 31))
APPROVALS = st.sets(st.sampled_from(ApprovalKind), min_size=1)
SAID = st.sets(st.sampled_from(sorted(RULES.statements)))
USUAL = {name: told.presume for name, told in RULES.statements.items() if told.presume is not None}


def verdicts(request):
    """The verdict on each route, by grant and agreement."""
    return {(route.grant, route.agreement): route.verdict for route in evaluate(request, FACTS, RULES).routes}


def worse(before, after):
    """The routes of which less is known in favour afterwards."""
    return {key for key in before if VERDICTS.index(after[key]) > VERDICTS.index(before[key])}


def asked(random, on, unsaid):
    """A request that says much that is favourable, but nothing on some statements."""
    request = willing(random, random.choice(RECIPIENTS), on)
    return request.but(answers=tuple(told for told in request.answers if told.statement not in unsaid))


def check_saying_what_is_presumed(request):
    told = {answer.statement for answer in request.answers}
    further = tuple(Answer(name, reply) for name, reply in USUAL.items() if name not in told)

    assert verdicts(request.but(answers=(*request.answers, *further))) == verdicts(request)


@few
@given(requests())
def test_saying_what_is_presumed_changes_no_verdict(request):
    check_saying_what_is_presumed(request)


@few
@given(CHANCE, DAYS, SAID)
def test_saying_what_is_presumed_changes_no_verdict_where_much_is_open(random, on, unsaid):
    check_saying_what_is_presumed(asked(random, on, unsaid))


@few
@given(CHANCE, DAYS, SAID, APPROVALS)
def test_a_further_approval_closes_nothing(random, on, unsaid, approvals):
    request = asked(random, on, unsaid)

    assert worse(verdicts(request), verdicts(request.but(given=request.given | approvals))) == set()


@few
@given(CHANCE, DAYS, SAID, st.sampled_from(PARTIES))
def test_naming_to_whom_it_is_passed_on_opens_nothing(random, on, unsaid, party):
    request = asked(random, on, unsaid)

    assert worse(verdicts(request.but(onward=party)), verdicts(request)) == set()


def test_the_sentence_on_how_an_item_left_the_united_states_reads_as_one():
    retransfer = Request(
        recipient="nation/FR",
        on=date(2026, 3, 1),
        kinds=(TransferKind.THIRD_PARTY_TRANSFER,),
        items=(ItemCategory.MAJOR_DEFENSE_EQUIPMENT,),
        origin=ItemOrigin.FMS,
        holder="nation/DE",
    )

    texts = {fact.text for found in best(retransfer).reasons for fact in found.because if "The item was" in fact.text}

    assert texts == {
        "The item was not made in a cooperative project",
        "The item was not exported commercially under licence",
    }
