"""The review log of one card of Anki to events, at the same instants. Pure; `standing` knows how the card stands now.

What counts is what counts for FSRS in Anki: answers from 'again' to 'easy', but not those given in a filtered deck that
does not reschedule; and of these only what came since the card was last new. It was new at the first of its last steps
of learning in a row, or when it was reset; what came before is told, and then forgotten.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from flashcards.memory.arrivals import BEGINNING, END, Arrival, identity
from flashcards.memory.days import DAY_MS
from flashcards.model import Draft, Kind, Rating, Schedule, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.formats.anki.inward.rows import Review
    from flashcards.memory.days import Calendar

_RATINGS = (None, *Rating)
_LONGEST = 36_500
"""Days of an interval, as here and in Anki."""
_MOST_MILLIS = 0xFFFF_FFFF
DAY_SECONDS = DAY_MS // 1000


class RowKind(IntEnum):
    """The kinds of row of the review log: of which steps the answer was, or that it was none."""

    LEARNING = 0
    REVIEW = 1
    RELEARNING = 2
    FILTERED = 3
    MANUAL = 4
    RESCHEDULED = 5


class Where(NamedTuple):
    """A card in both worlds: the GUID of its note and its number there, its origin here."""

    guid: str
    ord: int
    origin: str

    def arrival(self, at: int, day: int, draft: Draft) -> Arrival:
        """An event of this card. Its id is the same wherever the same thing is taken in."""
        words = (self.guid, self.ord, int(draft.kind), draft.value)
        return Arrival(identity(at, "anki", *words), at, day, draft)


class Log(NamedTuple):
    """The rows of a card that matter. What is remembered comes from `start` on; `complete` says that the card was new
    then, and not somewhere in the middle of a history that is lost, whose first answer that led to a day is there."""

    rows: tuple[Review, ...]
    start: int
    complete: bool

    @property
    def answers(self) -> list[Review]:
        """The answers that count for what is remembered."""
        return [row for row in self.rows[self.start :] if row.ease]


def is_sound(row: Review) -> bool:
    """Whether a row can be what Anki has written."""
    return BEGINNING < row.id < END - 1 and 0 <= row.ease <= len(Rating)


def is_cram(row: Review) -> bool:
    """Whether it was answered in a filtered deck that does not reschedule, and counts for nothing."""
    return row.kind == RowKind.FILTERED and not row.factor


def modern(rows: Sequence[Review]) -> list[Review]:
    """The rows of a collection that still has Anki's first scheduler, where steps of learning had no 'hard'."""
    steps = (RowKind.LEARNING, RowKind.RELEARNING)
    return [row._replace(ease=row.ease + 1) if row.kind in steps and row.ease in (2, 3) else row for row in rows]


def read(rows: Sequence[Review]) -> Log:
    """The log of one card, from its rows in order."""
    kept = tuple(row for row in rows if is_sound(row) and not is_cram(row))
    first_step, first_answer = len(kept), len(kept)
    for place in reversed(range(len(kept))):
        row = kept[place]
        if row.ease and row.kind == RowKind.LEARNING:
            first_step = place
        elif first_step < len(kept) or is_reset(row):
            break
        elif row.ease and (row.interval >= 1 or row.interval <= -DAY_SECONDS):
            first_answer = place
    complete = first_step < len(kept)
    return Log(kept, first_step if complete else first_answer, complete)


def is_reset(row: Review) -> bool:
    """Whether the card was made new by hand."""
    return row.kind == RowKind.MANUAL and not row.ease and not row.factor


def events(log: Log, where: Where, calendar: Calendar, state: State) -> list[Arrival]:
    """All that the log tells, in order. `state` is the card's own: that after the last answer."""
    found: list[Arrival] = []
    answered = False
    for place, row in enumerate(log.rows):
        if place == log.start and log.complete and answered:
            found.append(forgotten(where, row.id - 1, calendar))
        following = log.rows[place + 1] if place + 1 < len(log.rows) else None
        if is_reset(row):
            found.append(forgotten(where, row.id, calendar))
            answered = False
            continue
        day = calendar.day(row.id)
        if row.ease:
            outcome = _outcome(row, day, _state_after(row, following, state), calendar)
            millis = min(max(row.millis, 0), _MOST_MILLIS)
            draft = Draft(Kind.REVIEW, where.origin, _RATINGS[row.ease], millis, outcome)
            answered = True
        else:
            days = min(max(row.interval, 0), _LONGEST)
            draft = Draft(Kind.RESCHEDULE, where.origin, schedule=Schedule(State.REVIEW, 0, days, day + max(days, 1)))
        found.append(where.arrival(row.id, day, draft))
    if state is State.NEW and found and found[-1].draft.kind is not Kind.FORGET:
        found.append(forgotten(where, log.rows[-1].id + 1, calendar))
    return found


def forgotten(where: Where, at: int, calendar: Calendar) -> Arrival:
    """That a card became new again."""
    return where.arrival(at, calendar.day(at), Draft(Kind.FORGET, where.origin))


def _state_after(row: Review, following: Review | None, state: State) -> State:
    """What an answer led to: the next one tells, or the card itself; by hand, anything can come next."""
    if following is None and state is not State.NEW:
        return state
    if following is not None and following.ease:
        match following.kind:
            case RowKind.LEARNING:
                return State.LEARNING
            case RowKind.RELEARNING:
                return State.RELEARNING
            case RowKind.REVIEW:
                return State.REVIEW
    if row.interval > 0:
        return State.REVIEW
    return State.LEARNING if row.kind == RowKind.LEARNING else State.RELEARNING


def _outcome(row: Review, day: int, state: State, calendar: Calendar) -> Schedule:
    days = min(max(row.interval, 0), _LONGEST)
    if state is State.REVIEW:
        return Schedule(state, 0, days, day + max(days, 1))
    return step(state, 0, day, row.id + (days * DAY_MS if days else min(-row.interval * 1000, DAY_MS)), calendar)


def step(state: State, number: int, day: int, due: int, calendar: Calendar) -> Schedule:
    """A step of learning that is due at an instant, or on a day once that is another one than the answer's."""
    due_day = calendar.day(due)
    return Schedule(state, number, 0, max(due_day, day), due if due_day <= day else None)
