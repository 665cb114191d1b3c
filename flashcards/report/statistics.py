"""A collection and an instant to all that its statistics show: the numbers, and what takes a longer look.

`numbers` is what a learner asks for every day and costs next to nothing; this counts cards one by one, and reads hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from flashcards.collection import cards, survey, tally
from flashcards.report.numbers import Day, Recall, Retention, done_on, numbers, retention
from flashcards.study import listing
from flashcards.study.gate import READY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from flashcards.collection.collection import Collection
    from flashcards.collection.survey import Hard, Topics
    from flashcards.collection.tally import Count, Expected
    from flashcards.report.numbers import Numbers

WEEKS = 53
MONTHS = 12
HARDEST = 10
STABILITIES = (1, 3, 7, 14, 30, 60, 120, 240, 365, 730)
"""Days at which one group of cards ends and the next begins."""
WIDTH = 5
"""Percent of expected recall that are put together."""


class Month(NamedTuple):
    """What was remembered in a month of the calendar, named by its first day."""

    first: date
    retention: Retention


class Bin(NamedTuple):
    """Reviews that FSRS gave about the same chance: their mean expected share, and what came of them."""

    expected: float
    recall: Recall


class Hour(NamedTuple):
    """The answers of the last year within one hour of the day, and how the reviews among them went."""

    answers: int
    recall: Recall


class HardCard(NamedTuple):
    """A card that was forgotten often. `difficulty` is 1–10."""

    id: str
    question: str
    topic: str
    topic_id: str
    answers: int
    lapses: int
    difficulty: float


class Met(NamedTuple):
    """How many cards of the decks had been met by the end of a day."""

    date: date
    cards: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """All figures of a collection at one instant."""

    numbers: Numbers
    wanted: float
    """The share of reviews that the settings want to be remembered."""
    year: tuple[Day, ...]
    """53 weeks, day by day, from a Monday to today."""
    months: tuple[Month, ...]
    """The last twelve months, this one last."""
    calibration: tuple[Bin, ...]
    """Reviews by what FSRS, with the parameters in force, expected of them; the least likely first."""
    stabilities: tuple[int, ...]
    """Cards by stability: below each of `STABILITIES`, and above the last."""
    hours: tuple[Hour, ...]
    """The 24 hours of the day."""
    hardest: tuple[HardCard, ...]
    hardest_topics: tuple[Hard, ...]
    met: tuple[Met, ...]
    topics: Topics

    @property
    def expected(self) -> Recall:
        """All reviews that FSRS could expect something of, and how many of them it expected to be remembered."""
        reviews = sum(group.recall.reviews for group in self.calibration)
        return Recall(reviews, round(sum(group.expected * group.recall.reviews for group in self.calibration)))


def statistics(collection: Collection, at: int) -> Statistics:
    """Everything at once: the counts of the index, and some aggregates over all cards."""
    calendar, index = collection.calendar, collection.index
    today = calendar.day(at)
    past = tally.counts(index)
    return Statistics(
        numbers=numbers(collection, at),
        wanted=collection.settings.retention,
        year=tuple(_year(collection, past, today)),
        months=tuple(_months(collection, past, today)),
        calibration=tuple(bins(tally.expected(index))),
        stabilities=tuple(survey.stabilities(index, STABILITIES)),
        hours=tuple(_hours(collection, at)),
        hardest=tuple(_hardest(collection)),
        hardest_topics=tuple(survey.hardest_topics(index, HARDEST)),
        met=tuple(_met(collection)),
        topics=survey.topics(index, READY),
    )


def _year(collection: Collection, past: Sequence[Count], today: int) -> Iterable[Day]:
    """Whole weeks from Monday on, the last one up to today."""
    calendar = collection.calendar
    first = today - calendar.date(today).weekday() - 7 * (WEEKS - 1)
    days = {day: done_on(calendar.date(day), list(there)) for day, there in groupby(past, lambda count: count.day)}
    return (days.get(day) or Day(calendar.date(day)) for day in range(first, today + 1))


def _months(collection: Collection, past: Sequence[Count], today: int) -> Iterable[Month]:
    first = collection.calendar.date(today).replace(day=1)
    firsts = [first]
    for _ in range(MONTHS - 1):
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    of_month = {
        month: list(there)
        for month, there in groupby(past, lambda count: collection.calendar.date(count.day).replace(day=1))
    }
    return (Month(month, retention(of_month.get(month, ()))) for month in reversed(firsts))


def bins(expected: Iterable[Expected]) -> Iterable[Bin]:
    """Whole percents put together to groups that are wide enough to be seen."""
    for _, group in groupby(expected, lambda found: min(found.percent, 99) // WIDTH):
        there = list(group)
        reviews = sum(found.reviews for found in there)
        mean = sum(found.percent * found.reviews for found in there) / reviews / 100
        yield Bin(mean, Recall(reviews, sum(found.remembered for found in there)))


def _hours(collection: Collection, at: int) -> Iterable[Hour]:
    sums = [[0, 0, 0] for _ in range(24)]
    year = 365 * 24 * 3_600_000
    for quarter, *counted in tally.quarters(collection.index, at - year):
        hour = sums[collection.calendar.clock(quarter * tally.QUARTER_MS).hour]
        for place, number in enumerate(counted):
            hour[place] += number
    return (Hour(answers, Recall(reviews, remembered)) for answers, reviews, remembered in sums)


def _hardest(collection: Collection) -> Iterable[HardCard]:
    for entry in survey.hardest(collection.index, HARDEST):
        memory = entry.memory
        yield HardCard(
            cards.short(entry), listing.question(entry), entry.title, entry.topic,
            memory.reps, memory.lapses, memory.difficulty,
        )  # fmt: skip


def _met(collection: Collection) -> Iterable[Met]:
    count = 0
    for day, introduced in survey.introduced(collection.index):
        count += introduced
        yield Met(collection.calendar.date(day), count)


def as_json(found: Statistics) -> dict[str, Any]:
    """The keys that `stats --all --json` has beyond those of `stats --json`."""
    bounds = [*STABILITIES, None]
    return {
        "wanted": found.wanted,
        "months": [
            {
                "month": f"{month.first:%Y-%m}",
                "young": _of(month.retention.young),
                "mature": _of(month.retention.mature),
            }
            for month in found.months
        ],
        "calibration": [{"expected": round(group.expected, 4), **_of(group.recall)} for group in found.calibration],
        "stability": [{"below": bound, "cards": count} for bound, count in zip(bounds, found.stabilities, strict=True)],
        "hours": [
            {"hour": hour, "answers": there.answers, **_of(there.recall)} for hour, there in enumerate(found.hours)
        ],
        "hardest": [{**card._asdict(), "difficulty": round(card.difficulty, 4)} for card in found.hardest],
        "hardest_topics": [
            {**topic._asdict(), "difficulty": round(topic.difficulty, 4)} for topic in found.hardest_topics
        ],
        "topics": found.topics._asdict(),
        "met": [{"date": met.date.isoformat(), "cards": met.cards} for met in found.met],
    }


def _of(recall: Recall) -> dict[str, Any]:
    return {**recall._asdict(), "share": None if recall.share is None else round(recall.share, 4)}
