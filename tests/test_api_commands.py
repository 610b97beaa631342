"""The commands that look up and query, as somebody types them, on every engine."""

import io
import json

import pytest

from queries import LIBRARY


def test_resolve_tells_what_a_name_stands_for(accord):
    code, out, _ = accord("resolve", "Republic of Korea", "--json")

    assert code == 0
    assert [(match["id"], match["score"]) for match in json.loads(out)] == [("nation/KR", 1.0)]


def test_resolve_shows_candidates_as_a_table(accord):
    code, out, _ = accord("resolve", "Korea")

    assert code == 0
    assert {"nation/KR", "nation/KP"} <= set(out.split())


def test_resolve_refuses_a_name_of_nothing(accord):
    code, out, err = accord("resolve", "Xyzzyplugh")

    assert (code, out) == (1, "")
    assert "'Xyzzyplugh'" in err


def test_query_lists_the_questions_of_the_library_that_people_ask(accord):
    code, out, _ = accord("query", "--json")

    assert code == 0
    assert {row["name"] for row in json.loads(out)} == {query.name for query in LIBRARY.values() if not query.is_inner}


def test_query_asks_a_question_of_the_library(accord):
    code, out, _ = accord("query", "agreements-of-nation", "nation=nation/JP", "as_of=2026-01-15", "--json")

    assert code == 0
    assert "agreement/acsa-jp-2016" in {row["agreement"] for row in json.loads(out)}


def test_query_asks_in_graphql_with_variables(accord):
    code, out, _ = accord("query", "query($id: ID!) { nation(id: $id) { title } }", "id=nation/JP")

    assert (code, json.loads(out)) == (0, {"data": {"nation": {"title": "Japan"}}})


def test_query_reads_graphql_from_its_input(accord, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO('{ nation(id: "nation/JP") { iso3 } }'))
    code, out, _ = accord("query", "-")

    assert (code, json.loads(out)) == (0, {"data": {"nation": {"iso3": "JPN"}}})


def test_query_ends_refused_where_graphql_has_errors(accord):
    code, out, _ = accord("query", "{ nosuch }")

    assert code == 1
    assert json.loads(out)["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


@pytest.mark.parametrize(
    ("words", "code"), [(("nosuch",), 1), (("agreements-of-nation", "nation"), 2), (("agreements-of-nation", "x=1"), 1)]
)
def test_query_refuses_what_the_library_does_not_have(accord, words, code):
    ended, out, err = accord("query", *words)

    assert (ended, out) == (code, "")
    assert "do: " in err


def test_cypher_shows_rows_as_a_table_and_as_json(accord):
    words = ("cypher", "MATCH (n:Nation {id: $id}) RETURN n.id AS id, n.iso2 AS code", "id=nation/JP")
    code, table, _ = accord(*words)
    _, rows, _ = accord(*words, "--json")

    assert code == 0
    assert table.splitlines() == ["id         code", "nation/JP  JP", "1 row"]
    assert json.loads(rows) == [{"id": "nation/JP", "code": "JP"}]


def test_cypher_tells_of_a_label_or_type_that_no_graph_has_where_nothing_is_found(accord):
    code, out, err = accord("cypher", "MATCH (n:Natoin)-[:PARTI_TO]->(:Acsa {title: ': Lease'}) RETURN n")

    assert (code, out) == (0, "0 rows\n")
    assert err.splitlines() == [
        "there is no label and no type Natoin; perhaps Nation",
        "there is no label and no type PARTI_TO; perhaps PARTY_TO",
    ]


def test_cypher_reads_numbers_and_lists_as_json(accord):
    _, out, _ = accord("cypher", "RETURN $n + 1 AS n, size($l) AS l, $t AS t", "n=1", "l=[1,2]", "t=text", "--json")

    assert json.loads(out) == [{"n": 2, "l": 2, "t": "text"}]


@pytest.mark.parametrize("statement", ["CREATE (n:Nation {id: 'nation/ZZ'})", "MATCH (n) DETACH DELETE n", "MATCH (n"])
def test_cypher_refuses_to_write_and_what_it_does_not_understand(accord, loaded, statement):
    before = loaded.read("MATCH (n) RETURN count(n) AS n")
    code, out, err = accord("cypher", statement)

    assert (code, out) == (1, "")
    assert "do: " in err
    assert loaded.read("MATCH (n) RETURN count(n) AS n") == before


def test_history_is_told_of_a_thing_by_its_name(accord):
    assert accord("history", "iceland") == accord("history", "nation/IS")
    assert accord("history", "korea")[0] == 1


def test_a_question_is_asked_about_a_thing_by_its_name(accord):
    answers = [accord("query", "standing-of-nation", f"nation={name}", "--json") for name in ("nation/IS", "Iceland")]

    assert answers[0] == answers[1]
    assert answers[0][0] == 0
    assert "org/nato" in answers[0][1]


@pytest.mark.parametrize("name", ["nation/nowhere", "org/nato", "Congo"])
def test_a_question_about_what_is_no_such_thing_or_may_be_several_is_refused(accord, name):
    code, out, err = accord("query", "standing-of-nation", f"nation={name}")

    assert (code, out) == (1, "")
    assert name in err
