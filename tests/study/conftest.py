"""Desks to study at, put away after each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.students import MORNING, SETTINGS, Clock, Desk, save

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """A maker of desks: deck text or several files, settings, the time, the device."""
    opened: list[Desk] = []

    def make(
        decks: str | dict[str, str] = "",
        settings: str = "",
        *,
        at: int = MORNING,
        clock: Clock | None = None,
        device: str = "desk",
        folder: str = "collection",
    ) -> Desk:
        place = tmp_path / folder
        save(place / "flashcards.toml", SETTINGS * ("timezone" not in settings) + settings)
        files = {"deck.yaml": decks} if isinstance(decks, str) else decks
        for name, text in files.items():
            if text:
                save(place / name, text)
        opened.append(Desk(place, clock or Clock(at), device))
        return opened[-1]

    yield make
    for made in opened:
        made.close()
