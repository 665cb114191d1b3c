"""What a key does, and what is said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.model import Rating
from flashcards.study import actions
from tests.students import DAY, HOUR, MINUTE, MORNING, SECOND, Clock, Desk, answer, deck, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashcards.study.session import Session

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


FRESH, OLD = "Fresh?", "Old?"
BOTH = deck(topic("A", FRESH, OLD))


def before_fresh(desk: Desks) -> tuple[Desk, Session]:
    """A card that was never answered is shown with its answer; the one below it was, and is not due."""
    made = desk(deck(topic("A", OLD)))
    answer(made.session(), Rating.EASY)
    made.write(BOTH)
    made.reopen()
    session = made.session()
    session.reveal()
    return made, session


def shown(session: Session) -> tuple[str, bool]:
    return (session.card.card.front if session.card else "", session.revealed)


class TestEditing:
    def test_a_card_that_is_taken_away_gives_way_to_the_plan(self, desk: Desks) -> None:
        made, session = before_fresh(desk)
        assert (FRESH, True) == shown(session)

        editing = actions.editing(session)
        made.write(deck(topic("A", OLD)))
        said = actions.taken_in(editing)

        assert ["That card is no longer in the decks."] == list(said.lines)
        assert ("", False) == shown(session)

    def test_the_next_card_is_not_shown_with_its_answer(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "A1?", "A2?", "A3?")))
        session = made.session()
        session.reveal()

        editing = actions.editing(session)
        made.write(deck(topic("A", "A2?", "A3?")))
        actions.taken_in(editing)

        assert ("A2?", False) == shown(session)

    def test_a_new_question_is_the_same_card(self, desk: Desks) -> None:
        made, session = before_fresh(desk)

        editing = actions.editing(session)
        made.write(BOTH.replace(FRESH, "Quite another wording?"))
        said = actions.taken_in(editing)

        assert [] == list(said.lines)
        assert ("Quite another wording?", True) == shown(session)

    def test_a_new_title_is_the_same_card(self, desk: Desks) -> None:
        made, session = before_fresh(desk)

        editing = actions.editing(session)
        made.write(BOTH.replace("topic: A", "topic: Beginnings"))
        actions.taken_in(editing)

        assert (FRESH, True) == shown(session)

    def test_a_card_with_a_history_is_found_by_it(self, desk: Desks) -> None:
        made = desk(BOTH)
        answer(made.session(), Rating.EASY)
        made.clock.at += 30 * DAY
        session = made.session()
        assert (FRESH, False) == shown(session)

        editing = actions.editing(session)
        made.write(deck(topic("A", OLD)))
        said = actions.taken_in(editing)

        assert ["That card is no longer in the decks; its history is kept."] == list(said.lines)
        assert (OLD, False) == shown(session)
