"""Lists over GraphQL: pages both ways, filters that keep what is sure, orders, counts; on every engine."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.dates import PartialDate
from tests.api_client import serving
from tests.conftest import SOAK

EXAMPLES = settings(
    deadline=None, max_examples=200 if SOAK else 12, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
PAGE = """query($first: Int, $last: Int, $after: String, $before: String, $orderBy: [%sOrder!]) {
  %s(first: $first, last: $last, after: $after, before: $before, orderBy: $orderBy) {
    nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
  }
}"""
ORDERS = {
    "agreements": ("Agreement", ["SIGNED_ON", "STATUS", "TITLE", "ID", "CONFIDENCE"]),
    "notifications": ("Notification", ["NOTIFIED_ON", "TOTAL_VALUE_USD", "TRANSMITTAL_NO"]),
}
UNDER_2342 = """{
  inAreaOf: {some: {node: {id: {eq: "org/eucom"}}}},
  agreements: {some: {node: {authorizedBy: {some: {node: {id: {eq: "usc/10/2342"}}}}}}}
}"""
UNDER_2342_IN_CYPHER = """MATCH (:Organization {id: 'org/eucom'})<-[:IN_AREA_OF]-(n:Nation)
WHERE EXISTS { (n)-[:PARTY_TO]->(:Agreement)-[:AUTHORIZED_BY]->(:Authority {id: 'usc/10/2342'}) }"""
NATO = 'organization(id: "org/nato")'


@pytest.fixture
def client(engine, loaded):
    with serving(engine.settings) as client:
        yield client


@st.composite
def orders(draw):
    """A list and an order of it."""
    name = draw(st.sampled_from(sorted(ORDERS)))
    label, fields = ORDERS[name]
    chosen = draw(st.lists(st.sampled_from(fields), unique=True, max_size=2))
    return name, label, [{"field": each, "direction": draw(st.sampled_from(["ASC", "DESC"]))} for each in chosen]


def walk(client, name, label, order, size, backward):
    """The ids of the whole list, read page by page from one of its ends."""
    text, cursor = PAGE % (label, name), None
    ids: list[str] = []
    way = ("last", "before", "startCursor", "hasPreviousPage") if backward else (
        "first", "after", "endCursor", "hasNextPage"
    )  # fmt: skip
    while True:
        found = client.data(text, **{way[0]: size, way[1]: cursor, "orderBy": order})[name]
        page = [node["id"] for node in found["nodes"]]
        ids = page + ids if backward else ids + page
        cursor = found["pageInfo"][way[2]]
        if not found["pageInfo"][way[3]]:
            assert len(ids) == found["totalCount"]
            return ids


@EXAMPLES
@given(orders(), st.integers(60, 200))
def test_pages_from_either_end_are_the_whole_list_in_one_order(client, order, size):
    name, label, keys = order
    whole = client.data(PAGE % (label, name), first=1000, orderBy=keys)[name]
    ids = [node["id"] for node in whole["nodes"]]

    assert walk(client, name, label, keys, size, False) == ids
    assert walk(client, name, label, keys, size, True) == ids
    assert len(set(ids)) == whole["totalCount"] == len(ids)


def test_what_is_not_known_comes_last_whichever_way_a_list_is_sorted(client):
    text = """query($way: SortDirection!) {
      agreements(first: 1000, orderBy: {field: SIGNED_ON, direction: $way}) { nodes { signedOn } }
    }"""
    for way in ("ASC", "DESC"):
        days = [node["signedOn"] for node in client.data(text, way=way)["agreements"]["nodes"]]
        known = [day for day in days if day is not None]

        assert known == sorted(known, reverse=way == "DESC")
        assert days == known + [None] * (len(days) - len(known))


def test_edges_are_paged_by_their_cursors_and_sorted_by_what_they_carry(client):
    text = f"""query($after: String) {{
      {NATO} {{ members(first: 7, after: $after, orderBy: [{{edge: FROM_ON}}, {{field: TITLE, direction: DESC}}]) {{
        edges {{ cursor fromOn node {{ title }} }} pageInfo {{ hasNextPage endCursor }}
      }} }}
    }}"""
    edges: list[Any] = []
    page = {"hasNextPage": True, "endCursor": None}
    while page["hasNextPage"]:
        found = client.data(text, after=page["endCursor"])["organization"]["members"]
        edges, page = edges + found["edges"], found["pageInfo"]
        assert found["edges"][-1]["cursor"] == page["endCursor"]

    told = [(edge["fromOn"], edge["node"]["title"]) for edge in edges]
    assert told == sorted(sorted(told, key=lambda edge: edge[1], reverse=True), key=lambda edge: edge[0])
    assert (
        len(told)
        == client.data(f"{{ {NATO} {{ members {{ totalCount }} }} }}")["organization"]["members"]["totalCount"]
    )


def test_a_cursor_of_another_order_is_refused(client):
    cursor = client.data("{ nations(first: 1) { edges { cursor } } }")["nations"]["edges"][0]["cursor"]
    error = client.error("query($c: String) { nations(after: $c, orderBy: {field: TITLE}) { totalCount } }", c=cursor)

    assert error == {
        "message": "the cursor is of a list in the order id, this one is in the order title,id",
        "code": "BAD_REQUEST",
        "do": "take a cursor that this list gave, with the same orderBy",
    }


@pytest.mark.parametrize(
    "arguments",
    [
        'after: ""', 'after: "x"', 'after: "WyJpZCJd"', 'after: "WyJpZCIsIDVd"', 'after: "WyJpZCIsIG51bGxd"',
        "first: 0", "last: 1001", "first: 1, last: 1", "orderBy: {direction: ASC}",
        "orderBy: [{field: TITLE}, {field: TITLE, direction: DESC}]",
        "where: {title: {eq: null}}", "where: {title: null}", "where: {not: null}", "where: {agreements: {some: null}}",
        "where: " + "{not: " * 12 + "{}" + "}" * 12, "where: {or: [" + "{iso2: {eq: \"JP\"}}," * 101 + "]}",
    ],
)  # fmt: skip
def test_arguments_that_make_no_sense_are_a_bad_request(client, arguments):
    assert client.error(f"{{ nations({arguments}) {{ totalCount }} }}")["code"] == "BAD_REQUEST"


def test_a_page_stays_in_its_place_when_the_list_changes(engine, graph):
    for id in "bdf":
        graph.write(lambda tx, id=id: tx.run("CREATE (:Entity:System {id: $id, title: $id})", {"id": f"system/{id}"}))
    text = "query($after: String) { systems(first: 1, after: $after) { nodes { id } pageInfo { endCursor } } }"
    with serving(engine.settings) as client:
        cursor = client.data(text)["systems"]["pageInfo"]["endCursor"]
        graph.write(lambda tx: tx.run("MATCH (n:System {id: 'system/b'}) DELETE n"))
        graph.write(lambda tx: tx.run("CREATE (:Entity:System {id: 'system/a', title: 'a'})"))

        assert client.data(text, after=cursor)["systems"]["nodes"] == [{"id": "system/d"}]


def ids(client, name, where, rest=""):
    text = f"{{ {name}(first: 1000, where: {where}{rest}) {{ nodes {{ id }} totalCount }} }}"
    found = client.data(text)[name]
    assert found["totalCount"] == len(found["nodes"])
    return {node["id"] for node in found["nodes"]}


def cypher(loaded, text):
    return {row["id"] for row in loaded.read(f"{text} RETURN n.id AS id")}


@pytest.mark.parametrize(
    ("name", "where", "text"),
    [
        ("nations", "{}", "MATCH (n:Nation)"),
        ("nations", '{iso2: {eq: "JP"}}', "MATCH (n:Nation {iso2: 'JP'})"),
        ("nations", '{iso2: {in: ["JP", "KR"]}, title: {ne: "Japan"}}', "MATCH (n:Nation {iso2: 'KR'})"),
        ("nations", '{title: {contains: "KOREA"}}', "MATCH (n:Nation) WHERE n.title =~ '(?i).*korea.*'"),
        ("nations", '{title: {startsWith: "new z"}}', "MATCH (n:Nation {id: 'nation/NZ'})"),
        ("nations", "{iso2: {isNull: true}}", "MATCH (n:Nation) WHERE n.iso2 IS NULL"),
        ("nations", '{not: {region: {eq: "Europe"}}}', "MATCH (n:Nation) WHERE n.region <> 'Europe'"),
        ("nations", '{or: [{iso2: {eq: "JP"}}, {iso2: {eq: "KR"}}]}', "MATCH (n:Nation) WHERE n.iso2 IN ['JP', 'KR']"),
        ("agreements", "{kinds: {has: ACSA}}", "MATCH (n:Agreement) WHERE 'acsa' IN n.kinds"),
        ("agreements", "{kinds: {hasAny: [ACSA, AIRLIFT]}, status: {eq: IN_FORCE}}",
         "MATCH (n:Agreement {status: 'in-force'}) WHERE any(k IN n.kinds WHERE k IN ['acsa', 'airlift'])"),
        ("agreements", '{labels: {has: "Acsa"}}', "MATCH (n:Acsa)"),
        ("notifications", '{totalValueUsd: {gte: "1000000000", lt: 2000000000}}',
         "MATCH (n:Notification) WHERE 1000000000 <= n.total_value_usd < 2000000000"),
        ("agreements", '{parties: {some: {node: {id: {eq: "nation/JP"}}}}}',
         "MATCH (n:Agreement)<-[:PARTY_TO]-(:Nation {id: 'nation/JP'})"),
        ("agreements", '{parties: {none: {node: {id: {eq: "nation/US"}}}}}',
         "MATCH (n:Agreement) WHERE NOT (n)<-[:PARTY_TO]-(:Nation {id: 'nation/US'})"),
        ("nations", "{agreements: {every: {node: {status: {eq: IN_FORCE}}}}}",
         "MATCH (n:Nation) WHERE NOT EXISTS { (n)-[:PARTY_TO]->(a:Agreement) WHERE a.status <> 'in-force' }"),
        ("nations", '{memberOf: {some: {fromOn: {lt: "1950"}, node: {id: {eq: "org/nato"}}}}}',
         "MATCH (n:Nation)-[m:MEMBER_OF]->(:Organization {id: 'org/nato'}) WHERE m.from_on < '1950'"),
        ("nations", UNDER_2342, UNDER_2342_IN_CYPHER),
    ],
)  # fmt: skip
def test_a_filter_keeps_what_the_same_question_in_cypher_finds(client, loaded, name, where, text):
    assert ids(client, name, where) == cypher(loaded, text)


OPERATORS = st.sampled_from(["eq", "ne", "lt", "lte", "gt", "gte"])
DATES = st.dates(date(1990, 1, 1), date(2026, 1, 1)).flatmap(
    lambda day: st.sampled_from([str(day), str(day)[:7], str(day)[:4]])
)


def surely(op, day, other):
    """Whether the date surely stands so to the other, in three values."""
    first, last = other.earliest, other.latest
    within, apart = first <= day.earliest and day.latest <= last, day.latest < first or last < day.earliest
    told = {
        "eq": (within, apart),
        "ne": (apart, within),
        "lt": (day.latest < first, day.earliest >= first),
        "gte": (day.earliest >= first, day.latest < first),
        "gt": (day.earliest > last, day.latest <= last),
        "lte": (day.latest <= last, day.earliest > last),
    }[op]
    return True if told[0] else False if told[1] else None


@EXAMPLES
@given(OPERATORS, DATES, st.booleans())
def test_a_date_that_is_known_by_year_or_month_alone_passes_only_where_that_decides(client, loaded, op, text, negated):
    rows = loaded.read("MATCH (n:Agreement) WHERE n.signed_on IS NOT NULL RETURN n.id AS id, n.signed_on AS day")
    test = f'{{signedOn: {{{op}: "{text}"}}}}'
    found = ids(client, "agreements", f"{{not: {test}}}" if negated else test)

    other = PartialDate(text)
    assert found == {row["id"] for row in rows if surely(op, PartialDate(row["day"]), other) is (not negated)}


@pytest.mark.parametrize(
    "where", ['{signedOn: {lt: "2010"}}', "{status: {eq: IN_FORCE}}", '{committee: {eq: "x"}}',
              '{parties: {every: {fromOn: {gt: "2000"}}}}', '{parties: {some: {role: {eq: "lead"}}}}']
)  # fmt: skip
def test_what_is_unknown_passes_neither_a_filter_nor_its_contrary(client, loaded, where):
    kept, left = ids(client, "agreements", where), ids(client, "agreements", f"{{not: {where}}}")

    assert not kept & left
    assert ids(client, "agreements", f"{{or: [{where}, {{not: {where}}}]}}") == kept | left
    assert kept | left <= cypher(loaded, "MATCH (n:Agreement)")


def test_as_of_keeps_the_agreements_that_may_be_in_force(client, loaded):
    found = ids(client, "agreements", "{}", ', asOf: "1999-06-30"')
    text = """MATCH (n:Agreement) WHERE NOT coalesce(n.in_force_from_earliest > '1999-06-30', false)
    AND NOT coalesce(n.in_force_to_latest < '1999-06-30', false)"""

    assert found == cypher(loaded, text)


def test_a_count_of_edges_is_that_of_the_filtered_list(client, loaded):
    text = '{ nation(id: "nation/JP") { agreements(first: 1, where: {node: {kinds: {has: ACSA}}}) { totalCount } } }'
    [row] = loaded.read(
        "MATCH (:Nation {id: 'nation/JP'})-[r:PARTY_TO]->(n:Agreement) WHERE 'acsa' IN n.kinds RETURN count(r) AS n"
    )

    assert client.data(text)["nation"]["agreements"] == {"totalCount": row["n"]}
