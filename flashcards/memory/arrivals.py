"""Events that happened elsewhere to rows of the log, at their own instants and each once, in whatever order they come.

It knows nothing of the programs that they come from. What is taken in so is signed with another device's name, so that
`undo`, which takes back what was done here, leaves it alone.
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple, Self

from flashcards.memory import events as log
from flashcards.model import Event

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from flashcards.model import Draft

BEGINNING, END = 1, 1 << 47
"""The instants that an event can have happened at, from the first on and before the last (UTC ms)."""


class Signature(NamedTuple):
    """What signs events: its key among the names, and its name."""

    key: int
    name: str


class Arrival(NamedTuple):
    """An event from elsewhere. `id` follows from what it says, so that on all computers it is the same event."""

    id: bytes
    at: int
    day: int
    draft: Draft


class Brought(NamedTuple):
    """What another program remembers of a card, where its log does not tell enough to fold it: a reschedule's text."""

    stability: float
    difficulty: float
    reps: int
    lapses: int

    def __str__(self) -> str:
        return json.dumps([round(self.stability, 4), round(self.difficulty, 4), self.reps, self.lapses])

    @classmethod
    def read(cls, text: str) -> Self:
        return cls(*json.loads(text))


def identity(at: int, *words: str | int | None) -> bytes:
    """An event's lasting id: the instant, as all ids begin, and a hash over what makes it this event."""
    return at.to_bytes(6, "big") + _digest(words)


@lru_cache(maxsize=64)
def _digest(words: tuple[str | int | None, ...]) -> bytes:
    """Kept for a moment: all answers of a card have the same."""
    return blake2b("\x1f".join(map(str, words)).encode("utf-8", "surrogatepass"), digest_size=10).digest()


def write(
    db: sqlite3.Connection, arrivals: Iterable[Arrival], signed: Signature, key: Callable[[str], int], *, many: bool
) -> int:
    """Add what the log does not know yet, within the caller's transaction; returns how many that were.

    `key` finds or makes the key of a subject. `many` says that these are a good part of the log: its indexes are made
    anew after it, which is half the work.
    """
    marks = ", ".join("?" * len(log.COLUMNS.split(",")))
    query = f"insert or ignore into event ({log.COLUMNS}) values ({marks})"
    indexes = db.execute(_INDEXES).fetchall() if many else []
    for name, _ in indexes:
        db.execute(f"drop index {name}")
    added = db.executemany(query, _rows(arrivals, signed, key)).rowcount
    for _, made in indexes:
        db.execute(made)
    return added


_INDEXES = "select name, sql from sqlite_master where type = 'index' and tbl_name = 'event' and sql is not null"


def _rows(arrivals: Iterable[Arrival], signed: Signature, key: Callable[[str], int]) -> Iterator[tuple[object, ...]]:
    keys: dict[str, int] = {}
    for one in arrivals:
        subject = keys.get(one.draft.subject) or keys.setdefault(one.draft.subject, key(one.draft.subject))
        event = Event(0, one.id, one.at, one.at, one.day, signed.name, one.id, one.draft)
        yield (None, *log.values(event, device=signed.key, subject=subject)[1:])
