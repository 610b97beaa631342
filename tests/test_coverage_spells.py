"""What holds on a day of a spell whose days are told, seen, or lacking in complete tables."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.coverage.days import COLLECTED, GOES_ON, Spell
from queries.coverage.truth import FALSE, GAP, TRUE, normal
from schema.dates import PartialDate

NAMES = {FALSE: "no", TRUE: "yes", GAP: "gap", GOES_ON: "presumed"}


def day(text):
    return date.fromisoformat(text)


def spell(first=None, last=None, seen=None):
    return Spell(*(PartialDate(told) if told else None for told in (first, last, seen)))


TABLED = replace(
    spell(seen="2020-01-01"),
    absent_from=day("2010-01-01"),
    absent_until=day("2015-01-01"),
    doubted_after=day("2021-01-01"),
    gone_by=day("2023-01-01"),
)
"""Seen in one complete table and in none of the others: those of 2010 and 2015, one after 2021, and that of 2023."""


@pytest.mark.parametrize(
    ("told", "on", "holds"),
    [
        (spell("2016-05-03", "2020-01-31"), "2016-05-02", "no"),
        (spell("2016-05-03", "2020-01-31"), "2016-05-03", "yes"),
        (spell("2016-05-03", "2020-01-31"), "2020-01-31", "yes"),
        (spell("2016-05-03", "2020-01-31"), "2020-02-01", "no"),
        (spell("2016", "2020"), "2015-12-31", "no"),
        (spell("2016", "2020"), "2016-06-01", "gap"),
        (spell("2016", "2020"), "2016-12-31", "yes"),
        (spell("2016", "2020"), "2020-01-01", "yes"),
        (spell("2016", "2020"), "2020-01-02", "gap"),
        (spell("2016", "2020"), "2020-12-31", "gap"),
        (spell("2016", "2020"), "2021-01-01", "no"),
        (spell("2016-02", "2016-02"), "2016-02-15", "gap"),
        (spell("2016-05-03"), "2016-05-03", "yes"),
        (spell("2016-05-03"), "2016-05-04", "presumed"),
        (spell("2016-05-03", seen="2020-01-01"), "2019-12-31", "yes"),
        (spell("2016-05-03", seen="2020-01-01"), "2020-01-02", "presumed"),
        (spell(seen="2020-01-01"), "2019-12-31", "gap"),
        (spell(seen="2020-01-01"), "2020-01-01", "yes"),
        (spell(seen="2020"), "2020-06-01", "gap"),
        (spell(seen="2020-01-01"), "2026-01-01", "presumed"),
        (spell(seen="2020-01-01", last="2021-01-01"), "2021-01-02", "no"),
        (spell(), "2026-11-20", "gap"),
        (spell(), "2026-11-21", "yes"),
        (spell(), "2026-11-22", "presumed"),
    ],
)
def test_a_spell_holds_on_a_day(told, on, holds):
    assert NAMES[told.on(day(on))] == holds


DAYS = st.dates(date(1980, 1, 1), date(2040, 12, 31))


@st.composite
def spells(draw):
    first, last, seen = (draw(st.none() | DAYS) for _ in range(3))
    if first and last and last < first:
        first, last = last, first
    return [PartialDate(told.isoformat()) if told else None for told in (first, last, seen)]


@given(spells(), DAYS, st.sampled_from([4, 7]))
def test_blurring_a_day_to_its_month_or_year_only_makes_things_unknown(told, on, length):
    blurred = [PartialDate(text[:length]) if text else None for text in told]

    before, after = Spell(*told).on(on), Spell(*blurred).on(on)

    assert after == GAP or normal(after) == normal(before)


def changing(held: Spell) -> set[date]:
    """The days on which a spell may say another thing than on the day before: those that it names, and the next."""
    blurred = [on for on in (held.from_on, held.to_on, held.seen_on) if on]
    sharp = (held.absent_from, held.absent_until, held.doubted_after, held.gone_by, COLLECTED)
    named = {*(day for on in blurred for day in (on.earliest, on.latest)), *(day for day in sharp if day)}
    return named | {day + timedelta(days=1) for day in named}


@given(spells(), DAYS)
def test_between_its_change_points_a_spell_says_the_same(told, on):
    held = Spell(*told)
    tomorrow = on + timedelta(days=1)

    if tomorrow not in changing(held):
        assert held.on(on) == held.on(tomorrow)


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        ("2009-12-31", "gap"),
        ("2010-01-01", "no"),
        ("2015-01-01", "no"),
        ("2015-01-02", "gap"),
        ("2019-12-31", "gap"),
        ("2020-01-01", "yes"),
        ("2020-01-02", "presumed"),
        ("2021-01-01", "presumed"),
        ("2021-01-02", "gap"),
        ("2022-12-31", "gap"),
        ("2023-01-01", "no"),
    ],
)
def test_complete_tables_tell_before_what_it_had_not_begun_and_by_when_it_had_ended(on, holds):
    assert NAMES[TABLED.on(day(on))] == holds


def test_what_a_source_tells_of_its_days_goes_before_what_tables_lack():
    told = replace(TABLED, from_on=PartialDate("2012-01-01"), to_on=PartialDate("2025-01-01"))

    assert [NAMES[told.on(day(on))] for on in ("2012-01-01", "2025-01-01", "2025-01-02")] == ["yes", "yes", "no"]


def test_where_nothing_is_told_of_the_first_table_it_had_not_begun_before():
    assert NAMES[replace(TABLED, absent_from=None).on(day("2009-12-31"))] == "no"
