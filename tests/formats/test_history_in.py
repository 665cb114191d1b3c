"""What was studied in the real Anki: the same instants, what counts and what does not, the memory, the due days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from anki.consts import QUEUE_TYPE_DAY_LEARN_RELEARN

from flashcards.formats.anki.inward import standing
from flashcards.memory.days import Calendar
from flashcards.model import Kind, State
from tests.formats import returning
from tests.formats.returning import CLOSE, now

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.formats.phone import Phone
    from tests.students import Desk


@pytest.mark.parametrize("legacy", [False, True])
def test_what_was_studied_on_the_phone_is_remembered_and_due_here_as_there(
    fsrs: Phone, desk: Callable[..., Desk], tmp_path: Path, legacy: bool
) -> None:
    returning.studied(fsrs)
    answers = fsrs.collection.db.scalar("select count(*) from revlog")  # type: ignore[union-attr]

    mine, outcome = returning.taken(fsrs, desk, tmp_path, legacy=legacy)

    assert (answers, 12, 0, 0, 0, 0) == outcome[:6]
    assert answers == mine.reviews() > 60
    for front, memory in mine.memories().items():
        returning.agrees(fsrs, front, memory)
        assert memory.stability > 0


def test_answers_keep_their_instants_grades_and_times(fsrs: Phone, desk: Callable[..., Desk], tmp_path: Path) -> None:
    returning.studied(fsrs, 6)
    rows = fsrs.collection.db.all("select id, ease, time from revlog order by id")  # type: ignore[union-attr]

    mine, _ = returning.taken(fsrs, desk, tmp_path)

    events = list(mine.collection.history.events(kinds=[Kind.REVIEW]))
    assert rows == [[event.at, event.draft.rating, event.draft.millis] for event in events]
    assert {"Anki"} == {event.device for event in events}
    assert all(event.day == mine.collection.calendar.day(event.at) for event in events)


def test_taking_it_again_adds_nothing(fsrs: Phone, desk: Callable[..., Desk], tmp_path: Path) -> None:
    ids = returning.studied(fsrs, 6)
    fsrs.collection.sched.suspend_cards(ids[:2])  # type: ignore[union-attr,arg-type]
    mine, first = returning.taken(fsrs, desk, tmp_path)
    length, memories = mine.collection.history.sequence, mine.memories()

    again = returning.bring_in(mine, returning.packed(fsrs, tmp_path))

    assert (0, 0, first.reviews) == (again.reviews, again.cards, again.known)
    assert (length, memories) == (mine.collection.history.sequence, mine.memories())


def test_new_cards_stay_new_and_unheard_of(fsrs: Phone, desk: Callable[..., Desk], tmp_path: Path) -> None:
    returning.add(fsrs, "A?", "B?")

    mine, outcome = returning.taken(fsrs, desk, tmp_path)

    assert (0, 0) == (outcome.reviews, mine.collection.history.sequence)
    assert {State.NEW} == {memory.state for memory in mine.memories().values()}


def test_a_card_in_its_steps_is_due_at_the_instant_at_which_it_is_due_there(
    fsrs: Phone, desk: Callable[..., Desk], tmp_path: Path
) -> None:
    (key,) = returning.add(fsrs, "A?")
    fsrs.answer(fsrs.collection.get_card(key), 3)  # type: ignore[arg-type]
    card = fsrs.collection.get_card(key)  # type: ignore[arg-type]
    past_the_day = card.queue == QUEUE_TYPE_DAY_LEARN_RELEARN  # at the day's end a step of minutes leads into the next

    mine, _ = returning.taken(fsrs, desk, tmp_path)

    memory = mine.memory("A?")
    assert (State.LEARNING, 1) == (memory.state, memory.step)
    if past_the_day:
        assert (None, card.due - returning.today(fsrs)) == (memory.due_at, memory.due_day - memory.introduced_day)
    else:
        assert card.due * 1000 == memory.due_at


def test_what_was_set_by_hand_moves_the_due_day_and_not_the_memory(
    fsrs: Phone, desk: Callable[..., Desk], tmp_path: Path
) -> None:
    returning.studied(fsrs, 20, "A?", "B?")
    fsrs.collection.sched.set_due_date(fsrs.collection.find_cards("front:A?"), "40!")  # type: ignore[union-attr]

    mine, outcome = returning.taken(fsrs, desk, tmp_path)

    assert 0 == outcome.inferred
    returning.agrees(fsrs, "A?", mine.memory("A?"))
    assert 40 == mine.memory("A?").due_day - mine.collection.calendar.day(now())


def test_a_card_that_was_reset_is_new_and_what_comes_after_is_all_that_counts(
    fsrs: Phone, desk: Callable[..., Desk], tmp_path: Path
) -> None:
    returning.studied(fsrs, 20, "A?", "B?")
    both = fsrs.collection.find_cards("front:A? or front:B?")
    fsrs.collection.sched.schedule_cards_as_new(both)  # type: ignore[union-attr]
    fsrs.answer(fsrs.collection.get_card(fsrs.collection.find_cards("front:B?")[0]), 4)

    mine, _ = returning.taken(fsrs, desk, tmp_path)

    assert (State.NEW, 0) == (mine.memory("A?").state, mine.memory("A?").reps)
    returning.agrees(fsrs, "B?", mine.memory("B?"))
    assert 1 == mine.memory("B?").reps


def test_filtered_decks_count_as_they_count_for_fsrs(fsrs: Phone, desk: Callable[..., Desk], tmp_path: Path) -> None:
    returning.studied(fsrs, 20, "A?", "B?", "C?")
    for front, reschedule, grades in (("A?", False, (1, 4)), ("B?", True, (3,)), ("C?", True, (1,))):
        returning.filtered(fsrs, f"front:{front}", reschedule=reschedule)
        for grade in grades:
            fsrs.answer(fsrs.collection.get_card(fsrs.collection.find_cards(f"front:{front}")[0]), grade)

    mine, outcome = returning.taken(fsrs, desk, tmp_path)

    assert 2 == outcome.crammed
    for front in ("A?", "B?", "C?"):
        returning.agrees(fsrs, front, mine.memory(front))


def test_a_card_that_waits_in_a_filtered_deck_is_due_as_in_its_own(
    fsrs: Phone, desk: Callable[..., Desk], tmp_path: Path
) -> None:
    returning.studied(fsrs, 20, "A?")
    (card,) = (fsrs.collection.get_card(key) for key in fsrs.collection.find_cards("front:A?"))
    due = Calendar(None).day(now()) + card.due - returning.today(fsrs)
    returning.filtered(fsrs, "front:A?", reschedule=True)

    mine, _ = returning.taken(fsrs, desk, tmp_path)

    assert due == mine.memory("A?").due_day


def test_suspended_and_flagged_come_along_and_buried_does_not(
    fsrs: Phone, desk: Callable[..., Desk], tmp_path: Path
) -> None:
    returning.studied(fsrs, 3, "A?", "B?", "C?")
    returning.add(fsrs, "D?")
    cards = {front: fsrs.collection.find_cards(f"front:{front}") for front in ("A?", "B?", "C?", "D?")}
    fsrs.collection.sched.suspend_cards([*cards["A?"], *cards["D?"]])  # type: ignore[union-attr]
    fsrs.collection.set_user_flag_for_cards(3, cards["B?"])
    fsrs.collection.sched.bury_cards(cards["C?"])  # type: ignore[union-attr]

    mine, _ = returning.taken(fsrs, desk, tmp_path)

    found = {front: (memory.suspended, memory.flag, memory.buried_until) for front, memory in mine.memories().items()}
    assert {"A?": (True, 0, -1), "B?": (False, 3, -1), "C?": (False, 0, -1), "D?": (True, 0, -1)} == found
    assert State.NEW == mine.memory("D?").state


def test_both_directions_of_a_note_have_their_own_history(
    fsrs: Phone, desk: Callable[..., Desk], tmp_path: Path
) -> None:
    returning.add(fsrs, "A?", kind="Basic (and reversed card)")
    first, second = (fsrs.collection.get_card(key) for key in fsrs.collection.find_cards(""))
    fsrs.answer(first, 4)
    fsrs.answer(second, 1)

    mine, _ = returning.taken(fsrs, desk, tmp_path)

    assert (State.REVIEW, State.LEARNING) == (mine.memory("A?").state, mine.memory("Back of A?").state)


def test_a_log_that_begins_in_the_middle_gives_what_anki_keeps_of_the_card(
    fsrs: Phone, desk: Callable[..., Desk], tmp_path: Path
) -> None:
    returning.studied(fsrs, 40, "A?", "B?")
    assert fsrs.collection.db is not None
    fsrs.collection.db.execute("delete from revlog where type <> 1")
    (kept,) = fsrs.collection.db.list("select data from cards where id = ?", fsrs.collection.find_cards("front:A?")[0])

    mine, outcome = returning.taken(fsrs, desk, tmp_path)

    memory = mine.memory("A?")
    assert 2 == outcome.inferred
    assert standing.stored_memory(kept) == pytest.approx((memory.stability, memory.difficulty), rel=CLOSE)


def test_a_card_without_any_log_has_the_memory_and_the_due_day_that_anki_has(
    fsrs: Phone, desk: Callable[..., Desk], tmp_path: Path
) -> None:
    returning.studied(fsrs, 40, "A?", "B?")
    assert fsrs.collection.db is not None
    fsrs.collection.db.execute("delete from revlog")
    cards = [fsrs.collection.get_card(key) for key in fsrs.collection.find_cards("is:review")]
    fronts = [card.note().fields[0] for card in cards]
    kept = dict(fsrs.collection.db.all("select id, data from cards"))

    mine, outcome = returning.taken(fsrs, desk, tmp_path)

    assert (0, 2) == (outcome.reviews, outcome.inferred)
    for front, card in zip(fronts, cards, strict=True):
        memory = mine.memory(front)
        ours = (memory.stability, memory.difficulty)
        assert standing.stored_memory(kept[card.id]) == pytest.approx(ours, rel=CLOSE)
        assert (card.ivl, Calendar(None).day(now()) + card.due - returning.today(fsrs)) == (
            memory.interval,
            memory.due_day,
        )
        assert (card.reps, card.lapses) == (memory.reps, memory.lapses)
