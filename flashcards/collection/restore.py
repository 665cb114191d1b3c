"""A backup to the history of a collection; what was there before is kept beside it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from flashcards.collection import replace
from flashcards.collection.discover import HIDDEN
from flashcards.memory import store
from flashcards.memory.history import History
from flashcards.model import Fault, Mistake


def restore(folder: Path, backup: Path) -> Path | None:
    """Put a backup in place; returns where the former history is kept, None if there was none.

    Whenever this is cut off, one of the two is the history, whole. Raises Mistake for a damaged backup, and Fault where
    another program has the history open: what it learns from then on would go where nobody looks.
    """
    events = _examined(backup)
    hidden = folder / HIDDEN
    current, fresh = hidden / "history.db", hidden / "history.db.restored"
    with store.faults(current):
        hidden.mkdir(exist_ok=True)
        if current.exists():
            _must_be_unused(current)
        _write(backup, fresh, events)
        kept = _keep(current)
        for name in ("index.db", "index.db-wal", "index.db-shm"):  # first, or it would pass for that of the other
            (hidden / name).unlink(missing_ok=True)
        fresh.replace(current)
        replace.sync(hidden)
    return kept


def _examined(backup: Path) -> int:
    """How many events a backup has. Raises Mistake if it is damaged."""
    with closing(History.read(backup)) as copy:
        faults = copy.faults()
        if faults:
            raise Mistake(f"{backup} is damaged itself: {faults[0]}")
        return copy.sequence


def _write(backup: Path, fresh: Path, events: int) -> None:
    """Copy a backup by SQLite, which knows where all of it is: a part of it may lie in a `-wal` beside the file."""
    with closing(History.read(backup)) as copy:
        copy.copy(fresh)
    with closing(History.read(fresh)) as copy:
        if copy.sequence < events:
            raise Fault(f"{backup} was not copied whole: {copy.sequence} of {events} events; nothing was changed")


def _must_be_unused(history: Path) -> None:
    try:
        store.unused(history)
    except Fault as fault:
        if isinstance(fault.__cause__, sqlite3.OperationalError):
            raise  # what is too damaged to be asked is just what a backup is for


def _keep(history: Path) -> Path | None:
    """Give the history a second name that is free; it keeps its own until another file takes it."""
    number = 1
    while (kept := history.with_name(f"history.{number}.db")).exists():
        number += 1
    if not history.exists():
        return None
    try:
        os.link(history, kept)
    except (OSError, NotImplementedError):  # some file systems have no links
        with store.appearing(kept) as made:
            shutil.copyfile(history, made)
    for suffix in ("-wal", "-shm"):  # left only where the history is damaged; it would be taken for the new one's
        if (beside := Path(f"{history}{suffix}")).exists():
            beside.replace(f"{kept}{suffix}")
    replace.sync(history.parent)
    return kept
