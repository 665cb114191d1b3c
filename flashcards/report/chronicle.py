"""The events of the log to words, and to JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import cards, upkeep
from flashcards.model import Kind, State
from flashcards.study import listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flashcards.collection.cards import Entry
    from flashcards.collection.collection import Collection
    from flashcards.memory.history import History
    from flashcards.model import Event

PLAIN = {
    Kind.UNDO: "took back what was done before",
    Kind.SUSPEND: "suspended",
    Kind.UNSUSPEND: "unsuspended",
    Kind.FORGET: "forgotten: new again",
    Kind.KNOWN: "marked as known",
    Kind.PARAMETERS: "new FSRS parameters",
}
DEEDS = tuple(kind for kind in Kind if kind not in (Kind.RENAME, Kind.CONTENT, Kind.ORDINAL))
"""What someone did. The other kinds are what the program notes of notes: their names, words and numbers."""


class Told(NamedTuple):
    """An event with what it happened to; `card` is its present name, `question` is empty for what is gone."""

    event: Event
    card: str
    question: str
    undone: bool


def of_cards(collection: Collection, entries: Iterable[Entry], *, everything: bool = False) -> list[Told]:
    """What was done to some cards and their notes, newest last, and taken back; or `everything` in the log of them."""
    kinds = None if everything else DEEDS
    origins = [origin for card in entries for origin in (card.origin, cards.origin_of_note(collection.index, card))]
    logs = [collection.history.events(subject=origin, kinds=kinds) for origin in dict.fromkeys(origins)]
    events = [event for log in logs for event in log]
    return list(_told(collection, sorted(events, key=lambda event: (event.stamp, event.id))))


def latest(collection: Collection, most: int, *, everything: bool = False) -> list[Told]:
    """What was done last, or with `everything` the events that arrived last, newest last; 0 is all of them."""
    history, kinds = collection.history, None if everything else DEEDS
    return list(_told(collection, _newest(history, most, kinds) if most else history.events(kinds=kinds)))


def _newest(history: History, most: int, kinds: Iterable[Kind] | None) -> list[Event]:
    """The events of some kinds that arrived last, in the order of the fold."""
    newest, reach = history.sequence, most
    found = list(history.events(after=max(0, newest - reach), kinds=kinds))
    while len(found) < most and reach < newest:
        reach *= 8  # the words of a large collection, noted for an export, may lie above what was done
        found = list(history.events(after=max(0, newest - reach), kinds=kinds))
    arrived = set(sorted(event.seq for event in found)[-most:])
    return [event for event in found if event.seq in arrived]


def _told(collection: Collection, events: Iterable[Event]) -> Iterator[Told]:
    undone = collection.history.undone()
    known: dict[str, tuple[str, str]] = {}
    for event in events:
        subject = event.draft.subject
        if subject not in known:
            known[subject] = _subject(collection, subject)
        yield Told(event, *known[subject], event.action in undone and event.draft.kind is not Kind.UNDO)


def _subject(collection: Collection, origin: str) -> tuple[str, str]:
    entry = cards.of_origin(collection.index, origin) if origin else None
    return (entry.id, listing.question(entry)) if entry else (upkeep.name(collection, origin), "")


def words(collection: Collection, event: Event) -> str:
    """What happened, in a few words."""
    draft = event.draft
    match draft.kind:
        case Kind.REVIEW if draft.rating and draft.schedule:
            seconds = f" in {(draft.millis or 0) / 1000:.0f} s" if draft.millis else ""
            return f"answered '{draft.rating.name.lower()}'{seconds}, {_next(collection, event)}"
        case Kind.FLAG:
            return f"flagged with colour {draft.value}" if draft.value else "flag taken away"
        case Kind.BURY:
            return f"buried until {collection.calendar.date(draft.value or event.day).isoformat()}"
        case Kind.RESCHEDULE:
            return f"rescheduled, {_next(collection, event)}"
        case Kind.RENAME:
            return f"renamed to {draft.text}"
        case Kind.CONTENT:
            return "its words were noted"
        case Kind.ORDINAL:
            return f"part '{draft.text}' is number {draft.value}"
        case kind:
            return PLAIN.get(kind, kind.name.lower())


def _next(collection: Collection, event: Event) -> str:
    """When the card comes back after an event."""
    schedule = event.draft.schedule
    if schedule is None:
        return ""
    if schedule.due_at is not None:
        return f"back at {collection.calendar.clock(schedule.due_at):%H:%M}"
    step = "" if schedule.state is State.REVIEW else " for its next step"
    return f"back on {collection.calendar.date(schedule.due_day).isoformat()}{step}"


def line(collection: Collection, told: Told) -> str:
    """An event on one line, without what it happened to."""
    clock = collection.calendar.clock(told.event.at)
    mark = " (taken back)" if told.undone else ""
    return f"{clock:%Y-%m-%d %H:%M}  {words(collection, told.event)}{mark}"


def as_json(collection: Collection, told: Told) -> dict[str, object]:
    """An event with the keys of `history --json`."""
    event, draft = told.event, told.event.draft
    due = draft.schedule
    return {
        "at": collection.calendar.clock(event.at).isoformat(timespec="seconds"),
        "day": collection.calendar.date(event.day).isoformat(),
        "kind": draft.kind.name.lower(),
        "card": told.card,
        "question": told.question,
        "rating": draft.rating.name.lower() if draft.rating else None,
        "seconds": None if draft.millis is None else draft.millis / 1000,
        "state": due.state.name.lower() if due else None,
        "interval": due.interval if due else None,
        "due": collection.calendar.date(due.due_day).isoformat() if due else None,
        "value": draft.value,
        "text": draft.text,
        "undone": told.undone,
        "device": event.device,
        "action": event.action.hex(),
    }
