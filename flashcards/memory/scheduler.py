"""A memory and a rating to the next memory and the day it comes back: FSRS on logical days, intervals as in Anki.

The memory model (stability, difficulty) is the `fsrs` package's, fed with instants built from logical days, since it
floors elapsed time to blocks of 24 hours. What it says about due dates is ignored: steps, the order of the buttons,
bounds and fuzz follow Anki. Everything here is pure; the fuzz is seeded by the card and its repetition, so that
preview, answer and replay agree.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from flashcards.model import Memory, Rating, Schedule, State

if TYPE_CHECKING:
    import fsrs

    from flashcards.memory.days import Calendar

# FSRS-6 defaults, as published with the model; the last one is the decay of the forgetting curve.
DEFAULT_PARAMETERS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
MAX_LEARNING_FUZZ = 300
MINUTE = 60_000
_START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rules:
    """How intervals are made. Steps are in seconds; none means that a card leaves learning at once."""

    parameters: tuple[float, ...] = DEFAULT_PARAMETERS
    retention: float = 0.9
    learning_steps: tuple[int, ...] = (60, 600)
    relearning_steps: tuple[int, ...] = (600,)
    maximum_interval: int = 36500
    fuzz: bool = True


def remember(memory: Memory, rating: Rating, day: int, parameters: tuple[float, ...]) -> tuple[float, float]:
    """Stability (days) and difficulty (1–10) after an answer on a logical day (FSRS-6)."""
    return _after(memory.stability, memory.difficulty, min(memory.last_day, day), rating, day, parameters)


@lru_cache(maxsize=16)
def _after(
    stability: float, difficulty: float, last_day: int, rating: Rating, day: int, parameters: tuple[float, ...]
) -> tuple[float, float]:
    """Kept for a moment: what a card's buttons say is asked again when one is pressed, and once more by the fold."""
    import fsrs

    card = fsrs.Card(card_id=1, state=fsrs.State.Learning, step=0)
    if stability:
        card = fsrs.Card(
            card_id=1,
            state=fsrs.State.Review,
            step=None,
            stability=stability,
            difficulty=difficulty,
            last_review=_instant(last_day),
        )
    after, _ = _model(parameters).review_card(card, fsrs.Rating(int(rating)), _instant(day))
    if after.stability is None or after.difficulty is None:
        raise AssertionError("FSRS left a reviewed card without a memory")
    return after.stability, after.difficulty


def retrievability(stability: float, elapsed_days: float, parameters: tuple[float, ...] = DEFAULT_PARAMETERS) -> float:
    """The chance of recall, 0–1 (FSRS-6, the power forgetting curve)."""
    decay = -parameters[20]
    factor = 0.9 ** (1 / decay) - 1
    return float((1 + factor * max(0.0, elapsed_days) / stability) ** decay) if stability > 0 else 0.0


def ideal_interval(stability: float, retention: float, parameters: tuple[float, ...]) -> float:
    """Days until recall falls to the wanted retention (FSRS-6, the forgetting curve solved for time)."""
    decay = -parameters[20]
    return float(stability / (0.9 ** (1 / decay) - 1) * (retention ** (1 / decay) - 1))


def schedule(memory: Memory, rating: Rating, at: int, *, card: str, rules: Rules, calendar: Calendar) -> Schedule:
    """What an answer at an instant does to a card; `card` seeds the fuzz."""
    return choices(memory, at, card=card, rules=rules, calendar=calendar)[rating]


def choices(memory: Memory, at: int, *, card: str, rules: Rules, calendar: Calendar) -> dict[Rating, Schedule]:
    """What each grade would do."""
    day = calendar.day(at)
    chance = _chance(card, memory.reps)
    answer = _Answer(memory, at, day, rules, calendar, chance)
    if memory.state is State.REVIEW:
        return answer.review()
    return answer.learning()


