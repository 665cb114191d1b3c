"""Rows of a review log to events, without Anki: what each row becomes, and that no row at all can do any harm."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.formats.anki.inward import preferences, reviews, standing
from flashcards.formats.anki.inward.reviews import Where
from flashcards.formats.anki.inward.rows import Card, Review
from flashcards.memory.days import Calendar
from flashcards.memory.scheduler import DEFAULT_PARAMETERS
from flashcards.model import Kind, Memory, State
from tests.formats.returning import remembered
from tests.students import DAY, MINUTE

if TYPE_CHECKING:
    from flashcards.memory.arrivals import Arrival

WHERE = Where("guid", 0, "bread/a-1")
TERMS = standing.Terms(Calendar(ZoneInfo("UTC")), 16_332, 2, 1, DEFAULT_PARAMETERS)
NOON = 20_000 * DAY + DAY // 2
NEW, LEARNING, REVIEW, RELEARNING = range(4)
REVIEWED = Card(1, 1, 1, 0, 1, REVIEW, 2, 20_050 - 16_332, 40, 2500, 5, 0, 0, 0, 0, 0, "")


def row(days: float, ease: int, interval: int, kind: int, factor: int = 500) -> Review:
    """A row so many days after the first."""
    return Review(NOON + round(days * DAY), 1, ease, interval, 0, factor, 8000, kind)


LEARNT = [row(0, 3, -600, 0), row(0.01, 3, 3, 0), row(3, 3, 9, 1)]


def arrivals(rows: list[Review], card: Card = REVIEWED) -> list[Arrival]:
    return standing.arrivals(card, reviews.read(rows), WHERE, TERMS)


def kinds(rows: list[Review], card: Card = REVIEWED) -> list[str]:
    return [one.draft.kind.name.lower() for one in arrivals(rows, card)]


def test_each_answer_leads_to_the_state_that_the_next_one_finds() -> None:
    rows = [row(0, 3, -600, 0), row(0.01, 3, 3, 0), row(3, 1, -600, 1), row(3.01, 3, 1, 2), row(4, 4, 50, 1)]

    found = [one.draft.schedule for one in arrivals(rows)]

    assert [State.LEARNING, State.REVIEW, State.RELEARNING, State.REVIEW, State.REVIEW] == [
        due.state for due in found if due
    ]
    assert [0, 3, 0, 1, 40] == [due.interval for due in found if due]


def test_only_the_last_answer_is_due_when_the_card_is() -> None:
    days = [(one.day, one.draft.schedule.due_day) for one in arrivals(LEARNT) if one.draft.schedule]

    assert [(20_000, 20_000), (20_000, 20_003), (20_003, 20_050)] == days


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ([row(5, 0, 30, 4)], ["reschedule"]),
        ([row(5, 0, 30, 5)], ["reschedule"]),
        ([row(5, 0, 0, 4, factor=0), row(6, 3, 2, 0)], ["forget", "review"]),
        ([row(5, 1, -60, 3, factor=0)], []),
        ([row(5, 3, 20, 3)], ["review"]),
        ([row(5, 3, -600, 0), row(5.1, 3, 1, 0)], ["forget", "review", "review"]),
        ([row(5, 7, 3, 1)], []),
    ],
    ids=["set due", "rescheduled", "reset", "crammed", "ahead", "new again, untold", "no grade"],
)
def test_what_a_row_becomes(more: list[Review], told: list[str]) -> None:
    assert ["review"] * 3 + told == kinds([*LEARNT, *more])


def test_a_new_card_is_new_whatever_its_log_says() -> None:
    new = REVIEWED._replace(type=NEW, queue=0, due=5, interval=0)

    assert [] == kinds([], new)
    assert Memory() == remembered(arrivals(LEARNT, new))


def test_a_log_from_the_middle_goes_on_from_what_its_first_answer_tells() -> None:
    rows = [row(0, 3, 30, 1, factor=2500), row(28, 3, 70, 1, factor=2500)]

    assert ["review", "reschedule", "review"] == kinds(rows)
    memory = remembered(arrivals(rows))
    assert memory.stability > 30
    assert 20_028 == memory.last_day


def test_hard_was_not_there_in_the_steps_of_the_first_scheduler() -> None:
    rows = [row(0, 2, -600, 0), row(1, 3, 4, 0), row(2, 3, 9, 1), row(11, 1, -600, 1), row(12, 1, -60, 2)]

    assert [3, 4, 3, 1, 1] == [one.ease for one in reviews.modern(rows)]


def test_the_same_row_is_the_same_event_and_another_one_is_not() -> None:
    ids = [one.id for one in arrivals(LEARNT)]

    assert ids == [one.id for one in arrivals(LEARNT, REVIEWED._replace(due=1, interval=2))]
    assert 3 == len(set(ids))
    assert set(ids).isdisjoint(one.id for one in standing.arrivals(REVIEWED, reviews.read(LEARNT), other(), TERMS))


def other() -> Where:
    return Where("guid", 1, "bread/a-1/reverse")


numbers = st.integers(-(2**63), 2**63 - 1) | st.integers(-10, 60_000) | st.integers(NOON - DAY, NOON + 900 * DAY)
some_reviews = st.lists(
    st.builds(
        Review,
        numbers,
        st.just(1),
        st.integers(-1, 6) | numbers,
        numbers,
        numbers,
        numbers,
        numbers,
        st.integers(-1, 7),
    ),
    max_size=6,
).map(lambda rows: sorted({row.id: row for row in rows}.values()))
data = st.text(max_size=8) | st.sampled_from(
    ["", "[]", '{"s":12.5,"d":5}', '{"s":-1,"d":99}', '{"s":"x"}', '{"s":1e400,"d":5}', '{"lrt":1e30}', "[" * 3000]
)
some_cards = st.builds(
    Card, *[numbers] * 5, st.integers(-1, 4) | numbers, st.integers(-3, 4) | numbers, *[numbers] * 9, data
)


@given(some_cards, some_reviews)
@settings(max_examples=300)
def test_no_numbers_can_do_any_harm(card: Card, rows: list[Review]) -> None:
    found = arrivals(rows, card)

    assert found == sorted(found, key=lambda one: one.at)
    for one in found:
        assert 0 < one.at < 1 << 48
        assert one.id[:6] == one.at.to_bytes(6, "big")
        due = one.draft.schedule
        assert due is None or (0 <= due.interval <= 36_500 and abs(due.due_day) < 2**31)
    memory = remembered(found)
    assert memory.stability >= 0
    assert 0 <= standing.changed(card) < 1 << 48
    assert (memory.state is State.NEW) == (not 0 < card.type <= 3)


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True, width=32), min_size=15, max_size=23))
def test_no_parameters_can_do_any_harm(parameters: list[float]) -> None:
    found = preferences.modern(parameters)

    assert found is None or len(found) == 21


def test_reviews_are_told_with_their_times_up_to_what_a_log_can_hold() -> None:
    slow = LEARNT[2]._replace(millis=10 * MINUTE)

    assert [8000, 8000, 10 * MINUTE] == [
        one.draft.millis for one in arrivals([*LEARNT[:2], slow]) if one.draft.kind is Kind.REVIEW
    ]
