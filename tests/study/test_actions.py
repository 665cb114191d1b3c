"""What a key does, and what is said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.model import Rating
from flashcards.study import actions
from tests.students import HOUR, MINUTE, MORNING, SECOND, Clock, Desk, deck, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    Desks = Callable[..., Desk]

ONE = deck(topic("A", "A1?"))


class Ticking(Clock):
    """A clock that is a little later whenever it is asked."""

    def __call__(self) -> int:
        self.at += 1
        return self.at


class TestIntervals:
    def test_are_counted_from_the_instant_they_were_reckoned_at(self, desk: Desks) -> None:
        session = desk(ONE, "fuzz = false", clock=Ticking()).session()

        session.reveal()

        assert ["1m", "6m", "10m"] == [actions.intervals(session)[rating] for rating in list(Rating)[:3]]

    def test_stay_while_the_answer_is_looked_at(self, desk: Desks) -> None:
        made = desk(ONE, "fuzz = false")
        session = made.session()
        session.reveal()
        before = actions.intervals(session)

        made.clock.at += 20 * SECOND

        assert before == actions.intervals(session)

    def test_named_after_a_grade_are_those_it_gives(self, desk: Desks) -> None:
        made = desk(ONE, "fuzz = false", at=MORNING + 19 * HOUR + 55 * MINUTE)
        session = made.session()
        session.reveal()
        shown = actions.intervals(session)[Rating.GOOD]

        made.clock.at += 6 * MINUTE
        named = actions.until_after(session, Rating.GOOD)
        actions.grade(session, Rating.GOOD, 8)

        assert ("1d", "10m") == (shown, named)
        assert made.clock.at + 10 * MINUTE == made.memory("A1?").due_at
