"""Whether something holds on a day, given first and last days that may be known to the month or the year only."""

from dataclasses import dataclass, field
from datetime import date

from queries.coverage.truth import FALSE, GAP, TRUE, YES, Ground, state
from schema.dates import PartialDate

COLLECTED = date(2026, 11, 21)
"""The day on which the bundled facts were collected; it stands for a day of seeing that no source gives."""

GOES_ON = state(Ground.GAP, YES)
"""Presumed to go on, or to have held before, since nothing says otherwise."""


def weakest(*codes: int) -> int:
    """The state of an `all` of facts about days: a no, else what is not known, else what is presumed."""
    return min(codes, key=(FALSE, GAP, GOES_ON, TRUE).index)


@dataclass(frozen=True, slots=True)
class Spell:
    """A first and a last day, both included; `seen_on` is a day on which a source showed it to hold.

    Of complete tables that did not show it: it had not begun from `absent_from`, the first of them, up to
    `absent_until` (before the first nothing is known), is not known after `doubted_after`, and had ended by `gone_by`.
    """

    from_on: PartialDate | None = None
    to_on: PartialDate | None = None
    seen_on: PartialDate | None = None
    absent_from: date | None = field(default=None, kw_only=True)
    absent_until: date | None = field(default=None, kw_only=True)
    doubted_after: date | None = field(default=None, kw_only=True)
    gone_by: date | None = field(default=None, kw_only=True)

    def on(self, day: date) -> int:
        """The state on the day: without an end it goes on by presumption; without a start it is a gap until seen."""
        return weakest(self._begun(day), self._lasting(day))

    def _begun(self, day: date) -> int:
        if self.from_on is not None:
            return FALSE if day < self.from_on.earliest else GAP if day < self.from_on.latest else TRUE
        if self.absent_until is not None and day <= self.absent_until:
            return GAP if self.absent_from is not None and day < self.absent_from else FALSE
        return GAP if day < self._seen else TRUE

    def _lasting(self, day: date) -> int:
        if self.to_on is not None:
            return FALSE if day > self.to_on.latest else GAP if day > self.to_on.earliest else TRUE
        if self.gone_by is not None and day >= self.gone_by:
            return FALSE
        if self.doubted_after is not None and day > self.doubted_after:
            return GAP
        shown = (
            max(on.latest for on in (self.from_on, self.seen_on) if on) if self.from_on or self.seen_on else COLLECTED
        )
        return GOES_ON if day > shown else TRUE

    @property
    def _seen(self) -> date:
        return self.seen_on.latest if self.seen_on else COLLECTED
