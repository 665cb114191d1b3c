"""Deck files are replaced by one process at a time, whichever way their words are changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import blake2b
from typing import TYPE_CHECKING

import pytest

from flashcards.collection import edit, ids
from flashcards.formats.anki.inward import differences
from flashcards.formats.anki.inward.differences import Difference
from flashcards.memory import store
from flashcards.model import Fault
from tests.students import Clock, Desk, deck, save, topic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flashcards.model import Note


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(store, "PATIENCE_MS", 20)
    save(tmp_path / "yeast.yaml", deck(topic("Yeast", "What does yeast eat?")))
    made = Desk(tmp_path, Clock())
    yield made
    made.close()


def note(desk: Desk) -> Note:
    return desk.cards()["What does yeast eat?"].note


def digest(desk: Desk) -> str:
    return blake2b((desk.folder / "yeast.yaml").read_bytes(), digest_size=16).hexdigest()


def save_all(desk: Desk) -> None:
    edit.save(desk.collection, "yeast.yaml", "topics: []\n", digest(desk), at=desk.clock.at)


def reword(desk: Desk) -> None:
    edit.reword(desk.collection, note(desk)._replace(answer="Honey."), digest(desk), at=desk.clock.at)


def write_ids(desk: Desk) -> None:
    ids.write(desk.collection, at=desk.clock.at)


def take_over(desk: Desk) -> None:
    ours = note(desk)
    found = [Difference(ours, ours._replace(answer="Honey."), ("answer",))]
    differences.take_over(desk.collection, found, desk.folder, at=desk.clock.at, refused=print)


@pytest.mark.parametrize("change", [save_all, reword, write_ids, take_over])
def test_a_deck_is_not_replaced_while_another_process_does_so(desk: Desk, change: Callable[[Desk], None]) -> None:
    before = (desk.folder / "yeast.yaml").read_text("utf-8")
    with closing(sqlite3.connect(desk.folder / ".flashcards" / "index.db", isolation_level=None)) as other:
        other.execute("begin immediate")

        with pytest.raises((Fault, sqlite3.OperationalError), match=r"locked|in use by another"):
            change(desk)

    assert before == (desk.folder / "yeast.yaml").read_text("utf-8")
    change(desk)
    assert before != (desk.folder / "yeast.yaml").read_text("utf-8")
