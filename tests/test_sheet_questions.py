"""What the library answers from sheets that an office has loaded: worked out by hand for a few orders and cases."""

from decimal import Decimal

import pytest

from graph.prepare import prepare
from loaders import loaders
from loaders.run import load
from loaders.sources.sheets import SHEETS
from queries import LIBRARY
from queries.coverage.facts import orders_of
from queries.coverage.known import Past
from schema.dates import Instant
from schema.vocabulary import Direction
from tests.conftest import wipe
from tests.test_coverage_known import reading

NEEDED = ("lifecycle", "organizations", "nations", "memberships", "authorities", "acsas", "case-codes")

ORDERS = """\
order.number,order.agreement,order.placed_by,order.supplied_by,order.ordered_on,order.transferred_on,order.settled_on,\
order.currency,order.total,item.number,item.title,item.class_of_supply,item.pol,item.extended_price
JP-1,agreement/acsa-jp-2016,Japan,US,2024-11-01,2024-11-05,,USD,100,1,Fuel,III,yes,40
JP-1,agreement/acsa-jp-2016,Japan,US,2024-11-01,2024-11-05,,USD,100,2,Rations,I,no,60
JP-2,agreement/acsa-jp-2016,US,Japan,2025-01-10,2025-01-12,2025-06-01,USD,30,1,Spares,IX,no,30
JP-3,agreement/acsa-jp-2016,US,Japan,2025,,,JPY,9000,1,Storage,,,9000
NO-1,,Norway,US,2025-02-01,2025-02-01,,USD,7,1,Billeting,,no,7
PL-1,,Poland,US,2025-03-01,,,USD,5,1,Billeting,,no,5
"""
CASES = """\
case.designator,case.title,case.status,case.closed_on,case.value_usd,line.number,line.description,delivery.number,\
delivery.quantity,delivery.planned_on,delivery.delivered_on
CN-B-AAA,Radios,Implemented,,1000,001,Radio,1,4,2025-01-01,2025-01-03
CN-B-AAA,Radios,Implemented,,1000,001,Radio,2,6,2025-03-01,
CN-B-AAA,Radios,Implemented,,1000,001a,Battery,1,6,2025-04,
CN-B-BBB,Done,Closed,2020-01-01,1,,,,,,
"""


@pytest.fixture(scope="module")
def world(session_graph, tmp_path_factory):
    """The graph with a few orders, cases and contacts of an office."""
    wipe(session_graph)
    prepare(session_graph)
    folder = tmp_path_factory.mktemp("sheets")
    for name in loaders():
        if name in NEEDED:
            load(session_graph, loaders()[name])
    for name, text in {"orders": ORDERS, "cases": CASES}.items():
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        assert load(session_graph, SHEETS, path).refused == ()
    return session_graph


def asked(graph, name, **params):
    rows = graph.read(LIBRARY[name].text, LIBRARY[name].bind(params))
    fit = [(column, row[column]) for row in rows for column, kind in LIBRARY[name].returns.items()]
    assert [(column, value) for column, value in fit if not LIBRARY[name].returns[column].fits(value)] == []
    return rows


def test_the_use_of_ceilings_leaves_petroleum_out_and_tells_what_is_not_known(world):
    rows = asked(world, "ceilings-of-cross-servicing", fiscal_year=2025)

    nato, other = "NATO, UN and regional bodies", "each other nation"
    assert [tuple(row.values()) for row in rows] == [
        (2025, "from-us", nato, ["nation/NO", "nation/PL"], 2, 12.0, 150000000, 0.0, None, 0, 0),
        (2025, "from-us", other, ["nation/JP"], 1, 60.0, 75000000, 60.0, None, 0, 0),
        (2025, "to-us", other, ["nation/JP"], 1, 30.0, 60000000, 30.0, 20000000, 0, 0),
        (None, "to-us", other, ["nation/JP"], 1, 0.0, 60000000, 0.0, 20000000, 1, 1),
    ]


