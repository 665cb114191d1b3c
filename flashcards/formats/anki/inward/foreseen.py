"""A package to how many of its reviews `bring` would take in, as long as its notes are not in the decks."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from flashcards.formats.anki.instants import numbered
from flashcards.formats.anki.inward import places, reviews
from flashcards.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from flashcards.collection.collection import Collection
    from flashcards.formats.anki.inward.opened import Package
    from flashcards.model import Topic


class Foreseen(NamedTuple):
    """Answers that would come in, of how many cards, and those that are here already."""

    reviews: int
    cards: int
    known: int


def foresee(collection: Collection, package: Package, arriving: Iterable[Topic]) -> Foreseen:
    """What would come in after the topics that are `arriving`; nothing is written."""
    wanted = _cards(collection, package, {note.anki for topic in arriving for note in topic.notes})
    here = {number for number, one in numbered(collection.history.told()) if one.kind == Kind.REVIEW}
    fresh = cards = known = 0
    for card, rows in groupby(package.reviews(), attrgetter("card")):
        if card in wanted:
            answers = [row.id for row in rows if row.ease and reviews.is_sound(row) and not reviews.is_cram(row)]
            new = sum(number not in here for number in answers)
            fresh, cards, known = fresh + new, cards + bool(new), known + len(answers) - new
    return Foreseen(fresh, cards, known)


def _cards(collection: Collection, package: Package, arriving: AbstractSet[str]) -> set[int]:
    """The cards, by their ids in the package, of notes that are in the decks or about to be."""
    there = places.notes(collection.index, collection.settings.namespace)
    guids = {note.id: note.guid for note in package.notes()}
    return {
        card.id
        for card in package.cards()
        if (guid := guids.get(card.note))
        and (
            not arriving.isdisjoint((guid, f"{guid}/{card.ord + 1}"))
            or places.of_card(there, guid, card.ord) is not None
        )
    }
