"""Whole conversations, as a terminal shows them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flashcards.terminal import keys

if TYPE_CHECKING:
    from tests.terminal.sitting import Sitting

GOLD = Path(__file__).parent / "gold"

CONVERSATION = (
    "h", keys.ENTER, "3",
    "paste:pip3 instal torch", keys.BACKSPACE, "h", keys.ENTER, keys.ENTER,
    "tw?", "w ", "x", "f", " ", "2",
    " ", "4",
    keys.ESCAPE, "u", "s", keys.ESCAPE, "s", "q",
)  # fmt: skip

LINES = "t\nh\n\n3\npip3 instal torch\n2\nwrong\n\n3\n\n4\nu\ns\n"


def compare(name: str, shown: str, gold: bool) -> None:
    path = GOLD / f"{name}.txt"
    if gold:
        path.write_text(shown, "utf-8")

    assert path.read_text("utf-8") == shown


@pytest.mark.parametrize("width", [40, 88])
@pytest.mark.parametrize("colour", [False, True])
def test_a_conversation(sitting: Sitting, gold: bool, width: int, colour: bool) -> None:
    shown = sitting.converse(*CONVERSATION, width=width, colour=colour).replace("\x1b", "␛").replace("\r", "␍")

    compare(f"conversation-{width}{'-colour' if colour else ''}", shown, gold)


def test_a_plain_conversation(sitting: Sitting, gold: bool) -> None:
    compare("plain", sitting.plain(LINES), gold)


def test_plain_help(sitting: Sitting, gold: bool) -> None:
    compare("plain-help", sitting.plain("?\n"), gold)
