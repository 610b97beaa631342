"""What of an entity made a search find it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.entities import Entity
from api.found import AROUND, Spot, spots
from schema import MODEL
from tests.api_client import serving

SEARCHES = ("airlift strat", "japan", "acsa 2016", "nato", "missile", "reciprocal cross-servicing", "f-35", "2350a")
TEXT = "query($words: String!) { search(text: $words, first: 1000) { entity { id } matched { field words text } } }"


def agreement(**props):
    return Entity(MODEL.by_label["Agreement"], ("Entity", "Agreement"), {"id": "agreement/acsa-jp-2016", **props})


def test_words_are_found_whole_or_begun_in_every_field_that_is_searched():
    found = spots(agreement(title="Acsa with Japan: the ACSA of 2016", status="acsa"), "ACSA jap")

    assert found == [
        Spot("id", ["acsa"], "agreement/acsa-jp-2016"),
        Spot("title", ["Acsa", "Japan", "ACSA"], "Acsa with Japan: the ACSA of 2016"),
    ]


def test_each_value_of_a_list_is_a_text_of_its_own():
    entry = Entity(
        MODEL.by_label["ScreeningEntry"], ("Entity", "ScreeningEntry"), {"id": "x", "aliases": ["Ab", "Cd", "Ad"]}
    )

    assert spots(entry, "a") == [Spot("aliases", ["Ab"], "Ab"), Spot("aliases", ["Ad"], "Ad")]


def test_of_a_long_text_the_part_around_the_first_word_is_shown():
    long = f"{'before ' * 40}needle {'after ' * 40}end"
    [spot] = spots(agreement(title=long), "needle")

    assert (spot.text[:8], spot.text[-7:]) == ("… before", "after …")
    assert "before needle after" in spot.text
    assert len(spot.text) <= 2 * AROUND + len("needle") + 4


@given(
    st.text(max_size=400), st.integers(0, 400), st.text(st.characters(categories=("Ll", "Nd")), min_size=1, max_size=9)
)
@settings(deadline=None, max_examples=25)
def test_whatever_stands_around_it_the_word_is_shown_where_it_is_found(text, at, word):
    for spot in spots(agreement(title=f"{text[:at]} {word} {text[at:]}"), word):
        assert spot.words[0] in spot.text
        assert spot.words[0].lower().startswith(word.lower())


@pytest.fixture(scope="module")
def answers():
    """What the first engine that was asked has answered."""
    return {}


@pytest.mark.parametrize("words", SEARCHES)
def test_every_find_of_every_engine_is_explained_by_every_word(engine, loaded, answers, words):
    with serving(engine.settings) as client:
        hits = client.data(TEXT, words=words)["search"]
    told = {hit["entity"]["id"]: hit["matched"] for hit in hits}

    assert told != {}
    for matched in told.values():
        fits = [word.lower() for field in matched for word in field["words"]]
        assert all(any(fit.startswith(each) for fit in fits) for each in words.replace("-", " ").split())
    assert answers.setdefault(words, told) == told
