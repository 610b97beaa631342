"""What the graph holds, asked over GraphQL, on every engine."""

import re
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLObjectType, GraphQLScalarType, get_named_type

from api.kinds import OBJECT_NAMES, is_interface, singular, type_name
from api.schema import SCHEMA
from schema import MODEL
from tests.api_client import serving
from tests.conftest import sampled
from tests.project import text_of

TYPES: dict[str, Any] = dict(SCHEMA._schema.type_map)
ROOT = TYPES["Query"].fields


@pytest.fixture
def client(engine, loaded):
    with serving(engine.settings) as client:
        yield client


def leaves(type_):
    """The fields of a type that hold a value, as a selection."""
    found = ((name, get_named_type(field.type)) for name, field in type_.fields.items() if not field.args)
    return " ".join(name for name, leaf in found if isinstance(leaf, GraphQLScalarType | GraphQLEnumType))


def relations(type_):
    """The fields of a type that are relations, each with its edge type."""
    found = ((name, get_named_type(field.type)) for name, field in type_.fields.items())
    return {
        name: get_named_type(list_.fields["edges"].type) for name, list_ in found if list_.name.endswith("Connection")
    }


def is_of_its_own(node):
    """Whether entities of this label hold something else than those of the wider label."""
    own = TYPES[type_name(node)].fields.keys()
    return node.parent is None or own != TYPES[type_name(node.parent)].fields.keys()


def whole_list(node):
    """The operation that lists a label with all that its entities hold."""
    type_ = TYPES[type_name(node)]
    edges = " ".join(
        f"{name}(first: 2) {{ edges {{ cursor {leaves(edge)} source {{ id }} node {{ id label }} }} }}"
        for name, edge in relations(type_).items()
    )
    return f"{{ {node.plural}(first: 5) {{ nodes {{ __typename {leaves(type_)} run {{ id }} {edges} }} }} }}"


def test_every_label_is_listed_with_all_that_its_entities_hold(client, engine):
    for node in sampled(engine, [node for node in MODEL.nodes if is_of_its_own(node)], 8):
        found = client.data(whole_list(node))[node.plural]["nodes"]

        assert [entity["id"] for entity in found] == sorted({entity["id"] for entity in found})
        assert all(node.label in entity["labels"] for entity in found)


def test_every_label_has_a_field_by_id(client):
    listed = client.data(
        "{" + " ".join(f"{node.plural}(first: 1) {{ nodes {{ id title }} }}" for node in MODEL.nodes) + "}"
    )
    nodes = {node: listed[node.plural]["nodes"] for node in MODEL.nodes}
    found = {singular(node): nodes[node][0] for node in MODEL.nodes if nodes[node]}
    text = " ".join(f'{name}(id: "{entity["id"]}") {{ id title }}' for name, entity in found.items())

    assert client.data(f"{{ {text} }}") == found


def test_an_id_of_another_kind_or_of_nothing_gives_null(client):
    text = '{ organization(id: "nation/JP") { id } nation(id: "nation/nowhere") { id } entity(id: "") { id } }'

    assert client.data(text) == {"organization": None, "nation": None, "entity": None}


def test_an_entity_tells_its_source_and_how_sure_it_is(client):
    nation = client.data('{ nation(id: "nation/JP") { title iso2 confidence source { title } recordedAt } }')["nation"]

    assert (nation["title"], nation["iso2"], nation["confidence"]) == ("Japan", "JP", "GENERAL_KNOWLEDGE")
    assert nation["source"]["title"] != ""
    assert nation["recordedAt"].endswith("Z")


def test_a_relation_is_read_from_both_of_its_ends(client):
    forward = client.data('{ nation(id: "nation/JP") { agreements { edges { node { id } } } } }')["nation"][
        "agreements"
    ]
    ids = {edge["node"]["id"] for edge in forward["edges"]}
    text = "query($id: ID!) { agreement(id: $id) { parties { nodes { id } } } }"
    parties = [client.data(text, id=id)["agreement"]["parties"]["nodes"] for id in ids]

    assert "agreement/acsa-jp-2016" in ids
    assert all({"id": "nation/JP"} in nodes for nodes in parties)


