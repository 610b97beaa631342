"""How Python divides its time while a load runs: much is made, nearly all of it stays until it is written, and one
thread makes while another waits for the engine.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

MADE = 20_000
"""Objects after which garbage is looked for; Python's own 700 look again and again through what stays."""

PATIENCE = 0.0005
"""Seconds for which a thread keeps on while another could: with Python's own 0.005, one whom the engine has answered
waits longer for its turn than the engine took.
"""


@contextmanager
def pace_of_loads() -> Iterator[None]:
    """Within the block, or the function, Python keeps to the pace of loads; afterwards to that of before."""
    thresholds, interval = gc.get_threshold(), sys.getswitchinterval()
    gc.set_threshold(MADE, *thresholds[1:])
    sys.setswitchinterval(PATIENCE)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        sys.setswitchinterval(interval)
