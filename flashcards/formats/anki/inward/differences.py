"""Notes that are in a package and in the collection, and do not say the same: what differs, and the one made the other.

Going to Anki and back changes how a text is written. So both are taken there and back before they are compared.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import replace
from flashcards.deck.reword import reworded
from flashcards.formats.anki import types
from flashcards.formats.anki.fields import BETWEEN, sheets
from flashcards.formats.anki.inward import own, places, present, rows
from flashcards.formats.anki.inward.convert import convert
from flashcards.formats.anki.media import Media as Outgoing
from flashcards.memory import store
from flashcards.model import Mistake
from flashcards.text import cloze
from flashcards.text.media import references

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from flashcards.collection.collection import Collection
    from flashcards.formats.anki.inward.incoming import Progress, Taken
    from flashcards.formats.anki.inward.places import Place
    from flashcards.formats.anki.inward.unpack import Media
    from flashcards.formats.anki.types import NoteType
    from flashcards.model import Note

COMPARED = ("question", "answer", "items", "reverse", "extra", "hint", "source")
_HERE = "media/"


class Difference(NamedTuple):
    """A note of the collection, what it would say with Anki's words, and in which of its keys that is different."""

    ours: Note
    theirs: Note
    keys: tuple[str, ...]


def differences(
    collection: Collection, taken: Taken, media: Media, *, progress: Progress | None = None
) -> list[Difference]:
    """The known notes of a package that say something else than the collection, in the order of its files.

    What went out and was not touched in Anki since is not looked at.
    """
    known = places.notes(collection.index, collection.settings.namespace)
    sent = present.sent(collection.index)
    lists = own.lists(one for one, *_ in taken.known if own.is_ours(one))
    pairs: list[tuple[Place, Note]] = []
    for done, (one, kind, ords) in enumerate(taken.known):
        if progress and done % 100 == 0:
            progress("Comparing notes", done, len(taken.known))
        place = known.get(one.guid)
        if own.is_ours(one) and place and one.mod <= sent.get(place.origin, 0):
            continue
        theirs = _theirs(one, kind, ords, lists, media)
        pairs += [(place, note) for note in theirs if (place := known.get(note.anki))]
    written = present.written(collection.index, {place.key for place, _ in pairs})
    names = Outgoing(collection.folder)
    found = (_difference(written[place.key], note, names) for place, note in pairs)
    return sorted(filter(None, found), key=lambda one: one.ours.span)


def _theirs(one: rows.Note, kind: NoteType, ords: Sequence[int], lists: frozenset[str], media: Media) -> Iterator[Note]:
    """The notes that Anki's note would become here."""
    if not own.is_ours(one):
        yield from convert(one, kind, ords, media).notes
    elif note := own.note(one, lists, media):
        yield note


def _difference(ours: Note, theirs: Note, outgoing: Outgoing) -> Difference | None:
    if _texts(ours) == _texts(theirs) or ours.kind != theirs.kind:
        return None
    files, _ = outgoing.of_note(ours)
    names = {path: file.name for path, file in files.items()}
    here, there = _canonical(ours, names), _canonical(theirs, _names(theirs))
    if here is None or there is None:
        return None
    keys = tuple(key for key in COMPARED if _text(here, key) != _text(there, key))
    if not keys:
        return None
    back = {f"{_HERE}{name}": path for path, name in names.items()}
    return Difference(ours, _changed(ours, theirs, keys, back), keys)


def _texts(note: Note) -> tuple[object, ...]:
    return tuple(getattr(note, key) for key in COMPARED)


def _text(note: Note, key: str) -> object:
    """A text as it is compared: without the numbers of clozes, which mean nothing beside their order."""
    text = getattr(note, key)
    if key != "question" or note.kind != "cloze":
        return text
    return tuple(piece if isinstance(piece, str) else (piece.text, piece.hint) for piece in cloze.parse(text)[0])


def _names(note: Note) -> dict[str, str]:
    texts = (note.question, note.answer, note.reverse, note.extra, note.hint, note.source, *note.items)
    paths = [found.path for text in texts for found in references(text) if not found.remote]
    return {path: path.removeprefix(_HERE) for path in paths}


def _canonical(note: Note, names: Mapping[str, str]) -> Note | None:
    """The note as it would come back."""
    parts = _parts(note)
    made = sheets(note, {part: number for number, part in enumerate(parts, 1)}, names)
    kind = types.CLOZE if note.kind == "cloze" else types.BASIC
    fields = (*made[0].fields.split(BETWEEN), "", "", "", note.id)
    lists = frozenset([note.id]) if note.kind == "list" else frozenset()
    return own.note(rows.Note(0, "", kind.id, 0, (), fields), lists, lambda name: f"{_HERE}{name}")


def _parts(note: Note) -> list[str]:
    from flashcards.deck import split

    return [card.part for card in split.cards(note) if card.part]


def _changed(ours: Note, theirs: Note, keys: Sequence[str], back: Mapping[str, str]) -> Note:
    """Our note with their texts, and with pictures under the names that they have here."""
    pattern = re.compile(rf"({'|'.join(map(re.escape, back))})(?=[)\s])") if back else None

    def renamed(text: str) -> str:
        return pattern.sub(lambda found: back[found[1]], text) if pattern else text

    def said(key: str) -> str:
        return renamed(getattr(theirs, key)) if key in keys else str(getattr(ours, key))

    return ours._replace(
        question=said("question"),
        answer=said("answer"),
        reverse=said("reverse"),
        extra=said("extra"),
        hint=said("hint"),
        source=said("source"),
        items=tuple(map(renamed, theirs.items)) if "items" in keys else ours.items,
    )


def take_over(
    collection: Collection, found: Sequence[Difference], folder: Path, *, at: int, refused: Callable[[str], None]
) -> int:
    """Write Anki's words into the deck files; returns how many notes that changed.

    `folder` is where the media were unpacked; `refused` is told of a note that cannot be changed. Raises Mistake, with
    that file untouched, if one has changed since it was read.
    """
    done = 0
    for path in dict.fromkeys(one.ours.span.path for one in found):
        mine = [one for one in found if one.ours.span.path == path]
        done += _rewrite(collection, path, mine, folder, refused)
    collection.refresh(at)
    return done


def _rewrite(
    collection: Collection, path: str, found: Sequence[Difference], folder: Path, refused: Callable[[str], None]
) -> int:
    target = collection.folder / path
    digest = present.digest(collection.index, path)
    media: dict[str, replace.New] = {}
    done = 0
    with store.faults(target):
        text = replace.known(target, digest, path).decode("utf-8")
        for one in sorted(found, key=lambda one: one.ours.span, reverse=True):
            try:
                text = reworded(text, path, one.theirs)
            except Mistake as error:
                refused(str(error))
            else:
                media |= {new.path: new for new in _media(collection.folder, path, one.theirs, folder)}
                done += 1
        if done:
            replace.write(collection, [*media.values(), replace.New(path, text.encode("utf-8"), digest)])
    return done


def _media(collection: Path, deck: str, note: Note, folder: Path) -> Iterator[replace.New]:
    """Pictures and sounds that are new in a note, to beside its deck file."""
    for name in _names(note):
        source, path = folder / name, posixpath.join(posixpath.dirname(deck), name)
        is_ours = posixpath.normpath(name) == name and name.startswith(_HERE)
        if is_ours and source.is_file() and not (collection / path).exists():
            yield replace.New(path, source)
