"""Cards to what can be said of each in a line, or in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.collection import search, topics
from flashcards.memory.scheduler import retrievability
from flashcards.model import Mistake, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flashcards.collection.cards import Entry
    from flashcards.collection.collection import Collection

MARKS = str.maketrans({"\ue000": None, "\ue001": None})
"""What surrounds hidden and revealed clozes within the program. Hidden ones are `[…]` without it, too."""


def find(collection: Collection, at: int, *, text: str = "", state: str = "", scoped: bool = False) -> Iterator[Entry]:
    """The cards with some words and in some state, in study order; `scoped` keeps to what was selected before.

    Raises Mistake for a state that there is not.
    """
    if state and state not in search.STATES:
        raise Mistake(f"there is no state '{state}'; there are {', '.join(search.STATES)}")
    wanted = search.Wanted(text, state, scoped, collection.calendar.day(at), collection.settings.leech_lapses)
    return search.found(collection.index, wanted)


def described(collection: Collection, entries: Iterable[Entry], at: int) -> Iterator[dict[str, object]]:
    """Each card with the keys of `list --json`."""
    tags = {topic.key: topic.tags for topic in topics.topics(collection.index)}
    for entry in entries:
        yield as_json(entry, collection, at, topic_tags=tags[entry.topic_key])


def as_json(entry: Entry, collection: Collection, at: int, *, topic_tags: Sequence[str] = ()) -> dict[str, object]:
    """A card with the keys of `list --json`; its tags are its topic's and its own."""
    memory, card = entry.memory, entry.card
    chance = _chance(collection, entry, at)
    return {
        "id": entry.id,
        "topic": entry.title,
        "deck": entry.deck,
        "kind": entry.note.kind,
        "front": card.front.translate(MARKS),
        "back": card.back.translate(MARKS),
        "tags": list(dict.fromkeys([*topic_tags, *entry.note.tags])),
        "state": "known" if memory.known else memory.state.name.lower(),
        "due": due(collection, entry),
        "interval": memory.interval,
        "stability": round(memory.stability, 4) if memory.stability else None,
        "difficulty": round(memory.difficulty, 4) if memory.stability else None,
        "retrievability": None if chance is None else round(chance, 4),
        "reps": memory.reps,
        "lapses": memory.lapses,
        "suspended": memory.suspended,
    }


def due(collection: Collection, entry: Entry) -> str | None:
    """The date of the logical day on which a card is due; None for one that is new or known."""
    memory = entry.memory
    if memory.known or memory.due_day < 0:
        return None
    return collection.calendar.date(memory.due_day).isoformat()


def state(collection: Collection, entry: Entry, at: int) -> str:
    """Where a card stands, in one word: what keeps it from being asked comes first."""
    memory = entry.memory
    if memory.suspended:
        return "suspended"
    if memory.known:
        return "known"
    return "buried" if memory.buried_until > collection.calendar.day(at) else memory.state.name.lower()


def question(entry: Entry) -> str:
    """What a card asks, as it is written, in one line."""
    return one_line(entry.card.front)


def one_line(text: str) -> str:
    """A text without the marks of clozes, with a space for each break."""
    return " ".join(text.translate(MARKS).split())


def _chance(collection: Collection, entry: Entry, at: int) -> float | None:
    memory = entry.memory
    if memory.state is State.NEW or not memory.stability:
        return None
    elapsed = max(0, collection.calendar.day(at) - memory.last_day)
    return retrievability(memory.stability, elapsed, collection.parameters())
