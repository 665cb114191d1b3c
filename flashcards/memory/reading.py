"""The database of a log to what is asked of it as a whole; nothing here writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.memory import events as log
from flashcards.memory import store
from flashcards.memory.events import APPLICATION, MIGRATIONS, Step
from flashcards.model import Fault, Kind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


def connect(path: Path) -> sqlite3.Connection:
    """A log that must not be written; one that does not exist is empty. Raises Fault for what is no log of ours."""
    if not path.exists():
        connection = store.connect(":memory:")
        store.migrate(connection, MIGRATIONS, path)
        return connection
    connection = store.connect(path, read_only=True)
    version = connection.execute("pragma user_version").fetchone()[0]
    ours = connection.execute("pragma application_id").fetchone()[0] == APPLICATION
    if not ours or version != len(MIGRATIONS):
        connection.close()
        raise Fault(f"{path} {_stranger(ours, version)}")
    return connection


def _stranger(ours: bool, version: int) -> str:
    if not ours:
        return "is not a history of flashcards"
    if version > len(MIGRATIONS):
        return "was written by a newer version of flashcards; update flashcards to open it"
    return "was written by an older version of flashcards; open its own collection once to bring it up to date"


def continues(connection: sqlite3.Connection, after: int) -> bool:
    """Whether what arrived after a `seq` is also last in the order of the fold, and takes nothing back."""
    first, undoing = connection.execute(
        "select min(stamp), max(kind = ?) from event where seq > ?", (int(Kind.UNDO), after)
    ).fetchone()
    newest_but = "select stamp from event where seq <= ? order by stamp desc limit 1"
    last = connection.execute(newest_but, (after,)).fetchone()
    return first is not None and not undoing and (last is None or bool(last[0] < first))


def steps(connection: sqlite3.Connection) -> Iterator[tuple[str, list[Step]]]:
    """Each card with its live events in the order of the fold; `temp.undone` names the actions that are not live."""
    current = ""
    found: list[Step] = []
    for name, *row in connection.execute(f"{log.STEP} order by e.subject, e.stamp, e.id"):
        if name != current:
            if found:
                yield current, found
            current, found = name, []
        found.append(Step(*row))
    if found:
        yield current, found


def pace(connection: sqlite3.Connection, latest: int) -> float:
    """The mean seconds of the latest answers, as if 20 answers of 8 seconds had come before them."""
    total, count = connection.execute(
        "select coalesce(sum(millis), 0), count(*) from"
        " (select millis from event where kind = 1 and millis > 0 order by seq desc limit ?)",
        (latest,),
    ).fetchone()
    return (float(total) / 1000 + 20 * 8) / (int(count) + 20)
