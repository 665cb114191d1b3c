"""Exported from here, reviewed on the phone, and back: each review arrives once, whatever happened meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flashcards.collection.doctor import examine
from flashcards.memory.days import Calendar
from flashcards.model import Kind, Rating, State
from tests.formats import returning
from tests.formats.returning import CLOSE, LOCAL, now
from tests.formats.studied import desk as studied
from tests.students import DAY, HOUR, MINUTE, answer, study, topic

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from anki.cards import Card

    from tests.formats.phone import Phone
    from tests.students import Desk

DECK = "topics:\n" + topic("One", *(f"Question {n}?" for n in range(5))) + (
    "- topic: Parts\n"
    "  cards:\n"
    "  - The {{sky}} is {{blue}}.\n"
    "  - list: The first letters\n"
    "    items: [a, b, c]\n"
    "  - q: Capital of France?\n"
    "    a: Paris\n"
    "    reverse: What is Paris?\n"
)  # fmt: skip
CARDS = 13


@pytest.fixture
def mine(desk: Callable[..., Desk]) -> Desk:
    """A desk with a week of studying, up to now."""
    made = desk(DECK, settings=LOCAL, at=now() - 12 * DAY)
    for _ in range(11):
        study(made.session(new=4))
        made.clock.at += DAY
    made.clock.at = now() - HOUR
    return made


def front(card: Card) -> str:
    return card.note().fields[0]


def due(phone: Phone) -> list[Card]:
    """The cards that were reviewed before, in an order of their own."""
    return sorted((card for card in phone.cards() if card.type == State.REVIEW), key=lambda card: card.id)


def test_what_was_reviewed_on_the_phone_comes_back_and_nothing_else(mine: Desk, fsrs: Phone, tmp_path: Path) -> None:
    before, length = mine.memories(), mine.reviews()
    fsrs.take(returning.send(mine), progress=True, presets=True)
    for place, card in enumerate(due(fsrs)):
        fsrs.answer(card, 1 + place % 4)

    outcome = returning.bring_in(mine, returning.packed(fsrs, tmp_path))

    assert (CARDS, CARDS, length) == (outcome.reviews, outcome.cards, outcome.known)
    assert length + CARDS == mine.reviews()
    for asked, memory in mine.memories().items():
        assert before[asked].reps + 1 == memory.reps
    assert [] == examine(mine.collection)


def test_each_part_of_a_note_gets_its_own_reviews_and_the_due_day_of_the_phone(
    mine: Desk, fsrs: Phone, tmp_path: Path
) -> None:
    fsrs.take(returning.send(mine), progress=True, presets=True)
    for place, card in enumerate(due(fsrs)):
        fsrs.answer(card, 2 + place % 3)
    found = {}
    for card in fsrs.cards():
        shown = fsrs.collection.get_card(card.id).question()
        computed = fsrs.collection.compute_memory_state(card.id)
        day = Calendar(None).day(now()) + card.due - returning.today(fsrs)
        found[card.ord, front(card), "[...]" in shown] = (computed.stability, computed.difficulty, card.ivl, day)

    returning.bring_in(mine, returning.packed(fsrs, tmp_path))

    ours = sorted((m.stability, m.difficulty, m.interval, m.due_day) for m in mine.memories().values())
    for one, other in zip(sorted(found.values()), ours, strict=True):
        assert one == pytest.approx(other, rel=CLOSE)


def test_taken_in_any_number_of_times_and_in_any_order_it_is_the_same(
    mine: Desk, fsrs: Phone, desk: Callable[..., Desk], tmp_path: Path
) -> None:
    fsrs.take(returning.send(mine), progress=True, presets=True)
    first, *rest = due(fsrs)
    fsrs.answer(first, 3)
    early = returning.packed(fsrs, tmp_path)
    for card in rest[:4]:
        fsrs.answer(fsrs.collection.get_card(card.id), 1)
    late = returning.packed(fsrs, tmp_path, legacy=True)
    twin = desk(DECK, settings=LOCAL, at=mine.clock.at, device="twin", folder="twin")
    twin.collection.history.merge(mine.folder / ".flashcards" / "history.db")
    twin.collection.refresh(mine.clock.at)

    taken = [returning.bring_in(mine, package).reviews for package in (early, late, early, late)]
    others = [returning.bring_in(twin, package).reviews for package in (late, early)]

    assert ([1, 4, 0, 0], [5, 0]) == (taken, others)
    assert mine.memories() == twin.memories()
    assert 0 == mine.collection.history.merge(twin.folder / ".flashcards" / "history.db")


def test_a_review_on_both_sides_is_two_reviews(mine: Desk, fsrs: Phone, tmp_path: Path) -> None:
    fsrs.take(returning.send(mine), progress=True, presets=True)
    asked = next(iter(mine.cards().values()))
    (there,) = (card for card in fsrs.cards() if asked.card.front in front(card))
    mine.clock.at = asked.memory.due_day * DAY + DAY // 2
    session = mine.session(new=0)
    while session.card is not None and session.card.origin != asked.origin:
        answer(session)
    answer(session, Rating.HARD)
    fsrs.answer(there, 4)

    outcome = returning.bring_in(mine, returning.packed(fsrs, tmp_path))

    assert 1 == outcome.reviews
    assert asked.memory.reps + 2 == mine.memory(asked.card.front).reps


def test_what_comes_back_late_sorts_in_before_what_was_done_here_since(mine: Desk, fsrs: Phone, tmp_path: Path) -> None:
    fsrs.take(returning.send(mine), progress=True, presets=True)
    (there,) = (card for card in fsrs.cards() if front(card) == "Question 0?")
    fsrs.answer(there, 1)
    package = returning.packed(fsrs, tmp_path)
    mine.clock.at = now() + 400 * DAY
    session = mine.session(new=0)
    while session.card is not None and session.card.card.front != "Question 0?":
        answer(session)
    answer(session, Rating.GOOD)
    last = mine.memory("Question 0?")

    returning.bring_in(mine, package)

    memory = mine.memory("Question 0?")
    assert (last.due_day, last.interval, last.reps + 1) == (memory.due_day, memory.interval, memory.reps)
    assert (last.lapses + 1, True) == (memory.lapses, memory.stability < last.stability)
    assert [] == examine(mine.collection)


def test_an_answer_that_was_taken_back_here_stays_taken_back(mine: Desk, fsrs: Phone, tmp_path: Path) -> None:
    fsrs.take(returning.send(mine), progress=True, presets=True)
    length = mine.reviews()
    mine.collection.history.undo(at=mine.clock.at, day=mine.collection.calendar.day(mine.clock.at))
    mine.collection.catch_up(mine.clock.at)
    before = mine.memories()

    outcome = returning.bring_in(mine, returning.packed(fsrs, tmp_path))

    assert (0, length - 1) == (outcome.reviews, mine.reviews())
    assert before == mine.memories()


def test_undo_after_it_takes_back_the_last_answer_given_here(mine: Desk, fsrs: Phone, tmp_path: Path) -> None:
    fsrs.take(returning.send(mine), progress=True, presets=True)
    fsrs.answer(due(fsrs)[0], 3)
    returning.bring_in(mine, returning.packed(fsrs, tmp_path))
    length = mine.reviews()

    taken_back = mine.collection.history.undo(at=mine.clock.at, day=mine.collection.calendar.day(mine.clock.at))

    assert ["desk"] == [event.device for event in taken_back]
    assert length - 1 == mine.reviews()


def test_a_package_from_before_a_note_was_edited_here_still_finds_it(mine: Desk, fsrs: Phone, tmp_path: Path) -> None:
    fsrs.take(returning.send(mine), progress=True, presets=True)
    (there,) = (card for card in fsrs.cards() if front(card) == "Question 0?")
    fsrs.answer(there, 3)
    package = returning.packed(fsrs, tmp_path)
    mine.write(DECK.replace("Question 0?", "The question 0?"))
    mine.reopen()

    outcome = returning.bring_in(mine, package)

    assert (1, 0) == (outcome.reviews, outcome.strangers)
    assert there.reps + 1 == mine.memory("The question 0?").reps


def test_a_card_of_a_note_that_is_gone_is_told_of(mine: Desk, fsrs: Phone, tmp_path: Path) -> None:
    fsrs.take(returning.send(mine), progress=True, presets=True)
    (there,) = (card for card in fsrs.cards() if front(card) == "Question 0?")
    fsrs.answer(there, 3)
    package = returning.packed(fsrs, tmp_path)
    reviews = mine.memory("Question 0?").reps
    mine.write(DECK.replace("  - Question 0?: The answer to Question 0.\n", ""))
    mine.reopen()

    outcome = returning.bring_in(mine, package)

    assert (0, reviews + 1) == (outcome.reviews, outcome.strangers)


def test_the_later_word_on_suspension_and_flags_counts(mine: Desk, fsrs: Phone, tmp_path: Path) -> None:
    mine.log(Kind.SUSPEND, "Question 1?")
    mine.log(Kind.FLAG, "Question 3?", value=2)
    fsrs.take(returning.send(mine), progress=True, presets=True)
    cards = {front(card): card for card in fsrs.cards()}
    sched = fsrs.collection.sched
    assert sched is not None
    sched.suspend_cards([cards["Question 0?"].id, cards["Question 2?"].id])
    sched.unsuspend_cards([cards["Question 1?"].id])
    fsrs.answer(fsrs.collection.get_card(cards["Question 1?"].id), 3)
    fsrs.collection.set_user_flag_for_cards(5, [cards["Question 3?"].id])
    package = returning.packed(fsrs, tmp_path)
    mine.clock.at = now()

    returning.bring_in(mine, package)

    found = {asked: (memory.suspended, memory.flag) for asked, memory in mine.memories().items()}
    assert [(True, 0), (False, 0), (True, 0), (False, 5)] == [found[f"Question {n}?"] for n in range(4)]

    mine.clock.at = now() + MINUTE
    mine.log(Kind.UNSUSPEND, "Question 2?")
    mine.log(Kind.FLAG, "Question 3?", value=0)
    returning.bring_in(mine, package)

    assert not mine.memory("Question 2?").suspended
    assert 0 == mine.memory("Question 3?").flag


def test_whatever_has_happened_here_comes_back_as_nothing_new(tmp_path: Path, fsrs: Phone) -> None:
    mine = studied(tmp_path / "learner", "", days=25, at=now(), settings=f'namespace = "{returning.NAMESPACE}"\n')
    fsrs.take(returning.send(mine), progress=True, presets=True)
    before, length = mine.memories(), mine.collection.history.sequence

    outcome = returning.bring_in(mine, returning.packed(fsrs, tmp_path))

    assert (0, 0, ()) == (outcome.reviews, outcome.cards, outcome.remarks)
    assert (length, before) == (mine.collection.history.sequence, mine.memories())
    mine.close()


def test_what_went_out_without_schedules_is_studied_there_from_the_beginning_and_comes_back(
    mine: Desk, fsrs: Phone, tmp_path: Path
) -> None:
    before = mine.memories()
    fsrs.take(returning.send(mine, schedule=False))
    new = [card for card in fsrs.cards() if front(card) in ("Question 0?", "Question 1?")]
    for card in new:
        fsrs.answer(card, 4)

    outcome = returning.bring_in(mine, returning.packed(fsrs, tmp_path))

    assert (2, 2, 0) == (outcome.reviews, outcome.cards, outcome.known)
    for asked, memory in mine.memories().items():
        assert before[asked].reps + (asked in ("Question 0?", "Question 1?")) == memory.reps
