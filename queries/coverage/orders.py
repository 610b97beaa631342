"""What was ordered before under the recipient's agreements: it counts toward the ceilings of its fiscal year."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from queries.coverage.facts import Order
from queries.coverage.rules import Limit, Rule
from queries.coverage.truth import FALSE, GAP, TRUE, YES, Ground, known, state
from schema.vocabulary import Direction, ValueKind

YEARLY = "fiscal-year"
ZERO = Decimal(0)


def yearly(rules: Iterable[Rule]) -> Iterator[tuple[Rule, Limit]]:
    """The rules that set a ceiling in dollars on a fiscal year's transfers."""
    for rule in rules:
        if rule.limit and rule.limit.per == YEARLY and rule.limit.of == ValueKind.TOTAL:
            yield rule, rule.limit


def fits(limit: Limit, amount: Decimal | None, orders: Iterable[Order], flow: Direction, day: date) -> int:
    """Whether the transfer, with what was ordered in its fiscal year, keeps to the limit; a sum unsaid is taken to."""
    sure, possible = sums(orders, flow, day)
    least = limit.fits((amount or ZERO) + sure)
    if least != limit.fits((amount or ZERO) + possible):
        return GAP
    if amount is None and least:
        return state(Ground.ASKER, YES)
    return known(least)


def sums(orders: Iterable[Order], flow: Direction, day: date) -> tuple[Decimal, Decimal]:
    """The dollars ordered in the fiscal year of the day, at the least and at the most, since days may be vague."""
    counted = [(order.usd, _counts(order, flow, day)) for order in orders]
    return (
        sum((usd for usd, counts in counted if counts == TRUE), ZERO),
        sum((usd for usd, counts in counted if counts in (TRUE, GAP)), ZERO),
    )


def _counts(order: Order, flow: Direction, day: date) -> int:
    first, last = year_of(day)
    if order.flow not in (None, flow) or order.ordered_on.latest < first or order.ordered_on.earliest > last:
        return FALSE
    sure = order.flow is not None and order.ordered_on.earliest >= first and order.ordered_on.latest <= last
    return TRUE if sure else GAP


def year_of(day: date) -> tuple[date, date]:
    """The first and the last day of the US fiscal year of a day."""
    start = day.year if day.month >= 10 else day.year - 1
    return date(start, 10, 1), date(start + 1, 9, 30)
