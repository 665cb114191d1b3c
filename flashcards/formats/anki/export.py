"""A collection to an `.apkg`: which notes go out, in which order, under which lasting numbers and dates.

The state of cards does not go along. Whoever adds it gives `package.Card` its columns, and the package its reviews.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import exports, replace
from flashcards.formats.anki import labels, package, types
from flashcards.formats.anki.fields import BETWEEN, MOST_CLOZES
from flashcards.formats.anki.outgoing import Preparation
from flashcards.memory import store
from flashcards.model import Mistake, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from flashcards.collection.collection import Collection
    from flashcards.collection.exports import Past
    from flashcards.collection.queues import Selection
    from flashcards.formats.anki.fields import Sheet
    from flashcards.formats.anki.outgoing import Ready

    Progress = Callable[[str, int, int], None]

_LAST_PLACE = 1_000_000
"""Anki complains of positions beyond it."""


class Outcome(NamedTuple):
    """What was written, and what is wrong with notes that are left out or lack something."""

    notes: int
    cards: int
    media: int
    problems: tuple[Problem, ...]


def export(
    collection: Collection,
    selection: Selection,
    target: Path,
    *,
    namespace: str,
    at: int,
    progress: Progress | None = None,
) -> Outcome:
    """Write the selected notes to a package, which appears whole or not at all.

    What goes out for the first time or has changed is logged before that, if the collection can be written. Raises
    Mistake if there is nothing to write.
    """
    preparation = Preparation(collection.index, collection.folder)
    with _much_made():
        ready = list(_ready(collection, selection, preparation, progress))
        if not any(one.sheets for one in ready):
            raise Mistake("there is nothing to export")
        writer = _Writer(namespace, _pasts(collection, preparation, ready, at), preparation.problems)
        decks = writer.decks(ready)
    with store.faults(target), replace.beside(target, b"") as draft:
        package.Package(map(package.Model, (types.BASIC, types.CLOZE)), decks, preparation.files).write_to_file(draft)
        draft.replace(target)
    notes = sum(len(deck.notes) for deck in decks)
    return Outcome(notes, writer.cards, len(preparation.files), tuple(preparation.problems))


@contextmanager
def _much_made() -> Iterator[None]:
    """While objects by the ten thousand are made and none dropped, the garbage collector would look through them all
    again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _ready(
    collection: Collection, selection: Selection, preparation: Preparation, progress: Progress | None
) -> Iterator[Ready]:
    chosen = exports.notes(collection, selection)
    stations, parts = exports.stations(collection.index), exports.parts(collection.index)
    for done, one in enumerate(chosen):
        if progress and done % 100 == 0:
            progress("Preparing notes", done, len(chosen))
        yield preparation.note(one, stations[one.topic], parts.get(one.key, []))


def _pasts(collection: Collection, preparation: Preparation, ready: Iterable[Ready], at: int) -> Mapping[str, Past]:
    """Numbers and dates of the notes, by origin; what they follow from is logged, and what was rendered is kept."""
    if not collection.writable:
        return {one.one.origin: labels.unlogged(one.one) for one in ready}
    exports.tell(collection, preparation.drafts, at=at)
    exports.keep(collection.index, preparation.rendered)
    return exports.pasts(collection.index)


class _Writer:
    """Gives notes and cards their numbers. `cards` counts them; a GUID is given once."""

    def __init__(self, namespace: str, pasts: Mapping[str, Past], problems: list[Problem]) -> None:
        self.namespace, self.pasts, self.problems = namespace, pasts, problems
        self.cards = self._last_note = self._last_card = 0
        self._guids: set[str] = set()

    def decks(self, ready: Iterable[Ready]) -> list[package.Deck]:
        """The decks with their notes. Numbers are given in the order of first exports, so that they last."""
        written: dict[str, list[package.Note]] = {}
        for one in sorted(ready, key=lambda one: self.pasts[one.one.origin].created if one.sheets else 0):
            for place, sheet in enumerate(one.sheets):
                note = self._note(one, sheet, place)
                if note is not None:
                    written.setdefault(labels.deck_name(one.station.deck), []).append(note)
        found = []
        for name, notes in sorted(written.items()):
            found.append(package.Deck(labels.deck_id(name), name))
            found[-1].notes = notes
        return found

    def _note(self, one: Ready, sheet: Sheet, place: int) -> package.Note | None:
        past = self.pasts[one.one.origin]
        asked = list(self._asked(one, sheet))
        guid = self._guid(one, sheet)
        if not asked:
            return None
        self._last_note = max(past.created + place, self._last_note + 1)
        cards = []
        for ord_, due in asked:
            self._last_card = max(self._last_note, self._last_card + 1)
            cards.append(package.Card(self._last_card, ord_, min(due, _LAST_PLACE)))
        self.cards += len(cards)
        fields = BETWEEN.join((sheet.fields, *labels.tail(one.one, one.station)))
        tags = f" {' '.join(one.tags)} "
        kind = types.OF_SHAPE[sheet.shape]
        return package.Note(kind.id, guid, fields, tags, number=self._last_note, mod=past.modified, cards=cards)

    def _guid(self, one: Ready, sheet: Sheet) -> str:
        guid = labels.guid(self.namespace, one.one, sheet.shape)
        if guid in self._guids:
            message = f"another note has the GUID '{guid}' too; this one goes out under a new one"
            self.problems.append(Problem("warning", one.one.note.span, message))
            guid = labels.guid(self.namespace, one.one._replace(note=one.one.note._replace(anki="")), sheet.shape)
        self._guids.add(guid)
        return guid

    def _asked(self, one: Ready, sheet: Sheet) -> Iterator[tuple[int, int]]:
        """The cards of a sheet: which template or cloze, from 0 on, and their place."""
        if sheet.shape == "basic":
            yield from ((int(part.part == "reverse"), part.place) for part in one.parts if _on_question(one, part.part))
            return
        by_number = sorted((one.numbers[part.part], part.place) for part in one.parts if part.part)
        for number, same in groupby(by_number, key=lambda found: found[0]):
            if 0 < number <= MOST_CLOZES and f"{{{{c{number}::" in sheet.fields:
                yield number - 1, next(same)[1]


def _on_question(one: Ready, part: str) -> bool:
    return not part or (part == "reverse" and one.one.note.kind == "basic")
