"""The names that histories hang on, into the deck files: afterwards no edit of a question or title can lose them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import replace
from flashcards.deck import write as writing
from flashcards.model import Draft, Kind, Mistake, Span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Container

    from flashcards.collection.collection import Collection
    from flashcards.deck.insert import Where

NO_LINE = "inside [ ] or { } there is no line for an id (begin with '- ' and give each key a line)"


class Known(NamedTuple):
    """What the index knows of a deck file: its hash, its topics' ids, its notes' names and origins, by their places."""

    path: str
    hash: bytes
    topics: dict[Where, str]
    notes: dict[Where, tuple[str, str]]


def every(collection: Collection) -> list[tuple[str, str]]:
    """All notes with their origins, in study order."""
    return collection.index.execute(
        "select n.id, n.origin from note n join topic t on t.key = n.topic"
        " where t.rank is not null order by t.rank, n.ord"
    ).fetchall()


def write(collection: Collection, *, at: int) -> list[tuple[str, int]]:
    """Give every topic and note without an `id:` the one that it has; returns files and how many ids each got.

    Notes that are made of a topic's text have no line to write one on; the topic's id serves them. Raises Mistake, once
    all else is written, for what had to be left out.
    """
    collection.must_be_writable()
    collection.refresh(at)
    written, left = [], []
    naming = _Naming(collection.index)
    for deck in _decks(collection.index):
        try:
            count, closed = _write(collection, deck, naming, at)
        except (Mistake, OSError) as error:
            left.append(str(error) if isinstance(error, Mistake) else f"{deck.path}: {error.strerror or error}")
            continue
        left += closed
        if count:
            written.append((deck.path, count))
    collection.refresh(at)
    if left:
        count = sum(number for _, number in written)
        raise Mistake(
            "\n".join(
                [*left, f"{count:,} {'id was' if count == 1 else 'ids were'} written; these places were left out"]
            )
        )
    return written


class _Naming:
    """Which key a note gets: its origin's, so that name and origin agree, unless that name is another's."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self.taken = {name for (name,) in index.execute("select id from note")}
        rows = index.execute("select name, origin from origin where parts = 0 order by stamp")
        self.bearers: dict[str, str] = dict(rows.fetchall())

    def choose(self, name: str, origin: str) -> str:
        """The whole new name. A name under which another history lives, even one without a note, is not taken."""
        wanted = f"{name.partition('/')[0]}/{origin.partition('/')[2]}"
        if wanted in self.taken or self.bearers.get(wanted, origin) != origin:
            return name
        self.taken.add(wanted)
        return wanted


def _decks(index: sqlite3.Connection) -> list[Known]:
    """The files with topics that are studied, in their order, and what of them may lack an id.

    The hash is asked for first: if it still is the file's in the end, the places are, too.
    """
    decks = {
        key: Known(path, digest, {}, {})
        for key, path, digest in index.execute("select key, path, hash from file order by ord").fetchall()
    }
    topics = "select file, id, line, column from topic where rank is not null and not own_id"
    for file, name, line, column in index.execute(topics).fetchall():
        if file in decks:
            decks[file].topics[line, column] = name
    notes = (
        "select t.file, n.id, n.origin, n.line, n.column from note n join topic t on t.key = n.topic"
        " where t.rank is not null and (n.line, n.column) <> (t.line, t.column) order by t.ord, n.ord"
    )
    for file, name, origin, line, column in index.execute(notes).fetchall():
        if file in decks:
            decks[file].notes[line, column] = (name, origin)
    return [deck for deck in decks.values() if deck.topics or deck.notes]


def _write(collection: Collection, deck: Known, naming: _Naming, at: int) -> tuple[int, list[str]]:
    """Write the ids of one file; returns how many, and what to say of those that have no place.

    Renames are logged first: if the file is not written after that, its old names take their histories back, for the
    log knows them, whereas a new name that it does not know would have to be recognised by its text.
    """
    text = replace.known(collection.folder / deck.path, deck.hash, deck.path).decode("utf-8")
    found = writing.places(text, deck.path)
    ids, renames = _chosen(deck, found.open, naming)
    if ids:
        new = replace.New(deck.path, writing.with_ids(text, deck.path, ids).encode("utf-8"), deck.hash)
        replace.write(collection, [new], before=lambda: _log(collection, renames, at))
    closed = [where for where in found.closed if where in deck.topics or where in deck.notes]
    return len(ids), [f"{Span(deck.path, *where)}: {NO_LINE}" for where in closed]


def _log(collection: Collection, renames: list[Draft], at: int) -> None:
    if renames:
        collection.history.append(renames, at=at, day=collection.calendar.day(at))


def _chosen(deck: Known, places: Container[Where], naming: _Naming) -> tuple[dict[Where, str], list[Draft]]:
    """The ids for a file's places, and the renames that lead its histories to them."""
    ids = {where: name for where, name in deck.topics.items() if where in places}
    renames = []
    for where, (name, origin) in deck.notes.items():
        if where in places:
            new = naming.choose(name, origin)
            ids[where] = new.partition("/")[2]
            if new != name:
                renames.append(Draft(Kind.RENAME, origin, text=new))
    return ids, renames
