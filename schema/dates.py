"""Dates as sources give them: a year, a month or a day, its precision kept and never invented."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime
from functools import lru_cache

from schema.errors import ModelError

SHAPE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
REMEMBERED = 10_000
"""Dates whose meaning is remembered, since sources say the same again and again."""


class PartialDate(str):
    """A year, month or day: '2016', '2016-05', '2016-05-03'.

    Raises ModelError for anything else, a day that does not exist included.
    """

    __slots__ = ()

    def __new__(cls, value: str) -> "PartialDate":
        parts = SHAPE.fullmatch(value)
        if parts is None or not _exists(*(int(part or 1) for part in parts.groups())):
            raise ModelError(
                f"not a date: {value!r}", remedy="write a year, a month or a day: 2016, 2016-05, 2016-05-03"
            )
        return super().__new__(cls, value)

    @property
    def earliest(self) -> date:
        """The first day that it may mean."""
        year, month, day = (*map(int, self.split("-")), 1, 1)[:3]
        return date(year, month, day)

    @property
    def latest(self) -> date:
        """The last day that it may mean."""
        year, month, day = (*map(int, self.split("-")), 0, 0)[:3]
        month = month or 12
        return date(year, month, day or monthrange(year, month)[1])


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=REMEMBERED)
def day(text: str) -> str:
    """The text, which is a date. Raises ModelError where it is none."""
    return str(PartialDate(text))


@lru_cache(maxsize=REMEMBERED)
def bounds(text: str) -> tuple[str, str]:
    """The first and the last day that a date may mean."""
    told = PartialDate(text)
    return told.earliest.isoformat(), told.latest.isoformat()


class Instant(str):
    """A moment in UTC as text of fixed width, 2026-11-22T18:21:02.000000Z: the order of texts is that of time.

    Raises ModelError for anything that is not an ISO 8601 moment with its zone.
    """

    __slots__ = ()

    def __new__(cls, value: str) -> "Instant":
        moment = _moment(value)
        if moment is None:
            raise ModelError(f"not a moment: {value!r}", remedy="write date, time and zone: 2026-11-22T18:21:02Z")
        return super().__new__(cls, moment.isoformat(timespec="microseconds").replace("+00:00", "Z"))

    @classmethod
    def now(cls) -> "Instant":
        """The present moment."""
        return cls(datetime.now(UTC).isoformat())


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
