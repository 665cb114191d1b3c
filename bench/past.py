"""A collection's decks to years of daily reviews, written into its history in bulk.

Each event is as the program would have written it: a note's words before its first answer, ids that begin with the
instant, stamps that rise, an outcome that the next answer follows on. The intervals are merely plausible.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import names
from flashcards.memory import events as log
from flashcards.memory import store
from flashcards.model import Kind, Rating, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flashcards.collection.collection import Collection
    from flashcards.model import Draft

DAYS = 1100
"""How long ago the first card was introduced."""
HOUR = 3_600_000


class Happened(NamedTuple):
    """One event: when, its place among those of one instant, to what, and what the table holds of it."""

    at: int
    number: int
    subject: str
    day: int
    kind: Kind
    columns: tuple[object, ...]


class Answer(NamedTuple):
    """One answer of the past, with its outcome."""

    at: int
    day: int
    rating: Rating
    outcome: tuple[State, int, int, int, int | None]
    """State, step, interval, due day, and the instant of a learning step."""


def write(collection: Collection, today: int, reviews: int) -> None:
    """Fill the empty history of a collection whose decks are read: half of the cards are reviewed, some are due."""
    events = sorted(_events(collection, today, reviews))
    subjects = {subject: key for key, subject in enumerate(dict.fromkeys(event.subject for event in events), 2)}
    connection = store.connect(collection.folder / ".flashcards" / "history.db", synchronous="off")
    with store.transaction(connection):
        connection.execute("insert into name values (1, 'bench')")
        connection.executemany("insert into name values (?, ?)", [(key, name) for name, key in subjects.items()])
        connection.executemany(
            f"insert into event ({log.COLUMNS}) values ({', '.join('?' * 18)})", _numbered(events, subjects)
        )
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()


def _numbered(events: list[Happened], subjects: dict[str, int]) -> Iterator[tuple[object, ...]]:
    """Rows of the table, from what happened in the order in which it did; each is an action of its own."""
    chance = random.Random("ids")
    stamp = 0
    for seq, event in enumerate(events, 1):
        stamp = max(event.at, stamp + 1)
        identity = event.at.to_bytes(6, "big") + chance.randbytes(10)
        before = (seq, identity, int(event.kind), stamp, event.at, event.day, 1, None, subjects[event.subject])
        yield (*before, *event.columns)


def _events(collection: Collection, today: int, reviews: int) -> Iterator[Happened]:
    """Cards are introduced in study order, over the years; the first `reviews` answers of theirs are kept."""
    chance = random.Random("reviews")
    cards = collection.index.execute(
        "select origin, note from card where position is not null order by position"
    ).fetchall()
    begins = {day: collection.calendar.begins(day) for day in range(today - DAYS, today)}
    count = number = 0
    known: set[int] = set()
    for place, (origin, note) in enumerate(cards):
        introduced = today - DAYS + place * DAYS * 2 // len(cards)
        if introduced >= today:
            return
        for answer in answers(chance, begins, introduced):
            if count == reviews:
                return
            count += 1
            if note not in known:
                known.add(note)
                for draft in names.first_touch(collection.index, note):
                    number += 1
                    yield Happened(answer.at, number, draft.subject, answer.day, draft.kind, _columns(draft))
            number += 1
            millis = chance.randint(2000, 20_000)
            columns = (int(answer.rating), millis, *answer.outcome, None, None)
            yield Happened(answer.at, number, origin, answer.day, Kind.REVIEW, columns)


def _columns(draft: Draft) -> tuple[object, ...]:
    return (None,) * 7 + (draft.value, draft.text)


def answers(chance: random.Random, begins: dict[int, int], day: int) -> Iterator[Answer]:
    """One card's life until yesterday: two learning steps, then longer and longer waits, broken by lapses."""
    interval = 0
    while day in begins:
        at = begins[day] + 6 * HOUR + int(chance.random() * 2 * HOUR)
        again = at + 600_000
        if not interval:
            interval = chance.randint(2, 4)
            yield Answer(at, day, Rating.GOOD, (State.LEARNING, 1, 0, day, again))
            yield Answer(again, day, Rating.GOOD, (State.REVIEW, 0, interval, day + interval, None))
        elif chance.random() < 0.1:
            interval = max(1, interval // 4)
            yield Answer(at, day, Rating.AGAIN, (State.RELEARNING, 0, 0, day, again))
            yield Answer(again, day, Rating.GOOD, (State.REVIEW, 0, interval, day + interval, None))
        else:
            interval = round(interval * chance.uniform(1.1, 1.6)) + 1
            yield Answer(at, day, Rating.GOOD, (State.REVIEW, 0, interval, day + interval, None))
        day += interval
