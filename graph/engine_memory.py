"""How much memory this machine has, and whether the embedded engine can have what it asks for."""

import os
from pathlib import Path

from schema.errors import EngineError

UNITS = {"m": 1, "g": 1024}
LEAST = 256
"""Megabytes below which the engine starts, but breaks down under the bundled facts."""

MEMINFO = Path("/proc/meminfo")
LIMIT = Path("/sys/fs/cgroup/memory.max")


def megabytes(memory: str) -> int:
    """A size such as 512m or 4g, as a number."""
    return int(memory[:-1]) * UNITS[memory[-1]]


def check_memory(memory: str, whole: int, free: int) -> None:
    """Refuse to start an engine that would break down later; all sizes are in megabytes."""
    asked = megabytes(memory)
    if asked < LEAST:
        raise _refusal(f"{memory} is too little memory for the engine", f"at least {LEAST}m")
    if asked > whole:
        raise _refusal(f"{memory} of memory are asked for, and this machine has {whole}m", "less")
    if free < LEAST:
        raise EngineError(
            f"only {free}m of memory are free, and the engine needs {LEAST}m", remedy="end other programs"
        )


def _refusal(what: str, better: str) -> EngineError:
    return EngineError(what, "ACCORD_ENGINE_MEMORY", f"set it to {better}")


def whole() -> int:
    """Megabytes of memory of this machine, or of the part of it in which this process must stay."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024**2
    limit = LIMIT.read_text(encoding="ascii").strip() if LIMIT.exists() else ""
    return min(pages, int(limit) // 1024**2) if limit.isdigit() else pages


def free() -> int:
    """Megabytes of memory that no process uses; all of it where the machine does not tell."""
    if not MEMINFO.exists():
        return whole()
    fields = (line.split() for line in MEMINFO.read_text(encoding="ascii").splitlines())
    return next(int(field[1]) // 1024 for field in fields if field[0] == "MemAvailable:")
