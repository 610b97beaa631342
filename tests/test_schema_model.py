import re
from dataclasses import replace
from itertools import combinations

import pytest

from schema import FAMILIES, MODEL
from schema.core import Model, Node, Rel
from schema.dates import Instant, PartialDate
from schema.entity import EDGE_STAMP, NODE_STAMP
from schema.errors import ModelError
from schema.style import contrast, ink
from tests.colours import lookalikes

KINDS: list[Node | Rel] = [*MODEL.nodes, *MODEL.rels]
PROPS = [prop for kind in KINDS for prop in kind.props]

SPELL_ENDS = {"in_force_from", "in_force_to"}
"""Dates that do not end in _on, since an agreement says in the same words when it is in force."""

ABSTRACT = {"Entity", "Stakeholder"}
"""Kinds of which nothing is unless it is of a narrower kind too: they have no ids of their own."""


def is_sentence(text):
    return bool(re.fullmatch(r"[A-Za-z0-9].*[^.\s]\.", text)) and "  " not in text


def test_every_kind_relation_and_property_says_what_it_means():
    docs = [kind.doc for kind in KINDS] + [prop.doc for prop in PROPS]

    assert [doc for doc in docs if not is_sentence(doc)] == []


def test_the_caption_is_something_that_every_such_node_has():
    assert [node.label for node in MODEL.nodes if not node.by_name[node.caption].required] == []


def test_labels_are_singular_camel_case():
    assert [node.label for node in MODEL.nodes if not re.fullmatch(r"([A-Z][a-z]+)+", node.label)] == []


def test_names_of_many_and_of_ends_are_camel_case_that_begins_small():
    names = [node.plural for node in MODEL.nodes] + [name for rel in MODEL.rels for name in (rel.forward, rel.reverse)]

    assert [name for name in names if not re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name)] == []


def test_relations_are_upper_snake():
    assert [rel.type for rel in MODEL.rels if not re.fullmatch(r"[A-Z]+(_[A-Z]+)*", rel.type)] == []


def test_properties_are_snake_case():
    assert [prop.name for prop in PROPS if not re.fullmatch(r"[a-z]+[0-9]?(_[a-z]+)*", prop.name)] == []


def test_a_date_ends_in_on_and_nothing_else_does():
    dates = {prop.name for prop in PROPS if prop.base is PartialDate} - SPELL_ENDS

    assert dates == {prop.name for prop in PROPS if prop.name.endswith("_on")}


def test_a_moment_ends_in_at_or_bounds_what_was_known():
    moments = {prop.name for prop in PROPS if prop.base is Instant}

    assert moments == {p.name for p in PROPS if p.name.endswith("_at") or p.name in ("known_from", "known_to")}


def test_no_property_has_a_name_that_the_writer_uses():
    taken = {prop.name for prop in (*NODE_STAMP, *EDGE_STAMP)}

    assert [p.name for p in PROPS if p.name in taken or p.name.endswith(("_earliest", "_latest"))] == []


def test_both_ends_of_every_relation_are_in_the_model():
    assert {end for rel in MODEL.rels for end in (rel.start, rel.end)} <= set(MODEL.nodes)


def test_a_type_between_the_same_ends_is_declared_once():
    names = [rel.name for rel in MODEL.rels]

    assert sorted(set(names)) == sorted(names)


def test_types_that_are_declared_more_than_once_keep_their_edges_apart_by_their_ends():
    same = [(a, b) for a, b in combinations(MODEL.rels, 2) if a.type == b.type]
    ends = [(a.start, b.start, a.end, b.end) for a, b in same]

    assert [e for e in ends if _meet(e[0], e[1]) and _meet(e[2], e[3])] == []


def _meet(one, other):
    return one.is_a(other.label) or other.is_a(one.label)


def test_a_type_has_the_same_property_of_the_same_kind_wherever_it_is_declared():
    kinds: dict[tuple[str, str], set[str]] = {}
    for rel in MODEL.rels:
        for prop in rel.props:
            kinds.setdefault((rel.type, prop.name), set()).add(str(prop.type))

    assert [name for name, found in kinds.items() if len(found) > 1] == []


def test_plurals_are_unique():
    plurals = [node.plural for node in MODEL.nodes]

    assert sorted(set(plurals)) == sorted(plurals)


def test_a_plural_is_never_the_name_of_one_thing():
    singular = {node.label[0].lower() + node.label[1:] for node in MODEL.nodes}

    assert singular & {node.plural for node in MODEL.nodes} == set()


def test_every_kind_that_stands_for_something_has_ids_of_its_own_shape():
    assert {node.label for node in MODEL.nodes if not node.paths} == ABSTRACT


def test_an_id_tells_its_kind():
    homes: dict[str, set[str]] = {}
    for node in MODEL.nodes:
        for path in node.paths:
            homes.setdefault(path, set()).add(node.lineage[1].label)

    assert {path: kinds for path, kinds in homes.items() if len(kinds) > 1} == {}


def test_a_narrower_kind_has_no_shape_of_id_that_the_general_kind_lacks():
    general = [node for node in MODEL.nodes if node.paths and MODEL.children(node)]

    assert {child.label: set(child.paths) - set(node.paths) for node in general for child in MODEL.children(node)} == {
        child.label: set() for node in general for child in MODEL.children(node)
    }


def test_every_kind_and_every_relation_belongs_to_one_family():
    assert {n for f in FAMILIES.values() for n in f.NODES} == set(MODEL.nodes)
    assert sum(len(f.NODES) for f in FAMILIES.values()) == len(MODEL.nodes)
    assert sum(len(f.RELS) for f in FAMILIES.values()) == len(MODEL.rels)


def test_every_family_says_what_it_holds():
    assert [name for name, family in FAMILIES.items() if not is_sentence(family.__doc__ or "")] == []


def test_colours_can_be_told_from_each_other():
    assert lookalikes(MODEL, least=6) == []


def test_words_can_be_read_on_every_colour():
    assert [node.label for node in MODEL.nodes if contrast(node.color, ink(node.color)) < 4.5] == []


@pytest.mark.parametrize(
    ("id", "label"),
    [("nation/JP", "Nation"), ("usc/10/2342", "Authority"), ("agreement/a", "Agreement"), ("what/1", "Entity")],
)
def test_an_id_tells_of_what_label_it_is_the_id(id, label):
    assert MODEL.label_of(id) == label


def test_two_kinds_apart_whose_ids_begin_alike_are_refused():
    other = replace(MODEL.by_label["System"], label="Machine")

    with pytest.raises(ModelError, match=r"ids of (System|Machine) begin with system too"):
        Model((*MODEL.nodes, other), ())
