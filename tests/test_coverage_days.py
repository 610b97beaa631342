"""What holds on a day: agreements by the table of the rule language, memberships, lists, and rules in time."""

from dataclasses import replace

import pytest

from queries.coverage.days import GOES_ON, Spell
from queries.coverage.facts import Evidence, Listing, Membership, Pact, Party
from queries.coverage.rulebase import in_time
from queries.coverage.rules import rule
from queries.coverage.standing import Standing, best, bound, classed, in_force, listed
from queries.coverage.truth import FALSE, GAP, NO, TRUE, Ground, state
from schema.dates import PartialDate
from schema.vocabulary import AgreementKind, AgreementStatus, Confidence, PartyClass, UsMembership
from tests.test_coverage_spells import NAMES, day, spell

SAID = Evidence(None, Confidence.DOCUMENTED)
ACSA = frozenset({AgreementKind.ACSA})


def pact(status="in-force", **told):
    days = {name: PartialDate(value) for name, value in told.items() if name.endswith(("_on", "_from", "_to"))}
    return replace(Pact("agreement/x", "x", ACSA, AgreementStatus(status), SAID, us=Spell()), **{**told, **days})


TABLE = [
    # in force: no before its start; yes from then on; presumed for ten years after it was seen, then a gap
    (pact(in_force_from="2010-01-01"), "2009-12-31", "no"),
    (pact(in_force_from="2010-01-01"), "2010-01-01", "yes"),
    (pact(in_force_from="2010-01-01"), "2026-11-21", "yes"),
    (pact(in_force_from="2010-01-01"), "2026-11-22", "presumed"),
    (pact(in_force_from="2010-01-01"), "2036-11-21", "presumed"),
    (pact(in_force_from="2010-01-01"), "2036-11-22", "gap"),
    (pact(in_force_from="2010-01-01", seen_on="2012-01-01"), "2022-01-01", "presumed"),
    (pact(in_force_from="2010-01-01", seen_on="2012-01-01"), "2022-01-02", "gap"),
    (pact(in_force_from="2010-01-01", seen_on="2012-02-29"), "2022-03-01", "presumed"),
    (pact(in_force_from="2010-01-01", in_force_to="2020-12-31"), "2020-12-31", "yes"),
    (pact(in_force_from="2010-01-01", in_force_to="2020-12-31"), "2021-01-01", "no"),
    (pact(in_force_from="2010-01-01", in_force_to="2020"), "2020-06-01", "gap"),
    (pact(in_force_from="2010"), "2010-06-01", "gap"),
    # signed, its start unknown: no before, a gap until it was seen
    (pact(signed_on="2010-01-01", seen_on="2012-01-01"), "2009-12-31", "no"),
    (pact(signed_on="2010-01-01", seen_on="2012-01-01"), "2011-12-31", "gap"),
    (pact(signed_on="2010-01-01", seen_on="2012-01-01"), "2012-01-01", "yes"),
    (pact(seen_on="2012-01-01"), "2011-12-31", "gap"),
    (pact(seen_on="2012-01-01"), "2012-01-01", "yes"),
    (pact(seen_on="2012-01-01"), "2012-01-02", "presumed"),
    # ended: yes up to its end where both days are known; else no since it was seen so, and a gap before
    (pact("expired", in_force_from="2010-01-01", in_force_to="2020-12-31"), "2020-12-31", "yes"),
    (pact("expired", in_force_from="2010-01-01", in_force_to="2020-12-31"), "2021-01-01", "no"),
    (pact("terminated", in_force_to="2020-12-31"), "2015-01-01", "gap"),
    (pact("superseded", in_force_from="2010-01-01", seen_on="2015-01-01"), "2009-12-31", "no"),
    (pact("superseded", in_force_from="2010-01-01", seen_on="2015-01-01"), "2014-12-31", "gap"),
    (pact("superseded", in_force_from="2010-01-01", seen_on="2015-01-01"), "2015-01-01", "no"),
    (pact("completed"), "2026-11-21", "no"),
    (pact("historical"), "2026-11-20", "gap"),
    # unsettled: no outside its days, else a gap
    (pact("unknown", in_force_from="2010-01-01"), "2009-12-31", "no"),
    (pact("unknown", in_force_from="2010-01-01"), "2015-01-01", "gap"),
    (pact("authorized"), "2015-01-01", "gap"),
    (pact("provisional", signed_on="2010-01-01", in_force_to="2012-01-01"), "2012-01-02", "no"),
    (pact("negotiating", in_force_from="2010-01-01"), "2015-01-01", "no"),
    # parties: not before they joined, not after they left
    (pact(in_force_from="2010-01-01", party=spell("2012-01-01")), "2011-12-31", "no"),
    (pact(in_force_from="2010-01-01", party=spell("2012-01-01")), "2012-01-01", "yes"),
    (pact(in_force_from="2010-01-01", party=spell("2012")), "2011-12-31", "no"),
    (pact(in_force_from="2010-01-01", party=spell("2012")), "2012-01-01", "gap"),
    (pact(in_force_from="2010-01-01", party=spell("2012")), "2012-12-31", "yes"),
    (pact(in_force_from="2010-01-01", party=spell(last="2021")), "2020-12-31", "yes"),
    (pact(in_force_from="2010-01-01", party=spell(last="2021")), "2021-01-01", "yes"),
    (pact(in_force_from="2010-01-01", party=spell(last="2021")), "2021-06-01", "gap"),
    (pact(in_force_from="2010-01-01", party=spell(last="2021")), "2022-01-01", "no"),
    (pact(in_force_from="2010-01-01", us=spell(last="2020-01-01")), "2020-01-02", "no"),
    (pact(in_force_from="2010-01-01", us=None), "2015-01-01", "no"),
    # a partnership serves the US where it is a member
    (pact(in_force_from="2010-01-01", us=None, us_is_member=UsMembership.FALSE), "2015-01-01", "no"),
    (pact(in_force_from="2010-01-01", us=None, us_is_member=UsMembership.UNKNOWN), "2015-01-01", "gap"),
    (pact(in_force_from="2010-01-01", us_is_member=UsMembership.TRUE), "2015-01-01", "yes"),
    (
        pact(in_force_from="2010-01-01", us=spell(last="2020-01-01"), us_is_member=UsMembership.TRUE),
        "2020-01-02",
        "no",
    ),
]


