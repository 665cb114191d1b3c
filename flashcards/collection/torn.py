"""What cannot be read of the decks now: what is wrong in a file, and how many cards are hidden by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.collection import names
from flashcards.model import Problem, Span

if TYPE_CHECKING:
    import sqlite3

_TORN = "(not f.whole or f.held is not null)"


def wrong(index: sqlite3.Connection, path: str) -> list[Problem]:
    """What is wrong in a file, errors first, as of the last refresh."""
    return _problems(index, "p.path = ?", path)


def hides(index: sqlite3.Connection, path: str, note: str) -> bool:
    """Whether a note, by its id, may be missing only because something of its file could not be read: it is held, or
    its topic is not there, which may bear another name in what could not be read."""
    if index.execute(f"select 1 from file f where f.path = ? and {_TORN}", (path,)).fetchone() is None:
        return False
    there = index.execute("select 1 from topic where id = ?", (note.partition("/")[0],)).fetchone()
    return there is None or names.absences(index)(note) != "gone"


def first_error(index: sqlite3.Connection) -> Problem | None:
    """The first error in a file that could not be read whole; None if all could."""
    return next(iter(_problems(index, f"p.level = 'error' and {_TORN}")), None)


def hidden(index: sqlite3.Connection) -> int:
    """How many cards with answers are missing only because they, or their topic, cannot be read."""
    absence = names.absences(index)
    bearers = dict(index.execute("select origin, name from origin where parts = 0"))
    missing = index.execute("select origin from card where note is null and reps > 0")
    notes = ("/".join(origin.split("/")[:2]) for (origin,) in missing)
    return sum(absence(bearers.get(note, note)) != "gone" for note in notes)


def _problems(index: sqlite3.Connection, where: str, *values: str) -> list[Problem]:
    rows = index.execute(
        "select p.level, p.path, p.line, p.column, p.message, p.hint from problem p left join file f on f.key = p.file"
        f" where {where} order by p.level, f.ord, p.ord",
        values,
    )
    return [Problem(level, Span(*place), message, hint) for level, *place, message, hint in rows]
