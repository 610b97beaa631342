"""Filters, days and pages over former states mean what they mean over what is there now."""

import pytest

from graph.former import State, among, check_kept, compared, holds, paged
from graph.keyset import Key
from graph.pages import Page
from graph.where import ANYTHING, All, Linked, Not, Some
from graph.where import Test as Asked
from schema.agreements import AGREEMENT, PARTY_TO
from schema.dates import PartialDate
from schema.entity import ENTITY, STATED_IN
from schema.errors import BadRequest

BY_ID = (Key("id", str, required=True),)


def state(edge=None, **props):
    return State(("Entity", "Agreement"), props, edge or {})


@pytest.mark.parametrize(
    ("first", "last", "lasts"),
    [
        ("2020-01-01", "2020-12-31", True),
        ("2020-06-15", "2020-06-15", True),
        ("2020-06-16", None, False),
        (None, "2020-06-14", False),
        (None, None, True),
    ],
)
def test_on_a_day_stands_what_had_begun_and_had_not_ended_both_days_included(first, last, lasts):
    page = Page(BY_ID, 10, on="2020-06-15")
    joined = state({"from_on_earliest": first, "to_on_latest": last})
    stood = state(in_force_from_earliest=first, in_force_to_latest=last)

    assert (len(among([joined], PARTY_TO, page)), len(among([stood], AGREEMENT, page))) == (lasts, lasts)


@pytest.mark.parametrize(
    ("test", "yes", "no"),
    [
        (Asked("n", "eq", 5), True, False),
        (Asked("n", "gte", 6), False, True),
        (Asked("role", "eq", "host", of_edge=True), True, False),
        (Asked("absent", "eq", 5), False, False),
        (Asked("absent", "isNull", True), True, False),
        (Asked("kinds", "hasAny", ["a", "z"]), True, False),
        (Asked("kinds", "hasAll", ["a", "z"]), False, True),
        (Asked("labels", "has", "Agreement"), True, False),
        (Asked("on", "eq", PartialDate("2020")), True, False),
        (Asked("on", "lt", PartialDate("2020-06-16")), False, False),
        (Asked("on", "lt", PartialDate("2020-07-01")), True, False),
        (Asked("on", "gt", PartialDate("2020-05-31")), True, False),
        (Asked("on", "lte", PartialDate("2020-05-31")), False, True),
        (Asked("kinds", "hasAny", ["y", "z"]), False, True),
        (Asked("kinds", "hasAll", ["a", "b"]), True, False),
        (Asked("kinds", "hasAll", []), True, False),
        (Asked("n", "in", [4, 5]), True, False),
        (Asked("n", "in", [4]), False, True),
        (Asked("n", "in", []), False, True),
        (Asked("name", "contains", "EMBER"), True, False),
        (Asked("name", "startsWith", "nov"), True, False),
        (Asked("name", "startsWith", "ber"), False, True),
        (Asked("on", "eq", PartialDate("2020-06")), True, False),
        (Asked("on", "eq", PartialDate("2020-06-01")), False, False),
        (Asked("on", "eq", PartialDate("2020-07")), False, True),
        (Asked("on", "eq", PartialDate("2020-05")), False, True),
        (Asked("on", "ne", PartialDate("2020-06-30")), False, False),
        (Asked("on", "lt", PartialDate("2020-06-30")), False, False),
        (Asked("on", "lt", PartialDate("2020-06-01")), False, True),
        (Asked("on", "gte", PartialDate("2020-06-01")), True, False),
        (Asked("on", "gt", PartialDate("2020-06-01")), False, False),
        (Asked("on", "lte", PartialDate("2020-06-30")), True, False),
        (Asked("on", "in", [PartialDate("2019"), PartialDate("2020")]), True, False),
        (Asked("absent", "eq", PartialDate("2020")), False, False),
        (Asked("absent", "hasAll", []), True, False),
        (Asked("absent", "in", []), False, True),
        (Asked("begun", "eq", PartialDate("2020")), False, False),
        (Asked("over", "eq", PartialDate("2020")), False, False),
        (Not(Asked("n", "eq", 5)), False, True),
        (Not(Asked("absent", "eq", 5)), False, False),
        (All((Asked("n", "eq", 5), Asked("absent", "eq", 5))), False, False),
        (All((Asked("n", "eq", 6), Asked("absent", "eq", 5))), False, True),
        (Some((Asked("n", "eq", 5), Asked("absent", "eq", 5))), True, False),
        (Some((Asked("n", "eq", 6), Asked("absent", "eq", 5))), False, False),
    ],
)
def test_a_filter_surely_holds_surely_does_not_or_neither_is_sure(test, yes, no):
    days = {"on_earliest": "2020-06-01", "on_latest": "2020-06-30", "begun_earliest": "2020-06-01"}
    told = state({"role": "host"}, n=5, name="November", kinds=["a", "b"], **days, over_latest="2020-06-30")

    assert (holds(test, told), holds(test, told, sure=False)) == (yes, no)


def test_what_is_not_known_comes_last_whichever_way_a_list_is_sorted():
    states = [state(id=id, n=n) for id, n in (("a", 1), ("b", None), ("c", 2))]
    up, down = (Page((Key("n", int, desc=desc), *BY_ID), 10) for desc in (False, True))

    assert [[each.props["id"] for each, _ in paged(states, page)] for page in (up, down)] == [
        ["a", "c", "b"],
        ["c", "a", "b"],
    ]


@pytest.mark.parametrize(("forward", "name"), [(True, PARTY_TO.forward), (False, PARTY_TO.reverse)])
def test_a_filter_along_a_relation_is_refused_with_the_list_to_ask_for(forward, name):
    with pytest.raises(BadRequest) as refusal:
        holds(Linked(PARTY_TO, forward, "some", ANYTHING), state())

    assert (refusal.value.what, f"ask for the list {name} " in refusal.value.remedy) == (
        f"knownAt: a filter cannot ask of {name}, a relation",
        True,
    )


@pytest.mark.parametrize("kind", [ENTITY, STATED_IN])
def test_a_list_of_which_no_former_states_are_kept_is_refused(kind):
    with pytest.raises(BadRequest, match="no former states are kept"):
        check_kept(kind)

    check_kept(AGREEMENT)


def test_a_page_is_what_lies_between_its_places_and_one_more_from_either_end():
    states = [state(id=id) for id in "edcba"]

    def ids(**asked):
        return "".join(each.props["id"] for each, _ in paged(states, Page(BY_ID, 2, **asked)))

    assert (ids(), ids(after=("b",)), ids(after=("b",), before=("d",))) == ("abc", "cde", "c")
    assert (ids(backward=True), ids(backward=True, before=("d",))) == ("edc", "cba")
    assert (compared(BY_ID, ("a",), ("a",)), compared(BY_ID, ("a",), ("b",)) < 0) == (0, True)
