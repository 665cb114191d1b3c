"""An unpacked collection of Anki to notes, cards and reviews, read as they lie and never written."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from flashcards.model import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LARGEST_VALUE = 16 << 20
MOST_FIELDS = 1000
_LEAST = 10
"""Bytes that a note takes in a database beside its texts, at least."""
_NEEDED = ("col", "notes", "cards", "revlog")
_READ = frozenset((*_NEEDED, "notetypes", "fields", "templates", "decks", "deck_config", "config"))


class Deck(NamedTuple):
    """A deck; `name` nests by `::`. A filtered deck has no preset (0)."""

    id: int
    name: str
    preset: int = 0
    is_filtered: bool = False


class Preset(NamedTuple):
    """Deck options. Steps are in minutes; `parameters` are FSRS's, empty for the default ones."""

    id: int
    name: str
    parameters: tuple[float, ...] = ()
    retention: float = 0.9
    learn_steps: tuple[float, ...] = ()
    relearn_steps: tuple[float, ...] = ()
    new_per_day: int = 20
    reviews_per_day: int = 200


class Config(NamedTuple):
    """What holds for the whole collection: its creation (seconds), the hour at which days start, the minutes west of
    Greenwich then and now (None where Anki had not noted them), the scheduler's version, and whether FSRS is on."""

    crt: int
    rollover: int | None = None
    creation_offset: int | None = None
    local_offset: int | None = None
    scheduler: int = 1
    fsrs: bool = False


class Note(NamedTuple):
    """A note with its fields as HTML, in the order of its type's. `mod` is in seconds."""

    id: int
    guid: str
    type: int
    mod: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]


class Card(NamedTuple):
    """A card with Anki's own numbers. `ord` is that of its template, or its cloze less one. `data` is JSON."""

    id: int
    note: int
    deck: int
    ord: int
    mod: int
    type: int
    queue: int
    due: int
    interval: int
    factor: int
    reps: int
    lapses: int
    left: int
    original_due: int
    original_deck: int
    flags: int
    data: str

    @property
    def home(self) -> int:
        """The deck it belongs to, also while it is in a filtered one."""
        return self.original_deck or self.deck


class Review(NamedTuple):
    """A row of the review log. `id` is the instant (ms); intervals are days, or seconds if below zero."""

    id: int
    card: int
    ease: int
    interval: int
    last_interval: int
    factor: int
    millis: int
    kind: int


def _integers(*columns: str) -> str:
    return ", ".join(f"ifnull(cast({column} as integer), 0)" for column in columns)


def _texts(*columns: str) -> str:
    return ", ".join(f"ifnull(cast({column} as text), '')" for column in columns)


_NOTES = f"""
select {_integers("id")}, {_texts("guid")}, {_integers("mid", "mod")}, {_texts("tags", "flds")} from notes order by id
"""
_CARD = (
    "id", "nid", "did", "ord", "mod", "type", "queue", "due", "ivl", "factor", "reps", "lapses", "left", "odue", "odid",
    "flags",
)  # fmt: skip
_CARDS = f"select {_integers(*_CARD)}, {_texts('data')} from cards order by nid, ord"
_REVIEW = ("id", "cid", "ease", "ivl", "lastIvl", "factor", "time", "type")
_REVIEWS = f"select {_integers(*_REVIEW)} from revlog order by cid, id"


@contextmanager
def opened(path: Path, name: str) -> Iterator[sqlite3.Connection]:
    """The database, which nothing in it can make us write to or call; `name` is what the user calls it.

    Raises Fault where a table holds what is nowhere in the file: a view or a column could compute for ever.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    database = sqlite3.connect(uri, uri=True, isolation_level=None)
    try:
        with faults(name):
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_VALUE)
            database.executescript("pragma trusted_schema = off; pragma query_only = on; pragma cell_size_check = on")
            database.text_factory = lambda text: text.decode("utf-8", "replace")
            database.create_collation("unicase", _unicase)
            _refuse_strange_tables(database, name)
        yield database
    finally:
        database.close()


def _unicase(one: str, other: str) -> int:
    """Anki's own order of names, without regard to case."""
    first, second = one.casefold(), other.casefold()
    return (first > second) - (first < second)


def _refuse_strange_tables(database: sqlite3.Connection, name: str) -> None:
    objects = database.execute("select lower(name), type, lower(ifnull(sql, '')) from sqlite_master")
    found = {table: (kind, sql) for table, kind, sql in objects if table in _READ and kind in ("table", "view")}
    for table in _NEEDED:
        if table not in found:
            raise Fault(f"{name} holds no table '{table}'; it is not a collection of Anki")
    for table, (kind, sql) in found.items():
        if kind != "table" or sql.startswith("create virtual") or not _is_kept(database, table):
            raise Fault(f"'{table}' in {name} is no plain table; it was not made by Anki and was not read")


def _is_kept(database: sqlite3.Connection, table: str) -> bool:
    """Whether all of a table's values lie in its rows: no column is computed or has a default. None of Anki's does."""
    columns = database.execute("select hidden, dflt_value from pragma_table_xinfo(?)", (table,))
    return all(not hidden and default is None for hidden, default in columns)


@contextmanager
def faults(name: str) -> Iterator[None]:
    """Turn what is wrong inside a package into one sentence."""
    try:
        yield
    except (sqlite3.Error, ValueError, TypeError, AttributeError, KeyError, RecursionError, OverflowError) as error:
        said = " ".join(str(error).split())[:100] or type(error).__name__
        raise Fault(f"the collection in {name} is damaged, or not one of Anki's ({said})") from error


def notes(database: sqlite3.Connection, name: str) -> Iterator[Note]:
    """All notes in the order of their ids, which is that of their making."""
    with faults(name):
        left = _size(database)
        for key, guid, kind, mod, tags, fields in database.execute(_NOTES):
            if fields.count("\x1f") >= MOST_FIELDS:
                raise ValueError(f"a note has more than {MOST_FIELDS} fields")
            left -= len(guid) + len(tags) + len(fields) + _LEAST
            if left < 0:
                raise ValueError("its notes say more than the file holds")
            yield Note(key, guid, kind, mod, tuple(tags.split()), tuple(fields.split("\x1f")))


def _size(database: sqlite3.Connection) -> int:
    """The bytes of the file. A page that is used twice makes tables larger than that, and even endless."""
    (pages,), (size,) = (database.execute(f"pragma {one}").fetchone() for one in ("page_count", "page_size"))
    return int(pages) * int(size)


def cards(database: sqlite3.Connection, name: str) -> Iterator[Card]:
    """All cards, those of one note together, in the order of its templates."""
    with faults(name):
        yield from map(Card._make, database.execute(_CARDS))


def reviews(database: sqlite3.Connection, name: str) -> Iterator[Review]:
    """The review log, card by card, each in the order of its instants."""
    with faults(name):
        yield from map(Review._make, database.execute(_REVIEWS))


def reviewed(database: sqlite3.Connection, name: str) -> set[int]:
    """The ids of the cards that the review log tells of."""
    with faults(name):
        return {key for (key,) in database.execute(f"select distinct {_integers('cid')} from revlog")}
