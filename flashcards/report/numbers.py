"""A collection and an instant to the numbers of its statistics. Answers that were taken back do not count.

Days are logical days, as they were decided when an answer was given, so a clock that is put forward changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from flashcards.collection import counts, tally
from flashcards.memory.answers import Stage
from flashcards.study.plan import Options, plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from flashcards.collection.collection import Collection
    from flashcards.collection.counts import States
    from flashcards.collection.tally import Count
    from flashcards.study.plan import Left

FORECAST = 30
LATELY = 30
"""Days that count as the last month, today among them."""


class Day(NamedTuple):
    """What was done on one day."""

    date: date
    answers: int = 0
    introduced: int = 0
    millis: int = 0


class Recall(NamedTuple):
    """How many reviews there were, and how many of them were remembered: true retention, as Anki counts it."""

    reviews: int
    remembered: int

    @property
    def share(self) -> float | None:
        return self.remembered / self.reviews if self.reviews else None


class Retention(NamedTuple):
    """Recall by how far along the cards were: with an interval of less than 21 days, from there on, and all."""

    young: Recall
    mature: Recall
    all: Recall


class Streak(NamedTuple):
    """Days in a row with an answer, up to today or yesterday; the longest such row; and all days with an answer."""

    days: int
    longest: int
    studied: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """All that is counted of a collection at one instant."""

    date: date
    due: int
    """Cards that are due today or late, whatever the limits."""
    left: Left
    """What the plan still holds today."""
    minutes: float
    """About how long that takes."""
    states: States
    forecast: tuple[int, ...]
    """Cards due today and on each day after it."""
    month: Retention
    ever: Retention
    streak: Streak
    days: tuple[Day, ...]
    """The last month, day by day, today last."""
    answers: int
    millis: int

    @property
    def today(self) -> Day:
        return self.days[-1]


def numbers(collection: Collection, at: int) -> Numbers:
    """Everything at once: a few aggregates over the cards, and one row for each day of the past."""
    calendar, index = collection.calendar, collection.index
    today = calendar.day(at)
    current = plan(collection, at, Options())
    left, forecast = current.left(), counts.due(index, today, FORECAST)
    past = tally.counts(index)
    lately = [count for count in past if today - LATELY < count.day <= today]
    return Numbers(
        date=calendar.date(today),
        due=forecast[0],
        left=left,
        minutes=current.minutes(left),
        states=counts.states(index),
        forecast=tuple(forecast),
        month=retention(lately),
        ever=retention(past),
        streak=streak([count.day for count in past], today),
        days=tuple(
            done_on(calendar.date(day), [count for count in lately if count.day == day])
            for day in range(today - LATELY + 1, today + 1)
        ),
        answers=sum(count.answers for count in past),
        millis=sum(count.millis for count in past),
    )


def done_on(date_: date, there: Sequence[Count]) -> Day:
    """What was done on a day, from its counts."""
    return Day(
        date_,
        sum(count.answers for count in there),
        sum(count.answers for count in there if count.stage is Stage.NEW),
        sum(count.millis for count in there),
    )


def retention(past: Iterable[Count]) -> Retention:
    """Recall of young and mature cards over some days."""
    there = list(past)
    young, mature = (recall(there, stage) for stage in (Stage.YOUNG, Stage.MATURE))
    return Retention(young, mature, Recall(young.reviews + mature.reviews, young.remembered + mature.remembered))


def recall(past: Iterable[Count], stage: Stage) -> Recall:
    """What was answered to cards of one stage."""
    there = [count for count in past if count.stage is stage]
    reviews = sum(count.answers for count in there)
    return Recall(reviews, reviews - sum(count.again for count in there))


def streak(studied: Iterable[int], today: int) -> Streak:
    """Rows of days without a gap; today is no gap as long as it lasts."""
    days = sorted(set(studied))
    longest = length = 0
    before = None
    for day in days:
        length = length + 1 if before is not None and day == before + 1 else 1
        longest, before = max(longest, length), day
    current = length if before is not None and before >= today - 1 else 0
    return Streak(current, longest, len(days))


def as_json(found: Numbers) -> dict[str, Any]:
    """The keys of `stats --json`."""
    return {
        "date": found.date.isoformat(),
        "today": {
            "due": found.due,
            "left": found.left._asdict() | {"minutes": round(found.minutes, 1)},
            **_done(found.today),
        },
        "cards": found.states._asdict() | {"total": found.states.total},
        "forecast": list(found.forecast),
        "retention": {"month": _shares(found.month), "ever": _shares(found.ever)},
        "streak": found.streak._asdict(),
        "days": [{"date": day.date.isoformat(), **_done(day)} for day in found.days],
        "total": {"answers": found.answers, "minutes": round(found.millis / 60_000, 1)},
    }


def _done(day: Day) -> dict[str, Any]:
    return {"answers": day.answers, "introduced": day.introduced, "minutes": round(day.millis / 60_000, 1)}


def _shares(retention: Retention) -> dict[str, Any]:
    return {
        name: {**recall._asdict(), "share": None if recall.share is None else round(recall.share, 4)}
        for name, recall in retention._asdict().items()
    }
