"""Several processes on one collection: nothing is lost, nothing is graded twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flashcards.memory.history import History
from flashcards.model import Kind
from tests.processes.conftest import said

if TYPE_CHECKING:
    from tests.processes.conftest import Place


@pytest.mark.parametrize("count", [2, 4])
def test_together_they_answer_each_card_as_one_would(place: Place, count: int) -> None:
    sittings = [place.sit(f"device {number}", 60) for number in range(count)]
    outputs = [sitting.communicate() for sitting in sittings]
    acknowledged = sum((said(output) for output, _ in outputs), start=said(""))

    assert [(0, "")] * count == [(s.returncode, e) for s, (_, e) in zip(sittings, outputs, strict=True)]
    assert acknowledged == place.counts()
    assert 0 == place.run("doctor").returncode
    assert follow_each_other(place)


def follow_each_other(place: Place) -> bool:
    """Whether each answer began where the one before it on the same card had ended: none saw an older state."""
    from flashcards.memory.fold import follow
    from flashcards.memory.scheduler import DEFAULT_PARAMETERS
    from flashcards.model import Memory

    history = History.read(place.history)
    try:
        for _, steps in history.steps():
            memory = Memory()
            for step in steps:
                after = follow(memory, step, DEFAULT_PARAMETERS)
                if step.kind == Kind.REVIEW and not _fits(memory, step.state, step.step, step.rating):
                    return False
                memory = after
        return True
    finally:
        history.close()


def _fits(before: object, state: int, step: int, rating: int) -> bool:
    """By the default steps: Again goes to step 0, Good one step on or out, Easy out."""
    from flashcards.model import Memory, Rating, State

    assert isinstance(before, Memory)
    if rating == Rating.EASY:
        return state == State.REVIEW
    if rating == Rating.AGAIN:
        return state != State.REVIEW and step == 0
    if before.state is State.NEW:
        return (state, step) == (State.LEARNING, 1)
    if before.state is State.LEARNING:
        return (state, step) == ((State.LEARNING, 1) if before.step == 0 else (State.REVIEW, 0))
    return state == State.REVIEW


def test_a_fresh_collection_may_be_opened_by_all_at_once(place: Place) -> None:
    for _ in range(4):
        sittings = [place.sit(f"device {number}", 2) for number in range(4)]
        outputs = [sitting.communicate() for sitting in sittings]

        assert [(0, "")] * 4 == [(s.returncode, e) for s, (_, e) in zip(sittings, outputs, strict=True)]
        assert sum(said(output).total() for output, _ in outputs) == place.counts().total()
        assert 0 == place.run("doctor").returncode
        for path in (place.folder / ".flashcards").iterdir():
            path.unlink()
