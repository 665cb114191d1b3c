"""Cards and topics counted for statistics: by how long they last, by how far they are, and the hardest of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from flashcards.collection.cards import Entry

ENOUGH = 5
"""Answers that a topic has before it can be called hard."""


class Hard(NamedTuple):
    """A topic and how often its cards were forgotten. `difficulty` is their mean, 1–10."""

    id: str
    title: str
    answers: int
    lapses: int
    difficulty: float


class Topics(NamedTuple):
    """How many topics there are with cards, how many of them are begun, and how many learned."""

    all: int
    begun: int
    learned: int


def stabilities(index: sqlite3.Connection, bounds: Sequence[float]) -> list[int]:
    """How many cards have a stability (days) below each of some rising bounds and not below the one before.

    One more number counts the cards above all bounds.
    """
    steps = " ".join(f"when stability < {bound} then {place}" for place, bound in enumerate(bounds))
    found = index.execute(
        f"select case {steps} else {len(bounds)} end, count(*) from card"
        " where position is not null and stability > 0 and not known group by 1"
    )
    counted = dict(found.fetchall())
    return [counted.get(place, 0) for place in range(len(bounds) + 1)]


def introduced(index: sqlite3.Connection) -> list[tuple[int, int]]:
    """The logical days on which cards of the decks were first answered, in order, and how many cards on each."""
    return index.execute(
        "select introduced_day, count(*) from card where introduced_day >= 0 and position is not null"
        " group by introduced_day order by introduced_day"
    ).fetchall()


def topics(index: sqlite3.Connection, ready: float) -> Topics:
    """The topics with cards; one is learned when a share of its cards is passed, suspended ones counted with them."""
    row = index.execute(
        "select count(*), coalesce(sum(begun > 0), 0), coalesce(sum(passed >= ? * cards), 0) from (select count(*)"
        " as cards, sum(introduced_day >= 0 or known) as begun, sum(passed or suspended) as passed"
        " from card where position is not null group by topic)",
        (ready,),
    ).fetchone()
    return Topics(*row)


def hardest(index: sqlite3.Connection, most: int) -> list[Entry]:
    """The cards that were forgotten most often, the most difficult of them first."""
    from flashcards.collection import cards

    keys = index.execute(
        "select key from card where position is not null and lapses > 0"
        " order by lapses desc, difficulty desc, position limit ?",
        (most,),
    ).fetchall()
    return [entry for (key,) in keys if (entry := cards.entry(index, key))]


def hardest_topics(index: sqlite3.Connection, most: int) -> list[Hard]:
    """The topics whose answers were lapses most often, of those with enough answers."""
    found = index.execute(
        "select t.id, t.title, h.answers, h.lapses, h.difficulty from (select topic, sum(reps) as answers,"
        " sum(lapses) as lapses, avg(nullif(difficulty, 0)) as difficulty from card where position is not null"
        " and reps > 0 group by topic having sum(lapses) > 0 and sum(reps) >= ?) h join topic t on t.key = h.topic"
        " order by 1.0 * h.lapses / h.answers desc, h.difficulty desc, t.rank limit ?",
        (ENOUGH, most),
    )
    return [Hard(*row) for row in found]
