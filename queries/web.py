"""Paths between two things through edges that are known: the shortest first, in an order that is always the same."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

STEPS = 200_000
"""Edges that are tried for the paths of one length: most of them lead on, since only ways to the end are taken."""


class TooMany(Exception):
    """More edges were tried than is sensible."""


@dataclass(frozen=True, slots=True)
class Trail:
    """A path: the ids of its nodes, and the keys of the edges between them."""

    nodes: tuple[str, ...]
    edges: tuple[str, ...]


@dataclass
class Web:
    """Edges between nodes, to be walked either way."""

    around: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """The edges at each node: the node at the other end by the key of the edge."""

    def add(self, one: str, key: str, other: str) -> None:
        """Knows of an edge; from a node to itself there is no way to go."""
        if one != other:
            self.around[one][key] = other
            self.around[other][key] = one

    def trails(self, start: str, end: str, length: int) -> Iterator[Trail]:
        """The paths of that many edges which pass no node twice, in the order of the ids and keys along them.

        Raises TooMany where there is no end of trying.
        """
        return _Walk(self, start, end, length).all()


class _Walk:
    """One walk from start to end; `left[n]` are the nodes from which the end can be reached in n steps."""

    def __init__(self, web: Web, start: str, end: str, length: int) -> None:
        self._web, self._start, self._length, self._steps = web, start, length, 0
        self._left = [{end}]
        for _ in range(length - 1):
            near = {other for node in self._left[-1] for other in web.around.get(node, {}).values()}
            self._left.append(near - {start, end})

    def all(self) -> Iterator[Trail]:
        """The paths."""
        return self._on((self._start,), ())

    def _on(self, nodes: tuple[str, ...], edges: tuple[str, ...]) -> Iterator[Trail]:
        left = self._length - len(edges)
        if left == 0:
            yield Trail(nodes, edges)
            return
        ahead = self._left[left - 1]
        around = self._web.around.get(nodes[-1], {}).items()
        for other, key in sorted((other, key) for key, other in around if other in ahead and other not in nodes):
            self._steps += 1
            if self._steps > STEPS:
                raise TooMany
            yield from self._on((*nodes, other), (*edges, key))
