"""A slip of one letter is taken only where nothing else can have been meant."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from queries.resolver.text import fold, key
from schema.errors import UnknownName
from tests.resolver_facts import index, rows

PARTIES = {"Nation", "Organization"}
NATIONS = sorted(
    {
        (text, row["id"])
        for row in rows()
        if row["label"] == "Nation"
        for text in (row["title"], row["name"])
        if text and len(text) > 3
    }
)
TRAPS = [
    ("Niger", "Nigeria"),
    ("Guinea", "Guinea-Bissau"),
    ("Guinea", "Equatorial Guinea"),
    ("Guinea", "Papua New Guinea"),
    ("Congo", "DR Congo"),
    ("North Korea", "South Korea"),
    ("Austria", "Australia"),
    ("Iran", "Iraq"),
    ("Dominica", "Dominican Republic"),
    ("Mali", "Malawi"),
    ("Malawi", "Maldives"),
    ("Slovakia", "Slovenia"),
    ("Libya", "Liberia"),
    ("Swaziland", "Switzerland"),
    ("Ireland", "Iceland"),
    ("Gambia", "Zambia"),
    ("Sudan", "South Sudan"),
    ("Samoa", "American Samoa"),
    ("Mauritius", "Mauritania"),
]


def slips(text: str) -> set[str]:
    """Every text that one slip makes of it: a letter lost, added, changed, or swapped with the next."""
    cuts = [(text[:place], text[place:]) for place in range(len(text) + 1)]
    lost = {head + tail[1:] for head, tail in cuts if tail}
    added = {head + letter + tail for head, tail in cuts for letter in string.ascii_lowercase}
    changed = {head + letter + tail[1:] for head, tail in cuts if tail for letter in string.ascii_lowercase}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    return (lost | added | changed | swapped) - {text}


def meant_by(text: str) -> str | None:
    """What a text that is no name as it stands is taken to mean."""
    found = index().resolve(text, PARTIES)
    return found[0].id if found and found[0].certain else None


def is_a_name(text: str) -> bool:
    return key(fold(text)) in index().names.keys or len(fold(text)) < 4


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Portgual", "nation/PT"),
        ("Thialand", "nation/TH"),
        ("Kazakstan", "nation/KZ"),
        ("Swizerland", "nation/CH"),
        ("Phillippines", "nation/PH"),
        ("Republic of Bulgeria", "nation/BG"),
        ("NATO Suport and Procurement Agency", "org/nspa"),
    ],
)
def test_a_plain_slip_is_taken_for_what_it_is(text, id):
    found = index().match(text)

    assert found.id == id
    assert found.why.startswith("a slip of one letter in ")


@pytest.mark.parametrize("text", ["Nigera", "Austrla", "Slovokia", "Dominican", "Guine", "Irann", "Malavi", "Granada"])
def test_a_slip_between_two_names_is_refused(text):
    with pytest.raises(UnknownName):
        index().one(text)


def test_a_number_that_is_off_by_one_is_another_number():
    assert not any(match.certain for match in index().resolve("USA-CZE-03"))
    assert not any(match.certain for match in index().resolve("TIAS 06-1232"))
    assert not any(match.certain for match in index().resolve("10 U.S.C. 2350z"))


@pytest.mark.parametrize(("one", "other"), TRAPS)
def test_no_slip_in_one_of_two_like_names_becomes_the_other(one, other):
    things = {name: {match.id for match in index().resolve(name, PARTIES)} for name in (one, other)}

    for name in (one, other):
        for slip in slips(name.lower()):
            if not is_a_name(slip):
                assert meant_by(slip) in {None, *things[name]}, slip


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(NATIONS), st.data())
def test_no_slip_in_the_name_of_a_nation_makes_it_another(named, data):
    name, nation = named
    slip = data.draw(st.sampled_from(sorted(slips(name.lower()))))

    if not is_a_name(slip):
        assert meant_by(slip) in (None, nation)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(NATIONS), st.data())
def test_two_slips_never_make_a_nation_another(named, data):
    name, nation = named
    once = data.draw(st.sampled_from(sorted(slips(name.lower()))))
    twice = data.draw(st.sampled_from(sorted(slips(once))))

    if not is_a_name(twice):
        assert meant_by(twice) in (None, nation)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_no_text_is_certain_unless_it_is_a_name_or_one_letter_off(text):
    for match in index().resolve(text):
        if match.certain and match.why.startswith("a slip"):
            assert OSA.distance(fold(text), fold(match.matched)) == 1
        assert 0 < match.score <= 1
