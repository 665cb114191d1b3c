"""Words and states to the cards that have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import cards, fulltext, queues
from flashcards.collection import topics as known

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from flashcards.collection.cards import Entry
    from flashcards.collection.topics import TopicRow

STATES = {
    "new": "c.state = 0 and not c.known",
    "learning": "c.state in (1, 3)",
    "review": "c.state = 2",
    "young": "c.state = 2 and c.interval < 21",
    "mature": "c.state = 2 and c.interval >= 21",
    "due": "c.queue in (1, 2) and c.due_day <= :day and c.buried_until <= :day",
    "suspended": "c.suspended",
    "buried": "c.buried_until > :day",
    "known": "c.known",
    "flagged": "c.flag",
    "leech": "c.lapses >= :leech and :leech > 0",
}
"""What a card can be asked to be, as conditions; a card can be several of them at once."""
ORDERS = {
    "order": ("", "c.position"),
    "topic": ("", "(select lower(title) from topic where key = c.topic)"),
    "question": ("", "(select lower(question) from note where key = c.note)"),
    "due": ("c.due_day < 0 or c.known,", "c.due_day"),
    "interval": ("c.state = 0,", "c.interval"),
    "stability": ("c.stability = 0,", "c.stability"),
    "difficulty": ("c.difficulty = 0,", "c.difficulty"),
    "answers": ("", "c.reps"),
    "lapses": ("", "c.lapses"),
}
"""What cards can be put in order by; those that lack it come last both ways."""


class Wanted(NamedTuple):
    """What is looked for: words anywhere in a note or its topic's title, one of `STATES`; empty leaves it open.

    `scoped` keeps to what `queues.select` has put into the scope, `selection` to what it says itself. `leech` is the
    number of lapses that make one.
    """

    text: str = ""
    state: str = ""
    scoped: bool = False
    day: int = 0
    leech: int = 0
    selection: queues.Selection = queues.Selection()
    keep: bool = False
    """Make what speeds up the searches to come."""


class Page(NamedTuple):
    """Some cards of all that are wanted, and how many that are."""

    entries: tuple[Entry, ...]
    total: int


def found(index: sqlite3.Connection, wanted: Wanted) -> Iterator[Entry]:
    """The cards that are wanted, in study order."""
    where, values = _condition(index, wanted)
    return cards.such(index, where, values)


def page(
    index: sqlite3.Connection, wanted: Wanted, *, order: str = "order", falling: bool = False, first: int = 0, most: int
) -> Page:
    """A page of the cards that are wanted, by one of `ORDERS`."""
    where, values = _condition(index, wanted)
    lacking, by = ORDERS[order]
    total = index.execute(f"select count(*) from card c where {where}", values).fetchone()[0]
    keys = index.execute(
        f"select c.key from card c where {where} order by {lacking} {by} {'desc' if falling else ''}, c.position"
        " limit :most offset :first",
        values | {"most": most, "first": first},
    ).fetchall()
    return Page(tuple(entry for (key,) in keys if (entry := cards.entry(index, key))), int(total))


def topics(index: sqlite3.Connection, text: str, most: int) -> list[TopicRow]:
    """The first topics, in study order, with some words in their titles or texts."""
    fulltext.look(index, text, keep=True, topics=True)
    keys = index.execute(
        "select key from topic where -key in (select key from temp.hit) and rank is not null order by rank limit ?",
        (most,),
    ).fetchall()
    return [known.topic(index, key) for (key,) in keys]


def decks(index: sqlite3.Connection) -> list[str]:
    """All decks with those that they lie in, in study order."""
    found = index.execute(
        "select deck from topic where rank is not null and deck <> '' group by deck order by min(rank)"
    )
    parts = [deck.split("::") for (deck,) in found]
    return list(dict.fromkeys("::".join(part[:depth]) for part in parts for depth in range(1, len(part) + 1)))


def tags(index: sqlite3.Connection) -> list[str]:
    """All tags of topics and notes, by name."""
    found = index.execute(
        "select value from topic, json_each(tags) where tags is not null"
        " union select value from note, json_each(tags) where tags is not null order by 1"
    )
    return [tag for (tag,) in found]


def _condition(index: sqlite3.Connection, wanted: Wanted) -> tuple[str, dict[str, object]]:
    where, values = queues.condition(wanted.selection)
    if fulltext.terms(wanted.text):
        fulltext.look(index, wanted.text, keep=wanted.keep)
        where += " and c.note in (select key from temp.hit)"
    if wanted.state:
        where += f" and ({STATES[wanted.state]})"
    if wanted.scoped:
        where += " and c.key in (select card from temp.scope)"
    return where, {**values, "day": wanted.day, "leech": wanted.leech}
