from enum import StrEnum

import pytest

from schema.errors import ModelError
from schema.vocabulary import (
    ANY_KIND,
    LISTS,
    ApprovalClass,
    ApprovalForm,
    ApprovalKind,
    ItemCategory,
    PartyClass,
    Reply,
    TransferKind,
    Verdict,
)
from schema.wordlist import FILE, Term, agree, read
from schema.words import TERMS


def test_every_word_says_what_it_means():
    assert [word for words in LISTS for word in words if not word.plain.strip()] == []


def test_every_list_of_the_file_is_an_enum_and_every_enum_a_list():
    assert sorted(LISTS.values()) == sorted(TERMS)
    assert {name: {str(word) for word in words} for words, name in LISTS.items()} == {
        name: set(words) for name, words in TERMS.items()
    }


def test_a_member_is_named_as_its_slug_in_upper_snake_case():
    assert TransferKind("acsa-transfer").name == "ACSA_TRANSFER"
    assert [word.name for words in LISTS for word in words if word.name != word.upper().replace("-", "_")] == []


def test_every_kind_is_a_word_of_rules_alone():
    assert ANY_KIND not in set(TransferKind)


def test_an_item_is_all_that_it_is_narrower_than():
    assert {str(item) for item in ItemCategory.DEPLETED_URANIUM_ANTITANK_ROUND.above} == {
        "depleted-uranium-antitank-round",
        "ammunition",
        "logistic-support-supplies-services",
        "munition",
        "munitions-item",
        "defense-article",
        "significant-military-equipment",
        "usml-item",
    }


def test_what_is_below_an_item_is_what_the_item_is_above_of():
    assert {(wide, narrow) for wide in ItemCategory for narrow in wide.below} == {
        (wide, narrow) for narrow in ItemCategory for wide in narrow.above
    }


def test_the_class_of_an_approval_is_not_its_form():
    waiver = ApprovalKind.DSCA_WAIVER

    assert (waiver.form, waiver.by, waiver.given) == (
        ApprovalForm.WAIVER,
        "org/dsca",
        ApprovalClass.DISCRETIONARY,
    )


def test_every_approval_has_a_form_a_giver_and_a_class():
    assert [word for word in ApprovalKind if not (word.form and word.given and word.term.by)] == []


def test_only_kinds_marked_so_are_not_complete():
    assert [kind for kind in TransferKind if not kind.complete] == [TransferKind.OVERSEAS_MAINTENANCE_CONTRACT]


def test_verdicts_stand_from_best_to_worst():
    assert list(Verdict) == [Verdict.OPEN, Verdict.CONDITIONAL, Verdict.UNDETERMINED, Verdict.CLOSED]


def test_words_can_be_looked_up_as_text():
    assert Reply("cannot-say") is Reply.CANNOT_SAY
    assert {"nato-member": 1}[PartyClass.NATO_MEMBER] == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[items]\nfood = { plain = "food" }\nfood = { plain = "food again" }', "told twice"),
        ("[items\n", "not TOML"),
        ("[items]\nfood = { plain = 1 }", "plain = 1 is not understood"),
        ('[items]\nfood = { plain = "food", colour = "red" }', "colour = 'red' is not understood"),
        ('[items]\nfood = { plain = "food", complete = "no" }', "complete = 'no' is not understood"),
        ("[items]\nfood = { broader = [] }", "no plain"),
        ('[items]\nfood = { plain = "" }', "no plain"),
        ('[items]\nFood_item = { plain = "food" }', "no slug"),
        ('[items]\nfood = { plain = "food", broader = ["supplies"] }', "supplies is no word of items"),
        ('[approvals]\nnod = { plain = "a nod", form = "nod" }', "nod is no word of forms"),
        ('[approvals]\nnod = { plain = "a nod", class = "often" }', "often is no word of approval-classes"),
        ('[items]\na = { plain = "a", broader = ["b"] }\nb = { plain = "b", broader = ["a"] }', "broader than itself"),
    ],
)
def test_a_word_that_is_not_understood_is_refused(text, said):
    with pytest.raises(ModelError, match=said) as refused:
        read(text)

    assert FILE.name in refused.value.where
    assert refused.value.remedy


class Colour(StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    "terms",
    [{"colours": {"red": Term("red"), "blue": Term("blue")}}, {"colours": {}}, {"tastes": {"red": Term("red")}}],
)
def test_an_enum_and_its_list_that_differ_are_refused(terms):
    with pytest.raises(ModelError):
        agree([(Colour, "colours")], terms)
