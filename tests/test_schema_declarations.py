"""Properties, nodes, relations and models that are ill declared are refused."""

import pytest

from schema.core import Model, Node, Rel
from schema.errors import ModelError
from schema.props import Prop


@pytest.mark.parametrize(
    ("name", "kind", "doc"),
    [
        ("Thing", str, "A doc."),
        ("a_thing", float, "A doc."),
        ("a_thing", dict[str, str], "A doc."),
        ("a_thing", list[list[str]], "A doc."),
        ("a_thing", str, "No sentence"),
    ],
)
def test_a_property_ill_declared_is_refused(name, kind, doc):
    with pytest.raises(ModelError, match="property"):
        Prop(name, kind, doc)


def node(label="Thing", **values):
    title = Prop("title", str, "Its title.")
    return Node(**{"label": label, "doc": "A thing.", "color": "#123456", "props": (title,)} | values)


@pytest.mark.parametrize(
    "wrong",
    [
        {"label": "thing"},
        {"label": "A_Thing"},
        {"doc": "no sentence"},
        {"color": "blue"},
        {"color": "#12345G"},
        {"caption": "name"},
        {"props": (Prop("title", str, "One."), Prop("title", str, "Two."))},
    ],
)
def test_a_node_ill_declared_is_refused(wrong):
    with pytest.raises(ModelError, match="node"):
        node(**wrong)


@pytest.mark.parametrize("wrong", [{"type": "knows"}, {"doc": "no sentence"}, {"keyed": ("from_on",)}])
def test_a_relation_ill_declared_is_refused(wrong):
    with pytest.raises(ModelError, match="relation"):
        Rel(
            **{"type": "KNOWS", "start": node(), "end": node(), "forward": "a", "reverse": "b", "doc": "It knows."}
            | wrong
        )


def test_a_model_with_the_same_label_twice_is_refused():
    with pytest.raises(ModelError, match="same label"):
        Model((node(), node()), ())


def test_a_model_without_the_parent_of_a_node_is_refused():
    with pytest.raises(ModelError, match="parent Thing is not in the model"):
        Model((node("Part", parent=node(), props=()),), ())


def test_a_label_given_by_a_property_must_be_a_child():
    with pytest.raises(ModelError, match="Special is not one of its children"):
        Model((node(labels_by=("title", {"x": "Special"})),), ())


def test_a_relation_to_what_is_not_in_the_model_is_refused():
    thing = node()
    with pytest.raises(ModelError, match="Other is not in the model"):
        Model((thing,), (Rel("KNOWS", thing, node("Other"), "knows", "knownBy", "It knows."),))


def test_two_relations_of_a_kind_may_not_share_a_name():
    thing = node()
    child = node("Child", parent=thing, props=())
    rels = (
        Rel("KNOWS", thing, thing, "knows", "knownBy", "It knows."),
        Rel("LIKES", child, child, "likes", "knownBy", "It likes."),
    )
    with pytest.raises(ModelError, match="Child already has something called knownBy"):
        Model((thing, child), rels)
