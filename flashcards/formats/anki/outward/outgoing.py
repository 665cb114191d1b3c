"""A note of the collection to what goes out of it: rendered fields, kept or made, and whether they have changed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from flashcards import __version__
from flashcards.collection import exports
from flashcards.formats.anki import labels
from flashcards.formats.anki.fields import Sheet, sheets
from flashcards.formats.anki.media import Media
from flashcards.model import Problem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from flashcards.collection.exports import Outgoing, Part, Station
    from flashcards.formats.anki.media import File
    from flashcards.model import Draft

REVISION = 1
"""Another number makes every note count as changed: for a mistake of ours that should be mended in people's Anki."""
_RENDERER = f"{__version__}/2"
"""Another number makes all fields be rendered again, without counting as changed."""


class Ready(NamedTuple):
    """A note with the sheets that it becomes and the lasting numbers of its parts."""

    one: Outgoing
    station: Station
    tags: tuple[str, ...]
    sheets: Sequence[Sheet]
    numbers: Mapping[str, int]
    parts: Sequence[Part]


@dataclass(slots=True)
class Preparation:
    """Gathers, note by note, what the log has to be told, what was rendered anew, files and problems."""

    index: sqlite3.Connection
    folder: Path
    drafts: list[Draft] = field(default_factory=list)
    rendered: list[tuple[str, bytes, str]] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _media: Media = field(init=False)

    def __post_init__(self) -> None:
        self._media = Media(self.folder)

    def prepare(self, one: Outgoing, station: Station, parts: Sequence[Part]) -> bool:
        """Whether anything of the note goes out. One with a side that would be empty does not, and is a problem."""
        files, problems = self._media.of_note(one.note)
        numbers, drafts = exports.numbers(self.index, one, parts)
        words = _words(one, numbers, files)
        made = self._sheets(one, numbers, files, _hash(_RENDERER + words, 16))
        self.problems += [*problems, *_faults(one, made)]
        if not _sound(made):
            return False
        content = _content(words, station, labels.tags(one, station))
        if one.past is None or one.past.hash != content:
            self.drafts += [exports.change(one, station.id, content), *drafts]
        if files:
            self.files |= {file.name: file.source for file in files.values()}
        return True

    def ready(self, one: Outgoing, station: Station, parts: Sequence[Part]) -> Ready:
        """A note that was prepared, and what was rendered of it kept."""
        numbers, _ = exports.numbers(self.index, one, parts)
        return Ready(one, station, labels.tags(one, station), _sound(_kept(one)), numbers, parts)

    def _sheets(
        self, one: Outgoing, numbers: Mapping[str, int], files: Mapping[str, File], digest: bytes
    ) -> Sequence[Sheet]:
        if one.kept and one.kept[0] == digest:
            return _kept(one)
        made = sheets(one.note, numbers, {path: file.name for path, file in files.items()})
        self.rendered.append((one.origin, digest, json.dumps(made, ensure_ascii=False, separators=(",", ":"))))
        return made


def _kept(one: Outgoing) -> list[Sheet]:
    return [Sheet(*sheet) for sheet in json.loads(one.kept[1])] if one.kept else []


def _sound(made: Iterable[Sheet]) -> list[Sheet]:
    """Those that show something on both sides."""
    return [sheet for sheet in made if not sheet.empty]


def _faults(one: Outgoing, made: Iterable[Sheet]) -> Iterator[Problem]:
    for sheet in made:
        if sheet.empty:
            message = "a side of this note would be empty in Anki; it is left out"
            yield Problem("error", one.note.span, message)
            continue
        for part in sheet.missing:
            message = f"Anki cannot hide '{part}', which stands in no text of its own; it is not asked"
            yield Problem("warning", one.note.span, message)


def _words(one: Outgoing, numbers: Mapping[str, int], files: Mapping[str, File]) -> str:
    """All that the rendered fields depend on."""
    note = one.note
    texts = (note.kind, note.question, note.answer, note.items, note.ordered, note.reverse, note.typed, note.extra)
    names = [(path, file.name) for path, file in files.items()]
    return repr((*texts, note.hint, note.source, sorted(numbers.items()), names))


def _content(words: str, station: Station, tags: tuple[str, ...]) -> str:
    """Over what a change of makes the note newer than the one in Anki, where it then overwrites what was edited there.

    What a topic unlocks is left out: a new chapter is no reason to touch the notes before it.
    """
    return _hash(f"{REVISION} {words} {(station.title, station.builds_on, tags)}", 8).hex()


def _hash(words: str, size: int) -> bytes:
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=size).digest()
