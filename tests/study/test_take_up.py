"""A face that has kept a card on its screen goes on with it, unless something has happened to the card since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flashcards.model import Kind, Mistake, Rating
from tests.students import Clock, Desk, answer, deck, topic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "deck.yaml").write_text(deck(topic("T", "One?", "Two?", "Three?")), "utf-8")
    made = Desk(tmp_path, Clock())
    yield made
    made.close()


def test_a_card_is_graded_after_others_were_answered(desk: Desk) -> None:
    session = desk.session()
    card, seen = session.card, session.seen
    assert card is not None
    session.suspend()

    other = desk.cards()["Three?"]
    assert session.take_up(other.origin, seen)
    session.reveal()
    assert session.grade(other, Rating.GOOD, 3)
    assert 1 == desk.memory("Three?").reps


@pytest.mark.parametrize("kind", [Kind.REVIEW, Kind.FLAG, Kind.SUSPEND])
def test_a_card_that_something_has_happened_to_is_not_as_it_was_shown(desk: Desk, kind: Kind) -> None:
    session = desk.session()
    card, seen = session.card, session.seen
    assert card is not None
    if kind is Kind.REVIEW:
        answer(desk.session())
    else:
        desk.log(kind, card.card.front, value=1)

    assert not session.take_up(card.origin, seen)


def test_a_card_that_is_gone_is_not_taken_up(desk: Desk) -> None:
    session = desk.session()

    assert not session.take_up("t/no-such-card", session.seen)


def test_another_card_is_taken_up_with_its_answer_hidden(desk: Desk) -> None:
    session = desk.session()
    session.reveal()
    other = desk.cards()["Two?"]

    assert session.take_up(other.origin, session.seen)

    assert (False, None) == (session.revealed, session.grades.get(Rating.GOOD))
    with pytest.raises(Mistake):
        session.grade(other, Rating.GOOD, 3)


def test_the_same_card_stays_as_it_is(desk: Desk) -> None:
    session = desk.session()
    session.reveal()
    card, why = session.card, session.why
    assert card is not None

    assert session.take_up(card.origin, session.seen)
    assert (True, why) == (session.revealed, session.why)
