"""What happened elsewhere and earlier: taken in at its own instants, once, in any order."""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.collection import follow
from flashcards.collection.collection import Collection
from flashcards.collection.doctor import examine
from flashcards.memory.arrivals import Arrival, Brought, identity
from flashcards.memory.fold import fold
from flashcards.memory.history import History
from flashcards.model import Draft, Kind, Rating, Schedule, State

NOON = 20_000 * 86_400_000 + 43_200_000
DAY_MS = 86_400_000


def log(path: Path | str = ":memory:", device: str = "laptop", seed: int = 1) -> History:
    return History.open(path, device=device, entropy=random.Random(seed).randbytes)


def answered(turn: int, card: str = "bread/a-1", rating: Rating = Rating.GOOD) -> Arrival:
    """An answer on the day of a number."""
    at, day = NOON + turn * DAY_MS, 20_000 + turn
    due = Schedule(State.REVIEW, 0, 3, day + 3)
    return Arrival(identity(at, card, int(rating)), at, day, Draft(Kind.REVIEW, card, rating, 900, due))


def brought(turn: int, card: str = "bread/a-1") -> Arrival:
    """What another program remembers of a card."""
    at, day = NOON + turn * DAY_MS, 20_000 + turn
    due = Schedule(State.REVIEW, 0, 20, day + 20)
    draft = Draft(Kind.RESCHEDULE, card, schedule=due, text=str(Brought(17.5, 6.25, 9, 2)))
    return Arrival(identity(at, card, "brought"), at, day, draft)


def test_events_keep_their_instants_and_days_and_say_where_they_come_from() -> None:
    history = log()
    history.append([Draft(Kind.SUSPEND, "bread/a-1")], at=NOON + 9 * DAY_MS, day=20_009)

    assert 2 == history.take([answered(1), answered(0)], device="Anki")

    events = list(history.events())
    assert [(NOON, 20_000), (NOON + DAY_MS, 20_001), (NOON + 9 * DAY_MS, 20_009)] == [(e.at, e.day) for e in events]
    assert ["Anki", "Anki", "laptop"] == [event.device for event in events]
    assert [answered(0).draft, answered(1).draft] == [event.draft for event in events[:2]]


def test_taking_the_same_again_changes_nothing() -> None:
    history = log()
    history.take([answered(0), answered(1)], device="Anki")

    assert 1 == history.take([answered(1), answered(2), answered(0)], device="Anki")
    assert 3 == history.sequence


def test_undo_takes_back_what_was_done_here_and_leaves_the_rest() -> None:
    history = log()
    history.append([Draft(Kind.REVIEW, "bread/b-2", Rating.GOOD, 1)], at=NOON, day=20_000)
    history.take([answered(1), answered(2)], device="Anki")

    assert ["bread/b-2"] == [event.draft.subject for event in history.undo(at=NOON + 5 * DAY_MS, day=20_005)]
    assert [] == history.undo(at=NOON + 5 * DAY_MS, day=20_005)


def test_two_computers_that_take_in_the_same_have_the_same_events(tmp_path: Path) -> None:
    one, other = log(tmp_path / "one.db"), log(tmp_path / "other.db", "desktop", 2)
    one.take([answered(0), answered(1)], device="Anki")
    other.take([answered(1), answered(2)], device="Anki")

    assert 1 == one.merge(tmp_path / "other.db")
    assert 3 == one.sequence


def test_nothing_of_it_is_kept_if_the_source_fails_halfway() -> None:
    history = log()

    with pytest.raises(ZeroDivisionError):
        history.take((answered(1 // turn) for turn in (1, 0)), device="Anki")

    assert 0 == history.sequence


def test_a_memory_that_is_brought_along_is_what_later_answers_go_on_from() -> None:
    history = log()
    history.take([answered(0, rating=Rating.AGAIN), brought(1)], device="Anki")
    ((_, steps),) = history.steps()

    there = fold(steps)
    history.take([answered(21)], device="Anki")
    ((_, steps),) = history.steps()
    later = fold(steps)

    assert (17.5, 6.25, 9, 2, 20_021) == (there.stability, there.difficulty, there.reps, there.lapses, there.due_day)
    assert (20_000, True) == (there.last_day, there.passed)
    assert later.stability > 25
    assert 10 == later.reps


def test_a_card_known_by_its_brought_memory_only_counts_as_introduced() -> None:
    history = log()
    history.take([brought(4)], device="Anki")
    ((_, steps),) = history.steps()

    memory = fold(steps)

    assert (State.REVIEW, 20_004, 20_004, 20_024) == (
        memory.state, memory.introduced_day, memory.last_day, memory.due_day,
    )  # fmt: skip


arrivals = st.builds(
    answered,
    st.integers(0, 12),
    st.sampled_from(["bread/a-1", "bread/b-2"]),
    st.sampled_from(list(Rating)),
) | st.builds(brought, st.integers(0, 12), st.sampled_from(["bread/a-1", "bread/b-2"]))


@given(st.lists(arrivals, max_size=12), st.integers(0, 12), st.randoms(use_true_random=False), st.booleans())
@settings(max_examples=30)
def test_in_any_order_and_any_parts_the_index_ends_the_same(
    found: list[Arrival], cut: int, chance: random.Random, at_once: bool
) -> None:
    shuffled = chance.sample(found, len(found))
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(follow, "MANY", 1 if at_once else 5_000)
        memories = []
        for folder, parts in (("one", [found]), ("other", [shuffled[:cut], shuffled[cut:], found])):
            (Path(name) / folder).mkdir()
            with Collection.open(Path(name) / folder, device="this", entropy=os.urandom) as collection:
                for part in parts:
                    collection.history.take(part, device="Anki")
                    collection.refresh(NOON + 30 * DAY_MS)
                    assert [] == examine(collection)
                memories.append(sorted(collection.history.steps()))

    assert memories[0] == memories[1]