def test_edges_carry_what_the_relation_says_and_where_it_is_stated(client):
    text = '{ nation(id: "nation/FI") { memberOf { edges { fromOn toOn confidence source { title } node { id } } } } }'
    edges = client.data(text)["nation"]["memberOf"]["edges"]
    [nato] = [edge for edge in edges if edge["node"]["id"] == "org/nato"]

    assert (nato["fromOn"], nato["toOn"]) == ("2023-04-04", None)
    assert nato["confidence"] is not None
    assert nato["source"]["title"] != ""


@pytest.mark.parametrize(("day", "member"), [("2023-04-03", False), ("2023-04-04", True), ("2026-01-15", True)])
def test_as_of_keeps_what_held_on_the_day(client, day, member):
    text = 'query($day: Date!) { nation(id: "nation/FI") { memberOf(asOf: $day) { nodes { id } } } }'
    nodes = client.data(text, day=day)["nation"]["memberOf"]["nodes"]

    assert ({"id": "org/nato"} in nodes) is member


def test_an_agreement_has_the_type_of_its_narrowest_label(client):
    text = '{ agreement(id: "agreement/acsa-jp-2016") { __typename label labels ... on Acsa { status } } }'
    agreement = client.data(text)["agreement"]

    assert agreement == {
        "__typename": "Acsa", "label": "Acsa", "labels": ["Entity", "Agreement", "Acsa"], "status": "IN_FORCE"
    }  # fmt: skip


def test_entities_of_every_kind_come_with_their_own_type(client):
    text = """query($after: String) {
        entities(first: 1000, after: $after) { nodes { label __typename } pageInfo { hasNextPage endCursor } }
    }"""
    seen, page = set(), {"hasNextPage": True, "endCursor": None}
    while page["hasNextPage"]:
        found = client.data(text, after=page["endCursor"])["entities"]
        seen |= {(entity["label"], entity["__typename"]) for entity in found["nodes"]}
        page = found["pageInfo"]

    assert seen <= set(OBJECT_NAMES.items())
    assert ("Nation", "Nation") in seen
    assert ("TransferKind", "TransferKindTerm") in seen


def test_search_finds_by_words_whole_or_begun_in_any_order(client):
    hits = client.data('{ search(text: "AIRLIFT strat") { score entity { id } } }')["search"]

    assert "agreement/mou-sac-c17" in {hit["entity"]["id"] for hit in hits}
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


@pytest.mark.parametrize("words", ["a:b* OR (c~", "NOT", "AND AND", "[1 TO 5]", "/x/", "japan*)"])
def test_search_takes_signs_of_a_query_language_as_words(client, words):
    data = client.data("query($words: String!) { search(text: $words, first: 1) { score } }", words=words)

    assert len(data["search"]) <= 1


def test_resolve_tells_what_a_name_stands_for(client):
    text = "query($name: String!) { resolve(name: $name) { score entity { __typename id title } paragraph } }"
    [match] = client.data(text, name="Republic of Korea")["resolve"]

    assert match == {
        "score": 1.0,
        "entity": {"__typename": "Nation", "id": "nation/KR", "title": match["entity"]["title"]},
        "paragraph": "",
    }


def test_status_tells_the_version_of_the_data(client, loaded):
    [row] = loaded.read("MATCH (v:DataVersion) RETURN v.version AS version, v.changed_at AS changedAt")

    assert client.data("{ status { version changedAt } }") == {"status": row}


def test_every_label_has_one_object_type_or_is_an_interface():
    told = {node.label: (is_interface(node), OBJECT_NAMES[node.label]) for node in MODEL.nodes}

    assert all(isinstance(TYPES[name], GraphQLObjectType) for _, name in told.values())
    assert told["Agreement"] == (True, "OtherAgreement")
    assert told["Nation"] == (False, "Nation")


def test_the_example_of_the_page_on_graphql_is_answered(client):
    [example, *_] = re.findall(r"```graphql\n(.*?)```", text_of("docs/graphql.md"), re.DOTALL)
    data = client.data(example)

    assert data["coverage"]["verdict"] == "OPEN"
    assert all(value not in (None, []) for value in data.values())


def test_an_answer_is_made_of_no_more_entities_than_the_limit(client, monkeypatch):
    for way in ("api.batching", "api.compiled.encode"):
        monkeypatch.setattr(f"{way}.ENTITIES", 100)
    text = "{ acsas(first: 20) { nodes { parties { nodes { agreements { nodes { id } } } } } } }"

    assert client.error(text) == {
        "message": "the answer has more than 100 entities and edges",
        "code": "LIMIT_EXCEEDED",
        "do": "ask for less at once",
    }  # fmt: skip
