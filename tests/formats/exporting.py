"""A desk's cards as a package, and what is inside of one."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from flashcards.collection.queues import Selection
from flashcards.formats.anki import types
from flashcards.formats.anki.outward import export

if TYPE_CHECKING:
    from flashcards.formats.anki.outward.export import Outcome
    from tests.students import Desk

NAMESPACE = "5f0c"
MINUTE = 60_000


def send(
    desk: Desk,
    name: str = "out.apkg",
    selection: Selection | None = None,
    *,
    schedule: bool = False,
    one_deck: bool = False,
) -> tuple[Path, Outcome]:
    """Export, a minute later than what was before."""
    desk.clock.at += MINUTE
    target = desk.folder.parent / name
    outcome = export.export(
        desk.collection, selection or Selection(), target, namespace=NAMESPACE, at=desk.clock.at,
        schedule=schedule, one_deck=one_deck,
    )  # fmt: skip
    return target, outcome


class Inside(NamedTuple):
    """A note of a package with its cards: template or cloze and place of each."""

    guid: str
    type: str
    mod: int
    tags: str
    deck: str
    fields: dict[str, str]
    cards: list[tuple[int, int]]


def inside(package: Path) -> list[Inside]:
    """The notes of a package in the order of their places."""
    names = {kind.id: kind for kind in (types.BASIC, types.CLOZE)}
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(package) as archive:
        archive.extract("collection.anki2", folder)
        database = sqlite3.connect(Path(folder) / "collection.anki2")
        decks: dict[str, Any] = json.loads(database.execute("select decks from col").fetchone()[0])
        found = []
        for key, guid, kind, mod, tags, fields in database.execute("select id, guid, mid, mod, tags, flds from notes"):
            cards = database.execute("select ord, due, did from cards where nid = ? order by ord", (key,)).fetchall()
            named = dict(zip(names[kind].fields, fields.split("\x1f"), strict=True))
            shown = {name: text for name, text in named.items() if text}
            deck = decks[str(cards[0][2])]["name"]
            found.append(
                Inside(guid, names[kind].name, mod, tags, deck, shown, [(ord_, due) for ord_, due, _ in cards])
            )
        database.close()
    return sorted(found, key=lambda note: note.cards[0][1])
