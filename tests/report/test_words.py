"""The numbers in words: with bars, and without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from flashcards.report.numbers import numbers
from flashcards.report.words import listed, pictured
from tests.students import DAY, Desk, deck, study, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashcards.report.numbers import Numbers

    Desks = Callable[..., Desk]


class Telling(Protocol):
    """Numbers in words, one way or the other."""

    def __call__(self, found: Numbers, *, everything: bool = False) -> list[str]: ...


def test_numbers_alone_are_told_without_drawing(desk: Desks) -> None:
    place = desk(deck(topic("Atoms", "What is an atom?", "What is an ion?")))
    study(place.session())
    place.clock.at += DAY

    said = "\n".join(listed(numbers(place.collection, place.clock.at)))

    assert "  2026-03-02  4 in 1 min" in said
    assert "Streak: 1 day (longest 1 day; 1 day with answers)" in said
    assert not set("▁▂▃▄▅▆▇█") & set(said)


def test_a_picture_fits_into_a_terminal_of_80_columns(desk: Desks) -> None:
    place = desk(deck(topic("Atoms", "What is an atom?", "What is an ion?")))
    study(place.session())

    drawn = pictured(numbers(place.collection, place.clock.at))

    assert "██" in "".join(drawn)
    assert max(map(len, drawn)) < 80


def test_an_empty_collection_is_told_too(desk: Desks) -> None:
    found = numbers(desk("").collection, 0)

    assert "Cards: 0" in listed(found)
    assert "Cards: 0" in pictured(found)


@pytest.mark.parametrize("told", [listed, pictured])
def test_what_has_no_numbers_yet_is_left_out_and_named(desk: Desks, told: Telling) -> None:
    place = desk(deck(topic("Atoms", "What is an atom?", "What is an ion?")))

    said = told(numbers(place.collection, place.clock.at))

    assert ["Today, 2026-03-02", "Cards: 2"] == [line for line in said if line[:1].isupper()][:2]
    assert 1 == sum("new    " in line for line in said)
    assert not any(state in "".join(said) for state in ("mature", "Streak", "Due", "Answers"))
    assert "To come as you review: what comes due, what you did, how much you remember" == said[-1]


@pytest.mark.parametrize("told", [listed, pictured])
def test_after_a_first_day_only_what_is_remembered_is_still_to_come(desk: Desks, told: Telling) -> None:
    place = desk(deck(topic("Atoms", "What is an atom?", "What is an ion?")))
    study(place.session())

    said = "\n".join(told(numbers(place.collection, place.clock.at)))

    assert "Streak: 1 day" in said
    assert "Remembered" not in said
    assert said.endswith("\nTo come as you review: how much you remember")


@pytest.mark.parametrize("told", [listed, pictured])
def test_all_of_it_has_what_is_empty_too(desk: Desks, told: Telling) -> None:
    said = "\n".join(told(numbers(desk("").collection, 0), everything=True))

    assert all(word in said for word in ("Due in the next", "Answers in the last", "mature", "Remembered", "Streak"))
    assert "To come" not in said


def test_a_list_has_only_the_days_on_which_something_comes(desk: Desks) -> None:
    place = desk(deck(topic("Atoms", "What is an atom?", "What is an ion?")))
    study(place.session())

    said = listed(numbers(place.collection, place.clock.at))
    coming = said[said.index("Due in the next days") + 1 : said.index("Answers in the last days") - 1]

    assert coming
    assert not any(line.endswith("  0") for line in coming)
