"""An open collection for the tests of the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.terminal.sitting import Sitting, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    """The small collection, on a morning on which nothing was learned yet."""
    made = Sitting(write(tmp_path / "decks"))
    yield made
    made.collection.close()
