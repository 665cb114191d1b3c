from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.model import Rating
from flashcards.study.answer import compare, marked

if TYPE_CHECKING:
    from types import FrameType


@pytest.mark.parametrize(
    ("typed", "expected", "shown", "wanted", "suggestion"),
    [
        ("cat", "cat", "cat", "cat", Rating.GOOD),
        (" the  cat ", "the cat", "the cat", "the cat", Rating.GOOD),
        ("e\u0301t\u00e9", "\u00e9te\u0301", "été", "été", Rating.GOOD),
        ("Cat", "cat", "[C]at", "[c]at", Rating.GOOD),
        ("lerning rate", "learning rate", "lerning rate", "le[a]rning rate", Rating.HARD),
        ("pip install", "pip3 install torch", "pip install", "pip[3] install[ torch]", Rating.AGAIN),
        ("dog", "gradient", "[dog]", "[gradient]", Rating.AGAIN),
    ],
)
def test_what_differs_is_marked(typed: str, expected: str, shown: str, wanted: str, suggestion: Rating) -> None:
    found = compare(typed, expected)

    assert (shown, wanted, suggestion) == (marked(found.typed), marked(found.expected), found.suggestion)


@given(st.text(), st.text())
def test_no_letter_is_lost(typed: str, expected: str) -> None:
    found = compare(typed, expected)

    assert "".join(run.text for run in found.typed) == "".join(run.text for run in compare(typed, typed).typed)
    assert "".join(run.text for run in found.expected) == "".join(run.text for run in compare(expected, expected).typed)


def work(typed: str, expected: str, most: int) -> int:
    """How many calls a comparison makes; it is broken off beyond `most`."""
    calls = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event.endswith("call")
        if calls > most:
            sys.setprofile(None)
            raise OverflowError

    sys.setprofile(count)
    try:
        compare(typed, expected)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("length", [400, 4000])
@pytest.mark.parametrize("pair", [(",", ",."), ("ab", "ba"), ("a ", "a b "), ("the cat sat ", "the cat sit on ")])
def test_long_texts_that_repeat_themselves_are_compared_with_bounded_work(pair: tuple[str, str], length: int) -> None:
    typed, expected = ((part * length)[:length] for part in pair)

    assert work(typed, expected, most=2_000_000) <= 2_000_000


def test_a_slip_in_a_long_text_stays_a_slip() -> None:
    expected = " ".join(f"word{n} and more of it" for n in range(80))
    typed = expected.replace("word7 ", "wort7 ").replace("word70 ", "word7 ")

    found = compare(typed, expected)

    assert Rating.HARD is found.suggestion
    assert "wor[t]7 and" in marked(found.typed)
    assert "word7[0] and" in marked(found.expected)
