"""How many rows an aggregate makes at most on its way to its keys, where these lead along relations: a bound, no guess.

A way along relations has no more ends in all than one of its relations has edges, times the most that lead on from
either side of these; and at one node no more than the most that each of its relations leads to, multiplied.
"""

from collections.abc import Callable, Mapping, Sequence
from math import inf, isfinite, prod
from typing import Any

from api.grouping import FARTHEST, MOST_KEYS, ways
from api.kinds import far_end
from graph.groups import Step
from graph.reads import degree
from schema.core import Node

LISTED = 5
"""How many values a property is taken to have where it is a list."""

Way = tuple[Step, ...]
Most = Callable[[str], float]
"""How many there are at most: nodes of a label, edges of a type, edges of a type at one node."""


def looked_at(node: Node, by: Any, most: Most) -> float:
    """How many rows the aggregate of the label makes to group by these keys, which are as a client sent them; infinite
    where not all was counted that this hangs on.
    """
    told = [_way(node, key, ()) for key in (by if isinstance(by, list) else [by])]
    if len(told) > MOST_KEYS or sum(len(way) for way, _ in told) > FARTHEST:
        return most(node.label)  # it is refused before it is read, and told why
    counted: list[bool] = []

    def known(name: str) -> float:
        counted.append(isfinite(most(name)))
        return most(name) if counted[-1] else 1.0

    rows = _rows(known(node.label), told, known)
    return rows if all(counted) else inf


def _rows(all_: float, told: Sequence[tuple[Way, int]], most: Most) -> float:
    rows = grown = looked = all_
    at_one = 1.0
    for way, width in told:
        for end in range(1, len(way) + 1):
            ahead, ends = _ahead(way[:end], most), all_ + sum(_ends(way[:at], most) for at in range(1, end + 1))
            grown = min(rows * ahead, at_one * ends)
            looked += grown
        if way:
            rows, at_one = grown, at_one * min(_ahead(way, most), most(_end(way).label) + 1)  # what is not known is one
        rows, at_one, looked = rows * width, at_one * width, looked + rows * (width - 1)
        rows = min(rows, all_ * at_one)
    return looked


def _way(node: Node, key: Any, way: Way) -> tuple[Way, int]:
    """The relations along which a key leads, and how many values it has at their end."""
    told = key if isinstance(key, Mapping) else {}
    for name, inner in told.items():
        if step := ways(node).get(name):
            return _way(far_end(step.rel, step.forward), inner, (*way, step))
    return way, LISTED if "each" in told else 1


def _ends(way: Way, most: Most) -> float:
    """How many ends the way has in all, one for each way to each."""
    sides = ((_behind(way[:at], most), most(way[at].rel.type), _ahead(way[at + 1 :], most)) for at in range(len(way)))
    return min(map(prod, sides))


def _ahead(way: Way, most: Most) -> float:
    """How many ends the way has at one node."""
    return prod(max(1.0, most(degree(step.rel, step.forward))) for step in way)


def _behind(way: Way, most: Most) -> float:
    """From how many nodes the way leads to one end."""
    return prod(max(1.0, most(degree(step.rel, not step.forward))) for step in way)


def _end(way: Way) -> Node:
    return far_end(way[-1].rel, way[-1].forward)
