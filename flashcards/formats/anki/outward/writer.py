"""Prepared notes to those of a package: their lasting numbers, their GUIDs, and how their cards stand."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from flashcards.collection import exports
from flashcards.formats.anki import labels, types
from flashcards.formats.anki.fields import BETWEEN, MOST_CLOZES
from flashcards.formats.anki.outward import package, revlog
from flashcards.formats.anki.outward.scheduled import Reckoner, Standing
from flashcards.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from flashcards.collection.collection import Collection
    from flashcards.collection.exports import Part
    from flashcards.formats.anki.fields import Sheet
    from flashcards.formats.anki.outward.outgoing import Preparation, Ready

_LAST_PLACE = 1_000_000
"""Anki complains of positions beyond it."""


class Writer:
    """Gives notes and cards their numbers, and counts them. A GUID is given once.

    `at` is the instant for which schedules are told, None for none; then `ids` are those of all cards by the names that
    events give them. `decks` are the names in Anki of the decks that topics name.
    """

    def __init__(
        self,
        collection: Collection,
        preparation: Preparation,
        namespace: str,
        at: int | None,
        decks: Mapping[str, str],
    ) -> None:
        self.collection, self.preparation, self.namespace, self.decks = collection, preparation, namespace, decks
        self.ids: dict[str, int] = {}
        self.written = self.cards = self.known = 0
        self._last_note = self._last_card = 0
        self._guids: set[str] = set()
        self._rules = cache(collection.rules)
        self._reckoner = None if at is None else Reckoner(collection.calendar, collection.calendar.day(at))
        self._answered = {} if at is None else revlog.answered(collection.history.told())

    def notes(self, keys: Sequence[int]) -> Iterator[package.Note]:
        """The notes of these keys, numbered in their order."""
        index = self.collection.index
        stations = exports.stations(index)
        for one, parts in exports.cards(index, keys, remembered=self._reckoner is not None):
            ready = self.preparation.ready(one, stations[one.topic], parts)
            for place, sheet in enumerate(ready.sheets):
                note = self._note(ready, sheet, place)
                if note.cards:
                    self.written += 1
                    yield note

    def _note(self, one: Ready, sheet: Sheet, place: int) -> package.Note:
        past = labels.unlogged(one.one)
        guid = self._guid(one, sheet)
        asked = list(_asked(one, sheet))
        if asked:
            self._last_note = max(past.created + place, self._last_note + 1)
        deck = self.decks.get(labels.deck_name(one.station.deck)) or next(iter(self.decks.values()))
        cards = [self._card(deck, ord_, part) for ord_, part in asked]
        fields = BETWEEN.join((sheet.fields, *labels.tail(one.one, one.station)))
        kind = types.OF_SHAPE[sheet.shape]
        tags = f" {' '.join(one.tags)} "
        return package.Note(self._last_note, guid, kind.id, past.modified, tags, fields, cards)

    def _card(self, deck: str, ord_: int, part: Part) -> package.Card:
        self._last_card = max(self._last_note, self._last_card + 1)
        self.cards += 1
        return package.Card(self._last_card, ord_, labels.deck_id(deck), self._standing(deck, part))

    def _standing(self, deck: str, part: Part) -> Standing:
        place, memory = min(part.place, _LAST_PLACE), part.memory
        if self._reckoner is None:
            return Standing(due=place)
        self.ids[part.origin] = self._last_card
        if memory is None:
            return Standing(due=place)
        self.known += memory.known
        answered = self._answered.get(part.origin)
        return self._reckoner.standing(memory, place, answered, self._rules(deck))

    def _guid(self, one: Ready, sheet: Sheet) -> str:
        guid = labels.guid(self.namespace, one.one, sheet.shape)
        if guid in self._guids:
            message = f"another note has the GUID '{guid}' too; this one goes out under a new one"
            self.preparation.problems.append(Problem("warning", one.one.note.span, message))
            guid = labels.guid(self.namespace, one.one._replace(note=one.one.note._replace(anki="")), sheet.shape)
        self._guids.add(guid)
        return guid


def _asked(one: Ready, sheet: Sheet) -> Iterator[tuple[int, Part]]:
    """The cards of a sheet: which template or cloze, from 0 on, and the part that it asks for."""
    if sheet.shape == "basic":
        yield from ((int(part.part == "reverse"), part) for part in one.parts if _on_question(one, part.part))
        return
    by_number = sorted(((one.numbers[part.part], part) for part in one.parts if part.part), key=lambda found: found[0])
    for number, same in groupby(by_number, key=lambda found: found[0]):
        if 0 < number <= MOST_CLOZES and f"{{{{c{number}::" in sheet.fields:
            yield number - 1, next(same)[1]


def _on_question(one: Ready, part: str) -> bool:
    return not part or (part == "reverse" and one.one.note.kind == "basic")
