from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.model import Rating
from flashcards.study.answer import compare, marked


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
