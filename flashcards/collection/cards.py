"""Questions about single cards and topics, answered from the index by a few rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flashcards.collection import names, rows
from flashcards.deck import split

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Container, Iterator, Mapping

    from flashcards.model import Card, Draft, Memory, Note

SHORT = 8
"""Digits at the end of an id that is made from a note's words."""
HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Entry:
    """A card in its place: what it asks, what it belongs to, what is remembered of it.

    `key` is the index's own and lasts as long as the index; `origin` is what events name; `id` is its present name.
    """

    key: int
    origin: str
    id: str
    note_key: int
    note: Note
    part: str
    topic_key: int
    topic: str
    title: str
    deck: str
    position: int
    memory: Memory

    @property
    def card(self) -> Card:
        """The card's two sides."""
        return next(card for card in split.cards(self.note) if card.part == self.part)


_ENTRY = f"""
select c.key, c.origin, c.part, c.position, t.key, t.id, t.title, t.deck, f.path, {rows.NOTE}, {rows.MEMORY}
from card c join note n on n.key = c.note join topic t on t.key = c.topic join file f on f.key = t.file
"""


def _entry(row: tuple[Any, ...]) -> Entry:
    key, origin, part, position, topic_key, topic, title, deck, path, *rest = row
    note = rows.note(tuple(rest[:16]), str(path))
    return Entry(
        key, origin, f"{note.id}/{part}" if part else note.id, rest[0], note, part,
        topic_key, topic, title, deck, position, rows.memory(tuple(rest[16:])),
    )  # fmt: skip


def entry(index: sqlite3.Connection, key: int) -> Entry | None:
    """A card by its key; None if it is no longer in the decks."""
    row = index.execute(f"{_ENTRY} where c.key = ?", (key,)).fetchone()
    return _entry(row) if row else None


def of_origin(index: sqlite3.Connection, origin: str) -> Entry | None:
    """A card by the name that events give it; None if it is not in the decks."""
    row = index.execute(f"{_ENTRY} where c.origin = ?", (origin,)).fetchone()
    return _entry(row) if row else None


def heir(index: sqlite3.Connection, card: Entry, before: Container[str]) -> Entry | None:
    """The card that has taken the place of one that is gone: in the same file and line, the same part if it can be,
    and none of those that were in the file `before`, which have only moved there."""
    rows_ = index.execute(
        f"{_ENTRY} where f.path = ? and n.line = ? order by c.part = ? desc, c.ord",
        (card.note.span.path, card.note.span.line, card.part),
    ).fetchall()
    return next((_entry(row) for row in rows_ if row[1] not in before), None)


def in_file(index: sqlite3.Connection, path: str) -> frozenset[str]:
    """The origins of all cards of a file."""
    query = "select c.origin from card c join topic t on t.key = c.topic join file f on f.key = t.file where f.path = ?"
    return frozenset(origin for (origin,) in index.execute(query, (path,)))


def of_topic(index: sqlite3.Connection, topic: int) -> list[Entry]:
    """The cards of a topic, in study order."""
    return [_entry(row) for row in index.execute(f"{_ENTRY} where c.topic = ? order by c.ord", (topic,))]


def entries(index: sqlite3.Connection) -> Iterator[Entry]:
    """All cards of the decks in study order."""
    return such(index, "c.position is not null", {})


def such(index: sqlite3.Connection, condition: str, values: Mapping[str, object]) -> Iterator[Entry]:
    """The cards of the decks that meet a condition (over card `c`, note `n`, topic `t`), in study order."""
    return map(_entry, index.execute(f"{_ENTRY} where {condition} order by c.position", values))


def named(index: sqlite3.Connection, name: str) -> list[Entry]:
    """The cards that a name means: a card, all cards of a note, or none. A short name does if it is only one note's."""
    full = "n.id = :name or n.id || '/' || c.part = :name"
    return list(such(index, f"({full}) and c.position is not null", {"name": name})) or _shortly(index, name)


def _shortly(index: sqlite3.Connection, name: str) -> list[Entry]:
    """Cards by the end of their note's id, which is made of its words alone, with the part or without it."""
    end, _, part = name.partition("/")
    if len(end) != SHORT:
        return []
    the_part = f":part in ('', c.part, substr(c.part, -{SHORT}))"
    condition = f"substr(n.id, -{SHORT}) = :end and {the_part} and c.position is not null"
    found = list(such(index, condition, {"end": end, "part": part}))
    return found if len({entry.note_key for entry in found}) == 1 else []


def short(entry: Entry) -> str:
    """The end of a card's id, for people: `1f0c8a55`, `1f0c8a55/water`. All of it where its author has chosen it."""
    end = _end(entry.note.id.partition("/")[2])
    if len(end) != SHORT:
        return entry.id
    return f"{end}/{_end(entry.part)}" if entry.part else end


def _end(name: str) -> str:
    """The digits at the end of a name that is made from words; all of one that is not."""
    end = name[-SHORT:]
    made = len(end) == SHORT and set(end) <= HEX and name[-SHORT - 1 : -SHORT] in ("", "-")
    return end if made else name


def first_touch(index: sqlite3.Connection, entry: Entry) -> list[Draft]:
    """What the log has to know before the first event of a card's note."""
    return names.first_touch(index, entry.note_key)


def origin_of_note(index: sqlite3.Connection, entry: Entry) -> str:
    """The name that events give a card's note."""
    return str(index.execute("select origin from note where key = ?", (entry.note_key,)).fetchone()[0])


def rendered(index: sqlite3.Connection, digest: bytes) -> str | None:
    """A text rendered earlier, as the renderer left it."""
    row = index.execute("select lines from rendered where hash = ?", (digest,)).fetchone()
    return row[0] if row else None


def keep_rendered(index: sqlite3.Connection, digest: bytes, lines: str) -> None:
    """Keep a rendered text for the next time; not a loss where it cannot be written."""
    import sqlite3

    try:
        index.execute("insert or replace into rendered values (?, ?)", (digest, lines))
    except sqlite3.OperationalError:
        return
