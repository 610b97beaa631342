"""Values of properties: stored as the engines keep them or refused, and the one text of JSON."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.dates import Instant, PartialDate
from schema.errors import RowError
from schema.props import LONGEST, Json, Prop, canonical
from schema.vocabulary import AgreementKind

BASES = (str, int, bool, Decimal, PartialDate, Instant, Json, AgreementKind)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
anything = json_values | st.decimals() | st.floats() | st.binary() | st.dates() | st.tuples(st.text())


def prop(kind, required=False):
    return Prop("thing", kind, "Whatever it is.", required=required)


@given(st.sampled_from(BASES), anything)
def test_any_value_is_stored_plainly_or_refused(base, value):
    try:
        stored = prop(base).stored(value)
    except RowError:
        return
    assert stored is None or type(stored) in (str, int, float, bool)


@given(st.sampled_from(BASES), anything)
def test_what_was_stored_is_stored_again_as_it_is(base, value):
    try:
        stored = prop(base).stored(value)
    except RowError:
        return
    assert prop(base).stored(stored) == stored


@pytest.mark.parametrize("base", [*BASES, list[str], list[AgreementKind]])
@pytest.mark.parametrize("nothing", [None, "", [], ()])
def test_nothing_is_absent(base, nothing):
    assert prop(base).stored(nothing) is None


@pytest.mark.parametrize(
    ("base", "value", "stored"),
    [
        (str, " as printed ", " as printed "),
        (int, 0, 0),
        (int, 2**63 - 1, 2**63 - 1),
        (bool, False, False),
        (Decimal, 0, 0.0),
        (Decimal, "110000000", 110000000.0),
        (Decimal, Decimal("0.10"), 0.1),
        (PartialDate, "2016-05", "2016-05"),
        (Instant, "2026-11-22T19:21:02+01:00", "2026-11-22T18:21:02.000000Z"),
        (Json, {"b": [1, None], "a": "é"}, '{"a":"é","b":[1,null]}'),
        (Json, '{ "b": 1, "a": 2 }', '{"a":2,"b":1}'),
        (AgreementKind, AgreementKind.ACSA, "acsa"),
        (list[str], ("x", "y"), ["x", "y"]),
        (list[AgreementKind], [AgreementKind.ACSA, "airlift"], ["acsa", "airlift"]),
    ],
)
def test_a_value_is_stored_as_the_engines_keep_it(base, value, stored):
    assert prop(base).stored(value) == stored


@pytest.mark.parametrize(
    ("base", "value"),
    [
        (str, 5),
        (str, "\ud800"),
        (int, True),
        (int, 1.0),
        (int, "1"),
        (int, 2**63),
        (bool, 1),
        (bool, "true"),
        (Decimal, True),
        (Decimal, "a lot"),
        (Decimal, "1e999"),
        (Decimal, "NaN"),
        (Decimal, float("inf")),
        (PartialDate, "2016-02-30"),
        (PartialDate, 2016),
        (Instant, "2026-11-22"),
        (Json, "{"),
        (Json, {"a": float("nan")}),
        (AgreementKind, "ACSA"),
        (list[str], "one"),
        (list[str], ["one", ""]),
        (list[str], ["one", None]),
        (list[AgreementKind], ["acsa", "treaty of friendship"]),
    ],
)
def test_a_value_of_another_kind_is_refused(base, value):
    with pytest.raises(RowError, match=r"thing: .* is not "):
        prop(base).stored(value)


def test_a_refusal_says_what_is_wrong_and_what_to_write():
    with pytest.raises(RowError) as refused:
        prop(PartialDate).stored("5/3/2016")

    assert (refused.value.field, refused.value.value) == ("thing", "5/3/2016")
    assert "'5/3/2016' is not a year, a month or a day that exists" in refused.value.what
    assert refused.value.remedy.endswith("in thing, or leave it empty")


@given(json_values)
def test_canonical_text_says_what_the_data_say(value):
    assert json.loads(canonical(value)) == value


@given(st.data(), st.dictionaries(st.text(), json_values))
def test_canonical_text_does_not_hang_on_the_order_of_keys(data, value):
    assert canonical(dict(data.draw(st.permutations(list(value.items()))))) == canonical(value)


@given(json_values)
def test_canonical_text_read_and_written_again_is_the_same(value):
    assert canonical(json.loads(canonical(value))) == canonical(value)


@pytest.mark.parametrize("letter", ["a", "é"])
def test_a_text_that_is_looked_up_is_no_longer_than_an_index_keeps(letter):
    sought, longest = Prop("thing", str, "Whatever it is.", index=True), letter * (LONGEST // len(letter.encode()))

    assert sought.stored(longest) == longest
    with pytest.raises(RowError, match="at most 8,000 bytes"):
        sought.stored(longest + letter)


def test_a_text_that_is_only_read_may_be_of_any_length():
    assert prop(str).stored("a" * LONGEST * 2) == "a" * LONGEST * 2
