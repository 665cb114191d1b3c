"""A package to what adding it to a collection would do: the notes that the collection does not have, deck by deck."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import add
from flashcards.deck import names
from flashcards.deck.dump import dump
from flashcards.formats import gather
from flashcards.formats.anki.inward import incoming, places, present, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from flashcards.collection.add import Plan, Source
    from flashcards.collection.collection import Collection
    from flashcards.formats.anki.inward.incoming import By, Progress, Taken
    from flashcards.formats.anki.inward.opened import Package
    from flashcards.formats.anki.inward.unpack import Media
    from flashcards.model import Topic

LARGEST_FILE = 2_000_000
"""Of the texts in one deck file, in characters; more go into several."""


class Intake(NamedTuple):
    """What was read of a package, and the plan to add what is new."""

    taken: Taken
    plan: Plan
    media: Media


def intake(
    collection: Collection,
    package: Package,
    folder: Path,
    *,
    into: str = "",
    decks: Sequence[str] = (),
    by: By = "deck",
    progress: Progress | None = None,
) -> Intake:
    """The plan; pictures and sounds are unpacked into `folder`, which has to be there until it is carried out."""
    media = unpack.Media(package, folder)
    known = places.notes(collection.index, collection.settings.namespace)
    guids = {guid for whole in known for guid in (whole, _without_number(whole))}
    there = present.decks(collection.index)
    taken = incoming.read(package, media, decks=decks, by=by, known=guids, taken=there, progress=progress)
    plan = add.plan_all(collection, list(_sources(taken.topics, folder)), into=into, lenient=True, progress=progress)
    return Intake(taken, plan, media)


def _without_number(guid: str) -> str:
    """The GUID of the note in Anki, of which a card has become a note here."""
    start, _, number = guid.rpartition("/")
    return start if start and number.isdecimal() else guid


def _sources(topics: Sequence[Topic], folder: Path) -> Iterator[Source]:
    """One deck file for each deck, and more for one that is very large."""
    for deck, group in groupby(topics, lambda topic: topic.deck):
        for number, part in enumerate(gather.portions(group, _size, LARGEST_FILE), 1):
            stem = (
                "-".join(filter(None, [names.slug(deck.replace("::", " ")), str(number) if number > 1 else ""]))
                or "cards"
            )
            yield add.Source(dump(part, deck=deck, tags=gather.shared_tags(part)), folder, f"{stem}.yaml", stem)


def _size(topic: Topic) -> int:
    return sum(len(note.question) + len(note.answer) + len(note.extra) for note in topic.notes)
