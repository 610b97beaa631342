"""What the conditions of rules are read to be, and which of them are answered together."""

import pytest

from queries.coverage.conditions import All, Atom, parse
from queries.coverage.slots import slots
from schema.errors import ModelError
from schema.vocabulary import Direction


def test_a_sum_within_two_bounds_keeps_to_both():
    told = {"value": {"of": "total", "at_least": 5, "below": 10}}

    assert parse(told) == All((Atom("value", ("total", "at_least", "5")), Atom("value", ("total", "below", "10"))))


def test_a_sum_with_one_bound_is_one_atom():
    assert parse({"value": {"of": "total", "above": 5}}) == Atom("value", ("total", "above", "5"))


@pytest.mark.parametrize("told", [{"of": "total"}, {"of": "total", "over": 5}, {"at_least": 5}, "total", {}])
def test_a_sum_without_a_quantity_or_a_bound_or_with_another_word_is_refused(told):
    with pytest.raises(ModelError):
        parse({"value": told})


def test_where_a_party_is_named_is_one_atom():
    assert parse({"named": {"as": ["onward"]}}) == Atom("named.as", ("onward",))


@pytest.mark.parametrize(
    "told", [{"named": {"as": ["recipient"]}}, {"named": {"as": []}}, {"onward": {"as": ["onward"]}}]
)
def test_a_part_in_which_none_is_named_beside_the_recipient_is_refused(told):
    with pytest.raises(ModelError):
        parse(told)


def test_nothing_goes_both_ways_at_once():
    out, back = slots((Atom("direction", (Direction.FROM_US,)), Atom("direction", (Direction.TO_US,))), {})

    assert (out.name, out.answers) == (back.name, back.answers) == ("direction", tuple(Direction))
    assert (out.true & back.true, out.true, back.true) == (0, back.false, out.false)
