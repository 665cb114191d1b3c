"""Alignment: as difflib's as long as there are steps, honest when they are used up."""

from __future__ import annotations

from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from flashcards.study.align import Aligner

texts = st.text("ab c", max_size=40)


def runs(left: str, right: str, steps: int) -> list[tuple[str, str]]:
    return [("".join(a), "".join(b)) for a, b in Aligner(steps).pairs(left, right)]


@given(texts, texts)
def test_with_enough_steps_it_is_as_alike_as_difflib_says(left: str, right: str) -> None:
    expected = SequenceMatcher(None, left, right, autojunk=False).ratio() if left or right else 0

    assert expected == Aligner().likeness(left, right)


@given(texts, texts, st.integers(0, 200))
def test_nothing_is_lost_or_passed_off_as_shared(left: str, right: str, steps: int) -> None:
    found = runs(left, right, steps)

    assert (left, right) == ("".join(a for a, _ in found), "".join(b for _, b in found))


def test_without_steps_beginnings_and_ends_are_still_found() -> None:
    assert [("same ", "same "), ("one", "two"), (" end", " end")] == runs("same one end", "same two end", 0)
    assert [("aa", "aa"), ("", "a")] == runs("aa", "aaa", 0)
