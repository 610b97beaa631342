"""What the formulas of routes come to on the bundled facts and rules, and how often hypothesis asks."""

from random import Random
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from queries.coverage.evaluate import Judged, evaluate
from queries.coverage.formula import NORMAL, truth
from queries.coverage.request import Request
from queries.coverage.rulebase import Rules
from tests import world_from_files as world
from tests.conftest import SOAK

FACTS, RULES = world.facts(), world.rules()
CHANCE = st.integers(0, 2**32).map(Random)
many = settings(max_examples=2000 if SOAK else 60, deadline=None, suppress_health_check=list(HealthCheck))
few = settings(many, max_examples=300 if SOAK else 15)


def routes(request: Request, rules: Rules = RULES) -> dict[tuple[str, str | None], Any]:
    """Each route's case, by grant and agreement."""
    told = evaluate(request, FACTS, rules)
    return {(route.grant, route.agreement): route.case() for route in told.routes}


def states(judged: Judged) -> bytes:
    """The states of the atoms of a route, for its first item."""
    return judged.reading.states(judged.form, judged.reading.items[0], judged.pact)


def value(judged: Judged, told: bytes, mode: int = NORMAL) -> int:
    """The truth of the whole formula of a route in some states."""
    return min(truth(clause.wants, told, mode) for clause in judged.form.clauses)
