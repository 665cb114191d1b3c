"""Decks to what waits in each: new cards, learning steps and reviews of a day, whatever the limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class Waits(NamedTuple):
    """How many cards of a deck may be shown on a day, by kind, and how many it has."""

    deck: str
    new: int
    learning: int
    due: int
    cards: int


def waiting(index: sqlite3.Connection, day: int) -> list[Waits]:
    """Each deck that has cards of its own, in study order."""
    found = index.execute(
        "select t.deck, sum(c.queue is 0 and c.buried_until <= :day),"
        " sum((c.queue is 1 or c.queue is 2 and c.state <> 2 and c.due_day <= :day) and c.buried_until <= :day),"
        " sum(c.queue is 2 and c.state = 2 and c.due_day <= :day and c.buried_until <= :day), count(*)"
        " from card c join topic t on t.key = c.topic where c.position is not null"
        " group by t.deck order by min(c.position)",
        {"day": day},
    )
    return [Waits(*row) for row in found]
