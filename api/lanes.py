"""Whose turn it is: operations that cost about the same wait for each other, first come, first served, and for no
others. So what is cheap does not wait behind what is not, and what is not does not fill the engine.
"""

import os
from asyncio import Semaphore
from contextlib import AbstractAsyncContextManager
from math import inf

CORES = os.cpu_count() or 1
LANES = ((10, 8 * CORES), (200, 4 * CORES), (10_000, 2 * CORES), (inf, CORES))
"""Up to which cost an operation is of a lane, and how many of the lane are answered at once."""


class Lanes:
    """The lanes of one server."""

    def __init__(self) -> None:
        self._lanes = [(most, Semaphore(at_once)) for most, at_once in LANES]

    def of(self, cost: float) -> AbstractAsyncContextManager[None]:
        """The turn of an operation of that cost, for which whoever enters waits."""
        return next(turn for most, turn in self._lanes if cost <= most)
