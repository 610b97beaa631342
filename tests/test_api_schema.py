"""The schema as clients see it."""

from typing import Any

from graphql import GraphQLEnumType, GraphQLInterfaceType, GraphQLObjectType

from api.kinds import singular
from api.scalars import NAMES
from api.schema import SCHEMA
from api.sdl import FILE, sdl
from schema import MODEL
from schema.vocabulary import LISTS

TYPES: dict[str, Any] = dict(SCHEMA._schema.type_map)
ROOT = TYPES["Query"].fields
CONTRACT = {
    "Coverage": {"verdict", "strict", "byKind", "recipient", "on", "routes", "readAt"},
    "KindVerdict": {"kind", "verdict"},
    "Route": {
        "verdict", "strict", "kind", "grant", "authority", "agreement", "closedBecause", "waiverOnly", "findings",
        "needs", "gaps", "reasons", "presumed", "wouldOpen", "residual", "path",
    },
    "Finding": {
        "rule", "outcome", "effect", "plain", "item", "citation", "because", "approval", "by", "class", "statement",
        "question",
    },
    "Citation": {"text", "authority", "paragraph", "url", "words"},
    "Fact": {"text", "entity", "source", "confidence"},
    "Change": {"plain", "cost", "statement", "approval", "field", "value"},
    "Path": {"nodes", "edges"},
    "Edge": {"type", "start", "end", "properties"},
    "Match": {"score", "entity", "matched", "why"},
    "Entity": {"id", "label", "title", "source", "confidence", "history"},
    "TransferRequest": {
        "recipient", "direction", "kinds", "items", "purpose", "operation", "funding", "payment", "origin", "valueUsd",
        "mdeValueUsd", "values", "via", "onward", "agreement", "system", "holder", "place", "firm", "on", "knownAt",
        "given", "notices", "answers",
    },
    "Amount": {"of", "usd"},
    "DatedApproval": {"approval", "on"},
    "Answer": {"statement", "value", "about", "source"},
}  # fmt: skip
"""The names on which clients lean; more may be added, none may go."""


def test_the_schema_as_text_is_fresh():
    assert FILE.read_text(encoding="utf-8") == sdl(), "run python -m api.sdl"


def test_the_names_on_which_clients_lean_are_there():
    assert {name: fields - TYPES[name].fields.keys() for name, fields in CONTRACT.items()} == {
        name: set() for name in CONTRACT
    }


def test_everything_is_described():
    described = [type_ for type_ in TYPES.values() if not type_.name.startswith("__")]
    bare = [type_.name for type_ in described if not type_.description]
    for type_ in described:
        bare += [
            f"{type_.name}.{name}" for name, field in getattr(type_, "fields", {}).items() if not field.description
        ]
        bare += [f"{type_.name}.{name}" for name, word in getattr(type_, "values", {}).items() if not word.description]

    assert bare == []


def test_every_closed_list_is_an_enum_with_the_words_of_the_vocabulary():
    told = {NAMES.get(words, words.__name__): {word.name for word in words} for words in LISTS}
    published = {name: set(TYPES[name].values) for name in told if isinstance(TYPES.get(name), GraphQLEnumType)}

    assert published.items() <= told.items()
    assert {"TransferKind", "ItemCategory", "ApprovalKind", "Verdict", "Origin"} <= published.keys()


def test_every_property_and_relation_of_the_model_is_a_field():
    for node in MODEL.nodes:
        fields = TYPES[ROOT[singular(node)].type.name].fields
        names = {prop.name.replace("_", "") for prop in node.all_props}
        ends = {rel.forward for rel in MODEL.rels if node.is_a(rel.start.label)}
        ends |= {rel.reverse for rel in MODEL.rels if node.is_a(rel.end.label)}

        assert names <= {name.lower() for name in fields}
        assert ends <= fields.keys()


def test_a_type_implements_the_interfaces_of_all_broader_kinds():
    for node in MODEL.nodes:
        type_ = TYPES[ROOT[singular(node)].type.name]
        assert isinstance(type_, GraphQLInterfaceType if MODEL.children(node) else GraphQLObjectType)
        assert {each.name for each in type_.interfaces} == {above.label for above in node.lineage[:-1]}
