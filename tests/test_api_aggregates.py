"""Lists counted in groups, against the same groups made in Python; on every engine."""

from collections import defaultdict
from decimal import Decimal, localcontext
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.values import money_text
from graph.text import create_edges, create_nodes
from schema.cases import CASE, IMPLEMENTED_BY, PURCHASED_BY
from schema.dates import PartialDate
from schema.stakeholders import IN_AREA_OF, MEMBER_OF, NATION, ORGANIZATION
from tests.api_client import by_resolvers, serving
from tests.conftest import SOAK, wipe

ON = "2015-06-15"
NATIONS, BODIES = ("nation/JP", "nation/FI", "nation/KR"), ("org/a", "org/b")
DATES = (None, "2014", "2015", "2015-06", "2015-09", "2015-10-01", "2016-01-31")
ODD = [Decimal(text) for text in ("0.1", "0.07", "-3.33", "1234567890.1", "0.005", "2e11", "99999999999.99", "1e300")]
AMOUNTS = st.none() | st.sampled_from(ODD) | st.decimals(-(10**9), 10**9, places=2)
SPELLS = st.tuples(st.sampled_from(DATES), st.sampled_from(DATES))


def a_few(values):
    return st.lists(values, max_size=3, unique=True)


CASES = st.lists(
    st.fixed_dictionaries(
        {
            "status": st.sampled_from([None, "open", "closed", "Ünklar"]),
            "value_usd": AMOUNTS,
            "implemented_on": st.sampled_from(DATES),
            "buyers": a_few(st.sampled_from(NATIONS)),
            "offices": a_few(st.sampled_from(BODIES)),
        }
    ),
    max_size=12,
)
WORLDS = st.fixed_dictionaries(
    {
        "cases": CASES,
        "areas": a_few(st.tuples(st.sampled_from(NATIONS), st.sampled_from(BODIES))),
        "members": st.lists(
            st.tuples(st.sampled_from(NATIONS), st.sampled_from(BODIES), SPELLS), unique_by=lambda each: each[:2]
        ),
    }
)
ASKED = """query($on: Date) { cases { totalCount
  byStatus: aggregate(by: {field: STATUS}, of: [VALUE_USD, IMPLEMENTED_ON]) { ...G }
  byYear: aggregate(by: [{field: IMPLEMENTED_ON, per: YEAR}], orderBy: KEY) { ...G }
  byFiscalYear: aggregate(by: [{field: IMPLEMENTED_ON, per: FISCAL_YEAR}], of: VALUE_USD) { ...G }
  byMonth: aggregate(by: [{field: IMPLEMENTED_ON, per: MONTH}]) { ...G }
  byCommandAndOffice: aggregate(
    by: [{purchasedBy: {inAreaOf: {field: ID}}}, {implementedBy: {field: TITLE}}], of: VALUE_USD, first: 1000
  ) { ...G }
  byBody: aggregate(by: [{purchasedBy: {memberOf: {field: ID}}}], of: VALUE_USD, asOf: $on) { ...G }
  inAll: aggregate(of: VALUE_USD) { ...G }
} }
fragment G on Aggregate {
  hasMore groups { keys { value title } count values { of sum min max known unknown } }
}"""


def titled(id_):
    return f"Title of {id_}"


def write(graph, world):
    """Puts that world in the place of what the graph has."""
    wipe(graph)
    rows = [NATION.row(each, title=titled(each)) for each in NATIONS]
    rows += [ORGANIZATION.row(each, title=titled(each), kind="agency") for each in BODIES]
    links = [IN_AREA_OF.link(*pair) for pair in world["areas"]]
    links += [MEMBER_OF.link(start, end, from_on=a, to_on=b) for start, end, (a, b) in world["members"]]
    for at, case in enumerate(world["cases"]):
        own = {name: case[name] for name in ("status", "value_usd", "implemented_on")}
        rows.append(CASE.row(f"case/{at}", title=f"Case {at}", designator=str(at), **own))
        links += [PURCHASED_BY.link(f"case/{at}", each) for each in case["buyers"]]
        links += [IMPLEMENTED_BY.link(f"case/{at}", each) for each in case["offices"]]

    def put(tx):
        for row in rows:
            tx.run(create_nodes(row.labels), {"rows": [{"id": row.id, "props": row.props}]})
        for link in links:
            told = {"start": link.start, "end": link.end, "props": link.props | {"key": link.key}}
            tx.run(create_edges(link.rel.type), {"rows": [told]})

    graph.write(put)


