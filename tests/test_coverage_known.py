"""What was known at an earlier moment is what is answered from it."""

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from graph.prepare import prepare
from loaders import HERE, loaders
from loaders.run import load
from queries import LIBRARY
from queries.coverage.answer import answer, parameters
from queries.coverage.facts import orders_of, parties_of
from queries.coverage.known import Past
from queries.coverage.request import Request
from schema.dates import Instant
from schema.errors import NotFound
from schema.vocabulary import ItemCategory, PaymentForm, TransferKind, Verdict
from tests.test_proscribed import PART

NEEDED = ("lifecycle", "organizations", "nations", "authorities", "acsas", "lists", "memberships", "statements")


def reading(graph):
    return lambda name, params: graph.read(LIBRARY[name].text, params)


def food(recipient: str, known_at: Instant | None = None) -> Request:
    return Request(
        recipient=recipient,
        on=date(2026, 1, 15),
        kinds=(TransferKind.ACSA_TRANSFER,),
        items=(ItemCategory.FOOD,),
        payment=PaymentForm.CASH,
        known_at=known_at,
    )


def told(rows):
    """The rows of rules.cypher without the version that they were read in, in an order of their own."""
    return sorted(
        (
            row["what"],
            row["id"],
            str(row["authority"]),
            str(row["title"]),
            str(row["body"]),
            str(row["source"]),
            str(row["url"]),
            tuple(sorted(row["includes"])),
        )
        for row in rows
    )


ORDERS = """\
order.number,order.agreement,order.placed_by,order.supplied_by,order.ordered_on,order.value_usd,order.pol_usd
J1,agreement/acsa-jp-2016,Japan,US,2025-11-01,1000,40
J2,agreement/acsa-jp-2016,US,Japan,2026,30,
J3,agreement/acsa-jp-2016,Japan,US,2026-01-02,,
J4,agreement/acsa-jp-2016,Japan,US,2024-01-02,7,
N1,,Norway,US,2026-02-01,7.5,
"""


LISTED = "MATCH (n:Nation)-[:LISTED_IN]->(:Designation) RETURN collect(DISTINCT n.id) AS nations"


@pytest.fixture
def stocked(loaded, tmp_path):
    """The bundled facts, the tables of a regulation, and orders."""
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, encoding="utf-8")
    assert load(loaded, loaders()["sheets"], path).refused == ()
    load(loaded, loaders()["ecfr"], PART)
    return loaded


def test_what_was_known_just_now_is_what_is_known_of_tables_and_orders_too(stocked):
    parties = sorted({"nation/JP", "nation/NO", *stocked.read(LISTED)[0]["nations"]})
    read, params = reading(stocked), parameters(food("nation/JP")) | {"parties": parties}
    past = Past.of(read, Instant.now()).read("facts", params)

    assert {row["what"] for row in past} >= {"orders", "elsewhere", "sighting", "table"}
    assert parties_of(past) == parties_of(read("facts", params))
    assert summed(past) == summed(read("facts", params))


def summed(rows):
    """What was ordered, by what is told of it beside its sum, and of which of these a value is not known."""
    sums: dict[Any, Decimal] = defaultdict(Decimal)
    unvalued = set()
    for order in orders_of(rows):
        sums[order.agreement, order.surely, order.flow, order.others] += order.usd
        unvalued |= {(order.agreement, order.surely, order.flow, order.others)} if order.unvalued else set()
    return dict(sums), unvalued


def test_what_was_known_just_now_is_what_is_known(loaded):
    read = reading(loaded)
    past = Past.of(read, Instant.now())
    parties = [row["id"] for row in loaded.read("MATCH (n:Stakeholder) RETURN n.id AS id ORDER BY id")]
    params = parameters(food("nation/JP")) | {"parties": parties}

    assert parties_of(past.read("facts", params)) == parties_of(read("facts", params))
    assert told(past.read("rules", {})) == told(read("rules", {}))


def test_before_anything_was_loaded_nothing_was_known(loaded):
    with pytest.raises(NotFound, match="nothing here had at 2020"):
        answer(reading(loaded), food("nation/JP", Instant("2020-01-01T00:00:00Z")))


def test_an_answer_stands_as_it_was_after_its_agreement_is_found_to_have_ended(graph, tmp_path):
    prepare(graph)
    for name in (*NEEDED, "terms", "designations", "rules"):
        load(graph, loaders()[name])
    with (HERE / "facts" / "acsas.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    ended = {"status": "terminated", "in_force_to": "2025-12-31"}
    changed = [row | ended if row["id"] == "acsa-jp-2016" else row for row in rows]
    path = tmp_path / "acsas.csv"
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0])
        writer.writeheader()
        writer.writerows(changed)

    before = Instant.now()
    load(graph, loaders()["acsas"], path)

    assert verdict(graph, before) is Verdict.OPEN
    assert verdict(graph, None) is Verdict.CLOSED


def verdict(graph, known_at):
    """What comes of the route by the agreement of 2016."""
    routes = answer(reading(graph), food("nation/JP", known_at)).routes
    (found,) = [r for r in routes if (r.grant, r.agreement) == ("rule/acsa-transfer", "agreement/acsa-jp-2016")]
    return found.verdict
