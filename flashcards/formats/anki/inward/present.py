"""What the collection has already, as far as a package is to be compared with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flashcards.collection import rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from flashcards.model import Note


def decks(index: sqlite3.Connection) -> dict[str, str]:
    """The deck of each topic, by the topic's id."""
    return dict(index.execute("select id, deck from topic"))


def written(index: sqlite3.Connection, keys: Iterable[int]) -> dict[int, Note]:
    """Notes of the decks as their files say them, by their keys."""
    query = (
        f"select f.path, {rows.NOTE} from json_each(?) wanted join note n on n.key = wanted.value"
        " join topic t on t.key = n.topic join file f on f.key = t.file"
    )
    found = index.execute(query, (json.dumps(list(keys)),))
    return {row[1]: rows.note(tuple(row[1:]), str(row[0])) for row in found}


def digest(index: sqlite3.Connection, path: str) -> bytes:
    """The hash of a deck file's bytes, as the index knows it."""
    return bytes(index.execute("select hash from file where path = ?", (path,)).fetchone()[0])


def sent(index: sqlite3.Connection) -> dict[str, int]:
    """When what was last exported of each note was last changed (seconds), by origin."""
    return dict(index.execute("select origin, modified from exported"))