def spread(found):
    """What stands at the end of a way: of each that there is, or of None."""
    return found or [None]


def lasts(start, end):
    return (start is None or str(PartialDate(start).earliest) <= ON) and (
        end is None or str(PartialDate(end).latest) >= ON
    )


def fiscal(day):
    if day is None or len(day) < 7:
        return None
    return str(int(day[:4]) + (day[5:7] >= "10"))


def by_id(each):
    return (each, titled(each) if each else None)


def commands(world, case):
    buyers = spread(case["buyers"])
    return {by_id(found) for buyer in buyers for found in spread([to for at, to in world["areas"] if at == buyer])}


def bodies(world, case):
    def of(buyer):
        return [to for at, to, spell in world["members"] if at == buyer and lasts(*spell)]

    return {by_id(found) for buyer in spread(case["buyers"]) for found in spread(of(buyer))}


def offices(case):
    return {(each and titled(each), None) for each in spread(case["offices"])}


def plainly(value):
    return {(value, None)}


def measured(cases, prop):
    known = [case[prop] for case in cases if case[prop] is not None]
    told = {"known": len(known), "unknown": len(cases) - len(known), "sum": None, "min": None, "max": None}
    if prop == "implemented_on":
        days = [PartialDate(each) for each in known]
        ends = (
            {"min": str(min(day.earliest for day in days)), "max": str(max(day.latest for day in days))} if days else {}
        )
        return {"of": "implementedOn", **told, **ends}
    stored = [Decimal(str(float(each))) for each in known]
    with localcontext(prec=700):
        ends = {
            "sum": money_text(sum(stored, Decimal(0))), "min": money_text(min(stored)), "max": money_text(max(stored))
        } if stored else {}  # fmt: skip
    return {"of": "valueUsd", **told, **ends}


def groups(world, keys, of=(), by_key=False):
    """The groups, in order; `keys` give for a case the set of the keys that it has in each dimension."""
    members = defaultdict(list)
    for case in world["cases"]:
        for key in product(*(each(case) for each in keys)):
            members[key].append(case)
    if not keys:
        members[()] = world["cases"]

    def place(key):
        values = tuple((value is None, value or "") for value, _ in key)
        return values if by_key else (-len(members[key]), values)

    return {
        "hasMore": False,
        "groups": [
            {
                "keys": [{"value": value, "title": title} for value, title in key],
                "count": len(members[key]),
                "values": [measured(members[key], prop) for prop in of],
            }
            for key in sorted(members, key=place)
        ],
    }


def expected(world):
    def year(size):
        return lambda case: plainly(
            case["implemented_on"][:size] if len(case["implemented_on"] or "") >= size else None
        )

    return {
        "totalCount": len(world["cases"]),
        "byStatus": groups(world, [lambda case: plainly(case["status"])], ["value_usd", "implemented_on"]),
        "byYear": groups(world, [year(4)], by_key=True),
        "byFiscalYear": groups(world, [lambda case: plainly(fiscal(case["implemented_on"]))], ["value_usd"]),
        "byMonth": groups(world, [year(7)]),
        "byCommandAndOffice": groups(world, [lambda case: commands(world, case), offices], ["value_usd"]),
        "byBody": groups(world, [lambda case: bodies(world, case)], ["value_usd"]),
        "inAll": groups(world, [], ["value_usd"]),
    }