def test_orders_are_overdue_twelve_months_after_the_transfer_unless_settled(world):
    found = {
        day: {(row["order"], row["may_be_offset"]) for row in asked(world, "overdue-orders", as_of=day)}
        for day in ("2025-11-05", "2025-11-06", "2026-02-02", "2026-05-06")
    }

    assert found == {
        "2025-11-05": set(),
        "2025-11-06": {("order/JP-1", False)},
        "2026-02-02": {("order/JP-1", False), ("order/NO-1", False)},
        "2026-05-06": {("order/JP-1", True), ("order/NO-1", False)},
    }
    assert asked(world, "overdue-orders", as_of="2026-05-06", months=120_000) == []


def test_elements_left_out_are_counted_by_order_and_by_element(world):
    of_orders = asked(world, "incomplete-orders", element="agreement or implementing arrangement")
    by_element = {row["element"]: row["orders"] for row in asked(world, "missing-elements")}

    assert {row["order"] for row in of_orders} == {"order/NO-1", "order/PL-1"}
    assert (by_element["agreement or implementing arrangement"], by_element["fund citation"]) == (2, 5)
    assert by_element["date and place of transfer"] == 5


def test_open_cases_of_a_buyer_are_told_with_what_was_delivered(world):
    rows = asked(world, "cases-of-purchaser", purchaser="nation/CA")

    told = [(row["case"], row["agencies"], row["value_usd"], row["lines"], row["delivered"]) for row in rows]
    assert told == [("case/CN-B-AAA", ["org/army"], 1000.0, 2, 1)]
    everything = asked(world, "cases-of-purchaser", purchaser="nation/CA", open=False)
    assert {row["case"] for row in everything} == {"case/CN-B-AAA", "case/CN-B-BBB"}


def test_deliveries_are_late_from_the_day_after_they_were_promised(world):
    found = {day: [row["delivery"] for row in asked(world, "late-deliveries", as_of=day)] for day in DAYS}

    assert found == {
        "2025-03-01": [],
        "2025-03-02": ["delivery/CN-B-AAA/001/2"],
        "2025-04-30": ["delivery/CN-B-AAA/001/2"],
        "2025-05-01": ["delivery/CN-B-AAA/001/2", "delivery/CN-B-AAA/001a/1"],
    }


DAYS = ("2025-03-01", "2025-03-02", "2025-04-30", "2025-05-01")


def test_the_evaluator_counts_orders_without_petroleum_and_those_of_which_the_value_is_not_known(world):
    params = {"parties": ["nation/JP"], "year_from": "2024-10-01", "year_to": "2025-09-30", "on": "2025-06-01"}
    query = LIBRARY["facts"]
    rows = world.read(query.text, {name: params.get(name) for name in query.params})

    sums = {(order.usd, order.surely, order.unvalued) for order in orders_of(rows)}
    assert sums == {(Decimal(60), True, False), (Decimal(30), True, False), (Decimal(0), False, True)}


@pytest.mark.parametrize(
    ("party", "shared", "orders"),
    [
        ("nation/NO", True, {(Decimal(7), False), (Decimal(5), True)}),
        ("nation/PL", True, {(Decimal(5), False), (Decimal(7), True)}),
        ("nation/DE", True, {(Decimal(12), True)}),
        ("nation/DE", False, set()),
    ],
)
def test_orders_under_no_agreement_count_for_the_partner_and_perhaps_for_whoever_shares_its_ceiling(
    world, party, shared, orders
):
    params = {"parties": [party], "us": "nation/US", "year_from": "2024-10-01", "year_to": "2025-09-30"}
    read = reading(world)

    for rows in (
        read("facts", params | {"shared": shared}),
        Past.of(read, Instant.now()).read("facts", params | {"shared": shared}),
    ):
        found: dict[bool, Decimal] = {}
        for order in orders_of(rows):
            assert (order.surely, order.flow, order.unvalued) == (False, Direction.FROM_US, False)
            found[order.others] = found.get(order.others, Decimal(0)) + order.usd
        assert {(usd, others) for others, usd in found.items()} == orders
