from pathlib import Path

import pytest

from queries import LIBRARY, cypher
from queries.catalogue import PAGE, page
from queries.check import check
from queries.library import read

HEADER = """// ---
// question: Which agreements does this nation have?
// params:
//   nation: {type: Nation!, doc: "Id of the nation."}
// returns:
//   agreement: Agreement!
//   title: String!
// example:
//   params: {nation: nation/NO}
//   rows: []
// ---
"""

CYPHER = """MATCH (nation:Nation {id: $nation})-[party:PARTY_TO]->(agreement:Agreement)
WHERE party.from_on IS NULL
RETURN agreement.id AS agreement, agreement.title AS title
ORDER BY agreement
LIMIT 100
"""


def findings(old="", new="", text=HEADER + CYPHER):
    assert old in text
    return check(read(text.replace(old, new, 1) if old else text, "agreements", "agreements-of-nation"))


# The library


def test_every_query_of_the_library_is_sound():
    assert {name: check(query) for name, query in LIBRARY.items()} == {name: [] for name in LIBRARY}


def test_every_file_of_the_library_is_a_query():
    files = {path.stem for path in PAGE.parent.rglob("*.cypher")}

    assert files == set(LIBRARY)


def test_every_question_that_people_ask_has_an_example():
    assert [name for name, query in LIBRARY.items() if query.example is None and not query.is_inner] == []


def test_no_question_is_asked_twice():
    questions = [query.question for query in LIBRARY.values()]

    assert sorted(set(questions)) == sorted(questions)


def test_the_same_parameter_has_the_same_type_and_meaning_wherever_it_is_a_day():
    days = {
        (param.type, param.default)
        for query in LIBRARY.values()
        for name, param in query.params.items()
        if name == "as_of"
    }

    assert len(days) == 1


def test_the_catalogue_is_fresh():
    assert PAGE.read_text(encoding="utf-8") == page(LIBRARY)


def test_the_catalogue_tells_of_every_question_and_its_links_lead_somewhere():
    text = page(LIBRARY)

    assert [name for name, query in LIBRARY.items() if query.question not in text] == []
    assert [query.file for query in LIBRARY.values() if not Path(PAGE.parents[1], query.file).exists()] == []


# What the check finds


def test_a_sound_query_has_no_finding():
    assert findings() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("have?", "have.", "the question is no question: end it with ?"),
        ("the nation.", "the nation", "the doc of nation is no sentence: end it with ."),
        ("type: Nation!", "type: ID!", "nation is typed ID!: tell the label of what it names"),
        (
            "agreement.title AS title",
            "left(agreement.title, 9) AS title",
            "nothing says what title means: write {type: String!, doc: ...}, a sentence",
        ),
        (" AS title", " AS name", "RETURN gives agreement, name; the header says agreement, title"),
        (", agreement.title AS title", "", "RETURN gives agreement; the header says agreement, title"),
        ("{id: $nation}", "{id: $country}", "$country is used but not declared"),
        ("{id: $nation}", "{id: $country}", "nation is declared but not used"),
        ("WHERE party.from_on IS NULL", "SET party.from_on = ''", "SET writes: a query only reads"),
        ("WHERE party.from_on IS NULL", "DETACH DELETE agreement", "DELETE writes: a query only reads"),
        ("WHERE party.from_on IS NULL", "MERGE (nation)", "MERGE writes: a query only reads"),
        ("WHERE party.from_on IS NULL", "create (n:Nation)", "create writes: a query only reads"),
        ("WHERE party.from_on IS NULL", "LOAD CSV FROM 'x' AS line", "LOAD writes: a query only reads"),
        ("WHERE party.from_on IS NULL", "CALL db.labels()", "CALL db.labels is a procedure: not every engine has it"),
        (
            "agreement.title AS title",
            "{of: nation.id, is: agreement{.title}} AS title",
            "agreement is projected inside a map, which one engine loses: write out its keys, or bind it before",
        ),
        ("(nation:Nation", "(nation:Country", "the model has no Country"),
        ("party:PARTY_TO", "party:SIGNED", "the model has no SIGNED"),
        ("WHERE party.from_on IS NULL", "WHERE agreement:Pact", "the model has no Pact"),
        ("{id: $nation}", "{iso4: $nation}", "Nation has no property iso4"),
        ("agreement.title AS", "agreement.heading AS", "agreement.heading: Agreement has no property heading"),
        ("party.from_on", "party.since", "party.since: PARTY_TO has no property since"),
        ("party.from_on", "nation.in_force_to", "nation.in_force_to: Nation has no property in_force_to"),
        (
            "ORDER BY agreement\n",
            "",
            "there is no ORDER BY after the last RETURN: the same rows must come in the same order",
        ),
        (
            "ORDER BY agreement",
            "ORDER BY agreement.title",
            "ORDER BY agreement.title: name a column, since a column may have taken the name of the variable",
        ),
        ("LIMIT 100", "", "there is no LIMIT: set one, or say in `bounded` why the rows are few"),
        (
            "// example",
            "// bounded: Few.\n// example",
            "the rows are limited, and `bounded` says that they need not be: take one away",
        ),
        ("ORDER BY", "order by", "order by: keywords are upper case"),
        ("WHERE", "Where", "Where: keywords are upper case"),
        (
            "WHERE party",
            "WHERE " + "party.from_on IS NULL AND " * 5 + "party",
            "line 2 below the header is longer than 120",
        ),
    ],
)
def test_what_is_wrong_with_a_query_is_found(old, new, said):
    assert said in findings(old, new)


