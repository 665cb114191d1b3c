"""Packages as Anki makes them, in all its formats; and such as nobody sound would make."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from typing import TYPE_CHECKING, Literal

import anki.collection
from anki.decks import DeckId
from anki.import_export_pb2 import ExportAnkiPackageOptions

from tests.formats.phone import Phone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from anki.notes import Note

Format = Literal["old.apkg", "new.apkg", "old.colpkg", "new.colpkg"]
FORMATS: tuple[Format, ...] = ("old.apkg", "new.apkg", "old.colpkg", "new.colpkg")
TABLES = """
create table col (id integer, crt integer, mod integer, scm integer, ver integer, dty integer, usn integer, ls integer,
  conf text, models text, decks text, dconf text, tags text);
create table notes (id integer primary key, guid text, mid integer, mod integer, usn integer, tags text, flds text,
  sfld text, csum integer, flags integer, data text);
create table cards (id integer primary key, nid integer, did integer, ord integer, mod integer, usn integer,
  type integer, queue integer, due integer, ivl integer, factor integer, reps integer, lapses integer, left integer,
  odue integer, odid integer, flags integer, data text);
create table revlog (id integer primary key, cid integer, usn integer, ease integer, ivl integer, lastIvl integer,
  factor integer, time integer, type integer);
"""
MODEL = {
    "name": "Plain",
    "type": 0,
    "flds": [{"name": "Front", "ord": 0}, {"name": "Back", "ord": 1}],
    "tmpls": [{"name": "Card 1", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}],
}


class Author(Phone):
    """Someone who writes notes in Anki."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder

    def add(self, kind: str, *fields: str, deck: str = "Deck", tags: Iterable[str] = ()) -> Note:
        """A note; its cards come to the deck."""
        note = self.collection.new_note(self.collection.models.by_name(kind))
        for place, text in enumerate(fields):
            note.fields[place] = text
        note.tags = list(tags)
        self.collection.add_note(note, DeckId(self.collection.decks.id(deck) or 1))
        return note

    def media(self, name: str, content: bytes) -> str:
        """A file in the folder of media; returns the name that Anki gave it."""
        return self.collection.media.write_data(name, content)

    def note_type(self, name: str, fields: Iterable[str], *templates: tuple[str, str], is_cloze: bool = False) -> None:
        models = self.collection.models
        made = models.new(name)
        made["type"] = int(is_cloze)
        for field in fields:
            models.add_field(made, models.new_field(field))
        for place, (front, back) in enumerate(templates):
            template = models.new_template(f"Card {place + 1}")
            template["qfmt"], template["afmt"] = front, back
            models.add_template(made, template)
        models.add(made)

    def packed(self, format_: Format = "new.apkg") -> Path:
        """All of it as a package."""
        target = self.folder / format_
        if format_.endswith(".colpkg"):
            self.collection.export_collection_package(str(target), True, format_.startswith("old"))
            self.collection = anki.collection.Collection(str(self.folder / "collection.anki2"))
        else:
            options = ExportAnkiPackageOptions(
                with_scheduling=True, with_deck_configs=True, with_media=True, legacy=format_.startswith("old")
            )
            self.collection.export_anki_package(out_path=str(target), options=options, limit=None)
        return target


def database(
    path: Path,
    *notes: tuple[str, ...],
    model: Mapping[str, object] | None = None,
    decks: Mapping[str, object] | None = None,
    extra: str = "",
) -> bytes:
    """A collection in the oldest layout, with a card for each note; `extra` is SQL that is run at the end."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(TABLES)
    models = json.dumps({"7": model or MODEL})
    named = json.dumps(decks or {"1": {"name": "Deck"}})
    connection.execute(
        "insert into col values (1, 0, 0, 0, 11, 0, 0, 0, '{}', ?, ?, '{}', '{}')",
        (models, named),
    )
    for number, fields in enumerate(notes, 1):
        row = (number, f"guid{number}", 7, 1000, 0, "", "\x1f".join(fields), "", 0, 0, "")
        connection.execute(f"insert into notes values ({', '.join('?' * 11)})", row)
        card = (number, number, 1, 0, 1000, 0, 0, 0, number, 0, 0, 0, 0, 0, 0, 0, 0, "")
        connection.execute(f"insert into cards values ({', '.join('?' * 18)})", card)
    connection.executescript(extra)
    connection.close()
    return path.read_bytes()


def forged(path: Path, members: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
    """A zip file of these members, however strange."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def plain(folder: Path, *notes: tuple[str, ...], media: Mapping[str, bytes] | None = None) -> Path:
    """A sound package of the oldest kind."""
    files = dict(media or {})
    members = [("collection.anki2", database(folder / "made.anki2", *notes))]
    members.append(("media", json.dumps({str(place): name for place, name in enumerate(files)}).encode()))
    members += [(str(place), content) for place, content in enumerate(files.values())]
    return forged(folder / "plain.apkg", members)
