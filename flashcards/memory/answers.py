"""Answers, as statistics count them: the day, the grade, how far along the card was. `fold` tells them."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from flashcards.model import State

MATURE_DAYS = 21
"""An interval from which a card counts as mature, as in Anki."""


class Stage(IntEnum):
    """How far along a card was when it was answered. The numbers are stored in the index."""

    NEW = 0
    LEARNING = 1
    YOUNG = 2
    MATURE = 3


class Answer(NamedTuple):
    """One live answer. `rating` is 1–4, `at` is UTC ms.

    `chance` is what FSRS expected of a review, 0–1; None for answers in learning steps, and on the day of another one.
    """

    day: int
    stage: Stage
    rating: int
    millis: int
    at: int
    chance: float | None


def stage(state: State, interval: int) -> Stage:
    """Where a card in a state, with an interval in days, stands."""
    match state:
        case State.NEW:
            return Stage.NEW
        case State.REVIEW:
            return Stage.MATURE if interval >= MATURE_DAYS else Stage.YOUNG
        case _:
            return Stage.LEARNING
