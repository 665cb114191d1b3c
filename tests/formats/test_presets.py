"""Settings as a preset of Anki's, and memories as columns of its cards."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.collection.settings import Settings
from flashcards.formats.anki.outward.presets import Preset, preset
from flashcards.formats.anki.outward.scheduled import FIRST_DAY, Reckoner
from flashcards.memory.days import Calendar
from flashcards.memory.scheduler import DEFAULT_PARAMETERS, Rules
from flashcards.model import Memory, State

DAY = 20_500
RECKONER = Reckoner(Calendar(UTC), DAY)
LEARNT = Memory(State.REVIEW, 0, 12.34567, 5.4321, 9, DAY + 4, None, DAY - 5, DAY - 30, DAY - 5, 7, 1, passed=True)
SETTINGS = st.builds(
    Settings,
    new_per_day=st.integers(0, 9999),
    reviews_per_day=st.integers(0, 99999),
    retention=st.floats(0.7, 0.99),
    learning_steps=st.lists(st.integers(1, 10**6), max_size=3).map(tuple),
    maximum_interval=st.integers(1, 36500),
    leech_lapses=st.integers(0, 99),
)


def made(settings: Settings, deck: str = "A") -> Preset:
    return preset(settings, deck, DEFAULT_PARAMETERS)


@given(SETTINGS, SETTINGS)
def test_the_id_of_a_preset_changes_with_its_contents_alone(one: Settings, other: Settings) -> None:
    assert (made(one).contents == made(other).contents) == (made(one).id == made(other).id)
    assert made(one) == made(replace(one, namespace="x", timezone="UTC", grades=2))
    assert 1 << 40 <= made(one).id < 1 << 41


def test_each_deck_has_the_preset_of_its_retention() -> None:
    settings = Settings(deck_retention={"A": 0.95, "A::B": 0.8})

    names = [made(settings, deck).name for deck in ("A", "A::B::C", "A::D", "E")]
    assert ["flashcards 95 %", "flashcards 80 %", "flashcards 95 %", "flashcards 90 %"] == names
    assert made(settings, "A") == made(settings, "A::D") != made(settings, "E")


def test_limits_are_kept_within_what_anki_takes() -> None:
    contents = made(Settings(reviews_per_day=99_999, new_per_day=0)).contents

    assert isinstance(contents["rev"], dict)
    assert isinstance(contents["new"], dict)
    assert (9999, 0) == (contents["rev"]["perDay"], contents["new"]["perDay"])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {"type": 2, "queue": 2, "due": DAY + 4 - FIRST_DAY, "ivl": 9, "left": 0, "factor": 2500}),
        ({"suspended": True}, {"queue": -1, "due": DAY + 4 - FIRST_DAY}),
        ({"known": True, "flag": 4}, {"queue": -1, "flags": 4}),
        ({"buried_until": DAY + 1}, {"queue": -3}),
        ({"buried_until": DAY}, {"queue": 2}),
        ({"state": State.NEW}, {"type": 0, "queue": 0, "due": 3, "reps": 0, "data": ""}),
        (
            {"state": State.LEARNING, "step": 1, "due_at": 1_780_000_000_500},
            {"queue": 1, "due": 1_780_000_000, "left": 1},
        ),
        ({"state": State.LEARNING, "due_day": DAY + 1}, {"type": 1, "queue": 3, "due": DAY + 1 - FIRST_DAY, "left": 2}),
        ({"state": State.RELEARNING, "due_day": DAY + 1}, {"type": 3, "queue": 3, "ivl": 12, "left": 1}),
        ({"state": State.RELEARNING, "step": 9, "stability": 0.0}, {"ivl": 1, "left": 1, "data": '{"pos":3}'}),
        (
            {"state": State.LEARNING, "due_day": DAY + 1, "suspended": True},
            {"queue": -1, "due": ((DAY + 1) * 24 + 4) * 3600},
        ),
    ],
)
def test_a_card_stands_in_anki_as_it_does_here(change: dict[str, object], expected: dict[str, object]) -> None:
    standing = RECKONER.standing(replace(LEARNT, **change), 3, 1_770_000_000_999, Rules())  # type: ignore[arg-type]

    assert expected == {name: getattr(standing, name) for name in expected}


def test_what_fsrs_knows_goes_along() -> None:
    standing = RECKONER.standing(LEARNT, 3, 1_770_000_000_999, Rules(retention=0.85))

    expected = {"pos": 3, "s": 12.3457, "d": 5.432, "dr": 0.85, "decay": 0.1542, "lrt": 1_770_000_000}
    assert expected == json.loads(standing.data)


def test_a_memory_without_an_answer_was_last_met_on_its_last_day() -> None:
    standing = RECKONER.standing(LEARNT, 3, None, Rules())

    assert ((DAY - 5) * 24 + 4) * 3600 == json.loads(standing.data)["lrt"]
