"""What each transaction of a load changed, kept beside the facts under the version of the data that it made."""

from collections.abc import Mapping
from typing import Any

from graph import text
from graph.history import Stamp, Tx

MARKS = {"new": "+", "changed": "~", "removed": "-"}

KEPT = 1_000
"""Versions of the data whose changes are kept."""


class Journal:
    """A transaction that notes what is written through it: facts recorded now, and revisions of what was before."""

    def __init__(self, tx: Tx, stamp: Stamp) -> None:
        self._tx, self._stamp = tx, stamp
        self._changes: dict[str, str] = {}

    def run(self, text: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The rows that the statement returns."""
        for row in params.get("rows", ()):
            self._note(row.get("props", {}))
        return self._tx.run(text, params)

    def _note(self, props: Mapping[str, Any]) -> None:
        if props.get("recorded_at") != self._stamp.at:
            return  # a fact that is only moved, or no fact
        if "known_to" in props:
            self._changes[props["of"]] = props["change"]
        else:
            self._changes.setdefault(props.get("key") or props["id"], "new")

    def close(self, kept: int) -> None:
        """Writes down what was noted, under the version of the data that this transaction makes; where too many are
        kept by now, the oldest are forgotten.
        """
        told = [MARKS[change] + of for of, change in sorted(self._changes.items())]
        if kept >= KEPT:
            self._tx.run(text.FORGET, {"kept": KEPT})
        if told:
            self._tx.run(text.CHANGES, {"run": self._stamp.run, "at": self._stamp.at, "changes": told})
