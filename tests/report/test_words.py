"""The numbers in words: with bars, and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.report.numbers import numbers
from flashcards.report.words import listed, pictured
from tests.students import DAY, Desk, deck, study, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    Desks = Callable[..., Desk]


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

    assert listed(found)
    assert pictured(found)
