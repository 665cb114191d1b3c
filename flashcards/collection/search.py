"""Words and states to the cards that have them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import cards

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from flashcards.collection.cards import Entry

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


class Wanted(NamedTuple):
    """What is looked for: words anywhere in a note or its topic's title, one of `STATES`; empty leaves it open.

    `scoped` keeps to what `queues.select` has put into the scope. `leech` is the number of lapses that make one.
    """

    text: str = ""
    state: str = ""
    scoped: bool = False
    day: int = 0
    leech: int = 0


def found(index: sqlite3.Connection, wanted: Wanted) -> Iterator[Entry]:
    """The cards that are wanted, in study order."""
    where = ["c.position is not null"]
    if wanted.text:
        _look(index, wanted.text)
        where.append("c.note in (select note from temp.hit)")
    if wanted.state:
        where.append(f"({STATES[wanted.state]})")
    if wanted.scoped:
        where.append("c.key in (select card from temp.scope)")
    return cards.such(index, " and ".join(where), {"day": wanted.day, "leech": wanted.leech})


def _look(index: sqlite3.Connection, text: str) -> None:
    """Put the notes with some words into a scratch table; letter case and composition do not matter."""
    index.create_function("folded", 1, folded, deterministic=True)
    index.execute("create temp table if not exists hit (note integer primary key)")
    index.execute("delete from temp.hit")
    index.execute(
        "with title (topic) as (select key from topic where instr(folded(title), :text))"
        " insert into temp.hit select n.key from note n where n.topic in (select topic from title) or instr(folded("
        "n.question || char(10) || n.answer || char(10) || n.extra || char(10) || n.reverse || char(10)"
        " || coalesce(n.items, '')), :text)",
        {"text": folded(text)},
    )


def folded(text: str) -> str:
    """A text without letter case, composed: what two spellings of the same words have in common."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
