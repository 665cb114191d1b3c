"""The log to the rows of Anki's review log: every answer that was not taken back, learning steps too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.formats.anki.instants import numbered
from flashcards.formats.anki.outward.scheduled import EASE
from flashcards.model import Kind, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from flashcards.memory.days import Calendar
    from flashcards.memory.events import Told

_LEARNING, _REVIEW, _RELEARNING, _MANUAL = 0, 1, 2, 4
_ANSWER, _SETTLED = int(Kind.REVIEW), int(State.REVIEW)
_TYPES = (_LEARNING, _LEARNING, _REVIEW, _RELEARNING)
"""What Anki calls an answer, by the state that the card was in."""
_NEW = (0, 0, True)
"""How a card stood before an event: its state, its interval as in Anki's log, and whether FSRS knew nothing of it."""


def rows(told: Iterable[Told], cards: Mapping[str, int], calendar: Calendar) -> Iterator[tuple[int, ...]]:
    """The rows for some cards, given by their names in the log with their ids in Anki; from all events of the log.

    Anki takes a card's memory from its answers since the last one of the kind "learn" that follows another kind, or
    since it was forgotten. So the first answer of a memory is always of that kind, whatever state the card was in.
    """
    stood: dict[str, tuple[int, int, bool]] = {}
    for number, one in numbered(told):
        at, kind, subject, live, rating, millis, state, days, due_day, due_at, brought = one
        card = cards.get(subject)
        if card is None or not live:
            continue
        before, last, fresh = stood.get(subject, _NEW)
        if kind == _ANSWER:
            if state != _SETTLED:
                until = calendar.begins(due_day) if due_at is None else due_at
                days = -max(1, (until - at) // 1000)
            stood[subject] = (state, days, False)
            ease = EASE if state == _SETTLED else 0
            yield number, card, -1, rating, days, last, ease, millis, _LEARNING if fresh else _TYPES[before]
        elif kind == Kind.FORGET:
            stood[subject] = _NEW
            yield number, card, -1, 0, 0, last, 0, 0, _MANUAL
        else:
            stood[subject] = (state, days, fresh and not brought)
            if not brought:
                yield number, card, -1, 0, days, last, EASE, 0, _MANUAL


def answered(told: Iterable[Told]) -> dict[str, int]:
    """The instant of the last answer to each card."""
    return {one.subject: one.at for one in told if one.live and one.kind == Kind.REVIEW}
