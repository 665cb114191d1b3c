"""What an exporter needs of a collection: its notes in study order, what the log knows of earlier exports, and fields
that were rendered before.

An export is told to the log by a `content` event that carries a hash over what went out. The newest one that differs
from the one before dates the note; the first one gives it its number.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from flashcards.collection import content, names, queues, rows
from flashcards.collection.follow import follow
from flashcards.memory import store
from flashcards.model import Draft, Kind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from flashcards.collection.collection import Collection
    from flashcards.collection.queues import Selection
    from flashcards.model import Memory, Note


class Past(NamedTuple):
    """What the log says of a note's exports: the hash of the last, the first instant (ms), the last change (s)."""

    hash: str
    created: int
    modified: int


class Outgoing(NamedTuple):
    """A note in its place. `saved` is its file's date in seconds, `kept` the hash and fields of the last rendering."""

    key: int
    origin: str
    note: Note
    topic: int
    saved: int
    past: Past | None
    kept: tuple[bytes, str] | None


class Part(NamedTuple):
    """A card of a note: its place among all cards of the collection, from 1 on, and its lasting number; 0 for none.

    `origin` is the name that events give the card; `lasting` what it says beyond the note's, by which the log knows
    the number. `memory` is None for a card without events, or if nobody asked for it.
    """

    part: str
    origin: str
    lasting: str
    place: int
    ordinal: int
    memory: Memory | None = None


class Station(NamedTuple):
    """A topic with the titles of what it builds on and of what builds on it."""

    id: str
    title: str
    deck: str
    tags: tuple[str, ...]
    builds_on: tuple[str, ...]
    unlocks: tuple[str, ...]


_PORTION = 1000
_NOTES = f"""
select n.origin, n.topic, f.path, f.mtime / 1000000000, e.hash, e.created, e.modified, k.hash, k.fields,
  {rows.NOTE}
from json_each(?) wanted cross join note n on n.key = wanted.value
  join topic t on t.key = n.topic join file f on f.key = t.file
  left join exported e on e.origin = n.origin left join fields k on k.origin = n.origin
order by wanted.key
"""
_PARTS = """
select c.note, c.part, c.origin, substr(c.origin, length(n.origin) + 2), 0, coalesce(o.n, 0)
from json_each(?) wanted cross join card c on c.note = wanted.value and c.part <> '' and c.position is not null
  join note n on n.key = c.note
  left join ordinal o on o.note = n.origin and o.part = substr(c.origin, length(n.origin) + 2)
order by wanted.key, c.position
"""
_CARDS = """
select c.note, c.part, c.origin, substr(c.origin, length(n.origin) + 2), p.place, coalesce(o.n, 0)
from json_each(?) wanted cross join card c on c.note = wanted.value
  join temp.place p on p.card = c.key join note n on n.key = c.note left join ordinal o
  on c.part <> '' and o.note = n.origin and o.part = substr(c.origin, length(n.origin) + 2)
order by wanted.key, p.place
"""
_MEMORIES = f"""
select c.origin, {rows.MEMORY} from json_each(?) wanted cross join card c on c.note = wanted.value and c.touched
"""


def keys(collection: Collection, selection: Selection) -> list[int]:
    """The keys of the selected notes, in study order."""
    queues.select(collection.index, selection)
    query = (
        "select n.key from note n join topic t on t.key = n.topic where n.origin is not null and t.rank is not null"
        " and n.key in (select c.note from temp.scope s join card c on c.key = s.card) order by t.rank, n.ord"
    )
    return [key for (key,) in collection.index.execute(query)]


def notes(index: sqlite3.Connection, keys: Sequence[int]) -> Iterator[tuple[Outgoing, list[Part]]]:
    """Notes with those of their cards that are parts, in the order of the keys; places are left out."""
    for wanted in _portions(keys):
        parts: dict[int, list[Part]] = {}
        for note, *part in index.execute(_PARTS, (wanted,)):
            parts.setdefault(note, []).append(Part(*part))
        for one in _notes(index, wanted):
            yield one, parts.get(one.key, [])


def cards(index: sqlite3.Connection, keys: Sequence[int], *, remembered: bool) -> Iterator[tuple[Outgoing, list[Part]]]:
    """Notes with all their cards, in the order of the keys; `remembered` with what is known of them."""
    _find_places(index)
    for wanted in _portions(keys):
        known = dict(_memories(index, wanted)) if remembered else {}
        found: dict[int, list[Part]] = {}
        for note, *part in index.execute(_CARDS, (wanted,)):
            found.setdefault(note, []).append(Part._make([*part, known.get(part[1])]))
        for one in _notes(index, wanted):
            yield one, found.get(one.key, [])


