"""Processes of this machine, told apart although their numbers are used again."""

import os
import signal
import subprocess
from pathlib import Path

ZOMBIE = "Z"
STATE, START = 0, 19
"""Places of these fields in /proc/PID/stat, after the name of the program."""


def birth(pid: int) -> str | None:
    """When that process was started, in the words of this machine; None where there is no such process."""
    if Path("/proc/self/stat").exists():
        return _birth_in_proc(pid)
    answer = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return answer.stdout.strip() or None


def _birth_in_proc(pid: int) -> str | None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[STATE] == ZOMBIE else fields[START]


def end(pid: int, born: str) -> None:
    """Ask that process to end, unless it is gone and its number stands for another."""
    if birth(pid) == born:
        os.kill(pid, signal.SIGTERM)
