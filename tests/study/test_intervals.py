from __future__ import annotations

import pytest

from flashcards.model import Schedule, State
from flashcards.study import intervals

DAY = 86_400


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "<1m"),
        (59, "<1m"),
        (60, "1m"),
        (600, "10m"),
        (3599, "1h"),
        (5400, "1.5h"),
        (23.99 * 3600, "1d"),
        (4 * DAY, "4d"),
        (29 * DAY, "29d"),
        (30 * DAY, "1mo"),
        (69 * DAY, "2.3mo"),
        (364 * DAY, "12.1mo"),
        (402 * DAY, "1.1y"),
        (36_500 * DAY, "100y"),
    ],
)
def test_spans_read_as_in_anki(seconds: float, expected: str) -> None:
    assert expected == intervals.brief(seconds)


def test_a_learning_step_counts_from_now() -> None:
    step = Schedule(State.LEARNING, 1, 0, due_day=100, due_at=1_600_000)

    assert "10m" == intervals.until(step, 1_000_000, 100)


def test_a_step_beyond_the_night_counts_in_days() -> None:
    assert "1d" == intervals.until(Schedule(State.LEARNING, 0, 0, due_day=101), 0, 100)
    assert "4d" == intervals.until(Schedule(State.REVIEW, 0, 4, due_day=104), 0, 100)


@pytest.mark.parametrize(
    ("amount", "expected"), [(0.2, "less than a minute"), (1, "1 minute"), (12.4, "12 minutes"), (90, "1.5 hours")]
)
def test_minutes_in_words(amount: float, expected: str) -> None:
    assert expected == intervals.minutes(amount)
