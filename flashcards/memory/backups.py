"""A history to copies of it, thinned by age: daily for a week, weekly for a month, then monthly."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from flashcards.memory import store
from flashcards.memory.days import number
from flashcards.memory.history import History
from flashcards.model import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DAILY, WEEKLY = 7, 31
SUFFIX = ".db"


def back_up(history: History, folder: Path, today: date) -> Path | None:
    """Copy the history into a folder; returns the copy of today, None if nothing has changed since the last one."""
    target = folder / f"{today.isoformat()}{SUFFIX}"
    newest = max(backups(folder), default=None)
    if newest is not None and _newest_event(newest) == history.newest():
        return None
    with store.faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder, today)
        history.copy(target)
        for path in superfluous(backups(folder), today):
            path.unlink(missing_ok=True)
    return target


def _clear(folder: Path, today: date) -> None:
    """Take away what sessions of earlier days were killed over; one of today may still be at it."""
    for path in folder.glob(f".*{store.UNFINISHED}"):
        made = _date(path.with_name(path.name[1:].partition(SUFFIX)[0]))
        if made is not None and made < today:
            import shutil  # looking for one does without

            shutil.rmtree(path, ignore_errors=True)


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


def _newest_event(path: Path) -> tuple[int, bytes] | None:
    """How far a copy goes; None if it cannot be read, so that it is made again."""
    try:
        with closing(History.read(path)) as copy, store.faults(path):
            return copy.newest()
    except Fault:
        return None
