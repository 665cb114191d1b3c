"""An `.apkg` or `.colpkg`, opened: what is in it, by name or row by row, from any of the three formats."""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from flashcards.formats.anki.inward import described, protobuf, rows
from flashcards.formats.anki.inward.archive import Archive
from flashcards.memory import store
from flashcards.model import Fault

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from flashcards.formats.anki.inward.rows import Card, Config, Deck, Note, Preset, Review
    from flashcards.formats.anki.types import NoteType

_DATABASES = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}
"""By the version in `meta`. Newer packages hold a `collection.anki2` too, which only asks to update Anki."""
_PACKED = 3
_LARGEST_META = 1 << 10
_LARGEST_MAP = 10 << 20


class Package:
    """An open package. Decks, presets and note types are by their ids."""

    def __init__(self, archive: Archive, version: int, database: sqlite3.Connection) -> None:
        self.path = archive.path
        self._archive, self._packed, self._database = archive, version == _PACKED, database
        with rows.faults(str(self.path)):
            found = described.described(database)
        self.types: Mapping[int, NoteType] = found.types
        self.decks: Mapping[int, Deck] = found.decks
        self.presets: Mapping[int, Preset] = found.presets
        self.config: Config = found.config
        self.media: Mapping[str, str] = _media(archive, packed=self._packed)

    def notes(self) -> Iterator[Note]:
        """All notes in the order of their ids, which is that of their making."""
        return rows.notes(self._database, str(self.path))

    def cards(self) -> Iterator[Card]:
        """All cards, those of one note together, in the order of its templates."""
        return rows.cards(self._database, str(self.path))

    def reviews(self) -> Iterator[Review]:
        """The review log, card by card, each in the order of its instants."""
        return rows.reviews(self._database, str(self.path))

    def reviewed(self) -> set[int]:
        """The ids of the cards that the review log tells of."""
        return rows.reviewed(self._database, str(self.path))

    def medium(self, name: str) -> Iterator[bytes]:
        """The bytes of a file of `media`, in pieces."""
        return self._archive.chunks(self.media[name], packed=self._packed)


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Raises Fault, one sentence, for whatever is no sound package."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
        except OSError as error:
            raise Fault(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
        archive = Archive(path, file)
        version = _version(archive)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="flashcards-")))
        unpacked = folder / "collection"
        with store.faults(unpacked), unpacked.open("wb") as out:
            for piece in archive.chunks(_DATABASES[version], packed=version == _PACKED):
                out.write(piece)
        yield Package(archive, version, stack.enter_context(rows.opened(unpacked, str(path))))


def _version(archive: Archive) -> int:
    """Which of its databases is the one to read."""
    if "meta" in archive:
        with archive.faults():
            version = protobuf.message(archive.content("meta", _LARGEST_META)).number(1, 1)
    else:
        version = 2 if _DATABASES[2] in archive else 1
    if version not in _DATABASES:
        raise Fault(
            f"{archive.path} was made by a newer version of Anki; export it again with 'Support older versions'"
        )
    if _DATABASES[version] not in archive:
        raise Fault(f"{archive.path} holds no collection of Anki")
    return version


def _media(archive: Archive, *, packed: bool) -> dict[str, str]:
    """The members that hold pictures and sounds, by the names that fields use."""
    if "media" not in archive:
        return {}
    with archive.faults(), rows.faults(str(archive.path)):
        listed = archive.content("media", _LARGEST_MAP, packed=packed)
        names = (
            _packed_names(listed) if packed else {str(name): key for key, name in json.loads(listed or b"{}").items()}
        )
    return {normalize("NFC", name): member for name, member in names.items() if member in archive}


def _packed_names(listed: bytes) -> dict[str, str]:
    found = {}
    for place, (_, entry) in enumerate(protobuf.fields(listed)):
        if not isinstance(entry, bytes):
            raise ValueError("the list of media is not one")
        one = protobuf.message(entry)
        found[one.text(1)] = str(one.number(255) if one.has(255) else place)
    return found
