"""Notes, cards and reviews to an `.apkg`: a database in a zip, in the format that every Anki reads.

It knows no collection; a note comes with its fields rendered, its ids and its times. Rows are written as they come, so
that it is all the same how many there are. genanki's schema and note types serve here; its notes and decks do not,
since it dates notes by the export, rewrites the JSON of all decks for each deck, and seeks faults in HTML for seconds.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
import zipfile
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from flashcards.formats.anki.outward.scheduled import Standing
from flashcards.formats.anki.types import CHANGED, style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from flashcards.formats.anki.outward.presets import Preset
    from flashcards.formats.anki.types import NoteType

_TABLES, _, _INDEXES = APKG_SCHEMA.partition("CREATE INDEX")
_DATE = (1980, 1, 1, 0, 0, 0)
_CONFIG = {"schedVer": 2, "rollover": 4, "creationOffset": 0}
"""Without these Anki takes the package for one of a time when answers were numbered differently."""
_LEVEL = 5
"""Of compression: the next one takes twice as long for a thirtieth of the size."""
_PORTION = 5000
"""So many notes at a time: rows of one table compress better next to each other."""
_COLUMNS_OF_NOTE = 6
"""All but its cards are columns."""
_TEMPLATES = 100
"""The id of a field is that of its type plus its place, from 1 on; that of a template so much more. Frozen, too."""


class Card(NamedTuple):
    """A card of a note: which of its templates or clozes, from 0 on, its deck, and how it stands."""

    id: int
    ord: int
    deck: int
    standing: Standing


class Note(NamedTuple):
    """A note. `mod` is when its content last changed (s): Anki lets a newer one overwrite what its user has edited."""

    id: int
    guid: str
    type: int
    mod: int
    tags: str
    fields: str
    cards: Sequence[Card]


class Deck(NamedTuple):
    """A deck, and the id of its preset. Anki knows decks by their names and gives them ids of its own."""

    id: int
    name: str
    preset: int = 1

    def to_json(self) -> dict[str, object]:
        nothing = {f"{kind}Today": [0, 0] for kind in ("new", "rev", "lrn", "time")}
        return {"id": self.id, "name": self.name, "conf": self.preset, "dyn": 0, "usn": -1, "mod": CHANGED} | {
            **nothing, "desc": "", "collapsed": False, "extendNew": 0, "extendRev": 50,
        }  # fmt: skip


class Model(genanki.Model):  # type: ignore[misc]
    """A note type that is dated by its last change, so that what a user made of its looks is kept until the next, and
    whose fields and templates have ids, so that they can be renamed. genanki guesses which fields a card needs, and
    guesses wrongly with filters; here the cards of a note are given, and the first field is enough."""

    _req: Any = None

    def __init__(self, kind: NoteType) -> None:
        super().__init__(
            kind.id,
            kind.name,
            [{"name": name, "id": kind.id + place} for place, name in enumerate(kind.fields, 1)],
            [
                {"name": one.name, "id": kind.id + _TEMPLATES + place, "qfmt": one.front, "afmt": one.back}
                for place, one in enumerate(kind.templates, 1)
            ],
            style(),
            genanki.Model.CLOZE if kind.is_cloze else genanki.Model.FRONT_BACK,
        )
        self._req = [[place, "any", [0]] for place in range(len(kind.templates))]

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:  # noqa: ARG002 - genanki's signature
        return dict(super().to_json(CHANGED, deck_id))


@dataclass(frozen=True, slots=True)
class Package:
    """What a package holds beside rows. It has the same bytes for the same content."""

    types: Sequence[NoteType]
    decks: Sequence[Deck]
    presets: Sequence[Preset] = ()
    media: Mapping[str, Path] = field(default_factory=dict)

    def write(self, file: Path, notes: Iterable[Note], reviews: Iterable[tuple[int, ...]] = ()) -> None:
        """Write the file. `reviews` are rows of Anki's review log; they are asked for when all notes were."""
        with tempfile.TemporaryDirectory() as folder, file.open("wb") as out:
            path = Path(folder) / "collection.anki2"
            self._write_database(path, notes, reviews)
            media = sorted(self.media.items())
            with zipfile.ZipFile(out, "w") as archive:
                _add(archive, "collection.anki2", path)
                for number, (_, source) in enumerate(media):
                    _add(archive, str(number), source)
                listed = json.dumps({str(number): name for number, (name, _) in enumerate(media)})
                archive.writestr(_member("media"), listed)
            out.flush()
            os.fsync(out.fileno())

    def _write_database(self, path: Path, notes: Iterable[Note], reviews: Iterable[tuple[int, ...]]) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.executescript("pragma journal_mode = off; pragma synchronous = off")
            connection.executescript("pragma locking_mode = exclusive; pragma page_size = 8192")
            connection.executescript(_TABLES)
            connection.executescript(APKG_COL)
            connection.execute("begin")
            self._write_frame(connection)
            for portion in _portions(notes):
                _write_notes(connection, portion)
            connection.executemany(f"insert into revlog values ({_marks(9)})", reviews)
            connection.execute("commit")
        finally:
            connection.close()

    def _write_frame(self, connection: sqlite3.Connection) -> None:
        """The one row that holds note types, decks, presets and configuration."""
        (conf, decks, presets) = connection.execute("select conf, decks, dconf from col").fetchone()
        models = {str(kind.id): Model(kind).to_json(CHANGED, 1) for kind in self.types}
        all_decks = json.loads(decks) | {str(deck.id): deck.to_json() for deck in self.decks}
        all_presets = json.loads(presets) | {str(one.id): one.to_json() for one in self.presets}
        values = (json.loads(conf) | _CONFIG, models, all_decks, all_presets)
        connection.execute("update col set conf = ?, models = ?, decks = ?, dconf = ?", [*map(json.dumps, values)])


def _write_notes(connection: sqlite3.Connection, notes: Sequence[Note]) -> None:
    """Columns that Anki makes anew (checksum, sort field) stay empty."""
    connection.executemany(
        "insert into notes values (?, ?, ?, ?, -1, ?, ?, '', 0, 0, '')", [note[:_COLUMNS_OF_NOTE] for note in notes]
    )
    connection.executemany(
        "insert into cards (id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, flags,"
        f" data, odue, odid) values (?, ?, ?, ?, ?, -1, {_marks(len(Standing._fields))}, 0, 0)",
        [(id_, note.id, deck, ord_, note.mod, *standing) for note in notes for id_, ord_, deck, standing in note.cards],
    )


def _portions(notes: Iterable[Note]) -> Iterator[list[Note]]:
    coming = iter(notes)
    while portion := list(islice(coming, _PORTION)):
        yield portion


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _member(name: str) -> zipfile.ZipInfo:
    """A member that says nothing of when, where and by whom it was written."""
    member = zipfile.ZipInfo(name, _DATE)
    member.compress_type, member.create_system, member.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
    member._compresslevel = _LEVEL  # type: ignore[attr-defined]  # the archive's own is not asked for a ready-made member
    return member


def _add(archive: zipfile.ZipFile, name: str, source: Path) -> None:
    member = _member(name)
    member.file_size = source.stat().st_size
    with source.open("rb") as reader, archive.open(member, "w") as writer:
        while chunk := reader.read(1 << 20):
            writer.write(chunk)
