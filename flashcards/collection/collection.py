"""A folder to an open collection: settings, history and index side by side, kept in step."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from flashcards.collection import settings as settings_
from flashcards.collection.current import Changes, is_current
from flashcards.collection.discover import HIDDEN
from flashcards.collection.follow import follow, parameters
from flashcards.collection.index import meta, open_index
from flashcards.memory import store
from flashcards.memory.history import History
from flashcards.model import Fault, Mistake

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from flashcards.collection.refresh import Progress
    from flashcards.collection.settings import Settings
    from flashcards.memory.days import Calendar
    from flashcards.memory.history import Device, Entropy
    from flashcards.memory.scheduler import Rules
    from flashcards.model import Problem


@dataclass(frozen=True, slots=True)
class Collection:
    """An open collection. `folder` holds the decks, `history` is the log, `index` all that can be derived."""

    folder: Path
    settings: Settings
    problems: tuple[Problem, ...]
    """What is wrong in the settings file."""
    calendar: Calendar
    history: History
    index: sqlite3.Connection
    writable: bool

    @classmethod
    def open(cls, folder: Path, *, device: Device, entropy: Entropy) -> Self:
        """Open a folder; one that cannot be written is opened for reading, with its index in memory.

        Raises Fault for a database that is locked, damaged, or written by a newer version.
        """
        settings, problems, _ = settings_.of_folder(folder)
        hidden = folder / HIDDEN
        writable = _prepare(hidden)
        path = hidden / "history.db"
        history = History.open(path, device=device, entropy=entropy) if writable else History.read(path)
        try:
            index = open_index(hidden / "index.db" if writable else None)
        except BaseException:
            history.close()
            raise
        return cls(folder, settings, problems, settings.calendar(), history, index, writable)

    def close(self) -> None:
        self.index.close()
        self.history.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def must_be_writable(self, why: str = "") -> None:
        """Raise Mistake if nothing can be remembered here; `why` says what comes of it."""
        if not self.writable:
            raise Mistake(f"this collection cannot be written{f', {why}' if why else ''}")

    def refresh(self, at: int, progress: Progress | None = None) -> Changes:
        """Take in changed deck files and new events; cheap when there are none."""
        if is_current(self.folder, self.index, self.history):
            return Changes()
        from flashcards.collection.refresh import refresh

        return refresh(
            self.folder,
            self.index,
            self.history,
            at=at,
            day=self.calendar.day(at),
            writable=self.writable,
            progress=progress,
        )

    def catch_up(self, at: int) -> None:
        """Take in new events only: what other processes have answered since the last card."""
        if meta(self.index, "sequence") == self.history.sequence:
            return
        with store.faults(self.folder), store.transaction(self.index):
            follow(self.index, self.history)
        if meta(self.index, "unsettled"):
            self.refresh(at)

    def parameters(self) -> tuple[float, ...]:
        """The FSRS parameters in force."""
        return parameters(self.index)

    def rules(self, deck: str) -> Rules:
        """How intervals are made for the cards of a deck."""
        return self.settings.rules(deck, self.parameters())


def _prepare(hidden: Path) -> bool:
    """Make the hidden folder, kept out of git; False if the collection cannot be written."""
    try:
        hidden.mkdir(exist_ok=True)
        ignore = hidden / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n")
    except (PermissionError, OSError) as error:
        if isinstance(error, PermissionError) or error.errno in (30, 13):
            return False
        raise Fault(f"{hidden} cannot be made: {error.strerror}") from error
    return os.access(hidden, os.W_OK)
