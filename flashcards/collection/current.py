"""Whether the index stands as the files and the history do. Asked at every start, so it needs no parser."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import discover
from flashcards.collection.index import meta

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from flashcards.memory.history import History


class Changes(NamedTuple):
    """What a refresh found, for one line to the user."""

    edited: int = 0
    moved: int = 0
    new: int = 0
    gone: int = 0
    ambiguous: tuple[tuple[str, tuple[str, ...]], ...] = ()
    files: int = 0
    first: bool = False

    def __str__(self) -> str:
        counts = [f"{n} {word}" for n, word in zip(self[:3], ("edited", "moved", "new"), strict=True) if n]
        return ", ".join([*counts, *([f"{self.gone} gone (history kept)"] if self.gone else [])])


def is_current(folder: Path, index: sqlite3.Connection, history: History) -> bool:
    """Whether a refresh would find nothing: the same files, no event since, no name undecided."""
    if meta(index, "sequence") != history.sequence or meta(index, "unsettled"):
        return False
    known = {path: (size, mtime) for path, size, mtime in index.execute("select path, size, mtime from file")}
    return known == {file.path: (file.size, file.mtime) for file in discover.walk(folder)}
