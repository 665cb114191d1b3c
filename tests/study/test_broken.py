"""Deck files that cannot be read for a while, in the middle of a sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flashcards.study import actions
from flashcards.study.summary import summary
from tests.students import Desk, answer, deck, study, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    Desks = Callable[..., Desk]

SOURCE = deck(topic("A", "A1?"))
BROKEN = SOURCE.replace("A1?:", "A1: which?:")
PLACE = "deck.yaml:4:"


class TestBrokenByAnEdit:
    def test_the_place_of_the_error_is_said(self, desk: Desks) -> None:
        made = desk(SOURCE)
        editing = actions.editing(made.session())

        made.write(BROKEN)
        edited = actions.taken_in(editing)

        assert edited.broken
        assert edited.lines[0].startswith(PLACE)

    @pytest.mark.parametrize(
        "broken", ["topics: [", SOURCE.replace("topic: A", "topic: A: B"), "topics:\n- topic: 'A\n"]
    )
    def test_however_it_is_broken(self, desk: Desks, broken: str) -> None:
        made = desk(SOURCE)
        answer(made.session())
        editing = actions.editing(made.session())

        made.write(broken)

        assert actions.taken_in(editing).broken

    def test_a_card_taken_out_beside_an_old_error_is_gone(self, desk: Desks) -> None:
        old = topic("B", "B1?").replace("B1?:", "B1: which?:")
        made = desk(deck(topic("A", "A1?", "A2?"), old))
        editing = actions.editing(made.session())

        made.write(deck(topic("A", "A2?"), old))

        assert actions.Edited(("That card is no longer in the decks.",)) == actions.taken_in(editing)

    def test_mended_the_card_is_shown_as_before(self, desk: Desks) -> None:
        made = desk(SOURCE)
        session = made.session()
        session.reveal()
        editing = actions.editing(session)

        made.write(BROKEN)
        actions.taken_in(editing)
        made.write(SOURCE.replace("A1?", "A2?"))
        edited = actions.taken_in(editing)

        assert not edited.broken
        assert ("A2?", True) == (session.current().card.front, session.revealed)

    def test_deleted_instead_of_mended_it_is_not_another_card(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "A1?", "A2?")))
        session = made.session()
        session.reveal()
        editing = actions.editing(session)

        made.write(BROKEN)
        actions.taken_in(editing)
        made.write(deck(topic("A", "A2?")))
        edited = actions.taken_in(editing)

        assert ("That card is no longer in the decks.",) == edited.lines
        assert ("A2?", False) == (session.current().card.front, session.revealed)

    def test_an_error_elsewhere_in_the_file_is_said_too(self, desk: Desks) -> None:
        source = deck(topic("A", "A1?"), topic("B", "B1?"))
        made = desk(source)
        editing = actions.editing(made.session())

        made.write(source.replace("B1?:", "B1: which?:"))
        edited = actions.taken_in(editing)

        assert not edited.broken
        assert edited.lines[0].startswith("deck.yaml:7:")


class TestTheClosingWords:
    def test_count_the_answered_cards_that_cannot_be_read(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "A1?", "The {{one}}?")))
        study(made.session())

        made.write("topics: [")
        made.reopen()
        said = summary(made.session())

        assert "Nothing is waiting." not in said
        assert "2 cards with answers cannot be read now: deck.yaml:1:10" in " ".join(said)

    def test_name_the_error_where_nothing_was_answered(self, desk: Desks) -> None:
        said = summary(desk(BROKEN).session())

        assert "Not all cards can be read now: deck.yaml:4:" in " ".join(said)
        assert "Nothing is waiting." not in said

    def test_count_a_card_that_cannot_be_read_in_a_topic_that_can(self, desk: Desks) -> None:
        source = deck(topic("A", "A1?", "A2?"))
        made = desk(source, "learning_steps = []")
        study(made.session())

        made.write(source.replace("A1?: The", "A1?: 'The"))
        made.reopen()
        said = " ".join(summary(made.session()))

        assert "1 card with answers cannot be read now: deck.yaml:4:" in said

    def test_a_card_that_was_taken_out_is_not_missed(self, desk: Desks) -> None:
        source = deck(topic("A", "A1?", "A2?"), topic("B", "B1?"))
        made = desk(source)
        study(made.session())
        made.write(deck(topic("A", "A1?")))
        made.reopen()

        assert "cannot be read" not in " ".join(summary(made.session()))
