"""Every example of the library, and the same questions asked more widely, on every engine."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from graph.client import Graph
from queries import LIBRARY
from queries.query import Query
from schema import MODEL
from schema.vocabulary import AgreementKind, Effect, TransferKind

ASKED = [query for query in LIBRARY.values() if not query.is_inner]
DAYS = ("1996-07-01", "2016-05-03", "2023-04-03", "2023-04-04", "2026-01-15")
NATIONS = ("nation/JP", "nation/FI", "nation/TR", "nation/AR", "nation/XK", "nation/nowhere")
VARIED = {"run", "started_at", "finished_at", "known_from", "known_to", "recorded_at"}
"""Columns that differ from one load of the same facts to the next."""

WIDELY: Mapping[str, list[dict[str, Any]]] = {
    "agreement-gap": [{"has": "acsa", "lacks": kind, "as_of": "2026-01-15"} for kind in AgreementKind],
    "agreements-by-kind-and-status": [{}],
    "agreements-of-nation": [{"nation": nation, "as_of": day} for nation in NATIONS for day in DAYS],
    "agreements-under-authority": [{"authority": "usc/10/2342"}, {"authority": "usc/22/2767"}],
    "approvals-for-transfer": [{"kind": kind} for kind in TransferKind],
    "authorities-for-transfer": [{"kind": kind} for kind in TransferKind],
    "buyers-of-system": [{"words": "missile"}, {"words": "nothing of the kind"}],
    "citing-texts": [{"authority": "usc/22/2767"}, {"authority": "usc/22/2776"}],
    "codes": [{}],
    "command-coverage": [{"kinds": list(AgreementKind), "as_of": day} for day in DAYS],
    "compare-nations": [{"one": one, "other": "nation/PL", "as_of": day} for one in NATIONS for day in DAYS],
    "delegations": [{}],
    "designated-nations": [{"designation": "designation/qualifying-country", "as_of": day} for day in DAYS],
    "ended-agreements": [{"kind": kind, "as_of": "2026-01-15"} for kind in AgreementKind],
    "evidence": [{"entity": entity} for entity in ("nation/JP", "agreement/acsa-jp-2016", "usc/10/2342", "no/such")],
    "expiring-agreements": [{"months": 600, "as_of": day} for day in DAYS],
    "facts-by-confidence": [{"label": node.label} for node in MODEL.nodes if node.label != "LoadRun"],
    "implementing-texts": [{"authority": "usc/22/2751"}, {"authority": "usc/10/2350a"}],
    "loads": [{"first": 1000}],
    "members-of-body": [{"body": body, "as_of": day} for body in ("org/nato", "org/un") for day in DAYS],
    "most-used-sources": [{"first": 1000}],
    "nations-with-agreement": [{"kind": kind, "as_of": day} for kind in AgreementKind for day in DAYS],
    "not-held-by-nation": [{"nation": nation, "at_least": 1, "as_of": "2026-01-15"} for nation in NATIONS],
    "notices-by-purchaser": [{"first": 1000}, {"command": "org/eucom"}],
    "notices-by-year": [{}],
    "notices-of-nation": [{"purchaser": nation} for nation in (*NATIONS, "nation/AU", "nation/GR")],
    "organization-tree": [{"root": root, "as_of": day} for root in ("org/dod", "org/nato") for day in DAYS],
    "overdue-agreements": [{"years": 0, "as_of": "2026-01-15"}],
    "parties-of-agreement": [{"agreement": "agreement/mou-sac-c17", "as_of": day} for day in DAYS],
    "relationship": [{"nation": nation, "as_of": day} for nation in NATIONS for day in DAYS],
    "reorganizations": [{"since": "1900-01-01", "until": "2026-01-15"}],
    "responsible-in-stage": [{"stage": "stage/stage-exec"}],
    "rules-for-transfer": [{"kind": kind} for kind in TransferKind],
    "rules-under-authority": [
        {"authority": "usc/22/2778"},
        *({"authority": "usc/22/2776", "effect": e} for e in Effect),
    ],
    "sections-of-act": [{"act": "act"}, {"act": "Foreign Assistance"}],
    "sister-agreements": [{"agreement": "agreement/acsa-jp-2016"}, {"agreement": "agreement/mou-f35-psfd"}],
    "stages-and-activities": [{}],
    "standing-of-nation": [{"nation": nation, "as_of": day} for nation in NATIONS for day in DAYS],
    "statements-of-transfer": [{"kind": kind} for kind in TransferKind],
    "successions": [{}],
    "support-methods": [{}],
    "support-partnerships": [{}, {"member": "nation/NL"}],
}
"""More to ask than the examples do; what is in none of them takes no parameter that matters."""


def asked(graph: Graph, query: Query, params: Mapping[str, Any]) -> list[dict[str, Any]]:
    return graph.read(query.text, query.bind(params))


@pytest.fixture(scope="module")
def answers() -> dict[tuple[str, int], Any]:
    """What the first engine that was asked has answered."""
    return {}


@pytest.mark.parametrize("query", ASKED, ids=lambda query: query.name)
def test_the_example_is_true(loaded, query):
    assert query.example is not None
    assert asked(loaded, query, query.example.params) == [dict(row) for row in query.example.rows]


@pytest.mark.parametrize("name", WIDELY)
def test_every_engine_gives_the_same_rows_in_the_same_order_and_of_the_declared_types(loaded, answers, name):
    query = LIBRARY[name]
    for number, params in enumerate(WIDELY[name]):
        rows = asked(loaded, query, params)

        assert list(_misfits(query, rows)) == []
        steady = [{column: value for column, value in row.items() if column not in VARIED} for row in rows]
        if name != "loads":
            assert answers.setdefault((name, number), steady) == steady


def _misfits(query: Query, rows: list[dict[str, Any]]) -> Iterator[tuple[str, str, Any]]:
    for row in rows:
        for column, type_ in query.returns.items():
            if not type_.fits(row[column]):
                yield column, str(type_), row[column]


def test_questions_asked_widely_have_answers(loaded):
    """A question that finds nothing anywhere on the bundled facts would hide a wrong pattern."""
    silent = [name for name, params in WIDELY.items() if not any(asked(loaded, LIBRARY[name], each) for each in params)]

    assert silent == []
