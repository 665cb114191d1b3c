"""Present notes to their histories: asks `identity`, logs what it decides, and notes it in the index."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import content, identity, rows
from flashcards.collection.follow import follow
from flashcards.collection.index import PLACES, held, meta
from flashcards.collection.shelve import DETACH
from flashcards.deck import split
from flashcards.model import Draft, Kind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from flashcards.collection.identity import Absence, Content, Lives, Resolution
    from flashcards.memory.history import History


_MOST_WRITTEN = 500
"""The highest number of a cloze in Anki."""
_STUDIED = "topic in (select key from topic where rank is not null)"
_FIRST_WORDS = 12
"""So many words of a question find those like it, whatever stands between them."""


class Settled(NamedTuple):
    """What became of the names: counts for one line to the user."""

    edited: int = 0
    moved: int = 0
    new: int = 0
    gone: int = 0
    ambiguous: tuple[tuple[str, tuple[str, ...]], ...] = ()
    drafts: tuple[Draft, ...] = ()


def any_known(index: sqlite3.Connection) -> bool:
    """Whether the log has told of any note."""
    return index.execute("select 1 from origin where parts = 0").fetchone() is not None


def settle(index: sqlite3.Connection, before: dict[str, str]) -> Settled:
    """Give every note its origin. `before` are the notes of the changed files as they were, with their origins.

    The cards of a note whose origin has changed are taken off it, and those of all notes with parts where `rename`
    events have come in: `card_rows` gives them theirs anew.
    """
    if not any_known(index):
        unnamed = f"origin is null and {_STUDIED}"
        strange = f"select count(*) from note where {unnamed} and id not in (select value from json_each(?))"
        new = index.execute(strange, (json.dumps(list(before)),)).fetchone()[0]
        index.execute(f"update note set origin = id where {unnamed}")
        return Settled(new=new)
    notes = index.execute(f"select key, id, origin from note where {_STUDIED}").fetchall()
    successors = _successors(index)
    settled = {**before, **{name: origin for _, name, origin in notes if origin is not None}}
    found = identity.resolve(
        [name for _, name, _ in notes],
        _lives(index, "parts = 0"),
        settled,
        now=lambda name: _now(index, name),
        then=lambda origin: _then(index, origin, successors),
        absence=absences(index),
    )
    changed = [(found.origins[name], key) for key, name, origin in notes if origin != found.origins[name]]
    index.executemany("update note set origin = ? where key = ?", changed)
    index.executemany(f"{DETACH} where note = ?", [(key,) for _, key in changed])
    if meta(index, "unsettled"):
        index.execute(f"{DETACH} where note in (select key from note where kind <> 'basic')")
    return _settled(found, before, _witnesses(index, found, before, successors))


def _settled(found: Resolution, before: dict[str, str], witnesses: list[Draft]) -> Settled:
    drafts = (*(Draft(Kind.RENAME, origin, text=name) for origin, name in found.renames), *witnesses)
    there = set(before.values())
    gone = sum(origin in there for origin in found.gone)
    new = sum(name not in before for name in found.new)
    return Settled(len(found.edited), len(found.moved), new, gone, tuple(found.ambiguous), drafts)


def _witnesses(
    index: sqlite3.Connection, found: Resolution, before: dict[str, str], successors: dict[str, str]
) -> list[Draft]:
    """The words of notes that are no heirs of what has just gone, for they stood beside it or were not guessed.

    The log has not heard of them, so that without the index they would look new, and be taken for heirs.
    """
    lost = set(before.values()).difference(found.origins.values())
    gone = {origin: said for origin in sorted(lost) if (said := _then(index, origin, successors))}
    there = _unheard(index, gone.values()) if gone else {}
    names_ = dict.fromkeys(name for _, candidates in found.ambiguous for name in candidates)
    names_ |= dict.fromkeys(identity.rivals(gone, {name: _now(index, name) for name in there}))
    keys = [there.get(name) or _key(index, name) for name in names_]
    return [draft for key in keys for draft in first_touch(index, key)]


def _unheard(index: sqlite3.Connection, gone: Iterable[Content]) -> dict[str, int]:
    """Notes that the log does not know, in the places of others or with about their words; their keys by name."""
    found: dict[str, int] = {}
    unheard = f"{_STUDIED} and origin not in (select origin from origin)"
    for place in {said.place for said in gone}:
        inside = "select key from topic where id = ? and rank is not null"
        found |= dict(index.execute(f"select id, key from note where topic in ({inside}) and {unheard}", (place,)))
    for said in gone:
        words = [re.sub(r"[%_\\]", "_", word) for word in said.question.split()[:_FIRST_WORDS]]
        alike = f"select id, key from note where question like ? and {unheard}"
        found |= dict(index.execute(alike, ("%".join([*words, ""]),)))
    return found


def _key(index: sqlite3.Connection, name: str) -> int:
    """The key of a present note."""
    query = f"select key from note where id = ? and topic in (select key from topic where id = ?) and {_STUDIED}"
    return int(index.execute(query, (name, name.partition("/")[0])).fetchone()[0])


def card_rows(index: sqlite3.Connection) -> tuple[list[tuple[object, ...]], list[Draft]]:
    """The cards of notes that have none yet, and the renames of their parts.

    A row is origin, note, part, topic, ordinal in the topic, and position in the study order.
    """
    out: list[tuple[object, ...]] = []
    drafts: list[Draft] = []
    topic, ordinal = -1, 0
    any_parts = index.execute("select 1 from origin where parts > 0").fetchone() is not None
    for note_topic, origin, rank, key, kind, question, items, reverse in index.execute(
        "select n.topic, n.origin, t.rank, n.key, n.kind, iif(n.kind = 'cloze', n.question, ''), n.items,"
        " n.reverse <> '' from note n join topic t on t.key = n.topic"
        " where t.rank is not null and n.key not in (select note from card where note is not null)"
        " order by n.topic, n.ord"
    ).fetchall():
        topic, ordinal = (topic, ordinal) if topic == note_topic else (note_topic, 0)
        written = split.parts(kind, question, items=rows.texts(items), reverse=reverse)
        parts = [(part, f"{origin}/{part}" if part else origin) for part in written]
        if any_parts and kind != "basic":
            parts, renames = _known_parts(index, key, origin, parts)
            drafts += renames
        for part, name in parts:
            out.append((name, key, part, note_topic, ordinal, rank * PLACES + ordinal))
            ordinal += 1
    return out, drafts


def _known_parts(
    index: sqlite3.Connection, note_key: int, origin: str, plain: list[tuple[str, str]]
) -> tuple[list[tuple[str, str]], list[Draft]]:
    """The parts of a cloze or list with their origins: an edited one keeps its history as a note does."""
    lives = _lives(index, "parts > 0 and origin >= ? and origin < ?", f"{origin}/", f"{origin}0")
    if not lives.current:
        return plain, []
    parts = [part for part, _ in plain]
    note = rows.note(index.execute(f"select {rows.NOTE} from note n where n.key = ?", (note_key,)).fetchone())
    row = index.execute("select content from origin where origin = ?", (origin,)).fetchone()
    old = content.of_parts(content.recorded(origin, row[0]).note, origin) if row and row[0] else {}
    new = content.of_parts(note, origin)
    found = identity.resolve(
        [f"{origin}/{part}" for part in parts if part],
        lives,
        {},
        now=lambda name: new[name.removeprefix(f"{origin}/")],
        then=lambda name: old.get(lives.current[name].removeprefix(f"{origin}/")),
    )
    drafts = [Draft(Kind.RENAME, part, text=name) for part, name in found.renames]
    return [(part, found.origins[f"{origin}/{part}"] if part else origin) for part in parts], drafts


def changed(index: sqlite3.Connection, topics: range) -> Iterator[Draft]:
    """What the log should know of the notes of some topics that it has known before: their new words and parts."""
    found = index.execute(
        f"select o.content, t.id, n.origin, {rows.NOTE} from note n join topic t on t.key = n.topic"
        " join origin o on o.origin = n.origin where n.topic >= ? and n.topic < ? and o.content is not null",
        (topics.start, topics.stop),
    ).fetchall()
    for row in found:
        note, old = rows.note(row[3:]), json.loads(row[0])
        if old["hash"] != content.fingerprint(note) or old["topic"] != row[1]:
            yield Draft(Kind.CONTENT, row[2], text=content.record(note, row[1]))
        yield from ordinals(index, note.kind, row[3], row[2])


def first_touch(index: sqlite3.Connection, note_key: int) -> list[Draft]:
    """What the log must know before it hears of a note for the first time; nothing if it knows the note."""
    row = index.execute(
        f"select o.content, t.id, n.origin, {rows.NOTE} from note n join topic t on t.key = n.topic"
        " left join origin o on o.origin = n.origin where n.key = ?",
        (note_key,),
    ).fetchone()
    if row is None or row[0] is not None:
        return []
    note = rows.note(row[3:])
    return [Draft(Kind.CONTENT, row[2], text=content.record(note, row[1])), *ordinals(index, note.kind, row[3], row[2])]


def ordinals(index: sqlite3.Connection, kind: str, note_key: int, origin: str) -> list[Draft]:
    """Numbers for parts that have none: as they are written, `{{c2::…}}`, if that one is free, else counted on from the
    highest ever given, never given twice."""
    if kind == "basic":
        return []
    known = dict(index.execute("select part, n from ordinal where note = ?", (origin,)))
    cards = index.execute("select part, origin from card where note = ? and part <> '' order by ord", (note_key,))
    fresh = {name.removeprefix(f"{origin}/"): part for part, name in cards}
    written = _written(index, note_key) if kind == "cloze" and fresh.keys() - known.keys() else {}
    taken = set(known.values())
    top = max([*taken, *written.values()], default=0)
    drafts = []
    for lasting, part in fresh.items():
        if lasting in known:
            continue
        n = written.get(part, 0)
        if not n or n in taken:
            n = top = top + 1
        taken.add(n)
        drafts.append(Draft(Kind.ORDINAL, origin, value=n, text=lasting))
    return drafts


def _written(index: sqlite3.Connection, note_key: int) -> dict[str, int]:
    """The numbers that the clozes of a note were given by its author, or by Anki, by their parts."""
    from flashcards.text import cloze

    (question,) = index.execute("select question from note where key = ?", (note_key,)).fetchone()
    numbers = cloze.numbers(question) if "{{c" in question else {}
    return {part: n for part, n in numbers.items() if 0 < n <= _MOST_WRITTEN}


def _lives(index: sqlite3.Connection, where: str, *values: str) -> Lives:
    current = dict(index.execute(f"select origin, name from origin where {where} order by stamp", values))
    bearers: dict[str, tuple[str, ...]] = {}
    query = f"select name, origin from bearer where origin in (select origin from origin where {where}) order by stamp"
    for name, origin in index.execute(query, values):
        bearers[name] = (*(other for other in bearers.get(name, ()) if other != origin), origin)
    return identity.Lives(current, bearers)


def _now(index: sqlite3.Connection, name: str) -> Content:
    row = index.execute(
        f"select t.id, {rows.NOTE} from topic t join note n on n.topic = t.key"
        " where t.id = ? and n.id = ? and t.rank is not null",
        (name.partition("/")[0], name),
    ).fetchone()
    return content.of_note(rows.note(row[1:]), row[0])


def _then(index: sqlite3.Connection, origin: str, successors: dict[str, str]) -> Content | None:
    """What a note said last, standing in the topic that has taken over the old one's title, if there is one."""
    row = index.execute("select content from origin where origin = ?", (origin,)).fetchone()
    if row is None or row[0] is None:
        return None
    record = content.recorded(origin, row[0])
    return content.of_note(record.note, successors.get(record.topic, record.topic))


