"""There and back with everything that is remembered: ours to Anki to ours, and Anki to ours to Anki."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from flashcards.collection import add
from flashcards.formats.anki.inward.intake import intake
from flashcards.formats.anki.inward.opened import open_package
from flashcards.model import Kind, Memory, State
from tests.formats import returning
from tests.formats.phone import Phone
from tests.formats.returning import CLOSE, LOCAL, now
from tests.formats.studied import desk as studied

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flashcards.formats.anki.inward.bring import Outcome
    from tests.students import Desk

OURS = f'namespace = "{returning.NAMESPACE}"\n'
STUDIED = [f"Question {n}?" for n in range(8)]


def moved_in(desk: Callable[..., Desk], package: Path, folder: Path) -> tuple[Desk, Outcome]:
    """A collection with nothing but the notes and the history of a package."""
    made = desk("topics: []\n", settings=LOCAL, at=now(), folder="new home")
    with open_package(package) as found:
        add.carry_out(made.collection, intake(made.collection, found, folder).plan, at=now())
    made.reopen()
    return made, returning.bring_in(made, package)


def same(one: Memory, other: Memory) -> bool:
    """Whether both remember and plan the same."""
    close = (one.stability, one.difficulty) == pytest.approx((other.stability, other.difficulty), rel=CLOSE)
    plans = [(m.state, m.interval, m.due_day, m.due_at and m.due_at // 1000, m.last_day, m.flag) for m in (one, other)]
    return bool(close and plans[0] == plans[1])


@pytest.mark.parametrize("seed", range(2))
def test_a_learners_collection_comes_out_of_anki_as_it_went_in(
    desk: Callable[..., Desk], fsrs: Phone, tmp_path: Path, seed: int
) -> None:
    mine = studied(tmp_path / "learner", "", days=25, at=now(), seed=seed, settings=OURS)
    fsrs.take(returning.send(mine), progress=True, presets=True)

    home, outcome = moved_in(desk, returning.packed(fsrs, tmp_path), tmp_path)

    before, after = mine.memories(), home.memories()
    assert before.keys() == after.keys()
    assert mine.reviews() == outcome.reviews == home.reviews()
    for front, memory in before.items():
        assert same(memory, after[front]), (front, memory, after[front])
        assert (memory.suspended or memory.known) == after[front].suspended
        assert memory.reps == after[front].reps
    mine.close()


def standing(phone: Phone) -> dict[str, tuple[object, ...]]:
    """The columns of each card that say how it stands, by the front; days and instants instead of Anki's numbers."""
    found = {}
    for card in phone.cards():
        memory = phone.collection.compute_memory_state(card.id)
        due = card.due if card.due > 10**9 or card.type == State.NEW else card.due - returning.today(phone)
        place = (card.type, card.queue, due if card.type else 0, card.ivl, card.reps, card.lapses, card.user_flag())
        kept = (round(memory.stability or 0, 2), round(memory.difficulty or 0, 2))
        found[phone.collection.get_card(card.id).note().fields[0]] = (*place, *kept)
    return found


def told(phone: Phone) -> list[list[int]]:
    """The review log: instants, grades, times, and what came of it."""
    assert phone.collection.db is not None
    return phone.collection.db.all("select id, ease, ivl, time, type from revlog order by id")


def test_a_collection_of_anki_comes_back_to_anki_as_it_was(
    desk: Callable[..., Desk], fsrs: Phone, tmp_path: Path
) -> None:
    ids = returning.studied(fsrs, 30, *STUDIED)
    returning.add(fsrs, "New?")
    sched = fsrs.collection.sched
    assert sched is not None
    sched.suspend_cards(ids[:1])  # type: ignore[arg-type]
    fsrs.collection.set_user_flag_for_cards(4, ids[1:2])  # type: ignore[arg-type]
    sched.set_due_date(ids[2:3], "30")  # type: ignore[arg-type]
    sched.schedule_cards_as_new(ids[3:4], reset_counts=True)  # type: ignore[arg-type]
    home, _ = moved_in(desk, returning.packed(fsrs, tmp_path), tmp_path)
    other = Phone(tmp_path / "other")
    other.collection.set_config("fsrs", val=True)

    other.take(returning.send(home), progress=True, presets=True)

    expected, found = standing(fsrs), standing(other)
    assert expected.keys() == found.keys()
    assert expected == found
    before, after = told(fsrs), told(other)
    assert [row[:2] + row[3:] for row in before] == [row[:2] + row[3:] for row in after]
    assert [row[2] for row in before if row[2] > 0] == [row[2] for row in after if row[2] > 0]
    other.close()


def test_reviews_done_in_three_places_in_turn_are_all_in_all_of_them(
    desk: Callable[..., Desk], fsrs: Phone, tmp_path: Path
) -> None:
    chance = random.Random("in turn")
    ids = returning.studied(fsrs, 20, *STUDIED)
    home, first = moved_in(desk, returning.packed(fsrs, tmp_path), tmp_path)
    reviews = first.reviews
    for _ in range(3):
        for key in chance.sample(ids, 3):
            fsrs.answer(fsrs.collection.get_card(key), chance.randrange(1, 5))  # type: ignore[arg-type]
        reviews += returning.bring_in(home, returning.packed(fsrs, tmp_path)).reviews

    assert first.reviews + 9 == reviews == home.reviews()
    assert len(told(fsrs)) == len(list(home.collection.history.events(kinds=[Kind.REVIEW])))
    for front, memory in home.memories().items():
        returning.agrees(fsrs, front, memory)
