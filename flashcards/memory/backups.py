"""A history to copies of it, thinned by age: daily for a week, weekly for a month, then monthly."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flashcards.memory import store
from flashcards.memory.days import number
from flashcards.memory.history import History

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DAILY, WEEKLY = 7, 31
SUFFIX = ".db"


def back_up(history: History, folder: Path, today: date) -> Path | None:
    """Copy the history into a folder; returns the copy of today, None if nothing has changed since the last one."""
    target = folder / f"{today.isoformat()}{SUFFIX}"
    newest = max(backups(folder), default=None)
    if newest is not None and _sequence(newest) == history.sequence:
        return None
    with store.faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(".partial")
        partial.unlink(missing_ok=True)
        history.copy(partial)
        partial.replace(target)
        for path in superfluous(backups(folder), today):
            path.unlink(missing_ok=True)
    return target


def backups(folder: Path) -> list[Path]:
    """The copies in a folder, oldest first."""
    return sorted(path for path in folder.glob(f"*{SUFFIX}") if _date(path) is not None)


def superfluous(paths: Iterable[Path], today: date) -> list[Path]:
    """Which copies to give up: of each day, week or month the first is kept, and always the newest."""
    kept: set[tuple[str, int, int]] = set()
    out = []
    ordered = sorted(paths)
    for path in ordered:
        made = _date(path)
        if made is None or path == ordered[-1]:
            continue
        age = number(today) - number(made)
        if age < DAILY:
            slot = ("day", made.year, number(made))
        elif age < WEEKLY:
            slot = ("week", *made.isocalendar()[:2])
        else:
            slot = ("month", made.year, made.month)
        if slot in kept:
            out.append(path)
        kept.add(slot)
    return out


def _date(path: Path) -> date | None:
    try:
        return date.fromisoformat(path.name.removesuffix(SUFFIX))
    except ValueError:
        return None


def _sequence(path: Path) -> int:
    """How far a copy goes; -1 if it cannot be read, so that it is made again."""
    from flashcards.model import Fault

    try:
        copy = History.read(path)
    except Fault:
        return -1
    try:
        return copy.sequence
    finally:
        copy.close()
