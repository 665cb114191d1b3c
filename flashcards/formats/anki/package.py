"""Notes to an `.apkg`: genanki's format, and its classes where they serve. Each subclass says what it mends.

It knows no collection; a note comes with its fields rendered, its ids and its times.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from flashcards.formats.anki.types import CHANGED, style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from flashcards.formats.anki.types import NoteType

_TABLES, _, _INDEXES = APKG_SCHEMA.partition("CREATE INDEX")
_DATE = (1980, 1, 1, 0, 0, 0)
_CONFIG = {"schedVer": 2, "rollover": 4, "creationOffset": 0}
"""Without these Anki takes the package for one of a time when answers were numbered differently."""


class Card(NamedTuple):
    """A card of a note: which of its templates or clozes, from 0 on, and its place in the order of new cards."""

    id: int
    ord: int
    due: int

    def row(self, note: int, deck: int, mod: int) -> tuple[object, ...]:
        """Its columns in the table `cards`: a new card."""
        return (self.id, note, deck, self.ord, mod, -1, 0, 0, self.due, 0, 0, 0, 0, 0, 0, 0, 0, "")


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
            [{"name": one.name, "id": one.id, "qfmt": one.front, "afmt": one.back} for one in kind.templates],
            style(),
            genanki.Model.CLOZE if kind.is_cloze else genanki.Model.FRONT_BACK,
        )
        self._req = [[place, "any", [0]] for place in range(len(kind.templates))]

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:  # noqa: ARG002 - genanki's signature
        return dict(super().to_json(CHANGED, deck_id))


class Note(genanki.Note):  # type: ignore[misc]
    """A note that is dated by the last change of its content and not by the export, since Anki lets a newer note
    overwrite what its user has edited; with lasting ids; with its fields joined; and without genanki's search for
    faulty HTML, which takes seconds for a text of many `<`."""

    def __init__(
        self,
        model: int,
        guid: str,
        fields: str,
        tags: str,
        *,
        number: int,
        mod: int,
        cards: Sequence[Card],
    ) -> None:
        self.model_id, self.id, self.mod = model, number, mod
        self._guid, self.joined, self.tags_joined, self.own_cards = guid, fields, tags, cards

    def row(self) -> tuple[object, ...]:
        """Its columns in the table `notes`. Anki makes checksum and sort field anew."""
        return (self.id, self._guid, self.model_id, self.mod, -1, self.tags_joined, self.joined, "", 0, 0, "")


class Deck(genanki.Deck):  # type: ignore[misc]
    """A deck that writes its notes in one go, and leaves the JSON of all decks to the package: genanki reads and writes
    it once for each deck, which takes minutes for thousands."""

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:  # noqa: ARG002
        notes: list[Note] = self.notes
        cursor.executemany(f"insert into notes values ({_marks(11)})", [note.row() for note in notes])
        deck = self.deck_id
        cursor.executemany(
            f"insert into cards values ({_marks(18)})",
            [card.row(note.id, deck, note.mod) for note in notes for card in note.own_cards],
        )


class Package(genanki.Package):  # type: ignore[misc]
    """A package that is compressed, has the same bytes for the same content, takes media under names of our own, and
    leaves no temporary file behind."""

    def __init__(self, models: Iterable[Model], decks: Iterable[Deck], media: Mapping[str, Path]) -> None:
        super().__init__(list(decks))
        self.models, self.media = list(models), dict(sorted(media.items()))

    def write_to_file(self, file: Path, timestamp: float | None = None) -> None:
        with tempfile.TemporaryDirectory() as folder, file.open("wb") as out:
            path = Path(folder) / "collection.anki2"
            self._write_database(path, timestamp or CHANGED)
            with zipfile.ZipFile(out, "w") as archive:
                _add(archive, "collection.anki2", path)
                for number, source in enumerate(self.media.values()):
                    _add(archive, str(number), source)
                listed = json.dumps({str(number): name for number, name in enumerate(self.media)})
                archive.writestr(_member("media"), listed)
            out.flush()
            os.fsync(out.fileno())

    def _write_database(self, path: Path, timestamp: float) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            cursor = connection.cursor()
            cursor.executescript("pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive")
            self.write_to_db(cursor, timestamp, iter(()))
        finally:
            connection.close()

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        cursor.executescript(_TABLES)
        cursor.executescript(APKG_COL)
        (conf, decks) = cursor.execute("select conf, decks from col").fetchone()
        models = {str(model.model_id): model.to_json(timestamp, 1) for model in self.models}
        all_decks = json.loads(decks) | {str(deck.deck_id): deck.to_json() for deck in self.decks}
        cursor.execute(
            "update col set conf = ?, models = ?, decks = ?",
            (json.dumps(json.loads(conf) | _CONFIG), json.dumps(models), json.dumps(all_decks)),
        )
        cursor.execute("begin")
        for deck in self.decks:
            deck.write_to_db(cursor, timestamp, id_gen)
        cursor.execute("commit")


_LEVEL = 1
"""Of compression: the next ones take several times as long for a tenth of the size."""


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
