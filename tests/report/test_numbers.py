"""The numbers of a collection, on histories made by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from flashcards.collection import doctor, tally
from flashcards.memory.answers import Stage
from flashcards.model import Draft, Kind, Rating, Schedule, State
from flashcards.report.numbers import Numbers, Recall, Streak, numbers, streak
from tests.students import DAY, HOUR, MINUTE, MORNING, Desk, answer, deck, study, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    Desks = Callable[..., Desk]

THREE = deck(topic("Atoms", "What is an atom?", "What is an ion?", "What is a shell?"))


def review(
    desk: Desk, front: str, rating: Rating, *, interval: int, at: int | None = None, seconds: float = 6
) -> bytes:
    """An answer written by hand: what it says about the next interval is the history's word."""
    at = desk.clock.at if at is None else at
    day = desk.collection.calendar.day(at)
    schedule = Schedule(State.REVIEW, 0, interval, day + interval)
    draft = Draft(Kind.REVIEW, desk.cards()[front].origin, rating, round(seconds * 1000), schedule)
    [event] = desk.collection.history.append([draft], at=at, day=day)
    desk.collection.catch_up(at)
    return event.action


def now(desk: Desk) -> Numbers:
    return numbers(desk.collection, desk.clock.at)


def test_a_collection_without_a_past_has_numbers_too(desk: Desks) -> None:
    found = now(desk(THREE))

    assert (0, 3, 0) == (found.due, found.states.new, found.answers)
    assert (Streak(0, 0, 0), None) == (found.streak, found.month.all.share)
    assert [0] * 30 == list(found.forecast)
    assert date(2026, 3, 2) == found.today.date == found.days[-1].date


@pytest.mark.parametrize(
    ("studied", "expected"),
    [
        ([], Streak(0, 0, 0)),
        ([10], Streak(1, 1, 1)),
        ([9], Streak(1, 1, 1)),
        ([8], Streak(0, 1, 1)),
        ([1, 2, 3, 5, 6, 9, 10], Streak(2, 3, 7)),
        ([7, 8, 9], Streak(3, 3, 3)),
        ([9, 9, 10, 10], Streak(2, 2, 2)),
    ],
)
def test_a_streak_ends_with_a_day_off_and_today_is_none_yet(studied: list[int], expected: Streak) -> None:
    assert expected == streak(studied, 10)


def test_retention_counts_reviews_by_how_far_along_the_cards_were(desk: Desks) -> None:
    place = desk(THREE)
    review(place, "What is an atom?", Rating.GOOD, interval=5)
    place.clock.at += 5 * DAY
    review(place, "What is an atom?", Rating.HARD, interval=21)
    place.clock.at += 21 * DAY
    review(place, "What is an atom?", Rating.AGAIN, interval=2)
    place.clock.at += 2 * DAY
    review(place, "What is an atom?", Rating.GOOD, interval=40)

    found = now(place)

    assert (Recall(2, 2), Recall(1, 0), Recall(3, 2)) == (found.ever.young, found.ever.mature, found.ever.all)
    assert 4 == found.answers
    assert found.month == found.ever
    place.clock.at += 7 * DAY
    assert Recall(2, 1) == now(place).month.all


def test_answers_in_learning_steps_do_not_enter_retention(desk: Desks) -> None:
    place = desk(THREE)
    study(place.session())

    found = now(place)

    assert (6, 3, Recall(0, 0)) == (found.today.answers, found.today.introduced, found.ever.all)
    assert 6 * 8_000 == found.today.millis


def test_what_is_due_is_counted_by_day_and_late_cards_with_today(desk: Desks) -> None:
    place = desk(THREE)
    review(place, "What is an atom?", Rating.GOOD, interval=1)
    review(place, "What is an ion?", Rating.GOOD, interval=4)
    review(place, "What is a shell?", Rating.GOOD, interval=90)
    place.clock.at += 3 * DAY

    found = now(place)

    assert [1, 1, *[0] * 28] == list(found.forecast)
    assert (1, 2, 1) == (found.due, found.states.young, found.states.mature)
    place.log(Kind.BURY, "What is an atom?", value=place.collection.calendar.day(place.clock.at) + 2)
    assert [0, 1, 1, *[0] * 27] == list(now(place).forecast)
    place.log(Kind.SUSPEND, "What is an ion?")
    assert [0, 0, 1, *[0] * 27] == list(now(place).forecast)
    assert 1 == now(place).states.suspended


def test_answers_that_were_taken_back_do_not_count(desk: Desks) -> None:
    place = desk(THREE)
    review(place, "What is an atom?", Rating.GOOD, interval=3)
    before = now(place)
    session = place.session()
    answer(session)

    session.undo()

    after = now(place)
    assert (before.answers, before.days, before.streak) == (after.answers, after.days, after.streak)


def test_what_was_taken_back_on_another_day_leaves_no_day_behind(desk: Desks) -> None:
    place = desk(THREE)
    action = review(place, "What is an atom?", Rating.GOOD, interval=3)
    place.clock.at += DAY
    review(place, "What is an ion?", Rating.GOOD, interval=3)
    place.collection.history.undo(at=place.clock.at, day=0, action=action)
    place.collection.catch_up(place.clock.at)

    assert (1, Streak(1, 1, 1)) == (now(place).answers, now(place).streak)
    assert [] == doctor.examine(place.collection)


def test_a_card_that_was_forgotten_on_purpose_is_introduced_again(desk: Desks) -> None:
    place = desk(THREE)
    review(place, "What is an atom?", Rating.GOOD, interval=30)
    place.log(Kind.FORGET, "What is an atom?")
    review(place, "What is an atom?", Rating.AGAIN, interval=1)

    assert [(Stage.NEW, 2)] == [(count.stage, count.answers) for count in tally.counts(place.collection.index)]


def test_a_rescheduled_card_goes_on_as_a_review(desk: Desks) -> None:
    place = desk(THREE)
    day = place.collection.calendar.day(place.clock.at)
    due = Schedule(State.REVIEW, 0, 30, day)
    place.collection.history.append(
        [Draft(Kind.RESCHEDULE, place.cards()["What is an atom?"].origin, schedule=due)], at=place.clock.at, day=day
    )
    review(place, "What is an atom?", Rating.GOOD, interval=40)

    assert Recall(1, 1) == now(place).ever.mature


def test_days_begin_at_four_also_when_the_clock_is_put_forward(desk: Desks) -> None:
    # In Berlin, on 2026-03-29, two o'clock is followed by three.
    place = desk(THREE, 'timezone = "Europe/Berlin"\n', at=MORNING + 25 * DAY)
    for days, hours in ((0, 12), (1, 17), (2, 17)):
        review(place, "What is an atom?", Rating.GOOD, interval=1, at=MORNING + (25 + days) * DAY + hours * HOUR)
    place.clock.at = MORNING + 28 * DAY - 7 * HOUR

    found = now(place)

    assert date(2026, 3, 29) == found.date
    assert [1, 1, 1] == [day.answers for day in found.days[-3:]]
    assert Streak(3, 3, 3) == found.streak
    place.clock.at += 61 * MINUTE
    assert (date(2026, 3, 30), Streak(3, 3, 3)) == (now(place).date, now(place).streak)
