"""How many rows an aggregate makes at most on its way to its keys, and how many edges a filter looks at, where these
lead along relations: bounds, no guesses.

A way along relations has no more ends in all than one of its relations has edges, times the most that lead on from
either side of these; and at one node no more than the most that each of its relations leads to, multiplied.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf, isfinite, prod
from typing import Any

from api.filters import HOW, LOGIC, relations
from api.grouping import FARTHEST, MOST_KEYS, ways
from graph.groups import Step
from graph.reads import degree
from graph.where import far_end
from schema.core import Node
from schema.errors import TooMuch

LISTED = 5
"""How many values a property is taken to have where it is a list."""

ASKED, DEEPEST = 200, 10
"""Of how many relations one filter may ask, and how many may lead on from each other."""

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
    return _surely(most, lambda known: _rows(known(node.label), told, known))


def sought(node: Node, where: Any, most: Most, before: Way = (), parents: float = inf, often: float = 1.0) -> float:
    """How many edges the filter, which is as a client sent it, looks at among all nodes of the label; or among those to
    which the way `before` leads from so many parents, each of which is asked for so often.

    Infinite where not all was counted that this hangs on. Raises TooMuch where it leads along too many relations.
    """
    ways = list(_asked(node, where, before))

    def edges(way: Way, known: Most) -> float:
        ends = _ends(way, known) * often
        return min(parents * _ahead(way, known), ends) if before else ends

    return _surely(most, lambda known: sum(edges(way, known) for way in ways))


def _asked(node: Node, where: Any, before: Way) -> Iterator[Way]:
    """The relations along which the parts of a filter lead, each with those that lead to it."""
    queue, found = [(node, where, before)], 0
    while queue:
        node, where, way = queue.pop()
        for name, told in where.items() if isinstance(where, Mapping) else ():
            if name in LOGIC:
                queue += [(node, part, way) for part in (told if isinstance(told, list) else [told])]
            elif (led := relations(node).get(name)) and isinstance(told, Mapping):
                further = (*way, Step(*led))
                asked = [told[how] for how in HOW if how in told]
                queue += [(far_end(*led), each.get("node"), further) for each in asked if isinstance(each, Mapping)]
                yield from [further] * len(asked)
                found += len(asked)
                if found > ASKED or len(further) > DEEPEST:
                    raise TooMuch("the filter leads along too many relations", remedy="ask for less at once")


def _surely(most: Most, bound: Callable[[Most], float]) -> float:
    """The bound; infinite where not all was counted that it hangs on."""
    unknown: list[str] = []

    def known(name: str) -> float:
        found = most(name)
        if isfinite(found):
            return found
        unknown.append(name)
        return 1.0

    rows = bound(known)
    return inf if unknown else rows


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
