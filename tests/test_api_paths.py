"""Paths between two things over GraphQL, on every engine."""

from datetime import date

import pytest

from api.cost import PRICES
from graph.walks import WALKED
from schema.dates import PartialDate
from tests.api_client import serving
from tests.test_api_cost import cost
from tests.test_paths import every_path

TEXT = """query(
  $from: String!, $to: String!, $hops: Int! = 4, $on: Date, $kinds: [RelationKind!], $first: Int! = 1000
) {
  paths(from: $from, to: $to, maxHops: $hops, asOf: $on, kinds: $kinds, first: $first) {
    found {
      nodes { id }
      edges { type start end properties source { id } confidence dated }
    }
    hasMore hops cutOff { id }
  }
}"""
ENDED = ("completed", "superseded", "terminated", "expired", "historical")
DAY = "2010-06-01"


@pytest.fixture
def client(engine, loaded):
    with serving(engine.settings) as client:
        yield client


@pytest.fixture
def edges(loaded):
    """All edges that may be walked, with what they carry."""
    text = f"MATCH (n:Entity)-[r:{'|'.join(WALKED)}]->(m:Entity) RETURN n.id AS start, m.id AS end, r{{.*}} AS props"
    return {row["props"]["key"]: (row["start"], row["end"], row["props"]) for row in loaded.read(text)}


@pytest.fixture
def standing(loaded):
    """Whether an agreement may have stood on a day, said once more in another language."""
    rows = loaded.read("MATCH (a:Agreement) RETURN a.id AS id, a{.*} AS props")
    props = {row["id"]: row["props"] for row in rows}

    def stands(id, day):
        agreement = props.get(id)
        if agreement is None:
            return True
        begun = agreement.get("in_force_from") or agreement.get("signed_on")
        over = agreement.get("in_force_to")
        if agreement["status"] == "negotiating" or (begun and PartialDate(begun).earliest > day):
            return False
        if over:
            return PartialDate(over).latest >= day
        seen = agreement.get("seen_on")
        last = PartialDate(seen).latest if seen else date.fromisoformat(agreement["recorded_at"][:10])
        return agreement["status"] not in ENDED or last > day

    return stands


def holds(props, day):
    begun, over = props.get("from_on") or props.get("signed_on"), props.get("to_on")
    not_yet = begun is not None and PartialDate(begun).earliest > day
    return not not_yet and (over is None or PartialDate(over).latest >= day)


def told(found):
    return [
        ([node["id"] for node in path["nodes"]], [(edge["start"], edge["type"], edge["end"]) for edge in path["edges"]])
        for path in found
    ]


def expected(edges, start, end, hops):
    ends = {key: (one, other) for key, (one, other, _) in edges.items()}
    found = every_path(ends, hops, start, end)
    return [(list(trail.nodes), [tuple(key.split("|")[:3]) for key in trail.edges]) for trail in found]


@pytest.mark.parametrize(
    ("start", "end", "hops"),
    [("nation/JP", "usc/10/2342", 3), ("nation/KI", "org/nato", 3), ("rule/acsa-transfer", "nation/IS", 3)],
)
def test_the_paths_are_all_that_there_are_in_their_order(client, edges, start, end, hops):
    paths = client.data(TEXT, **{"from": start, "to": end, "hops": hops})["paths"]

    assert told(paths["found"]) == expected(edges, start, end, hops)
    assert (paths["hasMore"], paths["hops"], paths["cutOff"]) == (False, hops, [])


def test_on_a_day_only_what_may_have_held_is_walked(client, edges, standing):
    day, ends = date.fromisoformat(DAY), ("nation/JP", "usc/10/2342")
    alive = {
        key: edge for key, edge in edges.items() if holds(edge[2], day) and all(standing(end, day) for end in edge[:2])
    }
    paths = client.data(TEXT, **{"from": ends[0], "to": ends[1], "hops": 3, "on": DAY})["paths"]

    assert told(paths["found"]) == expected(alive, *ends, 3)
    assert len(alive) < len(edges)


