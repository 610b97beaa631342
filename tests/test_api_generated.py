"""Operations made from the schema, right and wrong ones: each is answered, or refused with a reason."""

import logging
import time
from functools import cache

import pytest
import schemathesis
from graphql import parse, validate
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import nodes
from schemathesis.core.result import Ok

from api.errors import INTERNAL, PARSE, TELLABLE, VALIDATION
from api.policy import Policy
from api.schema import SCHEMA
from api.sdl import FILE
from tests.api_client import serving
from tests.conftest import SOAK

EXAMPLES = 5_000 if SOAK else 50
SECONDS = 20.0
CODES = {error.code for error in TELLABLE} | {PARSE, VALIDATION}
SCALARS = {
    "PartialDate": ["2016", "2016-05", "2016-05-03"],
    "Date": ["2026-01-15", "1999-12-31"],
    "DateTime": ["2026-11-22T18:21:02Z"],
    "Decimal": ["14000000", "99.5"],
    "JSON": ["{}"],
}


@cache
def fields():
    """The fields at the root, as schemathesis knows them."""
    for name, examples in SCALARS.items():
        schemathesis.graphql.scalar(name, st.sampled_from(examples).map(nodes.String))
    found = schemathesis.graphql.from_path(FILE).get_all_operations()
    return [result.ok() for result in found if isinstance(result, Ok)]


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_no_operation_fails_inside_or_takes_too_long(engine, loaded, mode, caplog):
    kind = schemathesis.GenerationMode(mode)
    seen: list[tuple[int, frozenset[str]]] = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(fields()).flatmap(lambda field: field.as_strategy(generation_mode=kind)))
    def ask(case):
        begun = time.monotonic()
        answer = client.send("POST", "/graphql", json={"query": case.body})
        body = answer.json()
        codes = {error["extensions"]["code"] for error in body.get("errors", ())}
        seen.append((answer.status_code, frozenset(codes)))

        assert (codes - CODES, INTERNAL in codes) == (set(), False)
        assert codes or validate(SCHEMA._schema, parse(case.body)) == []
        assert time.monotonic() - begun < SECONDS + 1

    with serving(engine.settings, policy=Policy(seconds=SECONDS)) as client, caplog.at_level(logging.ERROR):
        ask()

    assert {status for status, _ in seen} <= {200, 400}
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert {"positive": frozenset(), "negative": frozenset({VALIDATION})}[mode] in {codes for _, codes in seen}
