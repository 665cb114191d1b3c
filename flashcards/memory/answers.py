"""The events of a card to its answers, as statistics count them: the day, the grade, how far along the card was."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from flashcards.model import Kind, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flashcards.memory.events import Step

MATURE_DAYS = 21
"""An interval from which a card counts as mature, as in Anki."""


class Stage(IntEnum):
    """How far along a card was when it was answered. The numbers are stored in the index."""

    NEW = 0
    LEARNING = 1
    YOUNG = 2
    MATURE = 3


class Answer(NamedTuple):
    """One live answer. `rating` is 1–4."""

    day: int
    stage: Stage
    rating: int
    millis: int


def answers(steps: Iterable[Step], state: State = State.NEW, interval: int = 0) -> Iterator[Answer]:
    """The answers among a card's live events, in order, going on from a state and interval (days)."""
    for step in steps:
        match step.kind:
            case Kind.REVIEW:
                yield Answer(step.day, stage(state, interval), step.rating, step.millis)
                state, interval = State(step.state), step.interval
            case Kind.FORGET:
                state, interval = State.NEW, 0
            case Kind.RESCHEDULE:
                state, interval = State.REVIEW, step.interval


def stage(state: State, interval: int) -> Stage:
    """Where a card in a state, with an interval in days, stands."""
    match state:
        case State.NEW:
            return Stage.NEW
        case State.REVIEW:
            return Stage.MATURE if interval >= MATURE_DAYS else Stage.YOUNG
        case _:
            return Stage.LEARNING
