"""What was ordered before under the recipient's agreements: it counts toward the ceilings of its fiscal year."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from queries.coverage.conditions import atoms
from queries.coverage.facts import Order
from queries.coverage.rules import Limit, Rule
from queries.coverage.truth import GAP, YES, Ground, known, state
from schema.vocabulary import Direction, ValueKind

YEARLY = "fiscal-year"
CROSS_SERVICING = frozenset({"usc/10/2341", "usc/10/2342"})
"""The authorities under which orders are placed."""
ZERO = Decimal(0)


def yearly(rules: Iterable[Rule]) -> Iterator[tuple[Rule, Limit]]:
    """The rules that set a ceiling in dollars on a fiscal year's transfers."""
    for rule in rules:
        if rule.limit and rule.limit.per == YEARLY and rule.limit.of == ValueKind.TOTAL:
            yield rule, rule.limit


def fits(rule: Rule, limit: Limit, amount: Decimal | None, orders: Iterable[Order], flow: Direction) -> int:
    """Whether the transfer, with what was ordered in its fiscal year, keeps to the limit; a sum unsaid is taken to.

    Orders count toward the ceilings of the authorities under which they are placed alone; those of others, where the
    limit takes them together. Where the value of one is not known, nobody knows what is left of the limit; nor where
    it is a limit on some items, since what was ordered is not looked at here.
    """
    same = [order for order in orders if order.flow in (None, flow) and (limit.together or not order.others)]
    if rule.under.isdisjoint(CROSS_SERVICING):
        same = []
    of_all = rule.when is None or not any(atom.test == "item" for atom, _ in atoms(rule.when))
    sure = sum((order.usd for order in same if of_all and order.surely and order.flow), amount or ZERO)
    possible = sum((order.usd for order in same), amount or ZERO)
    unvalued = any(order.unvalued for order in same)
    if limit.fits(sure) != limit.fits(possible) or (unvalued and limit.fits(sure)):
        return GAP
    return state(Ground.ASKER, YES) if amount is None and limit.fits(sure) else known(limit.fits(sure))


def year_of(day: date) -> tuple[date, date]:
    """The first and the last day of the US fiscal year of a day, as far as the calendar goes."""
    start = day.year if day.month >= 10 else day.year - 1
    first = date.min if start < date.min.year else date(start, 10, 1)
    return first, date.max if start == date.max.year else date(start + 1, 9, 30)
