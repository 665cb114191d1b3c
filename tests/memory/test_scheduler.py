"""FSRS on logical days, and Anki's rules for intervals."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.memory.days import Calendar
from flashcards.memory.scheduler import (
    DEFAULT_PARAMETERS,
    Rules,
    choices,
    fuzzed,
    ideal_interval,
    remember,
    retrievability,
)
from flashcards.model import Memory, Rating, State

CALENDAR = Calendar(ZoneInfo("UTC"))
NOON = CALENDAR.begins(20780) + 8 * 3_600_000
PLAIN = Rules(fuzz=False)
MINUTE = 60_000

memories = st.builds(
    Memory,
    state=st.just(State.REVIEW),
    stability=st.floats(0.01, 3000),
    difficulty=st.floats(1, 10),
    interval=st.integers(1, 4000),
    due_day=st.integers(20000, 20780),
    last_day=st.integers(19000, 20780),
    reps=st.integers(1, 500),
)


def test_defaults_are_those_of_the_fsrs_package() -> None:
    assert fsrs.Scheduler().parameters == DEFAULT_PARAMETERS


@given(st.lists(st.tuples(st.sampled_from(list(Rating)), st.integers(0, 400)), min_size=1, max_size=12))
def test_memory_is_what_fsrs_says_of_the_same_days(answers: list[tuple[Rating, int]]) -> None:
    model = fsrs.Scheduler(enable_fuzzing=False)
    card, memory, day = fsrs.Card(card_id=1), Memory(), 20000

    for rating, gap in answers:
        day += gap
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=day)
        card, _ = model.review_card(card, fsrs.Rating(int(rating)), moment)
        stability, difficulty = remember(memory, rating, day, DEFAULT_PARAMETERS)
        memory = replace(memory, stability=stability, difficulty=difficulty, last_day=day)

    assert (card.stability, card.difficulty) == pytest.approx((memory.stability, memory.difficulty))


def test_recall_falls_to_the_wanted_retention_after_the_ideal_interval() -> None:
    days = ideal_interval(37.0, 0.85, DEFAULT_PARAMETERS)

    assert retrievability(37.0, days) == pytest.approx(0.85)
    assert ideal_interval(37.0, 0.9, DEFAULT_PARAMETERS) == pytest.approx(37.0)


@given(memories, st.booleans(), st.floats(0.7, 0.99))
def test_a_better_grade_never_comes_back_earlier(memory: Memory, fuzz: bool, retention: float) -> None:
    rules = Rules(fuzz=fuzz, retention=retention)

    offered = choices(memory, NOON, card="a/b", rules=rules, calendar=CALENDAR)

    hard, good, easy = (offered[grade].interval for grade in (Rating.HARD, Rating.GOOD, Rating.EASY))
    assert 1 <= hard < good < easy <= 36500 or easy == 36500


@given(memories)
def test_preview_and_answer_agree(memory: Memory) -> None:
    first = choices(memory, NOON, card="a/b", rules=Rules(), calendar=CALENDAR)

    assert first == choices(memory, NOON, card="a/b", rules=Rules(), calendar=CALENDAR)


def test_two_cards_with_the_same_memory_are_spread() -> None:
    memory = Memory(State.REVIEW, stability=100, difficulty=5, interval=100, due_day=20780, last_day=20680, reps=7)

    intervals = {
        choices(memory, NOON, card=f"a/{n}", rules=Rules(), calendar=CALENDAR)[Rating.GOOD].interval for n in range(50)
    }

    assert len(intervals) > 5


@given(st.floats(2.5, 30000), st.floats(0, 0.999999), st.integers(3, 200))
def test_fuzz_stays_near_and_within_bounds(ideal: float, chance: float, at_least: int) -> None:
    days = fuzzed(ideal, chance, at_least, 36500)

    base = max(ideal, at_least)
    delta = 1 + 0.15 * (min(base, 7) - 2.5) + 0.1 * max(0, min(base, 20) - 7) + 0.05 * max(0, base - 20)
    assert max(at_least, round(base - delta)) <= days <= round(base + delta)


def test_the_maximum_interval_bounds_all_grades() -> None:
    memory = Memory(State.REVIEW, stability=5000, difficulty=2, interval=365, due_day=20780, last_day=20400, reps=9)

    offered = choices(memory, NOON, card="a/b", rules=Rules(maximum_interval=365), calendar=CALENDAR)

    assert [365, 365, 365] == [offered[grade].interval for grade in (Rating.HARD, Rating.GOOD, Rating.EASY)]


def test_a_new_card_goes_through_its_steps() -> None:
    offered = choices(Memory(), NOON, card="a/b", rules=PLAIN, calendar=CALENDAR)

    assert (0, NOON + MINUTE) == (offered[Rating.AGAIN].step, offered[Rating.AGAIN].due_at)
    assert (0, NOON + 330_000) == (offered[Rating.HARD].step, offered[Rating.HARD].due_at)
    assert (1, NOON + 10 * MINUTE) == (offered[Rating.GOOD].step, offered[Rating.GOOD].due_at)
    assert State.REVIEW is offered[Rating.EASY].state


def test_good_on_the_last_step_leaves_learning() -> None:
    memory = Memory(State.LEARNING, step=1, stability=2.3, difficulty=5, last_day=20780, introduced_day=20780, reps=1)

    offered = choices(memory, NOON, card="a/b", rules=PLAIN, calendar=CALENDAR)

    assert State.REVIEW is offered[Rating.GOOD].state
    assert offered[Rating.GOOD].due_day > 20780


def test_a_single_step_is_half_as_long_again_on_hard() -> None:
    offered = choices(Memory(), NOON, card="a", rules=Rules(learning_steps=(600,), fuzz=False), calendar=CALENDAR)

    assert NOON + 15 * MINUTE == offered[Rating.HARD].due_at


def test_a_step_past_the_rollover_becomes_a_day() -> None:
    late = CALENDAR.begins(20781) - 5 * MINUTE

    offered = choices(Memory(), late, card="a/b", rules=PLAIN, calendar=CALENDAR)

    assert (20781, None) == (offered[Rating.GOOD].due_day, offered[Rating.GOOD].due_at)
    assert (20780, late + MINUTE) == (offered[Rating.AGAIN].due_day, offered[Rating.AGAIN].due_at)


def test_a_forgotten_review_is_relearned_and_then_waits_days() -> None:
    memory = Memory(State.REVIEW, stability=30, difficulty=5, interval=30, due_day=20780, last_day=20750, reps=5)

    lapse = choices(memory, NOON, card="a/b", rules=PLAIN, calendar=CALENDAR)[Rating.AGAIN]

    assert (State.RELEARNING, 0, NOON + 10 * MINUTE) == (lapse.state, lapse.step, lapse.due_at)


def test_without_steps_cards_wait_days_at_once() -> None:
    rules = Rules(learning_steps=(), relearning_steps=(), fuzz=False)

    offered = choices(Memory(), NOON, card="a/b", rules=rules, calendar=CALENDAR)

    assert {State.REVIEW} == {schedule.state for schedule in offered.values()}
    assert [schedule.interval for schedule in offered.values()] == sorted(s.interval for s in offered.values())


def test_a_review_on_the_same_day_does_not_count_as_a_day_gone() -> None:
    memory = Memory(State.REVIEW, stability=10, difficulty=5, interval=10, due_day=20790, last_day=20780, reps=3)

    today, _ = remember(memory, Rating.GOOD, 20780, DEFAULT_PARAMETERS)
    backwards, _ = remember(memory, Rating.GOOD, 20770, DEFAULT_PARAMETERS)

    assert today == backwards
    assert today < remember(memory, Rating.GOOD, 20790, DEFAULT_PARAMETERS)[0]
