"""How a card of Anki stands now to events: when it is due, and what is remembered where the log does not tell. Pure.

Anki has numbers of its own for a card whose log is not whole; where it has none, it infers them from the ease factor of
its older scheduler, and so do we (fsrs-rs, `memory_state_from_sm2`, for a retention of 90 % until then).
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, NamedTuple

from flashcards.formats.anki.inward import reviews
from flashcards.memory.arrivals import BEGINNING, END, Arrival, Brought
from flashcards.model import Draft, Kind, Schedule, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flashcards.formats.anki.inward.reviews import Log, Where
    from flashcards.formats.anki.inward.rows import Card, Review
    from flashcards.memory.days import Calendar

_INSTANTS = 1_000_000_000
"""A due number from here on is an instant in seconds, below it a day."""
_SUSPENDED = -1
_USUAL_EASE = 2500
_FSRS_EASE = 1100
"""Up to here, the ease factor of a review is a difficulty: (difficulty - 1) / 9 + 0.1."""
_HISTORICAL_RETENTION = 0.9


class Terms(NamedTuple):
    """What the numbers of a collection of Anki have to be read with.

    `day_zero` is the logical day that Anki counts from; the steps are how many there are here, and the parameters are
    FSRS's in force here. `old` says that its answers are numbered as in Anki's first scheduler.
    """

    calendar: Calendar
    day_zero: int
    learning_steps: int
    relearning_steps: int
    parameters: tuple[float, ...]
    old: bool = False


def is_told(card: Card) -> bool:
    """Whether there is anything to tell of a card beside its answers."""
    return card.type != 0 or is_suspended(card) or bool(flag(card))


def arrivals(card: Card, log: Log, where: Where, terms: Terms) -> list[Arrival]:
    """All that happened to a card, and how it stands after it, as events in order."""
    state = State(card.type) if 0 <= card.type <= 3 else State.NEW
    found = reviews.events(log, where, terms.calendar, state)
    if state is State.NEW:
        return found
    if _tells(found):
        found[-1] = _with_due(found[-1], schedule(card, state, found[-1].day, terms))
    if not log.complete and (brought := _brought(card, log, where, terms, state, found)):
        found.append(brought)
    return sorted(found, key=lambda one: one.at)


def is_suspended(card: Card) -> bool:
    return card.queue == _SUSPENDED


def flag(card: Card) -> int:
    """Its colour, 0 for none."""
    return card.flags & 7


def changed(card: Card) -> int:
    """When a card was last changed in any way (UTC ms)."""
    return min(max(card.mod * 1000, BEGINNING), END - 2)


def _tells(found: list[Arrival]) -> bool:
    """Whether events leave a card with a due day."""
    return bool(found) and found[-1].draft.kind is not Kind.FORGET


def _with_due(last: Arrival, due: Schedule) -> Arrival:
    draft = last.draft
    return last._replace(draft=Draft(draft.kind, draft.subject, draft.rating, draft.millis, due))


def schedule(card: Card, state: State, day: int, terms: Terms) -> Schedule:
    """When a card is due, as Anki has it; `day` is that of its last event."""
    due = card.original_due if card.original_deck and card.original_due else card.due
    if state is not State.REVIEW:
        steps = terms.relearning_steps if state is State.RELEARNING else terms.learning_steps
        number = min(max(steps - card.left % 1000, 0), max(steps - 1, 0))
        if card.due >= _INSTANTS:
            return reviews.step(state, number, day, min(card.due * 1000, END), terms.calendar)
        return Schedule(state, number, 0, max(_day(due, terms), 0))
    if due >= _INSTANTS:
        return reviews.step(State.RELEARNING, 0, day, min(due * 1000, END), terms.calendar)
    return Schedule(state, 0, _days(card.interval), max(_day(due, terms), 0))


def _day(due: int, terms: Terms) -> int:
    return terms.day_zero + min(max(due, -100_000), 100_000)


def _days(interval: int) -> int:
    return min(max(interval, 0), 36_500)


def _brought(card: Card, log: Log, where: Where, terms: Terms, state: State, found: list[Arrival]) -> Arrival | None:
    """What is remembered of a card whose log is not whole: Anki's own numbers, else what can be inferred."""
    memory = stored_memory(card.data)
    if log.answers and memory is None:
        return _after_first(log.answers[0], where, terms, found)
    if memory is None and card.reps > 0 and card.interval > 0:
        memory = inferred(card.factor, card.interval, terms.parameters)
    if not _tells(found):
        at = max([_last_review(card, state, terms), *(one.at + 1 for one in found)])
        return _event(where, at, schedule(card, state, terms.calendar.day(at), terms), memory, card, terms)
    due = found[-1].draft.schedule
    return _event(where, found[-1].at + 1, due, memory, card, terms) if memory and due else None


def _after_first(first: Review, where: Where, terms: Terms, found: list[Arrival]) -> Arrival | None:
    """The memory after the first answer that is known, which follows on others that are not."""
    due = next(one.draft.schedule for one in found if one.at == first.id)
    memory = inferred(first.factor, first.interval, terms.parameters)
    if due is None:
        return None
    brought = Draft(Kind.RESCHEDULE, where.origin, schedule=due, text=str(Brought(*memory, 1, 0)))
    return where.arrival(first.id + 1, terms.calendar.day(first.id), brought)


def _event(
    where: Where, at: int, due: Schedule, memory: tuple[float, float] | None, card: Card, terms: Terms
) -> Arrival:
    reps, lapses = (min(max(number, 0), 1_000_000) for number in (card.reps, card.lapses))
    text = str(Brought(*memory, reps, lapses)) if memory else None
    return where.arrival(at, terms.calendar.day(at), Draft(Kind.RESCHEDULE, where.origin, schedule=due, text=text))


def _last_review(card: Card, state: State, terms: Terms) -> int:
    """When it was answered last, as far as the card itself can tell."""
    kept = _data(card.data).get("lrt")
    if isinstance(kept, int) and BEGINNING < kept * 1000 < END - 2:
        return kept * 1000
    if state is State.REVIEW and 0 <= card.due < _INSTANTS:
        return terms.calendar.begins(max(_day(card.due, terms) - _days(card.interval), 1))
    return changed(card)


def inferred(factor: int, interval: int, parameters: tuple[float, ...]) -> tuple[float, float]:
    """Stability and difficulty of an ease factor (permille) and an interval (days)."""
    stability = float(min(max(interval, 1), 36_500))
    if 0 < factor <= _FSRS_EASE:
        return stability, min(max((factor / 1000 - 0.1) * 9 + 1, 1.0), 10.0)
    growth = math.exp(parameters[8]) * stability ** -parameters[9]
    growth *= math.exp((1 - _HISTORICAL_RETENTION) * parameters[10]) - 1
    ease = (factor or _USUAL_EASE) / 1000
    return stability, min(max(11 - (ease - 1) / growth, 1.0), 10.0)


def stored_memory(data: str) -> tuple[float, float] | None:
    """Stability and difficulty as Anki keeps them with a card, in its `data`."""
    kept = _data(data)
    stability, difficulty = kept.get("s"), kept.get("d")
    if not isinstance(stability, int | float) or not isinstance(difficulty, int | float):
        return None
    sound = 0 < stability <= 36_500 and 1 <= difficulty <= 10
    return (float(stability), float(difficulty)) if sound else None


def _data(text: str) -> Mapping[str, object]:
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
