"""The Cypher of a list counted in groups: by values of its nodes, or of what stands at the end of a way from them.

A node is in the group of each value that it has there, once; where a value or the way to it is not known, in that of
None. Sums are exact on every engine: what is whole cents is added as whole numbers, what is not comes back by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Literal

from graph.pages import Page, among, lasting, where
from graph.where import Params, arrow
from schema.core import Node, Rel

MOST_IN_CENTS = 100_000_000_000
"""Amounts up to this are added in cents: 900,000 of them fit in a whole number of 64 bits."""

PERIODS = {
    "year": "substring({x}, 0, 4)",
    "month": "CASE WHEN size({x}) >= 7 THEN substring({x}, 0, 7) END",
    "fiscal_year": (
        "CASE WHEN size({x}) >= 7 THEN toString(toInteger(substring({x}, 0, 4))"
        " + CASE WHEN substring({x}, 5, 2) >= '10' THEN 1 ELSE 0 END) END"
    ),
}
"""The period of a date; None where the date is not known so closely. The fiscal year begins on the first of October."""

EXACT = Context(prec=700)
"""Precise enough for any sum of numbers that an engine keeps."""


@dataclass(frozen=True)
class Step:
    """A relation that is followed from one of its ends; `near` is the label that the node there must have, if any."""

    rel: Rel
    forward: bool
    near: str = ""


@dataclass(frozen=True)
class Dimension:
    """By what is grouped: a property at the end of a way; each value of it where it is a list; or its period."""

    steps: tuple[Step, ...]
    name: str
    many: bool = False
    per: str | None = None


@dataclass(frozen=True)
class Measure:
    """What is added up, or of what the least and the most are told: a number, a partial date or a moment."""

    name: str
    kind: Literal["number", "date", "moment"]


@dataclass(frozen=True)
class Grouping:
    """How a list is counted: `size` groups, those with the most nodes first unless `by_key`; as of the day `on`."""

    by: tuple[Dimension, ...]
    of: tuple[Measure, ...]
    size: int
    by_key: bool = False
    on: str | None = None


def grouped(node: Node, page: Page, grouping: Grouping, params: Params, name: str) -> str:
    """One row: `name` is the list of groups, each [key, title, ... , count, known, cents, apart, least, most, ...].

    There is one more group than `size` where there are more; `apart` are the amounts that cents do not tell.
    """
    lines = [f"MATCH (m:{node.label}){where(among(page, node, 'm', 'm', params))}"]
    on, kept = grouping.on or page.on, ["m"]
    for at, dimension in enumerate(grouping.by):
        lines += _keys(dimension, at, kept, on, params)
        kept += [f"k{at}", f"t{at}"]
    keys = kept[1:]
    cents = [f"{_cents(each)} AS c{at}" for at, each in enumerate(grouping.of)]
    measured = [f"[{_measure(each, f'c{at}')}] AS v{at}" for at, each in enumerate(grouping.of)]
    lines.append(f"WITH {', '.join([*kept, *cents])}")
    lines.append(f"WITH {', '.join([*keys, 'count(m) AS size', *measured])}")
    if keys:
        known = [text for at in range(len(grouping.by)) for text in (f"k{at} IS NULL", f"k{at}")]
        order = ", ".join(known if grouping.by_key else ["size DESC", *known])
        lines.append(f"ORDER BY {order}\nLIMIT {params.add(grouping.size + 1)}")
    columns = ", ".join([*keys, "size", *(f"v{at}" for at in range(len(grouping.of)))])
    return "\n".join([*lines, f"RETURN collect([{columns}]) AS {name}"])


def _keys(dimension: Dimension, at: int, kept: Sequence[str], on: str | None, params: Params) -> list[str]:
    lines, end = [], "m"
    for hop, step in enumerate(dimension.steps):
        far, edge = f"d{at}_{hop}", f"e{at}_{hop}"
        pattern = arrow(step.rel, step.forward, f"{end}:{step.near}" if step.near else end, edge, far)
        lines.append(f"OPTIONAL MATCH {pattern}{where(lasting(step.rel, edge, on, params))}")
        end = far
    value = f"labels({end})" if dimension.name == "labels" else f"{end}.{dimension.name}"
    if dimension.many:
        lines.append(f"WITH {', '.join(dict.fromkeys([*kept, end]))}")
        lines.append(f"UNWIND CASE WHEN coalesce(size({value}), 0) = 0 THEN [null] ELSE {value} END AS each{at}")
        value = f"each{at}"
    if dimension.per is not None:
        value = PERIODS[dimension.per].format(x=value)
    title = f"{end}.title" if dimension.name == "id" else "null"
    distinct = "DISTINCT " if dimension.steps or dimension.many else ""
    return [*lines, f"WITH {distinct}{', '.join(kept)}, {value} AS k{at}, {title} AS t{at}"]


def _cents(measure: Measure) -> str:
    if measure.kind != "number":
        return "null"
    own = f"m.{measure.name}"
    return f"CASE WHEN abs({own}) <= {MOST_IN_CENTS} THEN toInteger(round({own} * 100.0)) END"


def _measure(measure: Measure, cents: str) -> str:
    own = f"m.{measure.name}"
    if measure.kind == "number":
        whole = f"{cents} / 100.0 = {own}"
        return (
            f"count({own}), sum(CASE WHEN {whole} THEN {cents} END),"
            f" collect(CASE WHEN {cents} IS NULL OR NOT ({whole}) THEN {own} END), min({own}), max({own})"
        )
    least, most = (f"{own}_earliest", f"{own}_latest") if measure.kind == "date" else (own, own)
    return f"count({own}), null, [], min({least}), max({most})"


def total(cents: int | None, apart: Sequence[float]) -> Decimal | None:
    """The exact sum of what was added in cents and of what came back by itself; None of dates."""
    if cents is None:
        return None
    found = EXACT.divide(Decimal(cents), Decimal(100))
    for amount in apart:
        found = EXACT.add(found, Decimal(str(amount)))
    return found
