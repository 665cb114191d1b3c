"""What earlier versions have written must be read for ever, and mean the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flashcards.memory.history import History
from flashcards.model import Kind
from tests.frozen.make import memories

VERSIONS = sorted(path for path in Path(__file__).parent.iterdir() if (path / "history.db").exists())


@pytest.mark.parametrize("version", VERSIONS, ids=lambda path: path.name)
def test_a_frozen_collection_is_remembered_as_it_was(version: Path) -> None:
    expected = json.loads((version / "memories.json").read_text("utf-8"))

    assert expected == memories(version)


@pytest.mark.parametrize("version", VERSIONS, ids=lambda path: path.name)
def test_a_frozen_history_holds_every_kind_of_event(version: Path) -> None:
    history = History.read(version / "history.db")

    assert set(Kind) == {event.draft.kind for event in history.events()}


def test_there_is_a_frozen_version() -> None:
    assert ["v1"] == [path.name for path in VERSIONS][:1]
