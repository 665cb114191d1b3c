"""Cards counted: by state, by the day on which they are due."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class States(NamedTuple):
    """How many cards of the decks are in each state; one that is suspended or known counts as that alone."""

    new: int
    learning: int
    young: int
    mature: int
    suspended: int
    known: int

    @property
    def total(self) -> int:
        return sum(self)


def states(index: sqlite3.Connection) -> States:
    """All cards of the decks by state; from an interval of 21 days on, one is mature."""
    found = index.execute(
        "select iif(suspended, 'suspended', iif(known, 'known', iif(state = 0, 'new', iif(state <> 2, 'learning',"
        " iif(interval >= 21, 'mature', 'young'))))), count(*) from card where position is not null group by 1"
    )
    counted = dict(found.fetchall())
    return States(*(counted.get(name, 0) for name in States._fields))


def due(index: sqlite3.Connection, day: int, days: int) -> list[int]:
    """How many cards are due on a logical day (with all that are late) and on each of the days after it."""
    found = index.execute(
        "select max(due_day, buried_until, :day) - :day, count(*) from card"
        " where queue in (1, 2) and due_day < :day + :days group by 1",
        {"day": day, "days": days},
    )
    counted = dict(found.fetchall())
    return [counted.get(ahead, 0) for ahead in range(days)]
