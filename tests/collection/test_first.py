"""Reading everything into an empty index at one go ends where the steps of any other reading do."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from flashcards.collection.collection import Collection
from flashcards.model import Draft, Kind

CORPUS = Path(__file__).parent.parent / "deck" / "corpus"
NOW = 1_772_438_400_000
TABLES = {
    "file": "key, path, size, hash, ord, whole, held",
    "problem": "*",
    "topic": "*",
    "edge": "*",
    "note": "*",
    "card": "origin, note, part, topic, ord, position, queue, state, due_day",
}


def rows(collection: Collection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: sorted(map(tuple, collection.index.execute(f"select {columns} from {table}")), key=repr)
        for table, columns in TABLES.items()
    }


def opened(folder: Path) -> Collection:
    return Collection.open(folder, device="desk", entropy=os.urandom)


@pytest.mark.parametrize("kind", ["good", "bad", "beyond"])
def test_at_one_go_as_in_steps(kind: str, tmp_path: Path) -> None:
    folder = shutil.copytree(CORPUS / kind, tmp_path / "decks")
    twin = "topics:\n  - topic: Bread\n    requires: Flour\n    cards: [What rises?: dough, 'The {{b}} and {{c}}.']\n"
    for name in ("one.yaml", "two.yaml"):  # the second topic of one id is set aside
        (folder / name).write_text(twin)
    with opened(folder) as collection:
        collection.refresh(NOW)
        at_one_go = rows(collection)
        collection.history.append([Draft(Kind.SUSPEND, "nobody/has-this")], at=NOW, day=20_000)
    for path in (folder / ".flashcards").glob("index.db*"):
        path.unlink()

    with opened(folder) as collection:
        collection.refresh(NOW)
        collection.index.execute("delete from card where note is null")
        in_steps = rows(collection)

    assert in_steps == at_one_go
    assert any(str(row[0]).startswith("bread/") for row in at_one_go["card"])
