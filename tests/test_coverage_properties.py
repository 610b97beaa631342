"""What must hold of every answer, whatever is asked: by hypothesis, on the whole rule base."""

from datetime import date, timedelta
from itertools import combinations

from hypothesis import assume, given
from hypothesis import strategies as st

from queries.coverage.evaluate import evaluate
from queries.coverage.readings import Reading
from queries.coverage.request import UNITED_STATES, Request
from queries.coverage.rulebase import Rules
from schema.errors import BadRequest
from schema.vocabulary import ApprovalClass, TransferKind, Verdict
from tests.asking import requests, with_change
from tests.judging import CHANCE, FACTS, RULES, few, many
from tests.test_coverage_spells import changing


@many
@given(requests())
def test_every_set_that_would_open_a_route_opens_it_and_no_part_of_it_does(request):
    for key, route in {(r.grant, r.agreement): r for r in evaluate(request, FACTS, RULES).routes}.items():
        for changes in route.would_open:
            if any(change.value is None and change.approval is None for change in changes):
                continue
            assert verdict(request, key, changes) in (Verdict.OPEN, None)
            for part in combinations(changes, len(changes) - 1):
                assert verdict(request, key, part) is not Verdict.OPEN


def verdict(request, key, changes):
    """The verdict on the route once the changes are made; None where the route is no more, or they contradict."""
    asked = request.but(agreement=key[1]) if key[1] else request
    try:
        for change in changes:
            asked = with_change(asked, change)
    except BadRequest:
        return None
    told = {(r.grant, r.agreement): r.verdict for r in evaluate(asked, FACTS, RULES).routes}
    return told.get(key)


@many
@given(requests())
def test_conditional_means_that_answers_and_acts_alone_would_open_it(request):
    for route in evaluate(request, FACTS, RULES).routes:
        if route.verdict is Verdict.CONDITIONAL:
            assert route.needs
            assert all(found.approval_class is not ApprovalClass.WAIVER for found in route.needs)


@many
@given(requests(), st.data())
def test_an_open_route_has_every_notice_and_approval_that_it_asks_for(request, data):
    for key, route in {(r.grant, r.agreement): r for r in evaluate(request, FACTS, RULES).routes}.items():
        if route.verdict is Verdict.OPEN and request.given:
            without = request.but(given=request.given - {data.draw(st.sampled_from(sorted(request.given)))})
            changed = {(r.grant, r.agreement): r.verdict for r in evaluate(without, FACTS, RULES).routes}
            assert changed[key] in Verdict
            assert not any(found.approval in without.given for found in route.presumed)


@few
@given(requests(), CHANCE)
def test_the_order_of_rules_facts_and_answers_changes_nothing(request, random):
    shuffled = list(RULES.rules.values())
    random.shuffle(shuffled)
    rules = Rules.of(
        shuffled, RULES.statements.values(), includes=dict(reversed([*RULES.includes.items()])), titles=RULES.titles
    )
    answers = list(request.answers)
    random.shuffle(answers)

    one = evaluate(request, FACTS, RULES)
    other = evaluate(request.but(answers=tuple(answers)), FACTS, rules)

    assert told(one) == told(other)


def told(coverage):
    """An answer with all its explanations; where a rule stands is not known of the rules alone."""
    return [
        (
            route.judgement,
            route.ground,
            route.agreement,
            explained.findings,
            explained.needs,
            explained.gaps,
            set(explained.presumed),
            explained.reasons,
        )
        for route in coverage.routes
        for explained in [route.explanation]
    ]


@few
@given(requests(), st.sampled_from(list(TransferKind)))
def test_a_further_kind_never_worsens_the_answer(request, kind):
    more = evaluate(request.but(kinds=(*request.kinds, kind)), FACTS, RULES)

    order = list(Verdict)
    assert order.index(more.verdict) <= order.index(evaluate(request, FACTS, RULES).verdict)


SPELLS = [
    *(told.spell for party in FACTS.parties.values() for told in party.memberships),
    *(told.spell for party in FACTS.parties.values() for told in party.listings),
    *(off for party in FACTS.parties.values() for told in party.listings for off in told.suspended),
]
BOUNDS = {day for spell in SPELLS for day in changing(spell)}
RULED = {
    day + timedelta(days=more)
    for told in RULES.rules.values()
    for on in (told.from_on, told.to_on)
    if on
    for day in (on.earliest, on.latest)
    for more in (0, 1)
}


@many
@given(st.dates(date(1985, 1, 1), date(2035, 1, 1)), st.sampled_from(sorted(FACTS.parties.keys() - {UNITED_STATES})))
def test_between_the_days_on_which_something_changes_nothing_does(on, party):
    tomorrow = on + timedelta(days=1)
    assume(tomorrow not in BOUNDS | RULED)
    request = Request(recipient=party, on=on)

    today, next_day = (Reading(request.but(on=day), FACTS, RULES) for day in (on, tomorrow))

    without = [index for index, atom in enumerate(RULES.book.atoms) if not atom.test.endswith(".party_to")]
    form = RULES.book.forms[TransferKind.LEASE][0]
    before, after = today.states(form, None, None), next_day.states(form, None, None)
    assert [before[index] for index in without] == [after[index] for index in without]
