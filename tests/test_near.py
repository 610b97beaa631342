"""What somebody may have meant who wrote a word that a closed list has not."""

import pytest

from api.options import word
from schema.errors import UsageError
from schema.near import near
from schema.vocabulary import ItemCategory, TransferKind

KNOWN = ("eda-grant", "eda-sale", "fms-stock-sale", "gfe-sale-to-us-company", "operations-support", "protection-kit")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sale", ["eda-sale", "fms-stock-sale", "gfe-sale-to-us-company"]),
        ("eda-grnat", ["eda-grant"]),
        ("protective-gear", ["protection-kit"]),
        ("rations", ["operations-support"]),
        ("gadget", []),
        ("", []),
    ],
)
def test_what_begins_so_comes_before_what_is_spelt_so_and_that_before_what_is_akin(text, found):
    assert near(text, KNOWN) == found


@pytest.mark.parametrize(
    ("text", "known", "found"),
    [
        (
            "it",
            ["of-it-all-at-last", "of-it-all", "it-x", "it-xyz", "it-xy", "it", "bit"],
            ["it", "it-x", "it-xy", "it-xyz", "of-it-all"],
        ),
        (
            "repair of vessels",
            ["repair-of-aircraft", "vessels-under-repair"],
            ["vessels-under-repair", "repair-of-aircraft"],
        ),
        ("munitions or bombs", ["bombs-dropped-from-aircraft", "bombs"], ["bombs", "bombs-dropped-from-aircraft"]),
        ("kits of hardware", ["list-of-ordnance", "air-to-ground"], []),
        ("new gun", ["gun-carriages-and-wheels"], ["gun-carriages-and-wheels"]),
        ("protections elsewhere", ["protect"], ["protect"]),
        ("protection,elsewhere", ["the-protection-of-all-personnel"], ["the-protection-of-all-personnel"]),
        ("prote elsewhere", ["protection-of-personnel"], ["protection-of-personnel"]),
        ("proteus elsewhere", ["protection-of-personnel"], ["protection-of-personnel"]),
        ("protarium elsewhere", ["protection-of-personnel"], []),
    ],
)
def test_the_likeliest_come_first_and_small_words_tell_nothing(text, known, found):
    assert near(text, known) == found


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (ItemCategory, "protective-gear", "personnel-protection-equipment"),
        (ItemCategory, "rations", "food, base-operations-support"),
        (ItemCategory, "repair", "repair-and-maintenance"),
        (TransferKind, "acsa-transfr", "acsa-transfer"),
    ],
)
def test_a_word_is_also_sought_in_what_the_words_mean(kind, text, found):
    with pytest.raises(UsageError) as refusal:
        word(kind, text)

    assert refusal.value.remedy == f"write one of {found}"


def test_where_nothing_is_near_all_words_are_told():
    with pytest.raises(UsageError) as refusal:
        word(ItemCategory, "xyz")

    assert refusal.value.remedy == f"write one of {', '.join(ItemCategory)}"
