"""A further rule moves verdicts one way: a duty or a bar never up, an exception never down, a grant no other route."""

from hypothesis import given
from hypothesis import strategies as st

from queries.coverage.rulebase import Rules
from queries.coverage.rules import rule
from schema.vocabulary import TransferKind
from tests.asking import TURNED_ON, requests
from tests.judging import RULES, few, routes, states, value

SMALL = {
    kind: [told for told in RULES.rules.values() if told.governs(kind)]
    for kind in (TransferKind.ACSA_TRANSFER, TransferKind.LEASE, TransferKind.IMET, TransferKind.EXPORT_LICENSE)
}
KINDS = st.sampled_from(sorted(SMALL))


def judged_with(request, *rules):
    """By route, what its formula comes to under the rules of its kind and these."""
    told = Rules.of([*SMALL[request.kinds[0]], *rules], RULES.statements.values(), includes=RULES.includes)
    return {key: value(case, states(case)) for key, case in routes(request, told).items()}


@st.composite
def conditions(draw, kind):
    """A condition on something on which rules of the kind turn already."""
    turns = TURNED_ON[kind]
    test = draw(st.sampled_from(sorted({"says", "item", "payment", "approved"} & turns.keys())))
    term = draw(st.sampled_from(sorted(turns[test])))
    atom = {test: term if test in ("says", "approved") else [term]}
    return draw(st.sampled_from([atom, {"not": atom}]))


def made(effect, kind, **told):
    base = {"id": "made-up", "kinds": [kind], "cite": "usc/22/2753(a)", "plain": "p", "confidence": "documented"}
    return rule({**base, "effect": effect, **told})


@few
@given(st.data(), KINDS)
def test_a_further_duty_or_bar_never_raises_a_route(data, kind):
    request = data.draw(requests(st.just(TransferKind(kind))))
    when, then = data.draw(conditions(kind)), data.draw(conditions(kind))
    notice = {"notice": "leahy-vetting", "timing": "before"}
    further = [
        made("prohibits", kind, when=when),
        made("requires", kind, when=when, then=then),
        made("narrows", kind, when=when, of=[told.id for told in SMALL[kind] if told.effect == "grants"]),
        made("limits", kind, when=when, limit={"of": "total", "at_most": 1, "unit": "USD"}),
        made("notifies", kind, when=when, **notice),
    ]

    before = judged_with(request)

    for told in further:
        after = judged_with(request, told)
        assert all(after[key] <= before[key] for key in before)


@few
@given(st.data(), KINDS)
def test_an_exception_to_a_bar_never_lowers_a_route_and_one_to_an_exception_never_raises_it(data, kind):
    request = data.draw(requests(st.just(TransferKind(kind))))
    when = data.draw(conditions(kind))
    barred = [
        told.id for told in SMALL[kind] if told.effect in ("prohibits", "requires", "narrows", "notifies", "limits")
    ]
    lifts = [
        told.id
        for told in SMALL[kind]
        if told.effect == "lifts" and not {*told.lifts} & {other.id for other in SMALL[kind] if other.effect == "lifts"}
    ]

    before = judged_with(request)
    eased = judged_with(request, made("lifts", kind, when=when, lifts=barred))

    assert all(eased[key] >= before[key] for key in before)
    if lifts:
        hardened = judged_with(request, made("lifts", kind, when=when, lifts=lifts))
        assert all(hardened[key] <= before[key] for key in before)


@few
@given(st.data(), KINDS)
def test_a_further_grant_touches_no_other_route_and_what_is_shown_changes_no_verdict(data, kind):
    request = data.draw(requests(st.just(TransferKind(kind))))
    before = judged_with(request)
    shown = [
        made("prices", kind, price="a price"),
        made("delegates", kind, delegate="dsca"),
        made("notifies", kind, notice="leahy-vetting", timing="after"),
    ]

    granted = judged_with(request, made("grants", kind, when={"item": ["food"]}))

    assert {key: granted[key] for key in before} == before
    assert (
        judged_with(request, *shown[:1])
        == judged_with(request, *shown[1:2])
        == judged_with(request, shown[2])
        == before
    )
