"""Which topic may introduce its next card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flashcards.memory.scheduler import DEFAULT_PARAMETERS
from flashcards.model import Kind, Rating
from flashcards.study.gate import Gate
from tests.students import DAY, Desk, answer, deck, study, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    Desks = Callable[..., Desk]

NO_STEPS = "learning_steps = []\nrelearning_steps = []\n"
FIVE = topic("Base", *(f"B{n}?" for n in range(5)))


def gate(made: Desk) -> Gate:
    return Gate(made.collection.index, made.collection.calendar.day(made.clock.at), DEFAULT_PARAMETERS)


def choice(made: Desk, *titles: str) -> str | None:
    keys = {made.topic(title): title for title in titles}
    chosen = gate(made).choose(list(keys))
    return keys[chosen] if chosen is not None else None


def pass_(made: Desk, *fronts: str) -> None:
    """Meet everything that is asked, and remember some of it the next time."""
    study(made.session(new=len(made.cards())), lambda _: Rating.GOOD)
    made.clock.at += 10 * DAY
    session = made.session(new=0)
    while session.card is not None:
        answer(session, Rating.GOOD if session.card.card.front in fronts else Rating.AGAIN)


@pytest.mark.parametrize(("passed", "ready"), [(3, False), (4, True), (5, True)])
def test_four_fifths_of_a_foundation_open_what_builds_on_it(desk: Desks, passed: int, ready: bool) -> None:
    made = desk(deck(FIVE, topic("Top", requires="Base")), NO_STEPS)

    pass_(made, *(f"B{n}?" for n in range(passed)))

    assert ready == gate(made).ready(made.topic("Top"))


def test_an_answer_on_the_first_day_passes_nothing(desk: Desks) -> None:
    made = desk(deck(topic("Base", "B?"), topic("Top", "T?", requires="Base")))

    study(made.session(new=1))

    assert not gate(made).ready(made.topic("Top"))


def test_what_was_passed_once_stays_passed(desk: Desks) -> None:
    made = desk(deck(topic("Base", "B?"), topic("Top", "T?", requires="Base")), NO_STEPS)
    pass_(made, "B?", "T?")
    made.clock.at += 300 * DAY

    study(made.session(), lambda _: Rating.AGAIN, most=2)

    assert gate(made).ready(made.topic("Top"))


def test_suspended_cards_count_as_passed(desk: Desks) -> None:
    made = desk(deck(topic("Base", "B1?", "B2?"), topic("Top", "T?", requires="Base")))

    made.log(Kind.SUSPEND, "B1?")
    half = gate(made).ready(made.topic("Top"))
    made.log(Kind.KNOWN, "B2?")

    assert (False, True) == (half, gate(made).ready(made.topic("Top")))


def test_milestones_and_suspended_topics_are_looked_through(desk: Desks) -> None:
    made = desk(
        deck(
            topic("Base", "B?"),
            topic("Stone", requires="Base"),
            topic("Asleep", "A?", requires="Stone"),
            topic("Top", "T?", requires="Asleep"),
        )
    )
    made.log(Kind.SUSPEND, "A?")

    assert [made.topic("Base")] == [foundation.topic for foundation in gate(made).foundations(made.topic("Top"))]


def test_the_first_ready_topic_comes_first(desk: Desks) -> None:
    made = desk(
        deck(topic("Base", "B?"), topic("One", "1?", requires="Base"), topic("Two", "2?"), topic("Three", "3?"))
    )

    assert "Two" == choice(made, "One", "Two", "Three")


def test_a_topic_once_begun_goes_on_although_its_foundation_is_not_passed(desk: Desks) -> None:
    made = desk(deck(topic("Base", "B?"), topic("Top", "T1?", "T2?", requires="Base"), topic("Free", "F?")))
    made.log(Kind.KNOWN, "T1?")

    assert "Top" == choice(made, "Top", "Free")


def test_with_none_ready_the_best_remembered_foundation_decides(desk: Desks) -> None:
    bases = [topic("Weak", "W1?", "W2?"), topic("Strong", "S1?", "S2?")]
    made = desk(deck(*bases, topic("On weak", "A?", requires="Weak"), topic("On strong", "B?", requires="Strong")))
    for front in ("S1?", "W1?"):
        session = made.session(new=4)
        while session.card is not None and session.card.card.front != front:
            session.bury()
        answer(session, Rating.EASY if front == "S1?" else Rating.AGAIN)
        made.clock.at += 5 * DAY

    made.clock.at += 5 * DAY

    assert "On strong" == choice(made, "On weak", "On strong")


def test_equal_foundations_leave_the_authors_order(desk: Desks) -> None:
    made = desk(deck(topic("Base", "B?"), topic("One", "1?", requires="Base"), topic("Two", "2?", requires="Base")))

    assert "One" == choice(made, "One", "Two")


def test_an_empty_window_chooses_nothing(desk: Desks) -> None:
    made = desk(deck(topic("Base", "B?")))

    assert choice(made) is None