def test_an_edge_tells_what_it_carries_its_source_and_whether_its_days_are_known(client, edges):
    paths = client.data(TEXT, **{"from": "Finland", "to": "NATO", "hops": 1, "on": "2026-01-15"})["paths"]
    [(key, props)] = [
        (key, props) for key, (one, two, props) in edges.items() if (one, two) == ("nation/FI", "org/nato")
    ]

    assert paths["found"] == [
        {
            "nodes": [{"id": "nation/FI"}, {"id": "org/nato"}],
            "edges": [
                {
                    "type": key.split("|")[1],
                    "start": "nation/FI",
                    "end": "org/nato",
                    "properties": {name: props[name] for name in ("from_on", "notes") if name in props},
                    "source": {"id": props["source"]},
                    "confidence": props["confidence"].replace("-", "_").upper(),
                    "dated": True,
                }
            ],
        }
    ]


@pytest.mark.parametrize(("on", "count"), [("2023-04-03", 0), ("2023-04-04", 1)])
def test_an_edge_that_begins_later_is_not_walked(client, on, count):
    paths = client.data(TEXT, **{"from": "nation/FI", "to": "org/nato", "hops": 1, "on": on})["paths"]

    assert len(paths["found"]) == count


def test_an_edge_of_unknown_days_is_walked_and_says_so(client):
    days = {"from": "nation/JP", "to": "usc/10/2342", "hops": 2}
    [dated] = client.data(TEXT, **days, on="2026-01-15")["paths"]["found"]
    undated = client.data(TEXT, **days)["paths"]["found"]

    assert [edge["dated"] for edge in dated["edges"]] == [False, False]
    assert {edge["dated"] for path in undated for edge in path["edges"]} == {None}


def test_only_the_relations_that_are_named_are_walked(client):
    kinds = {"from": "nation/JP", "to": "nation/KR", "hops": 2, "kinds": ["MEMBER_OF"]}
    paths = client.data(TEXT, **kinds)["paths"]

    assert {edge["type"] for path in paths["found"] for edge in path["edges"]} == {"MEMBER_OF"}
    assert {"org/un"} <= {path["nodes"][1]["id"] for path in paths["found"]}


def test_the_shortest_come_first_and_it_is_told_that_there_are_more(client):
    asked = {"from": "nation/JP", "to": "nation/KR", "hops": 6}
    paths = client.data(TEXT, **asked, first=5)["paths"]
    more = client.data(TEXT, **asked, first=50)["paths"]
    lengths = [len(path["edges"]) for path in more["found"]]

    assert (len(paths["found"]), paths["hasMore"]) == (5, True)
    assert more["found"][:5] == paths["found"]
    assert lengths == sorted(lengths)


def test_nothing_leads_over_sources_loads_and_names(client, loaded):
    [row] = loaded.read("MATCH (:Nation {id: 'nation/JP'})-[:STATED_IN]->(s:Source) RETURN s.id AS id")
    paths = client.data(TEXT, **{"from": "nation/JP", "to": row["id"], "hops": 6})["paths"]

    assert (paths["found"], paths["hasMore"]) == ([], False)
    assert {"STATED_IN", "WAS", "NAMES", "WRITTEN_BY"} & set(WALKED) == set()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"from": "Ruritania", "to": "nation/JP"}, "UNKNOWN_NAME"),
        ({"from": "Japan", "to": "nation/JP"}, "BAD_REQUEST"),
        ({"from": "Japan", "to": "Finland", "hops": 7}, "BAD_REQUEST"),
        ({"from": "Japan", "to": "Finland", "hops": 0}, "BAD_REQUEST"),
        ({"from": "Japan", "to": "Finland", "kinds": []}, "BAD_REQUEST"),
        ({"from": "Japan", "to": "Finland", "first": 0}, "BAD_REQUEST"),
    ],
)
def test_what_makes_no_sense_is_refused(client, asked, code):
    assert client.error(TEXT, **asked)["code"] == code


def test_paths_have_a_price_and_cost_what_they_hold():
    text = '{ paths(from: "a", to: "b", first: 20) { found { nodes { id } } } }'

    assert cost(text) == PRICES["paths"] + 1 + 20 + 20 * 10
