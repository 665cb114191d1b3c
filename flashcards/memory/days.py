"""Instants to logical days: local time, with the night counted to the day before.

Instants are UTC milliseconds since 1970, days are numbered since 1970-01-01.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

EPOCH = date(1970, 1, 1).toordinal()
DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a learner's day begins. `zone` None is the time zone of this computer."""

    zone: tzinfo | None = None
    starts_at: timedelta = timedelta(hours=4)

    def day(self, at: int) -> int:
        """The logical day of an instant: the last one that has begun. No clock change goes back to one that is over."""
        day = (self.clock(at) - self.starts_at).date().toordinal() - EPOCH
        if _is_steady(self, at // DAY_MS):
            return day
        if self.begins(day) > at:
            return day - 1
        return day + 1 if self.begins(day + 1) <= at else day

    def begins(self, day: int) -> int:
        """The instant at which a logical day begins; on a day whose clock skips that hour, the hour after it."""
        wall = datetime.combine(self.date(day), datetime.min.time()) + self.starts_at
        aware = wall.replace(tzinfo=self.zone) if self.zone else wall.astimezone()
        return int(aware.timestamp() * 1000)

    def date(self, day: int) -> date:
        return date.fromordinal(day + EPOCH)

    def clock(self, at: int) -> datetime:
        """The local wall clock at an instant."""
        return datetime.fromtimestamp(at / 1000, self.zone).replace(tzinfo=None)


@lru_cache(maxsize=4096)
def _is_steady(calendar: Calendar, utc_day: int) -> bool:
    """Whether no clock change is near a day of UTC, so that the wall clock alone tells logical days: a history is full
    of instants, and asking for each when its day begins takes four times as long."""
    times = [utc_day * DAY_MS + n * DAY_MS for n in (-1, 0, 1, 2)]
    return len({calendar.clock(at) - datetime.fromtimestamp(at / 1000, UTC).replace(tzinfo=None) for at in times}) == 1


def number(day: date) -> int:
    """The number of a calendar date among the logical days."""
    return day.toordinal() - EPOCH
