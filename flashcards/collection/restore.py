"""A backup to the history of a collection; what was there before is kept beside it."""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING

from flashcards.collection.discover import HIDDEN
from flashcards.memory import store
from flashcards.memory.history import History
from flashcards.model import Fault, Mistake

if TYPE_CHECKING:
    from pathlib import Path


def restore(folder: Path, backup: Path) -> Path:
    """Put a backup in place; returns where the former history went.

    Raises Mistake for a damaged backup, and Fault where another program has the history open: what it learns from then
    on would go where nobody looks.
    """
    copy = History.read(backup)
    try:
        faults = copy.faults()
    finally:
        copy.close()
    if faults:
        raise Mistake(f"{backup} is damaged itself: {faults[0]}")
    hidden = folder / HIDDEN
    current = hidden / "history.db"
    with store.faults(current):
        hidden.mkdir(exist_ok=True)
        if current.exists():
            _must_be_unused(current)
        fresh = hidden / "history.db.restored"
        shutil.copyfile(backup, fresh)
        aside = _set_aside(hidden)
        fresh.replace(current)
        for name in ("index.db", "index.db-wal", "index.db-shm"):
            (hidden / name).unlink(missing_ok=True)
    return aside


def _must_be_unused(history: Path) -> None:
    try:
        store.unused(history)
    except Fault as fault:
        if isinstance(fault.__cause__, sqlite3.OperationalError):
            raise  # what is too damaged to be asked is just what a backup is for


def _set_aside(hidden: Path) -> Path:
    """Move the history and what SQLite keeps beside it to a name that is free."""
    number = 1
    while (hidden / f"history.{number}.db").exists():
        number += 1
    for suffix in ("", "-wal", "-shm"):
        path = hidden / f"history.db{suffix}"
        if path.exists():
            path.replace(hidden / f"history.{number}.db{suffix}")
    return hidden / f"history.{number}.db"
