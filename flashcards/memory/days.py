"""Instants to logical days: local time, with the night counted to the day before.

Instants are UTC milliseconds since 1970, days are numbered since 1970-01-01.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

EPOCH = date(1970, 1, 1).toordinal()
DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a learner's day begins. `zone` None is the time zone of this computer."""

    zone: tzinfo | None = None
    starts_at: timedelta = timedelta(hours=4)

    def day(self, at: int) -> int:
        """The logical day of an instant: the last one that has begun. No clock change goes back to one that is over."""
        day = (self._local(at) - self.starts_at).date().toordinal() - EPOCH
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
        """The local wall clock at an instant, for showing."""
        return self._local(at)

    def _local(self, at: int) -> datetime:
        return datetime.fromtimestamp(at / 1000, self.zone).replace(tzinfo=None)


def number(day: date) -> int:
    """The number of a calendar date among the logical days."""
    return day.toordinal() - EPOCH
