"""When a page looks for changed deck files: at once, unless looking takes long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flashcards.web.desk import AT_ONCE, PATIENCE
from flashcards.web.desk import Desk as Pages
from tests.students import Clock, Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Stopwatch:
    """Each look at it is that many seconds after the one before."""

    def __init__(self) -> None:
        self.now = self.step = 0.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    made = Desk(folder, Clock())
    yield made
    made.close()


@pytest.fixture
def stopwatch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def pages(desk: Desk, stopwatch: Stopwatch) -> Pages:
    return Pages(desk.collection, desk.clock, "Studies", stopwatch)


def deck(title: str) -> str:
    return f"topics:\n- topic: {title}\n  cards:\n  - {title}?: yes\n"


def test_where_looking_takes_long_it_is_done_a_twentieth_of_the_time(
    desk: Desk, pages: Pages, stopwatch: Stopwatch
) -> None:
    stopwatch.step = 2 * AT_ONCE
    pages.refresh()
    desk.write(deck("One"))

    pages.refresh()
    too_soon = "One?" in desk.cards()
    stopwatch.now += stopwatch.step * PATIENCE
    pages.refresh()

    assert (too_soon, "One?" in desk.cards()) == (False, True)


def test_how_long_a_changed_file_took_keeps_nobody_waiting_for_the_next(
    desk: Desk, pages: Pages, stopwatch: Stopwatch
) -> None:
    stopwatch.step = 2 * AT_ONCE
    desk.write(deck("One"))
    pages.refresh()
    desk.write(deck("Two"))

    pages.refresh()

    assert {"Two?"} == {"One?", "Two?"} & desk.cards().keys()