@dataclass(frozen=True, slots=True)
class _Answer:
    """One card, asked at one moment: the place where a state and a grade meet."""

    memory: Memory
    at: int
    day: int
    rules: Rules
    calendar: Calendar
    chance: float

    def learning(self) -> dict[Rating, Schedule]:
        """Anki's learning and relearning: through the steps, then out by Good on the last one or by Easy."""
        relearning = self.memory.state is State.RELEARNING
        steps = self.rules.relearning_steps if relearning else self.rules.learning_steps
        state = State.RELEARNING if relearning else State.LEARNING
        good = self._days(Rating.GOOD, at_least=1)
        easy = self._days(Rating.EASY, at_least=good + 1)
        if not steps:
            again = self._days(Rating.AGAIN, at_least=1)
            hard = self._days(Rating.HARD, at_least=again)
            good = max(good, hard)
            return _graduated(self.day, again, hard, good, max(easy, good))
        step = min(self.memory.step, len(steps) - 1) if self.memory.state is not State.NEW else 0
        last = step + 1 >= len(steps)
        return {
            Rating.AGAIN: self._step(state, 0, steps[0]),
            Rating.HARD: self._step(state, step, _hard_delay(steps, step)),
            Rating.GOOD: _due(self.day, good) if last else self._step(state, step + 1, steps[step + 1]),
            Rating.EASY: _due(self.day, easy),
        }

    def review(self) -> dict[Rating, Schedule]:
        """Anki's review intervals: each button at least a day longer than the one before, growing past the last one."""
        hard = self._days(Rating.HARD, at_least=self._past(Rating.HARD))
        good = self._days(Rating.GOOD, at_least=max(self._past(Rating.GOOD), hard + 1))
        easy = self._days(Rating.EASY, at_least=max(self._past(Rating.EASY), good + 1))
        again = self._days(Rating.AGAIN, at_least=1)
        choices = _graduated(self.day, again, hard, good, easy)
        if self.rules.relearning_steps:
            choices[Rating.AGAIN] = self._step(State.RELEARNING, 0, self.rules.relearning_steps[0])
        return choices

    def _ideal(self, rating: Rating) -> float:
        stability, _ = remember(self.memory, rating, self.day, self.rules.parameters)
        return ideal_interval(stability, self.rules.retention, self.rules.parameters)

    def _past(self, rating: Rating) -> int:
        """One day more than the last interval if this grade lets it grow at all."""
        return self.memory.interval + 1 if round(self._ideal(rating)) > self.memory.interval else 1

    def _days(self, rating: Rating, *, at_least: int) -> int:
        ideal = self._ideal(rating)
        return fuzzed(ideal, self.chance if self.rules.fuzz else None, at_least, self.rules.maximum_interval)

    def _step(self, state: State, step: int, seconds: int) -> Schedule:
        """A learning step: due at an instant, or on a day once it falls after the rollover."""
        if self.rules.fuzz:
            seconds += int(self.chance * min(seconds * 0.25, MAX_LEARNING_FUZZ))
        due = self.at + seconds * 1000
        due_day = self.calendar.day(due)
        return Schedule(state, step, 0, max(due_day, self.day), due if due_day <= self.day else None)


def _graduated(day: int, again: int, hard: int, good: int, easy: int) -> dict[Rating, Schedule]:
    return {rating: _due(day, days) for rating, days in zip(Rating, (again, hard, good, easy), strict=True)}


def _due(day: int, interval: int) -> Schedule:
    return Schedule(State.REVIEW, 0, interval, day + interval)


def _hard_delay(steps: tuple[int, ...], step: int) -> int:
    """Hard repeats a step; the first one waits the mean of two, or half as long again (at most a day more)."""
    if step:
        return steps[step]
    if len(steps) > 1:
        return (steps[0] + steps[1]) // 2
    return min(steps[0] * 3 // 2, steps[0] + 86_400)


def fuzzed(ideal: float, chance: float | None, at_least: int, at_most: int) -> int:
    """Whole days near an ideal interval. `chance` in [0, 1) picks within Anki's fuzz range; None is no fuzz."""
    at_least = min(at_least, at_most)
    days = min(max(ideal, at_least), at_most)
    if chance is None or days < 2.5:
        return min(max(round(days), at_least, 1), at_most)
    delta = 1.0 + sum(share * max(0.0, min(days, high) - low) for low, high, share in FUZZ)
    low = min(max(round(days - delta), 2, at_least), at_most)
    high = max(low, min(round(days + delta), at_most))
    if high == low and low > 2 and low < at_most:
        high = low + 1
    return int(low + chance * (1 + high - low))


def _chance(card: str, reps: int) -> float:
    """A number in [0, 1) that depends on the card and its repetition only."""
    return zlib.crc32(f"{card}\n{reps}".encode()) / 2**32


@lru_cache(maxsize=8)
def _model(parameters: tuple[float, ...]) -> fsrs.Scheduler:
    import fsrs

    return fsrs.Scheduler(parameters=parameters, enable_fuzzing=False)


def are_sound(parameters: tuple[float, ...]) -> bool:
    """Whether FSRS can work with such parameters."""
    try:
        _model(parameters)
    except ValueError:
        return False
    return True


def _instant(day: int) -> datetime:
    return _START + timedelta(days=day)
