"""Statistics against the same things counted one by one over the whole history."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pytest

from flashcards.collection import doctor
from flashcards.memory.events import Step
from flashcards.memory.fold import follow
from flashcards.memory.scheduler import retrievability
from flashcards.model import Draft, Event, Kind, Memory, Rating, Schedule, State
from flashcards.report.numbers import Recall
from flashcards.report.statistics import STABILITIES, Statistics, statistics
from tests.report.learner import DECK, SETTINGS, studied
from tests.students import DAY, HOUR, MORNING, Desk, answer, study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Desks = Callable[..., Desk]


class Review(NamedTuple):
    """An answer that counts, and the card before it."""

    event: Event
    before: Memory

    @property
    def remembered(self) -> bool:
        return self.event.draft.rating is not Rating.AGAIN

    @property
    def is_review(self) -> bool:
        return self.before.state is State.REVIEW


def reviews(desk: Desk) -> Iterator[Review]:
    """All live answers, each with the memory that the card's live events before it add up to."""
    history = desk.collection.history
    undone = history.undone()
    memories: dict[str, Memory] = defaultdict(Memory)
    for event in history.events():
        draft = event.draft
        if event.action in undone or draft.kind in (Kind.UNDO, Kind.CONTENT, Kind.ORDINAL, Kind.RENAME):
            continue
        before = memories[draft.subject]
        if draft.kind is Kind.REVIEW:
            yield Review(event, before)
        memories[draft.subject] = follow(before, step(event), desk.collection.parameters())


def step(event: Event) -> Step:
    draft = event.draft
    due = draft.schedule or Schedule(State.NEW, 0, 0, -1)
    return Step(
        draft.kind, event.day, draft.rating or 0, due.state, due.step, due.interval, due.due_day, due.due_at,
        draft.value or 0, draft.millis or 0, event.at,
    )  # fmt: skip


def recall(found: Iterable[Review]) -> Recall:
    there = list(found)
    return Recall(len(there), sum(review.remembered for review in there))


def now(desk: Desk) -> Statistics:
    return statistics(desk.collection, desk.clock.at)


@pytest.fixture(params=[1, 2])
def place(desk: Desks, request: pytest.FixtureRequest) -> Desk:
    return studied(desk(DECK, SETTINGS), 70, seed=request.param)


