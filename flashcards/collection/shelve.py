"""Deck files, read, to rows of the index, and the rows of changed and removed files out of it again."""

from __future__ import annotations

import json
from functools import lru_cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import discover
from flashcards.collection.index import meta

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence

    from flashcards.collection.discover import DeckFile
    from flashcards.model import Note, Problem, Topic

TOPIC = "key, id, file, ord, title, deck, line, column, aka, requires, tags, text, own_id, rank"
NOTE = "key, id, topic, ord, origin, line, column, kind, question, answer, extra"
MORE = "items, ordered, reverse, typed, hint, source, tags, anki"
"""What most notes do not have: these columns have their values of themselves."""
_encode = json.JSONEncoder(ensure_ascii=False).encode
DETACH = "update card set note = null, topic = null, part = null, position = null, queue = null"


class Found(NamedTuple):
    """One changed file, read."""

    file: DeckFile
    hash: bytes
    topics: tuple[Topic, ...] = ()
    problems: tuple[Problem, ...] = ()
    held: tuple[str, ...] = ()
    whole: bool = True


def take_out(index: sqlite3.Connection, changed: Sequence[str], removed: Sequence[str]) -> dict[str, str]:
    """Remove the rows of files; returns the notes that they held, with their origins."""
    paths = [(path,) for path in (*changed, *removed)]
    before: dict[str, str] = {}
    inside = "select n.key from note n join topic t on t.key = n.topic join file f on f.key = t.file where f.path = ?"
    if meta(index, "read") == 0:
        return before
    for path in paths:
        held = f"select id, origin from note where key in ({inside}) and origin is not null"
        before |= dict(index.execute(held, path).fetchall())
    many = index.executemany
    many(f"{DETACH} where note in ({inside})", paths)
    many(f"delete from note where key in ({inside})", paths)
    topics = "select t.key from topic t join file f on f.key = t.file where f.path = ?"
    many(f"delete from topic where key in ({topics})", paths)
    many("delete from problem where file = (select key from file where path = ?)", paths)
    many("delete from file where path = ?", [(path,) for path in removed])
    return before


def put_in(
    index: sqlite3.Connection,
    found: Sequence[Found],
    files: Collection[str],
    ranks: Sequence[int | None] | None = None,
) -> range:
    """Write files, topics, notes and problems; returns the keys of the new topics.

    `ranks` are the places of these topics in the study order, where they are known before; each note is then its own
    origin, but for those of topics that have none.
    """
    topic_key = index.execute("select coalesce(max(key), 0) from topic").fetchone()[0]
    note_key = index.execute("select coalesce(max(key), 0) from note").fetchone()[0]
    first = topic_key + 1
    rank = iter(ranks or ())
    topics, notes, richer, problems = [], [], [], []
    for entry in found:
        file = _put_file(index, entry)
        problems += [(file, n, p.level, *p.span, p.message, p.hint) for n, p in enumerate(entry.problems)]
        for ord_, topic in enumerate(entry.topics):
            topic_key += 1
            place = next(rank, None)
            topics.append(_topic_row(topic_key, file, ord_, topic, place))
            for n, note in enumerate(topic.notes):
                note_key += 1
                row = _note_row(note_key, topic_key, n, note, None if place is None else note.id)
                if more := _more(note):
                    richer.append(row + more)
                else:
                    notes.append(row)
    _insert(index, "topic", TOPIC, topics)
    _insert(index, "note", NOTE, notes)
    _insert(index, "note", f"{NOTE}, {MORE}", richer)
    index.executemany("insert into problem values (?, ?, ?, ?, ?, ?, ?, ?)", problems)
    ordered = sorted(files, key=discover.natural) if found else ()
    index.executemany(
        "update file set ord = ? where path = ? and ord is not ?",
        [(n, path, n) for n, path in enumerate(ordered)],
    )
    return range(first, topic_key + 1)


def _put_file(index: sqlite3.Connection, entry: Found) -> int:
    row = index.execute(
        "insert into file (path, size, mtime, hash, whole, held) values (?, ?, ?, ?, ?, ?)"
        " on conflict (path) do update set size = excluded.size, mtime = excluded.mtime, hash = excluded.hash,"
        " whole = excluded.whole, held = excluded.held returning key",
        (
            entry.file.path, entry.file.size, entry.file.mtime, entry.hash, entry.whole,
            json.dumps(entry.held) if entry.held else None,
        ),
    ).fetchone()  # fmt: skip
    return int(row[0])


def _topic_row(key: int, file: int, ord_: int, topic: Topic, rank: int | None) -> tuple[object, ...]:
    return (
        key, topic.id, file, ord_, topic.title, topic.deck, topic.span.line, topic.span.column, _list(topic.aka),
        _requires(topic), _list(topic.tags), topic.text, topic.own_id, rank,
    )  # fmt: skip


def _note_row(key: int, topic: int, place: int, note: Note, origin: str | None) -> tuple[object, ...]:
    _, line, column = note.span
    return key, note.id, topic, place, origin, line, column, note.kind, note.question, note.answer, note.extra


def _more(note: Note) -> tuple[object, ...]:
    """The values of `MORE`, or none where they are the usual ones."""
    items, ordered, reverse, typed, _, hint, source, tags, anki = note[5:]
    if ordered and not (items or reverse or typed or hint or source or tags or anki):
        return ()
    return _list(items), ordered, reverse, typed, hint, source, _list(tags), anki


def _requires(topic: Topic) -> str | None:
    """What a topic requires as JSON, each with its line and column: by hand, which is three times as fast."""
    wanted = [f"[{encode_basestring(text)}, {span.line}, {span.column}]" for text, span in topic.requires]
    return f"[{', '.join(wanted)}]" if wanted else None


@lru_cache(maxsize=1000)
def _list(values: tuple[str, ...]) -> str | None:
    return _encode(values) if values else None


def _insert(index: sqlite3.Connection, table: str, columns: str, rows: list[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * (columns.count(",") + 1))
    index.executemany(f"insert into {table} ({columns}) values ({marks})", rows)
