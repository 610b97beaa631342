"""Requests that several tests ask, and what is answered from the bundled files."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from queries.coverage import evaluate
from queries.coverage.facts import Facts
from queries.coverage.request import Request
from queries.coverage.result import Coverage, Route
from schema.vocabulary import ItemCategory, PaymentForm, TransferKind, ValueKind
from tests import world_from_files as world

FOOD = Request(
    recipient="nation/JP",
    on=date(2026, 1, 15),
    kinds=(TransferKind.ACSA_TRANSFER,),
    items=(ItemCategory.FOOD,),
)
CASH = FOOD.but(payment=PaymentForm.CASH)
SALE = Request(
    recipient="nation/PH",
    on=date(2026, 3, 1),
    kinds=(TransferKind.FMS_PROCUREMENT_SALE,),
    items=(ItemCategory.DEFENSE_ARTICLE,),
    values={ValueKind.TOTAL: Decimal(60_000_000), ValueKind.MDE: Decimal(0)},
)


def told(request: Request, facts: Facts | None = None) -> Coverage:
    """What is answered on the bundled facts, or on these."""
    return evaluate(request, facts or world.facts(), world.rules())


def best(request: Request, facts: Facts | None = None) -> Route:
    """The best route of that answer."""
    return told(request, facts).routes[0]


def fields(findings: Iterable[object], *names: str) -> set[tuple[Any, ...]]:
    """The values of these fields, for each finding."""
    return {tuple(getattr(found, name) for name in names) for found in findings}