def test_each_day_of_the_year_is_counted(place: Desk) -> None:
    answers = Counter(place.collection.calendar.date(review.event.day) for review in reviews(place))

    found = now(place)

    assert found.year[0].date.weekday() == 0
    assert (found.numbers.date, 53) == (found.year[-1].date, len(found.year) // 7 + (len(found.year) % 7 > 0))
    assert answers == Counter({day.date: day.answers for day in found.year if day.answers})


def test_retention_by_month_counts_reviews_of_each_month(place: Desk) -> None:
    found = now(place)

    dates = place.collection.calendar.date
    for month in found.months:
        inside = [r for r in reviews(place) if r.is_review and dates(r.event.day).replace(day=1) == month.first]
        assert recall(r for r in inside if r.before.interval < 21) == month.retention.young
        assert recall(r for r in inside if r.before.interval >= 21) == month.retention.mature
    assert (12, found.numbers.date.replace(day=1)) == (len(found.months), found.months[-1].first)
    assert found.numbers.ever.all.reviews == sum(month.retention.all.reviews for month in found.months) > 20


def test_what_was_expected_of_reviews_is_what_fsrs_says(place: Desk) -> None:
    chances = [
        (
            retrievability(r.before.stability, r.event.day - r.before.last_day, place.collection.parameters()),
            r.remembered,
        )
        for r in reviews(place)
        if r.is_review and r.event.day > r.before.last_day
    ]

    found = now(place)

    assert recall(r for r in reviews(place) if r.is_review and r.event.day > r.before.last_day) == Recall(
        sum(group.recall.reviews for group in found.calibration),
        sum(group.recall.remembered for group in found.calibration),
    )
    mean = sum(chance for chance, _ in chances) / len(chances)
    assert mean == pytest.approx(
        sum(group.expected * group.recall.reviews for group in found.calibration) / len(chances), abs=0.005
    )
    assert [group.expected for group in found.calibration] == sorted(group.expected for group in found.calibration)


def test_hours_are_those_of_the_clock_on_the_wall(place: Desk) -> None:
    by_hour = Counter(place.collection.calendar.clock(review.event.at).hour for review in reviews(place))

    found = now(place)

    assert [by_hour[hour] for hour in range(24)] == [hour.answers for hour in found.hours]
    assert found.numbers.ever.all == Recall(
        sum(hour.recall.reviews for hour in found.hours), sum(hour.recall.remembered for hour in found.hours)
    )


def test_hours_keep_to_the_time_zone_and_its_summer(desk: Desks) -> None:
    # In Kathmandu clocks are 5:45 ahead; in Berlin the hour of 07:30 UTC changes on 2026-03-29.
    east = desk(DECK, 'timezone = "Asia/Kathmandu"\n', folder="east")
    answer(east.session())
    west = desk(DECK, 'timezone = "Europe/Berlin"\n', folder="west")
    for _ in range(2):
        answer(west.session())
        west.clock.at += 40 * DAY

    assert [13] == [hour for hour, there in enumerate(now(east).hours) if there.answers]
    assert [9, 10] == [hour for hour, there in enumerate(now(west).hours) if there.answers]


def test_hours_of_more_than_a_year_ago_do_not_count(desk: Desks) -> None:
    place = desk(DECK)
    answer(place.session())
    place.clock.at += 366 * DAY

    assert 0 == sum(hour.answers for hour in now(place).hours)
    assert 1 == now(place).numbers.answers


def test_cards_stand_where_their_stability_says(place: Desk) -> None:
    strengths = [memory.stability for memory in place.memories().values() if memory.stability]

    found = now(place)

    for bound, below in zip(STABILITIES, range(1, len(STABILITIES) + 1), strict=True):
        assert sum(stability < bound for stability in strengths) == sum(found.stabilities[:below])
    assert len(strengths) == sum(found.stabilities)


def test_the_hardest_come_first(place: Desk) -> None:
    memories = place.memories()
    lapsed = sorted((memory for memory in memories.values() if memory.lapses), key=lambda m: (-m.lapses, -m.difficulty))

    found = now(place)

    assert [(memory.lapses, memory.reps) for memory in lapsed] == [
        (card.lapses, card.answers) for card in found.hardest
    ]
    assert all(memories[card.question].lapses == card.lapses for card in found.hardest)
    topics: dict[str, list[Memory]] = defaultdict(list)
    for entry in place.cards().values():
        topics[entry.title].append(entry.memory)
    sums = {title: (sum(m.reps for m in there), sum(m.lapses for m in there)) for title, there in topics.items()}
    assert {title: both for title, both in sums.items() if both[1]} == {
        topic.title: (topic.answers, topic.lapses) for topic in found.hardest_topics
    }
    shares = [topic.lapses / topic.answers for topic in found.hardest_topics]
    assert shares == sorted(shares, reverse=True)


def test_progress_counts_cards_by_the_day_they_were_met(place: Desk) -> None:
    entries = place.cards().values()
    days = sorted(entry.memory.introduced_day for entry in entries if entry.memory.introduced_day >= 0)

    found = now(place)

    assert {place.collection.calendar.date(day): place_ for place_, day in enumerate(days, 1)} == dict(found.met)
    begun = {entry.title for entry in entries if entry.memory.introduced_day >= 0}
    assert (3, len(begun)) == (found.topics.all, found.topics.begun)
    passed = Counter(entry.title for entry in entries if entry.memory.passed or entry.memory.suspended)
    cards = Counter(entry.title for entry in entries)
    assert sum(passed[title] >= 0.8 * cards[title] for title in cards) == found.topics.learned


def test_a_collection_without_a_past_has_statistics_too(desk: Desks) -> None:
    for text in ("", DECK):
        found = statistics(desk(text, folder=f"of {len(text)}").collection, MORNING)

        assert ((), (), (), 0) == (found.calibration, found.hardest, found.met, found.numbers.answers)
        assert found.expected == Recall(0, 0)


def test_what_is_counted_agrees_with_the_history(place: Desk) -> None:
    assert [] == doctor.examine(place.collection)

    place.collection.index.execute(
        "update quarter set answers = answers + 1 where quarter = (select max(quarter) from quarter)"
    )

    assert ["the answers counted in the index differ from the history"] == doctor.examine(place.collection)


def test_new_parameters_change_what_was_expected(place: Desk) -> None:
    before = now(place)
    weights = [*place.collection.parameters()]
    weights[20] = 0.4
    place.collection.history.append(
        [Draft(Kind.PARAMETERS, text=f"{weights}")],
        at=place.clock.at,
        day=place.collection.calendar.day(place.clock.at),
    )
    place.collection.catch_up(place.clock.at)

    after = now(place)

    assert before.calibration != after.calibration
    assert before.expected.reviews == after.expected.reviews
    assert [] == doctor.examine(place.collection)


def test_an_index_made_anew_counts_the_same(place: Desk) -> None:
    before = now(place)

    place.reopen(without_index=True)

    assert before == now(place)


def test_the_clock_of_a_late_answer_is_that_of_its_hour(desk: Desks) -> None:
    place = desk(DECK)
    place.clock.at += 18 * HOUR
    study(place.session(limit=1))

    assert [2] == [hour for hour, there in enumerate(now(place).hours) if there.answers]
    assert 1 == now(place).year[-1].answers
