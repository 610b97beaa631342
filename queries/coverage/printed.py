"""What complete tables say of a list: days on which somebody stood on it, and days on which somebody did not.

A table speaks of its own day. That somebody is in it presumes that they stay, as `seen_on` does; that somebody is not
in it ends what was seen before, on some day between. It does not end what was collected later: that is in doubt then.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from queries.coverage.days import COLLECTED, Spell
from schema.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Printed:
    """The days on which tables showed a party on a list, and those on which they did not, each in order."""

    present: tuple[date, ...] = ()
    absent: tuple[date, ...] = ()

    @classmethod
    def of(cls, seen: Iterable[PartialDate], tables: Iterable[PartialDate]) -> "Printed":
        """The same from the days of the sightings and of all the tables."""
        present = {on.latest for on in seen}
        return cls(tuple(sorted(present)), tuple(sorted({on.latest for on in tables} - present)))

    def bound(self, told: Spell) -> Spell:
        """A spell that another source tells. One with an end is left as it is; one without held when it was collected,
        so that only a later table ends it, and an earlier one that lacks it makes it doubtful.
        """
        shown = max((on.latest for on in (told.from_on, told.seen_on) if on), default=COLLECTED)
        if told.to_on is not None or not (lacking := [day for day in self.absent if day > shown]):
            return told
        first, ended = lacking[0], next((day for day in lacking if day > COLLECTED), None)
        held = [shown, *([COLLECTED] if first > COLLECTED else []), *(day for day in self.present if day < first)]
        return replace(told, doubted_after=max(held), gone_by=ended)

    def sighting(self, seen: PartialDate, told: Iterable[Spell]) -> Spell:
        """The spell of which a table shows one day. Where it falls in a spell that another source tells, it ends so."""
        day = seen.latest
        ends = [spell.to_on for spell in told if spell.to_on and _began(spell, day) and day <= spell.to_on.latest]
        end = min(ends, key=lambda on: on.latest, default=None)
        before = max((off for off in self.absent if off < day), default=None)
        since = self.absent[0] if before else None
        if end is not None:
            return Spell(to_on=end, seen_on=seen, absent_from=since, absent_until=before)
        gone = min((off for off in self.absent if off > day), default=None)
        last = max(on for on in self.present if gone is None or on < gone)
        return Spell(
            seen_on=seen, absent_from=since, absent_until=before, doubted_after=last if gone else None, gone_by=gone
        )


def _began(spell: Spell, day: date) -> bool:
    """Whether the spell may have begun by the day; where its start is not known, it may."""
    return spell.from_on is None or spell.from_on.earliest <= day
