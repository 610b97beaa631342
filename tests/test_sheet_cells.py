"""Cells of sheets: what they surely mean is read, what may mean several things is refused with the remedy."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.sheets.cases import designator, line_number
from loaders.sheets.cells import amount, day, flag, reader, word
from loaders.sheets.kinds import FIELDS
from loaders.sheets.words import WORDS
from schema.errors import RowError
from schema.vocabulary import PaymentForm

DAYS = st.dates(date(1970, 1, 1), date(2068, 12, 31))
UNMISTAKABLE = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y%m%d",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d %B %Y",
    "%B %d, %Y",
    "%b %d %Y",
)


@given(DAYS, st.sampled_from(UNMISTAKABLE))
def test_a_date_in_any_form_that_means_one_day_is_that_day(when, form):
    assert day(when.strftime(form)) == when.isoformat()


@given(DAYS, st.sampled_from("/.-"), st.sampled_from(["%Y", "%y"]))
def test_numbers_of_a_date_are_read_in_the_order_that_is_told(when, mark, year):
    month_first, day_first = (when.strftime(form) for form in (f"%m{mark}%d{mark}{year}", f"%d{mark}%m{mark}{year}"))

    assert day(month_first, "month-first") == day(day_first, "day-first") == when.isoformat()


@given(DAYS)
def test_without_a_told_order_a_date_that_may_be_two_is_refused_and_no_other(when):
    text = when.strftime("%m/%d/%Y")

    if when.day > 12 or when.day == when.month:
        assert day(text) == when.isoformat()
    else:
        with pytest.raises(RowError, match="may mean more than one day"):
            day(text)


@pytest.mark.parametrize(("text", "meant"), [("2025", "2025"), ("2025-05", "2025-05"), ("May 2025", "2025-05")])
def test_a_date_keeps_its_precision(text, meant):
    assert day(text) == meant


@pytest.mark.parametrize(
    "text", ["soon", "31/02/2025", "2025-13-01", "03/04/25", "1250", "45000", "May-25", "32 May 2025"]
)
def test_what_is_no_date_or_not_surely_one_is_refused(text):
    with pytest.raises(RowError) as refusal:
        day(text)

    assert refusal.value.remedy != ""


@pytest.mark.parametrize("text", ["1882-02-23", "2101", "23 Feb 1882"])
def test_a_date_of_a_year_that_is_hardly_meant_is_told_as_one(text):
    with pytest.raises(RowError, match="is of a year before 1900 or after 2100"):
        day(text)


@given(
    st.decimals(0, 10**12, places=2),
    st.sampled_from(["{}", "${}", "$ {}", "{:,}", "${:,}", "US${:,}", "USD {:,}", "{:,} USD"]),
)
def test_an_amount_is_read_however_it_is_written(value, form):
    assert amount(form.format(value)) == value


@pytest.mark.parametrize(
    ("text", "unit", "meant"),
    [
        ("665,400", "thousands", 665_400_000),
        ("1.5", "millions", 1_500_000),
        ("$665.4 million", "", 665_400_000),
        ("12K", "", 12_000),
        ("(1,000)", "", -1000),
        ("-5", "thousands", -5000),
    ],
)
def test_thousands_and_millions_count_as_what_they_are(text, unit, meant):
    assert amount(text, unit) == Decimal(meant)


@pytest.mark.parametrize("text", ["1,23", "1.234,50", "12 apples", "(5", "$", "1.2M"])
def test_what_is_no_amount_or_names_a_unit_of_its_own_is_refused(text):
    with pytest.raises(RowError):
        amount(text, "thousands")


@pytest.mark.parametrize(("text", "meant"), [("Yes", True), ("x", True), ("N", False), ("0", False)])
def test_yes_and_no_are_read_as_people_write_them(text, meant):
    assert flag(text) is meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Cash", "cash"), ("RIK", "replacement-in-kind"), ("Equal value exchange", "equal-value-exchange")],
)
def test_a_word_of_a_closed_list_is_known_in_the_ways_in_which_offices_write_it(text, meant):
    assert reader(FIELDS["order.payment"], words=WORDS[PaymentForm])(text) == meant


def test_every_other_way_to_write_a_word_leads_to_a_word():
    strays = [(words, word) for words, others in WORDS.items() for word in others.values() if word not in set(words)]

    assert strays == []


def test_a_word_that_is_not_known_is_refused_with_those_that_are():
    with pytest.raises(RowError) as refusal:
        word("barter", tuple(PaymentForm), {})

    assert "cash" in refusal.value.remedy


@pytest.mark.parametrize("text", ["TW-D-QBA", "tw-d-qba", "TWDQBA", "TW D QBA", "TW/D/QBA", " TW-D-QBA "])
def test_the_identifier_of_a_case_has_one_form(text):
    assert designator(text) == "TW-D-QBA"


@pytest.mark.parametrize("text", ["", "TW-D", "TW-D-QBAXY", "Grand total", "TW--D-QBA", "T-D-QBA"])
def test_what_is_no_identifier_of_a_case_is_refused(text):
    with pytest.raises(RowError):
        designator(text)


@pytest.mark.parametrize(("text", "meant"), [("1", "001"), ("001", "001"), ("1A", "001a"), ("012b", "012b")])
def test_the_number_of_a_line_has_one_form(text, meant):
    assert line_number(text) == meant


def remedy_for(name: str, text: str) -> str | None:
    """What is to be done about the cell; None where it can be read."""
    try:
        reader(FIELDS[name], words=WORDS.get(FIELDS[name].type, {}))(text)
    except RowError as error:
        return error.remedy
    return None


@given(st.sampled_from(sorted(FIELDS)), st.text(max_size=30))
def test_whatever_a_cell_holds_it_is_read_or_refused_with_a_remedy(name, text):
    assert remedy_for(name, text) != ""
