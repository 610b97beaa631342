from calendar import isleap
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.dates import Instant, PartialDate
from schema.errors import ModelError

days = st.dates()
zones = st.builds(timezone, st.timedeltas(timedelta(hours=-23), timedelta(hours=23)))
moments = st.datetimes(timezones=zones).filter(lambda moment: 1 < moment.year < 9999)


@given(days)
def test_a_day_means_itself(day):
    partial = PartialDate(day.isoformat())

    assert (partial.earliest, partial.latest) == (day, day)


@given(days)
def test_a_month_begins_on_its_first_day_and_ends_before_the_next_month(day):
    partial = PartialDate(f"{day:%Y-%m}".zfill(7))

    assert partial.earliest == day.replace(day=1)
    assert partial.latest.month == day.month
    assert partial.latest == date.max or (partial.latest + timedelta(days=1)).day == 1


@given(st.integers(1, 9999))
def test_a_year_runs_from_january_to_december(year):
    partial = PartialDate(f"{year:04}")

    assert (partial.earliest, partial.latest) == (date(year, 1, 1), date(year, 12, 31))


@given(st.integers(1, 9999))
def test_february_is_as_long_as_its_year_makes_it(year):
    assert PartialDate(f"{year:04}-02").latest.day == (29 if isleap(year) else 28)


@given(days)
def test_a_partial_date_keeps_the_text_of_its_source(day):
    texts = [day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]]

    assert [str(PartialDate(text)) for text in texts] == texts


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 2016",
        "2016 ",
        "2016\n",
        "16",
        "0000",
        "2016-00",
        "2016-13",
        "2016-5",
        "2016-02-30",
        "2015-02-29",
        "1900-02-29",
        "2016-04-31",
        "2016-05-00",
        "2016-05-3",
        "2016-05-03T00:00:00Z",
        "20160503",
        "2016/05/03",
        "-2016",
        "٢٠١٦",
        "c. 2016",
        "unknown",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ModelError, match="not a date"):
        PartialDate(text)


@pytest.mark.parametrize("text", ["2000-02-29", "2016-02-29", "0001", "9999-12-31"])
def test_a_rare_day_that_exists_is_a_date(text):
    assert PartialDate(text) == text


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_is_refused(text):
    try:
        partial = PartialDate(text)
    except ModelError:
        return
    assert partial.earliest <= partial.latest


@given(moments)
def test_a_moment_is_kept_in_utc_to_the_microsecond(moment):
    assert datetime.fromisoformat(Instant(moment.isoformat())) == moment


@given(moments, moments)
def test_the_order_of_moments_is_the_order_of_their_texts(one, other):
    assert (Instant(one.isoformat()) < Instant(other.isoformat())) == (one < other)


@given(moments)
def test_every_moment_is_a_text_of_the_same_width(moment):
    assert len(Instant(moment.isoformat())) == len("2026-11-22T18:21:02.000000Z")


@given(moments)
def test_a_moment_read_again_is_the_same(moment):
    instant = Instant(moment.isoformat())

    assert Instant(instant) == instant


@pytest.mark.parametrize(
    "text", ["", "now", "2026", "2026-11-22", "2026-11-22T18:21:02", "2026-13-22T18:21:02Z", "2026-11-22T25:00:00Z"]
)
def test_what_is_no_moment_with_its_zone_is_refused(text):
    with pytest.raises(ModelError, match="not a moment"):
        Instant(text)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_moment_beyond_the_calendar_is_refused(text):
    with pytest.raises(ModelError, match="not a moment"):
        Instant(text)


def test_now_is_between_before_and_after():
    before = datetime.now(UTC)
    now = datetime.fromisoformat(Instant.now())

    assert before <= now <= datetime.now(UTC)
