"""The events of a card to its memory, and to its answers. Pure: the same events always give the same memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flashcards.memory.answers import Answer, stage
from flashcards.memory.scheduler import DEFAULT_PARAMETERS, remember, retrievability
from flashcards.model import Kind, Memory, Rating, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flashcards.memory.events import Step


def fold(
    steps: Iterable[Step], parameters: tuple[float, ...] = DEFAULT_PARAMETERS, memory: Memory | None = None
) -> Memory:
    """Follow a card's live events, in order, from a memory (a new card's if none is given)."""
    memory = memory or Memory()
    for step in steps:
        memory = follow(memory, step, parameters)
    return memory


def recount(
    steps: Iterable[Step], parameters: tuple[float, ...] = DEFAULT_PARAMETERS, memory: Memory | None = None
) -> tuple[Memory, list[Answer]]:
    """As `fold`, with the answers among the events, each as the card stood before it."""
    memory = memory or Memory()
    told = []
    for step in steps:
        if step.kind == Kind.REVIEW:
            told.append(_answer(memory, step, parameters))
        memory = follow(memory, step, parameters)
    return memory, told


def _answer(memory: Memory, step: Step, parameters: tuple[float, ...]) -> Answer:
    elapsed = step.day - memory.last_day
    review = memory.state is State.REVIEW and memory.stability > 0 and elapsed > 0
    chance = retrievability(memory.stability, elapsed, parameters) if review else None
    return Answer(step.day, stage(memory.state, memory.interval), step.rating, step.millis, step.at, chance)


def follow(memory: Memory, step: Step, parameters: tuple[float, ...]) -> Memory:
    """The memory after one more event. Dues are the event's own; stability and difficulty are FSRS's."""
    match step.kind:
        case Kind.REVIEW:
            return _reviewed(memory, step, parameters)
        case Kind.SUSPEND:
            return replace(memory, suspended=True)
        case Kind.UNSUSPEND:
            return replace(memory, suspended=False)
        case Kind.FLAG:
            return replace(memory, flag=step.value)
        case Kind.BURY:
            return replace(memory, buried_until=step.value)
        case Kind.FORGET:
            return Memory(flag=memory.flag)
        case Kind.KNOWN:
            return replace(memory, known=True, passed=True)
        case Kind.RESCHEDULE:
            return _rescheduled(memory, step)
    return memory


def _rescheduled(memory: Memory, step: Step) -> Memory:
    """Due as the event says; remembered as another program did, if the event brings that along."""
    moved = replace(
        memory,
        state=State(step.state),
        step=step.step,
        interval=step.interval,
        due_day=step.due_day,
        due_at=step.due_at,
        known=False,
    )
    if not step.text:
        return moved
    from flashcards.memory.arrivals import Brought

    brought = Brought.read(step.text)
    return replace(
        moved,
        stability=brought.stability,
        difficulty=brought.difficulty,
        last_day=memory.last_day if memory.last_day >= 0 else step.day,
        introduced_day=memory.introduced_day if memory.introduced_day >= 0 else step.day,
        reps=max(memory.reps, brought.reps),
        lapses=max(memory.lapses, brought.lapses),
        passed=memory.passed or moved.state is not State.LEARNING,
    )


def _reviewed(memory: Memory, step: Step, parameters: tuple[float, ...]) -> Memory:
    rating = Rating(step.rating)
    stability, difficulty = remember(memory, rating, step.day, parameters)
    introduced = memory.introduced_day if memory.introduced_day >= 0 else step.day
    review = memory.state is State.REVIEW
    return Memory(
        state=State(step.state),
        step=step.step,
        stability=stability,
        difficulty=difficulty,
        interval=step.interval,
        due_day=step.due_day,
        due_at=step.due_at,
        last_day=max(step.day, memory.last_day),
        introduced_day=introduced,
        reviewed_day=step.day if review else memory.reviewed_day,
        reps=memory.reps + 1,
        lapses=memory.lapses + (review and rating is Rating.AGAIN),
        passed=memory.passed or (rating is not Rating.AGAIN and step.day > introduced),
        known=memory.known,
        suspended=memory.suspended,
        flag=memory.flag,
        buried_until=memory.buried_until,
    )
