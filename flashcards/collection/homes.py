"""New topics to the deck file in which they belong."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from flashcards.collection import topics
from flashcards.collection.discover import SUFFIXES
from flashcards.deck import names
from flashcards.model import Mistake

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from flashcards.collection.collection import Collection
    from flashcards.model import Topic


def home(
    collection: Collection,
    fresh: Sequence[Topic],
    *,
    deck: str = "",
    stem: str = "",
    into: str,
    taken: AbstractSet[str],
) -> str:
    """The file for new topics: the one asked for, that of their deck, or of what they build on, or a new one.

    A new one is called `stem`, or like the deck or first topic; names in `taken` are promised already.
    """
    if into:
        return _inside(collection.folder, into)
    if not fresh:
        return ""
    old = _of_deck(collection.index, deck) if deck else _beside(collection.index, fresh)
    return old or _unused(collection.folder, stem or deck or fresh[0].title, taken)


def _of_deck(index: sqlite3.Connection, deck: str) -> str:
    query = "select f.path from topic t join file f on f.key = t.file where t.deck = ? order by f.ord limit 1"
    row = index.execute(query, (deck,)).fetchone()
    return str(row[0]) if row else ""


def _beside(index: sqlite3.Connection, fresh: Iterable[Topic]) -> str:
    """The file of the first topic that these build on, else the only deck file."""
    for reference in (reference for topic in fresh for reference in topic.requires):
        if row := topics.find(index, reference.text):
            return row.path
    paths = index.execute("select path from file where key in (select file from topic) limit 2").fetchall()
    return str(paths[0][0]) if len(paths) == 1 else ""


def _unused(folder: Path, title: str, taken: AbstractSet[str]) -> str:
    """A name for a new file."""
    stem = names.slug(title.replace("::", " ")) or "cards"
    numbered = (f"{stem}{f'-{number}' if number > 1 else ''}{SUFFIXES[0]}" for number in range(1, 10_000))
    return next(name for name in numbered if name not in taken and not (folder / name).exists())


def _inside(folder: Path, into: str) -> str:
    path = PurePosixPath(into.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or any(part.startswith(".") for part in path.parts):
        raise Mistake(f"{into} is not a file in the collection {folder}")
    if path.suffix not in SUFFIXES:
        raise Mistake(f"{into} cannot be a deck file: its name has to end in {' or '.join(SUFFIXES)}")
    return str(path)
