"""What a learner sees first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flashcards.collection.decks import Waits, waiting
from flashcards.report.today import Shelf, absence, shelves, today
from flashcards.study.plan import Left
from tests.students import DAY, SETTINGS, Clock, Desk, deck, save, study, topic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    save(tmp_path / "flashcards.toml", SETTINGS)
    save(tmp_path / "a.yaml", "deck: A::B\n" + deck(topic("One", "What?", "Who?"), topic("Two", "Why?")))
    save(tmp_path / "b.yaml", "deck: A\n" + deck(topic("Three", "When?")))
    made = Desk(tmp_path, Clock())
    yield made
    made.close()


def test_decks_hold_the_sums_of_what_is_in_them() -> None:
    waits = [Waits("B::C", 1, 2, 3, 6), Waits("A", 1, 0, 0, 1), Waits("B", 0, 0, 1, 1), Waits("B::D", 1, 1, 1, 3)]

    assert [
        Shelf("B", "B", 0, 2, 3, 5, 10),
        Shelf("B::C", "C", 1, 1, 2, 3, 6),
        Shelf("B::D", "D", 1, 1, 1, 1, 3),
        Shelf("A", "A", 0, 1, 0, 0, 1),
    ] == shelves(waits)


def test_decks_are_counted_by_what_waits(desk: Desk) -> None:
    day = desk.collection.calendar.day(desk.clock.at)
    before = waiting(desk.collection.index, day)
    study(desk.session(new=2))
    learnt = waiting(desk.collection.index, day)
    later = waiting(desk.collection.index, day + 100)

    assert [("A::B", 3, 0, 0, 3), ("A", 1, 0, 0, 1)] == before
    assert [3 - 2 + 1, 0, 0] == [sum(found[kind] for found in learnt) for kind in (1, 2, 3)]
    assert 2 == sum(found.due for found in later)


def test_a_day_says_what_was_done_and_what_is_left(desk: Desk) -> None:
    said = study(desk.session())
    now = today(desk.collection, desk.clock.at)

    assert (len(said), 1, 0, ()) == (now.answers, now.streak.days, now.left.total, now.absence)


def test_one_who_comes_back_is_told_what_piled_up(desk: Desk) -> None:
    study(desk.session())
    desk.clock.at += 30 * DAY

    [first, second] = today(desk.collection, desk.clock.at).absence

    assert "Your last answer was 30 days ago, and 4 cards have come due. Nothing is lost by that." == first
    assert "All of it takes less than a minute." == second


@pytest.mark.parametrize(
    ("away", "due", "left", "words"),
    [
        (2, 500, Left(0, 0, 200), []),
        (9, 0, Left(5, 0, 0), []),
        (9, 1, Left(0, 0, 1), ["1 card has come due", "less than a minute"]),
        (9, 500, Left(0, 0, 200, True), ["500 cards", "the 200 that have waited longest", "caught up in about 4 days"]),
    ],
)
def test_an_absence_in_words(away: int, due: int, left: Left, words: list[str]) -> None:
    said = " ".join(absence(away, due, left, 8.0))

    assert bool(words) == bool(said)
    assert [] == [word for word in words if word not in said]