def _portions(keys: Sequence[int]) -> Iterator[str]:
    """Some keys at a time, as JSON: so many notes are held at once."""
    for start in range(0, len(keys), _PORTION):
        yield json.dumps(keys[start : start + _PORTION])


def _notes(index: sqlite3.Connection, wanted: str) -> list[Outgoing]:
    return [_outgoing(row) for row in index.execute(_NOTES, (wanted,))]


def _memories(index: sqlite3.Connection, wanted: str) -> Iterator[tuple[str, Memory]]:
    for origin, *columns in index.execute(_MEMORIES, (wanted,)):
        yield origin, rows.memory(tuple(columns))


def _find_places(index: sqlite3.Connection) -> None:
    """The place of each card among all of the decks, in a scratch table."""
    index.execute("drop table if exists temp.place")
    index.execute("create temp table place (card integer primary key, place integer)")
    index.execute(
        "insert into temp.place select key, row_number() over (order by position) from card where position is not null"
    )


def _outgoing(row: tuple[Any, ...]) -> Outgoing:
    origin, topic, path, saved, hash_, created, modified, kept, fields, *columns = row
    past = Past(hash_, created, modified) if hash_ is not None else None
    note = rows.note(tuple(columns), str(path))
    return Outgoing(
        columns[0], origin, note, topic, saved, past,
        (kept, fields) if kept is not None else None,
    )  # fmt: skip


def by_first_export(index: sqlite3.Connection, keys: Sequence[int]) -> list[int]:
    """The same keys in the order of first exports, as far as the log knows them."""
    query = (
        "select n.key from json_each(?) wanted cross join note n on n.key = wanted.value"
        " left join exported e on e.origin = n.origin order by coalesce(e.created, 0), wanted.key"
    )
    return [key for (key,) in index.execute(query, (json.dumps(keys),))]


def stations(index: sqlite3.Connection) -> dict[int, Station]:
    """All topics by their keys."""
    query = "select key, id, title, deck, tags from topic where rank is not null order by rank"
    topics = index.execute(query).fetchall()
    titles = {row[0]: row[2] for row in topics}
    below: dict[int, list[str]] = {}
    above: dict[int, list[str]] = {}
    edges = (
        "select e.topic, e.prerequisite from edge e join topic t on t.key = e.topic"
        " join topic p on p.key = e.prerequisite where t.rank is not null and p.rank is not null"
        " order by p.rank, t.rank"
    )
    for topic, prerequisite in index.execute(edges):
        below.setdefault(topic, []).append(titles[prerequisite])
        above.setdefault(prerequisite, []).append(titles[topic])
    return {
        key: Station(id_, title, deck, rows.texts(tags), tuple(below.get(key, ())), tuple(above.get(key, ())))
        for key, id_, title, deck, tags in topics
    }


def numbers(index: sqlite3.Connection, one: Outgoing, parts: Iterable[Part]) -> tuple[dict[str, int], list[Draft]]:
    """The lasting number of each part of a note, and as events those that it gets only now."""
    known = list(parts)
    drafts = [] if all(part.ordinal or not part.part for part in known) else names.ordinals(
        index, one.note.kind, one.key, one.origin
    )  # fmt: skip
    fresh = {draft.text: draft.value for draft in drafts}
    return {part.part: part.ordinal or fresh.get(part.lasting) or 0 for part in known if part.part}, drafts


def change(one: Outgoing, topic: str, hash: str) -> Draft:  # noqa: A002 - the column's name
    """That a note goes out with another content than before, as an event; `topic` is the id of its topic."""
    return Draft(Kind.CONTENT, one.origin, text=content.record(one.note, topic, hash))


def tell(collection: Collection, drafts: list[Draft], *, at: int) -> None:
    """Log what was decided for an export, and follow it at once."""
    if drafts:
        collection.history.append(drafts, at=at, day=collection.calendar.day(at))
        with store.faults(collection.folder), store.transaction(collection.index):
            follow(collection.index, collection.history)


def keep(index: sqlite3.Connection, rendered: Iterable[tuple[str, bytes, str]]) -> None:
    """Keep rendered fields (origin, hash, fields) for the next export."""
    with store.faults("the index"), store.transaction(index):
        index.executemany("insert or replace into fields values (?, ?, ?)", rendered)


def tidy(index: sqlite3.Connection) -> None:
    """Drop the rendered fields of notes that are gone."""
    with store.faults("the index"), store.transaction(index):
        index.execute("delete from fields where origin not in (select origin from note where origin is not null)")
