"""The laws hold for some texts of one seed; `make fuzz` tries others for as long as one likes."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.__main__ import shortened, text
from tests.fuzz.laws import LAWS, PIECES


@pytest.mark.parametrize("name", LAWS)
def test_no_text_breaks_the_law_of_its_reader(name: str) -> None:
    chance = random.Random(name)

    for _ in range(60):
        LAWS[name](text(chance, PIECES[name]))


def test_a_text_that_breaks_a_law_is_shortened_to_what_does() -> None:
    def law(text: str) -> None:
        if "b" in text and "x" in text:
            raise ValueError(text)

    assert "bx" == shortened(law, "aaab" * 9 + "ccx" + "a" * 30)