def test_groups_are_those_that_python_makes_of_the_same_facts(engine, graph):
    examples = 300 if SOAK else {"embedded": 10, "neo4j": 5}[engine.name]
    with serving(engine.settings) as client:

        @settings(deadline=None, max_examples=examples, suppress_health_check=list(HealthCheck))
        @given(WORLDS)
        def check(world):
            write(graph, world)
            wanted = expected(world)

            assert client.data(ASKED, on=ON)["cases"] == wanted
            with by_resolvers():
                assert client.data(ASKED, on=ON)["cases"] == wanted

        check()


@pytest.fixture
def client(engine, loaded):
    with serving(engine.settings) as client:
        yield client


def test_the_day_of_a_list_is_that_of_its_groups_unless_they_tell_their_own(client):
    text = """query($on: Date, $own: Date) { agreements(asOf: $on) {
      untold: aggregate(by: {parties: {field: ID}}, first: 1000) { ...G }
      told: aggregate(by: {parties: {field: ID}}, first: 1000, asOf: $own) { ...G }
    } }
    fragment G on Aggregate { groups { keys { value } count } }"""
    same = client.data(text, on="2026-01-01", own="2026-01-01")["agreements"]
    other = client.data(text, on="2026-01-01", own="1950-01-01")["agreements"]

    assert same["untold"] == same["told"] == other["untold"]
    assert other["told"] != other["untold"]


def test_a_fact_with_two_words_of_a_list_is_in_the_groups_of_both(client, loaded):
    rows = loaded.read("MATCH (a:Agreement) UNWIND a.kinds AS kind RETURN kind AS kind, count(a) AS count")
    told = client.data("{ agreements { aggregate(by: {each: KINDS}) { groups { keys { value } count } } } }")

    assert {each["keys"][0]["value"]: each["count"] for each in told["agreements"]["aggregate"]["groups"]} == {
        row["kind"].upper().replace("-", "_"): row["count"] for row in rows
    }


def test_a_filter_of_the_list_holds_of_its_groups_and_its_page_does_not(client):
    told = client.data(
        '{ notifications(first: 1, where: {notifiedOn: {gte: "2026"}}) { totalCount aggregate { groups { count } } } }'
    )["notifications"]

    assert told["aggregate"]["groups"] == [{"count": told["totalCount"]}]
    assert told["totalCount"] > 1


def test_groups_beyond_the_first_are_told_to_be_there(client):
    text = """query($first: Int) { nations { totalCount aggregate(by: {field: ID}, first: $first) {
      hasMore groups { count }
    } } }"""
    few = client.data(text, first=7)["nations"]
    all_of_them = client.data(text, first=few["totalCount"])["nations"]

    assert (len(few["aggregate"]["groups"]), few["aggregate"]["hasMore"]) == (7, True)
    assert (len(all_of_them["aggregate"]["groups"]), all_of_them["aggregate"]["hasMore"]) == (few["totalCount"], False)


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        ("by: {field: STATUS, each: KINDS}", "one thing"),
        ("by: {}", "one thing"),
        ("by: {parties: null}", "one thing"),
        ("by: {field: STATUS, per: YEAR}", "status has no periods"),
        ("by: {parties: {field: ID}, per: YEAR}", "per stands beside a relation"),
        ("by: [{field: STATUS}, {field: ID}, {each: KINDS}]", "2 keys"),
        ("by: {parties: {agreements: {parties: {agreements: {field: ID}}}}}", "3 relations"),
        (
            "by: [{parties: {agreements: {field: ID}}}, {parties: {agreements: {field: ID}}}]",
            "3 relations away together",
        ),
        ("of: [STATUS]", "status is neither a number nor a date"),
        ("first: 0", "0 is no size of a page"),
    ],
)
def test_groups_that_make_no_sense_are_refused(client, asked, what):
    error = client.error(f"{{ agreements {{ aggregate({asked}) {{ groups {{ count }} }} }} }}")

    assert (error["code"], what in error["message"], bool(error["do"])) == ("BAD_REQUEST", True, True)
