"""Forgetting curves."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.memory.scheduler import DEFAULT_PARAMETERS, retrievability
from flashcards.model import Memory, State
from flashcards.report.forgetting import curve, picture
from tests.report.test_plots import drawn, is_inside

MEMORIES = st.builds(
    Memory,
    state=st.just(State.REVIEW),
    stability=st.floats(0.01, 36_500),
    interval=st.integers(1, 36_500),
    due_day=st.integers(0, 60_000),
    last_day=st.integers(0, 20_000),
)


@given(MEMORIES, st.integers(0, 60_000), st.floats(0.7, 0.97))
def test_a_curve_falls_from_certainty_and_goes_through_today(memory: Memory, day: int, wanted: float) -> None:
    found = curve(memory, day, wanted, DEFAULT_PARAMETERS)

    assert found is not None
    assert (0, 1) == found.recall[0]
    assert all(one[1] > other[1] for one, other in pairwise(found.recall))
    assert 0 <= found.elapsed <= found.recall[-1][0]
    assert wanted == pytest.approx(retrievability(memory.stability, found.enough))
    assert is_inside(drawn(picture(found, wanted)))


def test_a_new_card_has_no_curve() -> None:
    assert curve(Memory(), 20_000, 0.9, DEFAULT_PARAMETERS) is None


def test_a_curve_is_told_in_words() -> None:
    memory = Memory(state=State.REVIEW, stability=10, interval=10, due_day=110, last_day=100)
    found = curve(memory, 110, 0.9, DEFAULT_PARAMETERS)

    assert found is not None
    assert "90% today, 90% 10 days after the last answer." in picture(found, 0.9)