@pytest.mark.parametrize(("told", "on", "holds"), TABLE)
def test_an_agreement_is_in_force_by_the_table(told, on, holds):
    assert NAMES[in_force(told, day(on))] == holds


def party(**told):
    return Party("nation/QQ", "Quux", SAID, **told)


def test_no_agreement_on_record_is_a_gap_and_an_ended_one_is_a_no():
    on = day("2026-01-01")

    assert bound(party(), ACSA, on).code == GAP
    assert bound(party(complete=True), ACSA, on).code == FALSE
    assert bound(party(pacts=(pact("expired", in_force_to="2020-01-01"),)), ACSA, on).code == FALSE
    assert bound(party(pacts=(pact("expired"), pact("unknown"))), ACSA, on).code == GAP
    assert bound(party(pacts=(pact("unknown"), pact(in_force_from="2010-01-01"))), ACSA, on).code == TRUE


def member(first=None, last=None):
    return Membership("org/nato", "NATO", spell(first, last), SAID)


@pytest.mark.parametrize(
    ("memberships", "on", "member_of_nato", "outside"),
    [
        ((), "2026-01-01", FALSE, TRUE),
        ((member("2023-04-04"),), "2023-04-03", FALSE, TRUE),
        ((member("2023-04-04"),), "2023-04-04", TRUE, FALSE),
        ((member("2023-04-04"),), "2026-01-01", GOES_ON, state(Ground.GAP, NO)),
        ((member("2023"),), "2023-06-01", GAP, GAP),
        ((member("1949-01-01", "1966-12-31"), member("2009-04-04")), "1970-01-01", FALSE, TRUE),
    ],
)
def test_a_nation_is_in_nato_or_outside_by_its_membership_on_the_day(memberships, on, member_of_nato, outside):
    told = party(memberships=memberships)

    assert classed(told, PartyClass.NATO_MEMBER, day(on)).code == member_of_nato
    assert classed(told, PartyClass.NON_NATO_GOVERNMENT, day(on)).code == outside


def test_a_nation_is_neither_a_body_nor_a_police_force():
    on = day("2026-01-01")

    assert classed(party(), PartyClass.UNITED_NATIONS, on).code == FALSE
    assert classed(party(), PartyClass.FOREIGN_LAW_ENFORCEMENT, on).code == FALSE


