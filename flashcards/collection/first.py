"""All deck files, read for the first time, to rows of an empty index: what nobody has answered yet.

Every note is its own origin, and every card is new, so each row is written once, with its place in the study order.
`refresh` does the same in steps that find out what has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.collection import order, shelve
from flashcards.collection.index import PLACES, build_indexes, meta, set_meta
from flashcards.deck import graph, split

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from flashcards.collection.shelve import Found
    from flashcards.model import Topic

_CACHE_KB = 64_000
_CARD = "origin, note, part, topic, ord, position, queue"


def possible(index: sqlite3.Connection) -> bool:
    """Whether nothing was read before, and the log has told of no card and no note."""
    known = "select 1 from card union all select 1 from origin limit 1"
    return meta(index, "read") == 0 and index.execute(known).fetchone() is None


def fill(index: sqlite3.Connection, found: Sequence[Found]) -> None:
    """Write all that was found, in file order."""
    index.execute("drop index card_origin")  # made again at the end with all others
    index.execute(f"pragma cache_size = {-_CACHE_KB}")  # what does not fit is written twice
    topics = [topic for entry in found for topic in entry.topics]
    linked = graph.link(topics, {name for entry in found for name in entry.held})
    ranks = order.ranks(linked)
    shelve.put_in(index, found, [entry.file.path for entry in found], ranks)
    order.note_down(index, linked, range(1, len(topics) + 1))
    marks = ", ".join("?" * (_CARD.count(",") + 1))
    index.executemany(f"insert into card ({_CARD}) values ({marks})", _cards(topics, ranks))
    build_indexes(index)
    set_meta(index, "read", 1)


def _cards(topics: Sequence[Topic], ranks: Sequence[int | None]) -> Iterator[tuple[object, ...]]:
    """The cards of topics that have a rank; the keys of topics and notes count from 1."""
    note_key = 0
    for key, (topic, rank) in enumerate(zip(topics, ranks, strict=True), 1):
        if rank is None:
            note_key += len(topic.notes)
            continue
        place = rank * PLACES
        ordinal = 0
        for note in topic.notes:
            note_key += 1
            for part in split.parts(note.kind, note.question, items=note.items, reverse=bool(note.reverse)):
                origin = f"{note.id}/{part}" if part else note.id
                yield origin, note_key, part, key, ordinal, place + ordinal, 0
                ordinal += 1
