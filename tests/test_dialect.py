"""What differs between the engines does not show: full text is found alike on each."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.dialect import ARCADEDB, LETTERS, NEO4J, FullText, dialect_of, fulltext_query
from graph.prepare import prepare
from schema.errors import TooMuch

INDEX = FullText("dialect_test", "Found", ("title", "name"))
ASK = """
CALL db.index.fulltext.queryNodes('dialect_test', $query) YIELD node, score
RETURN node.id AS id
ORDER BY score DESC, id
"""
NODES = [
    {"id": "nation/GB", "title": "United Kingdom of Great Britain", "name": "Britain"},
    {"id": "agreement/a", "title": "Agreement on mutual logistic support (U.S.-Japan)", "name": "ACSA"},
    {"id": "usc/10/2342", "title": "10 U.S.C. 2342 Cross-servicing agreements"},
    {"id": "nation/TR", "title": "Republic of Türkiye"},
]


@pytest.fixture
def library(graph):
    graph.define_fulltext(INDEX)
    graph.write(lambda tx: tx.run("UNWIND $rows AS row CREATE (n:Entity:Found) SET n = row", {"rows": NODES}))
    return graph


def found(graph, words):
    return {row["id"] for row in graph.read(ASK, {"query": fulltext_query(words)})}


@pytest.mark.parametrize(
    ("agent", "dialect", "engine"),
    [
        ("Neo4j/5.26.28", NEO4J, "Neo4j 5.26.28"),
        ("Neo4j/2026.09.0", NEO4J, "Neo4j 2026.09.0"),
        ("Neo4j/5.27-aura", NEO4J, "Neo4j 5.27-aura"),
        ("Neo4j/5.26.0 compatible (ArcadeDB 26.10.2)", ARCADEDB, "ArcadeDB 26.10.2"),
        ("Memgraph", NEO4J, "Neo4j"),
    ],
)
def test_an_engine_is_known_by_what_it_calls_itself(agent, dialect, engine):
    assert dialect_of(agent) is dialect
    assert dialect.engine(agent) == engine


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("kingdom", {"nation/GB"}),
        ("KINGDOM", {"nation/GB"}),
        ("king", {"nation/GB"}),
        ("britain united", {"nation/GB"}),
        ("great - britain", {"nation/GB"}),
        ("kingdom logistic", set()),
        ("agreement", {"agreement/a", "usc/10/2342"}),
        ("acsa", {"agreement/a"}),
        ("U.S.C. 2342", {"usc/10/2342"}),
        ("cross-servicing", {"usc/10/2342"}),
        ("Türkiye", {"nation/TR"}),
        ("AND", set()),
        ("of", {"nation/GB", "nation/TR"}),
    ],
)
def test_words_find_what_has_them_all_whole_or_begun(library, words, ids):
    assert found(library, words) == ids


def test_an_index_made_twice_is_there_once(library):
    library.define_fulltext(INDEX)

    indexes = library.read("SHOW INDEXES YIELD name, type RETURN name, type")
    assert [row for row in indexes if row["name"] == INDEX.name] == [{"name": INDEX.name, "type": "FULLTEXT"}]


def test_what_changes_is_found_as_it_is_now(library):
    library.write(lambda tx: tx.run("MATCH (n:Entity {id: 'nation/GB'}) SET n.title = 'Realm'"))
    library.write(lambda tx: tx.run("MATCH (n:Entity {id: 'agreement/a'}) DETACH DELETE n"))

    assert found(library, "kingdom") == set()
    assert found(library, "realm") == {"nation/GB"}
    assert found(library, "acsa") == set()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=20).filter(fulltext_query))
def test_whatever_a_reader_types_is_a_question_that_the_engine_understands(library, words):
    found(library, words)


@pytest.mark.parametrize("nothing", ["", " ", "- / *", "_"])
def test_where_no_word_is_typed_there_is_nothing_to_ask(nothing):
    assert fulltext_query(nothing) == ""


def test_the_longest_search_is_one_that_the_engine_takes(library):
    assert found(library, "of " * (LETTERS // 3)) == {"nation/GB", "nation/TR"}
    assert found(library, "a " * (LETTERS // 2)) == found(library, "a")


def test_a_longer_search_is_refused():
    with pytest.raises(TooMuch, match="a text of 1,001 letters is no search"):
        fulltext_query("a" * (LETTERS + 1))


def indexes(graph):
    return {row["name"] for row in graph.read("SHOW INDEXES YIELD name RETURN name")}


def test_a_graph_made_ready_by_other_declarations_gets_the_indexes_it_lacks(graph):
    prepare(graph)
    before = indexes(graph)
    graph.define("DROP INDEX case_id", "DROP INDEX system_id")
    graph.write(lambda tx: tx.run("MATCH (v:DataVersion) SET v.prepared = 'of another Accord'"))
    prepare(graph)

    assert indexes(graph) == before