def test_an_arrow_against_the_model_is_found():
    assert findings("-[party:PARTY_TO]->", "<-[party:PARTY_TO]-") == [
        "no PARTY_TO leads from Agreement to Nation: turn the arrow, or mend a label"
    ]


def test_an_arrow_between_the_wrong_ends_is_found_by_the_labels_that_its_variables_have_elsewhere():
    text = HEADER + CYPHER.replace("WHERE party.from_on IS NULL", "MATCH (nation)-[:AUTHORIZED_BY]->(:Authority)")

    assert findings(text=text) == ["no AUTHORIZED_BY leads from Nation to Authority: turn the arrow, or mend a label"]


@pytest.mark.parametrize(
    "pattern",
    [
        "(nation)-[:PARTY_TO]-(agreement)",
        "(agreement)<-[:PARTY_TO]-(nation)",
        "(agreement)-[:AUTHORIZED_BY]->(:Statute)",
        "(agreement)-[:AUTHORIZED_BY]->(:Authority)-[:PART_OF*0..3]->(:Authority)",
        "(nation)-[:MEMBER_OF|DESIGNATED_AS]->(:Entity)",
        "(nation)-->(:Entity)",
        "(nation)-[:STATED_IN]->(:Source)",
        "(agreement)-[:WAS]->(:Revision)",
    ],
)
def test_an_arrow_of_the_model_is_no_finding(pattern):
    assert findings("WHERE party.from_on IS NULL", f"MATCH {pattern}") == []


@pytest.mark.parametrize(
    "read_",
    [
        "agreement.signed_on_earliest",
        "agreement.in_force_to_latest",
        "agreement.recorded_at",
        "agreement.source",
        "party.key",
        "party.confidence",
    ],
)
def test_dates_have_bounds_and_every_node_and_edge_has_its_stamp(read_):
    assert findings("party.from_on", read_) == []


def test_a_query_that_feeds_a_program_needs_no_example_and_no_limit():
    header = HEADER[: HEADER.index("// example")] + "// ---\n"

    assert check(read(header + CYPHER.replace("LIMIT 100\n", ""), "coverage", "agreements-of-nation")) == []


# How Cypher is read


def test_words_in_quotes_and_comments_are_not_read():
    text = """MATCH (n:Nation) // CREATE (x:Country) $gone
    WHERE n.title = 'DELETE $this (m:Pact)' AND n.iso2 = "SET \\" $that" /* $far (k:Gone) */
    RETURN n.id AS id"""

    assert cypher.parameters(text) == set()
    assert {kind for part in cypher.parts(text) for kind in part.kinds} == {"Nation"}
    assert cypher.WRITES.search(cypher.bare(text)) is None


def test_columns_are_those_of_the_last_return():
    text = """CALL () {
      MATCH (n:Nation)
      RETURN n, coalesce(n.title, '') AS name
    }
    RETURN DISTINCT n.id AS nation, [x IN labels(n) WHERE x <> 'Entity' | x] AS labels, name
    ORDER BY nation
    LIMIT 10"""

    assert cypher.columns(text) == ["nation", "labels", "name"]


def test_an_order_inside_a_subquery_is_no_order_of_the_rows():
    text = "CALL () {\n  MATCH (n)\n  RETURN n\n  ORDER BY n.id\n  LIMIT 1\n}\nRETURN n.id AS id"

    assert not cypher.ends_with(text, "ORDER BY")
    assert not cypher.ends_with(text, "LIMIT")


def test_a_chain_of_patterns_is_read_step_by_step_with_its_directions():
    text = "MATCH (a:Nation)-[p:PARTY_TO]->(b:Agreement)<-[:SUPERSEDES*1..2]-(c)--(d), (e)<--(f)"

    hops = [(hop.start.var, sorted(hop.edge.kinds), hop.end.var, hop.both_ways) for hop in cypher.hops(text)]

    assert hops == [
        ("a", ["PARTY_TO"], "b", False),
        ("c", ["SUPERSEDES"], "b", False),
        ("c", [], "d", True),
        ("f", [], "e", False),
    ]


def test_properties_are_read_from_expressions_and_projections():
    assert cypher.properties("RETURN n.title AS t, m{.id, kind: m.sort, .label} AS m, 1..3 AS r, $p.x AS x") == {
        ("n", "title"),
        ("m", "id"),
        ("m", "sort"),
        ("m", "label"),
    }
