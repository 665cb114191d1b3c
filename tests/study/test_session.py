"""Grading, taking back, putting aside: what a sitting does to the log and to what is remembered."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from flashcards.collection import doctor, topics
from flashcards.model import Kind, Mistake, Rating, State
from flashcards.study.plan import Why
from flashcards.study.session import Session
from tests.students import DAY, HOUR, SETTINGS, Clock, Desk, answer, deck, save, study, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashcards.model import Memory

    Desks = Callable[..., Desk]

NO_STEPS = "learning_steps = []\nrelearning_steps = []\n"
MIXED = """\
topics:
- topic: Atoms
  text: Small things.
  cards:
  - What is an atom?: The smallest part of an element.
  - An atom has a {{nucleus}} and {{electrons}}.
  - q: Symbol of iron?
    a: Fe
    reverse: What is Fe?
- topic: Molecules
  requires: Atoms
  cards:
  - list: Parts of water
    items: [hydrogen, oxygen]
"""


class TestGrading:
    def test_needs_the_answer_to_be_shown(self, desk: Desks) -> None:
        session = desk(MIXED).session()
        assert session.card is not None

        with pytest.raises(Mistake, match="not the one that is shown"):
            session.grade(session.card, Rating.GOOD, 1)

    def test_is_of_the_card_that_is_shown(self, desk: Desks) -> None:
        session = desk(MIXED).session()
        first = session.card
        assert first is not None
        answer(session)
        session.reveal()

        with pytest.raises(Mistake, match="not the one that is shown"):
            session.grade(first, Rating.GOOD, 1)

    def test_does_what_the_buttons_said(self, desk: Desks) -> None:
        made = desk(MIXED, NO_STEPS)
        session = made.session()
        card = session.card
        assert card is not None

        promised = session.reveal()[Rating.HARD]
        session.grade(card, Rating.HARD, 3)
        kept = made.memory(card.card.front)

        assert (promised.state, promised.interval, promised.due_day) == (kept.state, kept.interval, kept.due_day)

    @pytest.mark.parametrize(("seconds", "millis"), [(3.25, 3250), (59.9, 59900), (3600, 60000), (-5, 0)])
    def test_counts_sixty_seconds_at_most(self, desk: Desks, seconds: float, millis: int) -> None:
        made = desk(MIXED)
        session = made.session()
        session.reveal()
        assert session.card is not None

        session.grade(session.card, Rating.GOOD, seconds)
        review = next(made.collection.history.events(kinds=[Kind.REVIEW]))

        assert (millis, millis / 1000) == (review.draft.millis, session.tally.seconds)

    def test_is_counted_by_grade(self, desk: Desks) -> None:
        session = desk(MIXED, NO_STEPS).session()

        for rating in (Rating.GOOD, Rating.EASY, Rating.AGAIN):
            answer(session, rating)

        assert (3, 0, 3) == (session.tally.answers, session.tally.reviews, session.tally.introduced)
        assert (1, 0, 1, 1) == (session.tally.again, session.tally.hard, session.tally.good, session.tally.easy)

    def test_without_a_card_is_refused(self, desk: Desks) -> None:
        session = desk(deck(topic("A", "A?"))).session(new=0)

        for action in (session.reveal, session.suspend, session.bury, session.known, session.flag, session.reading):
            with pytest.raises(Mistake, match="no card is shown"):
                action()

    def test_the_reading_text_of_the_topic_is_at_hand(self, desk: Desks) -> None:
        session = desk(MIXED).session()

        assert session.reading() == "Small things."

    def test_the_card_that_comes_next_is_foretold(self, desk: Desks) -> None:
        session = desk(deck(topic("A", "A1?", "A2?", "A3?")), NO_STEPS).session()
        expected = session.upcoming()
        assert expected is not None

        answer(session)

        assert session.card is not None
        assert expected.id == session.card.id


class TestTwoSittings:
    def both(self, desk: Desks, source: str = MIXED, settings_: str = "") -> tuple[Desk, Session, Desk, Session]:
        clock = Clock()
        here = desk(source, settings_, clock=clock)
        there = desk(source, settings_, clock=clock, device="laptop")
        return here, here.session(), there, there.session()

    def test_a_card_answered_elsewhere_is_not_answered_twice(self, desk: Desks) -> None:
        here, one, _, other = self.both(desk)
        assert one.card is not None
        assert other.card is not None
        assert one.card.id == other.card.id
        other.reveal()

        first = answer(one)
        taken = other.grade(other.card, Rating.AGAIN, 1)

        assert not taken
        assert 1 == here.reviews()
        assert (1, State.LEARNING) == (here.memory(first.front).reps, here.memory(first.front).state)
        assert 0 == other.tally.answers
        assert first.front != (other.card.card.front if other.card else "")

    def test_each_goes_on_with_what_the_other_left(self, desk: Desks) -> None:
        here, one, _, other = self.both(desk, deck(topic("A", *(f"Q{n}?" for n in range(8)))), NO_STEPS)

        for _ in range(4):
            answer(one)
            other.advance()
            answer(other)
            one.advance()

        assert (None, 8) == (one.card, here.reviews())
        assert {1} == {memory.reps for memory in here.memories().values()}

    def test_undo_takes_back_only_what_this_device_did(self, desk: Desks) -> None:
        here, one, _, other = self.both(desk, deck(topic("A", "A1?", "A2?")), NO_STEPS)
        mine = answer(one)
        other.advance()
        theirs = answer(other)

        one.undo()

        assert [0, 1] == [here.memory(mine.front).reps, here.memory(theirs.front).reps]

    def test_a_card_edited_elsewhere_is_shown_again_before_it_is_graded(self, desk: Desks) -> None:
        here, one, there, _ = self.both(desk, deck(topic("A", "A1?")))
        answer(one)
        one.reveal()
        assert one.card is not None

        there.write(deck(topic("A", "A1?")).replace("The answer", "Another answer"))
        there.reopen()
        taken = one.grade(one.card, Rating.GOOD, 1)

        assert not taken
        assert one.card.card.back.startswith("Another answer")
        assert 1 == here.reviews()


class TestUndo:
    def test_shows_the_card_again(self, desk: Desks) -> None:
        made = desk(MIXED)
        session = made.session()
        said = answer(session)

        undone = session.undo()

        assert [Kind.REVIEW] == [event.draft.kind for event in undone]
        assert session.card is not None
        assert said.front == session.card.card.front
        assert not session.revealed
        assert 0 == session.tally.answers

    def test_reaches_back_into_earlier_runs(self, desk: Desks) -> None:
        made = desk(MIXED)
        before = made.memories()
        study(made.session(), most=3)
        made.reopen()
        session = made.session()

        for _ in range(3):
            session.undo()

        assert before == made.memories()
        assert [] == session.undo()

    def test_brings_a_finished_session_back(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "A1?")), NO_STEPS)
        session = made.session()
        said = answer(session)
        assert session.card is None

        session.undo()

        assert session.card is not None
        assert said.front == session.card.card.front

    def test_takes_back_a_leech_with_the_answer_that_made_it(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "A1?")), NO_STEPS + "leech_lapses = 1")
        study(made.session())
        made.clock.at += 30 * DAY
        session = made.session()
        before = made.memories()
        answer(session, Rating.AGAIN)
        assert made.memory("A1?").suspended

        session.undo()

        assert before == made.memories()

    @pytest.mark.parametrize("act", [Session.suspend, Session.bury, Session.known])
    def test_takes_back_what_was_put_aside(self, desk: Desks, act: Callable[[Session], None]) -> None:
        made = desk(MIXED)
        session = made.session()
        shown, before = session.card, made.memories()
        assert shown is not None
        act(session)
        assert session.card is not None
        assert session.card.key != shown.key

        session.undo()

        assert session.card.key == shown.key
        assert before == made.memories()


class TestLeech:
    def lapse(self, made: Desk) -> None:
        """Remember once, then forget when it is due."""
        made.clock.at += 400 * DAY
        answer(made.session(), Rating.AGAIN)
        if not made.memory("A1?").suspended:
            study(made.session())

    def test_eight_lapses_suspend_and_then_every_four(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "A1?")))
        study(made.session())
        suspended = []

        for lapse in range(1, 17):
            self.lapse(made)
            if made.memory("A1?").suspended:
                suspended.append(lapse)
                made.log(Kind.UNSUSPEND, "A1?")
                study(made.session())

        assert [8, 12, 16] == suspended

    def test_none_with_a_limit_of_zero(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "A1?")), "leech_lapses = 0")
        study(made.session())

        for _ in range(12):
            self.lapse(made)

        assert (12, False) == (made.memory("A1?").lapses, made.memory("A1?").suspended)

    def test_again_in_a_learning_step_is_no_lapse(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "A1?")), "leech_lapses = 1")
        session = made.session()

        for _ in range(5):
            answer(session, Rating.AGAIN)

        assert (0, False) == (made.memory("A1?").lapses, made.memory("A1?").suspended)


class TestActions:
    def test_a_flag_is_set_and_taken_away_and_the_card_stays(self, desk: Desks) -> None:
        made = desk(MIXED)
        session = made.session()
        shown = session.card
        session.reveal()

        colours = [session.flag(), session.flag()]

        assert shown is not None
        assert session.card is not None
        assert ([1, 0], shown.id, True) == (colours, session.card.id, session.revealed)

    def test_known_is_passed_and_opens_what_builds_on_it(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "A1?"), topic("B", "B1?", requires="A"), topic("C", "C1?")))
        session = made.session()

        session.known()

        assert session.card is not None
        assert "B1?" == session.card.card.front
        assert topics.standing(made.collection.index, made.topic("A")).passed == 1

    def test_known_cards_come_back_only_when_forgotten(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "A1?")))
        made.session().known()
        made.clock.at += 1000 * DAY
        later = made.session().card

        made.log(Kind.FORGET, "A1?")
        session = made.session()

        assert later is None
        assert (session.why, session.card is not None) == (Why.NEW, True)


class TestEdited:
    def test_keeps_the_card_and_shows_its_new_words(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "What is A, exactly?")))
        session = made.session()
        answer(session)
        card = session.card
        assert card is not None

        made.write(deck(topic("A", "What is A, exactly now?")).replace("The answer", "An answer"))
        kept = session.edited()

        assert kept
        assert session.card is not None
        assert "What is A, exactly now?" == session.card.card.front
        assert session.card.card.back.startswith("An answer")
        assert card.origin == session.card.origin
        assert 1 == session.card.memory.reps

    def test_goes_on_when_the_card_is_gone(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "A1?", "A2?")))
        session = made.session()
        answer(session)
        assert session.card is not None
        assert "A2?" == session.card.card.front

        made.write(deck(topic("A", "A1?")))
        kept = session.edited()
        session.advance()

        assert not kept
        assert "A1?" == session.card.card.front

    def test_survives_a_slip_of_the_pen(self, desk: Desks) -> None:
        source = deck(topic("A", "A1?"), topic("B", "B1?"))
        made = desk(source)
        session = made.session()
        answer(session)

        made.write(source.replace("- A1?: The", '- "A1?: The'))
        session.edited()
        made.write(source)
        session.edited()

        assert 1 == made.memory("A1?").reps


def test_replay_equals_live_memory(desk: Desks) -> None:
    made = desk(MIXED)
    for days in range(12):
        session = made.session()
        for rating in (Rating.GOOD, Rating.AGAIN, Rating.HARD, Rating.EASY, Rating.GOOD):
            if session.card is not None:
                answer(session, rating)
        made.clock.at += days * DAY
    live = made.memories()

    made.reopen(without_index=True)

    assert live == made.memories()
    assert [] == doctor.examine(made.collection)


class Sitting(RuleBasedStateMachine):
    """Whatever is done and taken back: what is remembered is what it was before it was done."""

    @initialize(seed=st.integers(0, 99))
    def begin(self, seed: int) -> None:
        self.place = tempfile.TemporaryDirectory(prefix="sitting-")
        folder = Path(self.place.name)
        save(folder / "flashcards.toml", SETTINGS + "leech_lapses = 2\nnew_per_day = 4\n")
        save(folder / "deck.yaml", MIXED)
        self.desk = Desk(folder, Clock(), seed=seed * 1000)
        self.session = self.desk.session()
        self.before: list[dict[str, Memory]] = []

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.close()
            self.place.cleanup()

    def shown(self) -> bool:
        return self.session.card is not None

    def remember(self) -> None:
        self.before.append(self.desk.memories())

    @precondition(shown)
    @rule(rating=st.sampled_from(Rating))
    def grade(self, rating: Rating) -> None:
        self.remember()
        answer(self.session, rating)

    @precondition(shown)
    @rule(act=st.sampled_from([Session.suspend, Session.bury, Session.known, Session.flag]))
    def put_aside(self, act: Callable[[Session], object]) -> None:
        self.remember()
        act(self.session)

    @rule()
    def undo(self) -> None:
        undone = self.session.undo()

        assert bool(undone) == bool(self.before)
        if undone:
            assert self.before.pop() == self.desk.memories()

    @rule(without_index=st.booleans())
    def begin_again(self, without_index: bool) -> None:
        live = self.desk.memories()

        self.desk.reopen(without_index=without_index)
        self.session = self.desk.session()

        assert live == self.desk.memories()

    @rule(hours=st.sampled_from([-30, -2, 1, 20, 24 * 7, 24 * 60]))
    def let_time_pass(self, hours: int) -> None:
        self.desk.clock.at += hours * HOUR
        self.session.advance()

    @invariant()
    def is_in_order(self) -> None:
        if hasattr(self, "desk"):
            assert [] == doctor.examine(self.desk.collection)


TestUndoEqualsNeverDone = Sitting.TestCase
TestUndoEqualsNeverDone.settings = settings(
    max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
