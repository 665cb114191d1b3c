"""The official Anki as a user has it: takes packages in, asks, shows. A test dependency; the program never sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import anki.collection
from anki.decks import DeckId
from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest

if TYPE_CHECKING:
    from pathlib import Path

    from anki.cards import Card
    from anki.notes import Note


class Log(NamedTuple):
    """What Anki says of an import."""

    new: int = 0
    updated: int = 0
    duplicate: int = 0
    conflicting: int = 0


class Phone:
    """A collection of Anki in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.collection = anki.collection.Collection(str(folder / "collection.anki2"))

    def close(self) -> None:
        self.collection.close()

    def take(self, package: Path, *, progress: bool = False, presets: bool = False) -> Log:
        """Import with Anki's own defaults, or with the boxes for learning progress and for presets ticked."""
        options = ImportAnkiPackageOptions(with_scheduling=progress, with_deck_configs=presets)
        request = ImportAnkiPackageRequest(package_path=str(package), options=options)
        log = self.collection.import_anki_package(request).log
        return Log(*(len(getattr(log, name)) for name in Log._fields))

    def notes(self) -> list[Note]:
        return [self.collection.get_note(key) for key in self.collection.find_notes("")]

    def note(self, words: str) -> Note:
        """The note with these words in its first field."""
        (found,) = [note for note in self.notes() if words in note.fields[0]]
        return found

    def edit(self, words: str, field: str, text: str) -> None:
        """What a user does in Anki's own editor."""
        note = self.note(words)
        note[field] = text
        self.collection.update_note(note)

    def cards(self) -> list[Card]:
        return [self.collection.get_card(key) for key in self.collection.find_cards("")]

    def answer(self, card: Card, grade: int = 3) -> None:
        """Answer one card, as if it were the one shown."""
        states = self.collection._backend.get_scheduling_states(card.id)
        card.start_timer()
        answer = self.collection.sched.build_answer(card=card, states=states, rating=grade - 1)  # type: ignore[union-attr,arg-type]
        self.collection.sched.answer_card(answer)  # type: ignore[union-attr]

    def standing(self, card: Card) -> tuple[int, ...]:
        """What the scheduler knows of a card."""
        now = self.collection.get_card(card.id)
        return (now.type, now.queue, now.due, now.ivl, now.reps, now.ord)

    def queue(self, deck: str, limit: int) -> list[str]:
        """The first fields of the new cards of a deck, in the order in which the scheduler gives them."""
        self.collection.decks.select(DeckId(self.collection.decks.id_for_name(deck) or 0))
        queued = self.collection.sched.get_queued_cards(fetch_limit=limit)  # type: ignore[union-attr]
        return [self.collection.get_card(one.card.id).note().fields[0] for one in queued.cards]

    def complaints(self) -> str:
        """What Anki's check of its media says is missing."""
        return " ".join(self.collection.media.check().missing)