def _successors(index: sqlite3.Connection) -> dict[str, str]:
    """Ids that topics would have under their other titles, and the ids that they have."""
    from flashcards.deck.names import slug

    rows_ = index.execute("select id, aka from topic where aka is not null").fetchall()
    present = {id_ for (id_,) in index.execute("select id from topic")}
    return {slug(title): id_ for id_, aka in rows_ for title in json.loads(aka) if slug(title) not in present}


def absences(index: sqlite3.Connection) -> Callable[[str], Absence]:
    """What it means that a note of some name is not among those that are studied."""
    topics = {id_ for (id_,) in index.execute("select id from topic")}
    unread = held(index) | {id_ for (id_,) in index.execute(f"select id from note where not {_STUDIED}")}
    torn = index.execute("select 1 from file where not whole").fetchone() is not None

    def absence(name: str) -> Absence:
        topic = name.partition("/")[0]
        if name in unread or f"{topic}/" in unread:
            return "held"
        if topic in topics:
            return "unclear" if topic in unread else "gone"
        return "held" if topic in unread or torn else "gone"

    return absence


def log(index: sqlite3.Connection, history: History, drafts: list[Draft], *, at: int, day: int) -> None:
    """Make decisions about names last, and follow them at once."""
    if drafts:
        history.append(drafts, at=at, day=day)
        follow(index, history)
