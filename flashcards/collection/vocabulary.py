"""A folder to the words that its commands take, for the completion of a shell: from its index, as that lies there."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from flashcards.collection.discover import HIDDEN
from flashcards.collection.fulltext import folded
from flashcards.memory import store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MOST = 100
QUERIES = {
    "topics": "select id, title from topic where rank is not null order by rank",
    "decks": "select deck, '' from topic group by deck order by min(rank)",
    "tags": "select tags, '' from topic where tags is not null union select tags, '' from note where tags is not null",
}


def beginning(folder: Path, what: str, start: str) -> list[tuple[str, str]]:
    """Topics, decks or tags that begin with some letters, the first hundred of them; a topic's title may do so too."""
    path = folder / HIDDEN / "index.db"
    if not path.exists():
        return []
    index = store.connect(path, read_only=True)
    try:
        found = index.execute(QUERIES[what]).fetchall()
    except sqlite3.DatabaseError:
        return []
    finally:
        index.close()
    wanted, out = folded(start), {}
    for word, title in _words(what, found):
        if word not in out and any(folded(text).startswith(wanted) for text in (word, title) if text):
            out[word] = title
    return list(out.items())[:MOST]


def _words(what: str, rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for word, title in rows:
        match what:
            case "tags":
                yield from ((tag, "") for tag in json.loads(word))
            case "decks":
                parts = word.split("::")
                yield from (("::".join(parts[:depth]), "") for depth in range(1, len(parts) + 1))
            case _:
                yield word, title
