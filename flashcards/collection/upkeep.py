"""Looking after histories: binding one to another name, finding those without a card, taking over another log."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import cards, content, names, topics
from flashcards.deck.names import slug
from flashcards.model import Draft, Kind, Mistake

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from flashcards.collection.collection import Collection
    from flashcards.collection.refresh import Progress


class Gone(NamedTuple):
    """A history whose note is no longer in the decks: its last name, words and number of answers."""

    name: str
    origin: str
    question: str
    answers: int


class Joined(NamedTuple):
    """One history bound to another name."""

    origin: str
    old: str
    new: str


def gone(collection: Collection) -> list[Gone]:
    """All histories without a note, by name; not those of notes that stand in a file which cannot be read."""
    absence = names.absences(collection.index)
    rows = collection.index.execute(
        "select o.name, o.origin, o.content, (select coalesce(sum(c.reps), 0) from card c"
        " where c.origin = o.origin or (c.origin >= o.origin || '/' and c.origin < o.origin || '0'))"
        " from origin o where o.parts = 0 and o.origin not in (select origin from note where origin is not null)"
        " order by o.name"
    ).fetchall()
    return [
        Gone(name, origin, content.recorded(origin, said).note.question if said else "", answers)
        for name, origin, said, answers in rows
        if absence(name) == "gone"
    ]


def rename(collection: Collection, old: str, new: str, *, at: int, force: bool = False) -> list[Joined]:
    """Bind the history of a note, or of all notes of a topic, to the name of one that is in the decks now.

    A note may be named by the end of its id, a topic by its title. Raises Mistake if there is no such history or note,
    or if the new name has answers of its own and `force` is off.
    """
    collection.must_be_writable()
    old, new = _known(collection.index, old), _present(collection.index, new)
    joined = _notes(collection, old, new) if "/" in old else _topic(collection, old, new)
    for join in joined:
        answers = _answers(collection, join.new)
        if answers and not force:
            own = "one answer of its own" if answers == 1 else f"{answers:,} answers of its own"
            raise Mistake(f"'{join.new}' has {own}, which would be set aside (use --force to do it all the same)")
    drafts = [Draft(Kind.RENAME, join.origin, text=join.new) for join in joined]
    collection.history.append(drafts, at=at, day=collection.calendar.day(at))
    collection.refresh(at)
    return joined


def _known(index: sqlite3.Connection, name: str) -> str:
    """The name of a history: of the only one that ends so, or of the topic that had this title."""
    if "/" in name:
        return name
    ending = "select name from origin where parts = 0 and substr(name, ?) = ? limit 2"
    found = index.execute(ending, (-cards.SHORT, name)).fetchall()
    if len(found) == 1:
        return str(found[0][0])
    return name if _histories(index, name) else slug(name)


def _present(index: sqlite3.Connection, name: str) -> str:
    """The id of what is in the decks under a name; the name itself if there is nothing."""
    notes = {entry.note.id for entry in cards.named(index, name)}
    topic = topics.find(index, name)
    return notes.pop() if len(notes) == 1 else topic.id if topic else name


def _notes(collection: Collection, old: str, new: str) -> list[Joined]:
    row = collection.index.execute(
        "select origin from origin where parts = 0 and (name = ? or origin = ?) order by name = ? desc", (old, old, old)
    ).fetchone()
    if row is None:
        raise Mistake(f"no history is known under '{old}' (`flashcards list --gone` shows those without a card)")
    if _note(collection, new) is None:
        raise Mistake(f"there is no note '{new}' in the decks (`flashcards list` shows them)")
    return [Joined(row[0], old, new)]


def _topic(collection: Collection, old: str, new: str) -> list[Joined]:
    rows = _histories(collection.index, old)
    if not rows:
        raise Mistake(f"no history is known of a topic '{old}' (`flashcards list --gone` shows those without a card)")
    joined = []
    for origin, name in rows:
        target = f"{new}/{name.partition('/')[2]}"
        if _note(collection, target):
            joined.append(Joined(origin, name, target))
    if not joined:
        raise Mistake(f"no note of '{new}' has the name of one of '{old}'")
    return joined


def _histories(index: sqlite3.Connection, topic: str) -> list[tuple[str, str]]:
    """Origins and names of what was known of a topic."""
    inside = "select origin, name from origin where parts = 0 and name >= ? and name < ?"
    return index.execute(inside, (f"{topic}/", f"{topic}0")).fetchall()


def _answers(collection: Collection, name: str) -> int:
    row = collection.index.execute(
        "select coalesce(sum(reps), 0) from card where note = ?", (_note(collection, name),)
    ).fetchone()
    return int(row[0])


def _note(collection: Collection, name: str) -> int | None:
    """The key of the note of this name in the decks."""
    row = collection.index.execute(
        "select n.key from topic t join note n on n.topic = t.key where t.id = ? and n.id = ? order by t.rank is null",
        (name.partition("/")[0], name),
    ).fetchone()
    return row and int(row[0])


def merge(collection: Collection, other: Path, *, at: int, progress: Progress | None = None) -> int:
    """Take over the events of another log; returns how many were new here."""
    collection.must_be_writable()
    taken = collection.history.merge(other)
    collection.refresh(at, progress)
    return taken


def name(collection: Collection, origin: str) -> str:
    """What a history is called now, as far as is known: its own name if no other."""
    row = collection.index.execute("select name from origin where origin = ?", (origin,)).fetchone()
    return row[0] if row else origin
