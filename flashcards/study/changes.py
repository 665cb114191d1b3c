"""Some cards to one action that changes how they are studied: suspended, flagged, forgotten, put off; and back again.

Whatever is changed is one action in the log, so one undo takes it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import cards, search, topics
from flashcards.memory.events import UNDOABLE
from flashcards.model import Draft, Kind, Memory, Mistake, Schedule, State
from flashcards.study import listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flashcards.collection.cards import Entry
    from flashcards.collection.collection import Collection
    from flashcards.collection.refresh import Progress
    from flashcards.model import Event

LATEST = 36_500
"""The farthest that a card can be put off, in days."""

DONE = {
    Kind.SUSPEND: "suspended",
    Kind.UNSUSPEND: "unsuspended",
    Kind.BURY: "buried",
    Kind.FORGET: "forgotten",
    Kind.KNOWN: "marked as known",
    Kind.RESCHEDULE: "rescheduled",
}


class Change(NamedTuple):
    """What is to become of cards. `value` is a colour for a flag, else a logical day."""

    kind: Kind
    value: int = 0

    def matters(self, memory: Memory) -> bool:
        """Whether it would make any difference to a card."""
        match self.kind:
            case Kind.SUSPEND:
                return not memory.suspended
            case Kind.UNSUSPEND:
                return memory.suspended
            case Kind.FLAG:
                return memory.flag != self.value
            case Kind.BURY:
                return memory.buried_until < self.value
            case Kind.FORGET:
                return memory != Memory(flag=memory.flag)
            case Kind.KNOWN:
                return not memory.known
            case _:
                return True

    def draft(self, entry: Entry, day: int) -> Draft:
        """The event of one card. A review that is rescheduled keeps its interval, so that it still counts as mature."""
        if self.kind is not Kind.RESCHEDULE:
            value = self.value if self.kind in (Kind.FLAG, Kind.BURY) else None
            return Draft(self.kind, entry.origin, value=value)
        reviewed = entry.memory.state is State.REVIEW and entry.memory.interval > 0
        interval = entry.memory.interval if reviewed else max(1, self.value - day)
        return Draft(self.kind, entry.origin, schedule=Schedule(State.REVIEW, 0, interval, self.value))


def chosen(collection: Collection, names: Iterable[str], *, scoped: bool) -> list[Entry]:
    """The cards that are meant by cards, notes or topics; `scoped` keeps to what was selected, without names all of it.

    Raises Mistake for a name that means nothing, with what may have been meant.
    """
    inside = list(search.found(collection.index, search.Wanted(scoped=True))) if scoped else []
    named = {entry.key: entry for name in names for entry in _named(collection, name)}
    if not named:
        return inside
    kept = named.keys() & {entry.key for entry in inside} if scoped else named.keys()
    return [entry for key, entry in named.items() if key in kept]


def _named(collection: Collection, name: str) -> list[Entry]:
    if found := cards.named(collection.index, name):
        return found
    topic = topics.find(collection.index, name)
    if topic is None:
        near = " or ".join(f"'{title}'" for title in topics.near(collection.index, name))
        hint = f" (did you mean {near}?)" if near else " (`flashcards list` shows the cards)"
        raise Mistake(f"there is no card or topic '{name}'{hint}")
    return cards.of_topic(collection.index, topic.key)


def apply(
    collection: Collection,
    entries: Iterable[Entry],
    change: Change,
    at: int,
    progress: Progress | None = None,
    *,
    seen: int | None = None,
) -> list[Event]:
    """Change cards, as one action; the log first hears of notes that it does not know yet.

    Raises Stale, and changes nothing, if one of them has had an event since the log had come to `seen`.
    """
    _writable(collection)
    day = collection.calendar.day(at)
    changed = list(entries)
    notes = dict.fromkeys(entry.note_key for entry in changed)
    first = {entry.note_key: entry for entry in changed}
    drafts = [change.draft(entry, day) for entry in changed]
    drafts += [draft for note in notes for draft in cards.first_touch(collection.index, first[note])]
    expecting = {} if seen is None else dict.fromkeys((entry.origin for entry in changed), seen)
    events = collection.history.append(drafts, at=at, day=day, expecting=expecting) if drafts else []
    collection.refresh(at, progress)
    return events


def latest(collection: Collection, entries: Iterable[Entry]) -> list[list[Event]]:
    """The latest live action of each card, whole, each action once: what `undo` would take back."""
    undone = collection.history.undone()
    found: dict[bytes, list[Event]] = {}
    for entry in entries:
        events = collection.history.events(subject=entry.origin, kinds=UNDOABLE)
        live = [event for event in events if event.action not in undone]
        if live and live[-1].action not in found:
            found[live[-1].action] = collection.history.of_action(live[-1].action)
    return list(found.values())


def undo(
    collection: Collection, actions: Iterable[bytes], at: int, progress: Progress | None = None
) -> Iterator[list[Event]]:
    """Take actions back; yields the events of each."""
    _writable(collection)
    day = collection.calendar.day(at)
    for action in actions:
        yield collection.history.undo(at=at, day=day, action=action)
    collection.refresh(at, progress)


def undo_latest(collection: Collection, at: int, progress: Progress | None = None) -> list[Event]:
    """Take back the latest live action of this computer; returns its events, none if there is nothing to take back."""
    _writable(collection)
    undone = collection.history.undo(at=at, day=collection.calendar.day(at))
    collection.refresh(at, progress)
    return undone


def said(collection: Collection, action: Sequence[Event]) -> str:
    """What was done in an action: `suspended, 12 cards, on 2026-03-02 at 08:00: What is a gradient? …`."""
    first = action[0]
    clock = collection.calendar.clock(first.at)
    subjects = dict.fromkeys(event.draft.subject for event in action)
    entry = cards.of_origin(collection.index, first.draft.subject)
    words = f"{_done(first.draft)}, {_cards(len(subjects))}, on {clock:%Y-%m-%d} at {clock:%H:%M}"
    if entry is None:
        return f"{words} (no longer in the decks)"
    return f"{words}: {listing.question(entry)}{' …' if len(subjects) > 1 else ''}"


def _done(draft: Draft) -> str:
    match draft.kind:
        case Kind.REVIEW if draft.rating:
            return f"answered '{draft.rating.name.lower()}'"
        case Kind.FLAG:
            return "flagged" if draft.value else "flag taken away"
        case kind:
            return DONE.get(kind, kind.name.lower())


def _cards(number: int) -> str:
    return "1 card" if number == 1 else f"{number:,} cards"


def _writable(collection: Collection) -> None:
    collection.must_be_writable("so nothing can be changed here")