def test_a_body_is_what_its_classes_say_and_unknown_where_they_say_nothing():
    on = day("2026-01-01")
    body = Party("org/nspa", "NSPA", SAID, classes=frozenset({PartyClass.NATO_SUBSIDIARY_BODY}))

    assert classed(body, PartyClass.NATO_SUBSIDIARY_BODY, on).code == TRUE
    assert classed(body, PartyClass.NATO_MEMBER, on).code == FALSE
    assert classed(Party("org/x", "X", SAID), PartyClass.NATO_MEMBER, on).code == state(Ground.ASKER)


def listing(name, first=None, last=None, **told):
    return Listing(name, spell(first, last), SAID, **told)


@pytest.mark.parametrize(
    ("on", "holds"),
    [("2000-01-01", TRUE), ("2001-06-01", FALSE), ("2002-01-01", GOES_ON), ("2003-06-01", GAP), ("1999-12-31", FALSE)],
)
def test_within_a_suspended_spell_a_listing_has_no_effect(on, holds):
    off = (spell("2001-01-01", "2001-12-31"), spell("2003", "2003"))
    told = party(listings=(listing("foes", "2000-01-01", suspended=off),))

    assert listed(told, frozenset({"designation/foes"}), day(on)).code == holds


def test_a_list_takes_in_the_lists_and_bodies_that_it_includes():
    on, reach = day("2001-01-01"), frozenset({"designation/wide", "designation/narrow", "org/nato"})

    assert listed(party(listings=(listing("narrow", "2001-01-01"),)), reach, on).code == TRUE
    assert listed(Party("org/nato", "NATO", SAID), reach, on).code == TRUE
    assert listed(party(listings=(listing("other", "2001-01-01"),)), reach, on).code == FALSE


def test_an_answer_rests_on_what_gives_it():
    on, told = day("2026-01-01"), party(pacts=(pact("negotiating"), pact("unknown"), pact("negotiating")))

    assert bound(told, ACSA, on) == Standing(GAP, told.pacts[1])
    assert best([]) == Standing(FALSE)


def test_that_a_nation_is_outside_rests_on_the_membership_that_ended_or_on_the_nation():
    on, left = day("2026-01-01"), member("1949-01-01", "1966-12-31")
    never, former = party(), party(memberships=(left,))

    assert [classed(told, PartyClass.NON_NATO_GOVERNMENT, on) for told in (never, former)] == [
        Standing(TRUE, never),
        Standing(TRUE, left),
    ]


TABLE_OF_2003 = Evidence(None, Confidence.SECONDARY)


@pytest.mark.parametrize(
    ("missed", "on", "rests_on"),
    [
        (TABLE_OF_2003, "2002-12-31", SAID),
        (TABLE_OF_2003, "2003-01-01", TABLE_OF_2003),
        (None, "2003-01-01", SAID),
    ],
)
def test_that_a_listing_had_ended_rests_on_the_table_that_lacks_it(missed, on, rests_on):
    told = replace(listing("foes", "2000-01-01"), missed=missed)
    told = replace(told, spell=replace(told.spell, gone_by=day("2003-01-01")))

    assert listed(party(listings=(told,)), frozenset({"designation/foes"}), day(on)).witness == replace(
        told, evidence=rests_on
    )


def ruled(effect, **told):
    base = {"id": "r", "kinds": ["lease"], "cite": "usc/22/2796(a)", "plain": "p", "confidence": "documented"}
    return rule({**base, "effect": effect, "when": {"item": ["food"]}, **told})


@pytest.mark.parametrize(
    ("effect", "told", "on", "holds"),
    [
        ("grants", {"from": "2000-01-01"}, "1999-12-31", "gap"),
        ("grants", {"from": "2000-01-01", "before": "none"}, "1999-12-31", "no"),
        ("grants", {"from": "2000-01-01"}, "2000-01-01", "yes"),
        ("grants", {"from": "2000-01-01", "to": "2001-01-01"}, "2001-01-02", "no"),
        ("grants", {}, "1990-01-01", "presumed"),
        ("grants", {}, "2026-11-21", "yes"),
        ("prohibits", {"from": "2000-01-01"}, "1999-12-31", "no"),
        ("prohibits", {"from": "2000"}, "2000-06-01", "gap"),
        ("prohibits", {"to": "2001"}, "2001-06-01", "gap"),
        ("prohibits", {"to": "2001"}, "2002-01-01", "no"),
        ("requires", {"then": {"payment": ["cash"]}}, "1990-01-01", "presumed"),
    ],
)
def test_a_rule_holds_in_its_time(effect, told, on, holds):
    assert NAMES[in_time(ruled(effect, **told), day(on))] == holds
