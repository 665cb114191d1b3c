"""What a sitting has done so far, added up answer by answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashcards.model import Rating, State

if TYPE_CHECKING:
    from flashcards.model import Memory


@dataclass(frozen=True, slots=True)
class Tally:
    """What a session has done: answers by grade, cards introduced, reviews of cards that were learnt, seconds."""

    again: int = 0
    hard: int = 0
    good: int = 0
    easy: int = 0
    introduced: int = 0
    reviews: int = 0
    remembered: int = 0
    seconds: float = 0.0

    @property
    def answers(self) -> int:
        return self.again + self.hard + self.good + self.easy

    def __add__(self, more: Tally) -> Tally:
        return Tally(
            self.again + more.again,
            self.hard + more.hard,
            self.good + more.good,
            self.easy + more.easy,
            self.introduced + more.introduced,
            self.reviews + more.reviews,
            self.remembered + more.remembered,
            self.seconds + more.seconds,
        )


def added(rating: Rating, seconds: float, before: Memory) -> Tally:
    """What one answer adds; `before` is the memory before it."""
    counts = {"introduced": before.introduced_day < 0, "reviews": before.state is State.REVIEW}
    remembered = counts["reviews"] and rating is not Rating.AGAIN
    return Tally(**{rating.name.lower(): 1}, **counts, remembered=remembered, seconds=seconds)
