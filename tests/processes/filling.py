"""A first reading as a process of its own, to which something happens on the way.

Usage: python -m tests.processes.filling FOLDER DEED STATEMENT PAGES

The deed is done before the first statement that begins so. What does not fit into a cache of so many pages lies in the
file by then. What comes of it is printed, and of trying once more on the same connection.
"""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards import computer
from flashcards.collection import index as index_
from flashcards.collection.collection import Collection
from flashcards.model import Fault

if TYPE_CHECKING:
    from types import FrameType

ROOM = 40_000


def kill(_: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def interrupt(_: Path) -> None:
    """Ctrl-C as soon as the statement has returned; before, SQLite would swallow it."""

    def press(frame: FrameType, *_: object) -> None:
        if frame.f_code.co_filename == index_.__file__:
            sys.setprofile(None)
            raise KeyboardInterrupt

    sys.setprofile(press)


def wait(_: Path) -> None:
    """Until a line is given."""
    say("waiting")
    sys.stdin.readline()


def full(index: Path) -> None:
    """No file grows any more."""
    _limit(index.stat().st_size)


def broken(_: Path) -> None:
    """Nothing can be written any more, not even what a rollback puts back."""
    _limit(0)


def cut(index: Path) -> None:
    """The process dies in the middle of a commit, once the file has grown by some pages."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    _limit(index.stat().st_size + ROOM)


DEEDS = {"kill": kill, "interrupt": interrupt, "wait": wait, "full": full, "broken": broken, "cut": cut}


def _limit(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def fill(folder: Path, deed: str, beginning: str, pages: int) -> None:
    """Print `first …` and `again …`, each with what was complained of, or nothing."""
    with Collection.open(folder, device="desk", entropy=os.urandom) as collection:
        index = collection.index
        index.execute(f"pragma cache_size = {pages}")
        index.set_authorizer(_as_it_is)

        def happen(statement: str) -> None:
            if statement.startswith(beginning):
                index.set_trace_callback(None)
                DEEDS[deed](folder / ".flashcards" / "index.db")

        index.set_trace_callback(happen)
        for attempt in ("first", "again"):
            say(f"{attempt} {_attempt(collection)}".strip())
            _limit(resource.RLIM_INFINITY)


def _as_it_is(action: int, name: str | None, *_: str | None) -> int:
    """The size of the cache is left alone."""
    return sqlite3.SQLITE_IGNORE if (action, name) == (sqlite3.SQLITE_PRAGMA, "cache_size") else sqlite3.SQLITE_OK


def _attempt(collection: Collection) -> str:
    try:
        collection.refresh(computer.now())
    except (KeyboardInterrupt, Fault) as error:
        return str(error) or "interrupted"
    return ""


if __name__ == "__main__":
    fill(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
