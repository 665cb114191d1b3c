"""What all pages work with: the open collection, the clock, one sitting, and what was said last."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import topics
from flashcards.collection.queues import Selection
from flashcards.study.plan import Options
from flashcards.study.session import Session

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from flashcards.collection.collection import Collection

KEPT = 50
"""How many notices are kept for a page that is loaded again."""
AT_ONCE = 0.002
"""Seconds within which files are looked for at every page."""
PATIENCE = 20
"""Looking for changed files takes at most one part in so many of the time: it grows with the number of files."""


class Scope(NamedTuple):
    """What a sitting is limited to, by names, which outlast any row of the index."""

    topics: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    decks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def selection(self, index: sqlite3.Connection) -> Selection:
        """The cards that are meant; a topic that there is no longer has none."""
        if not (self.topics or self.paths):
            return Selection(None, self.decks, self.tags)
        alone, goals = ([found.key for name in names if (found := topics.find(index, name))] for names in self[:2])
        return Selection((*alone, *topics.path(index, goals)), self.decks, self.tags)

    def names(self, index: sqlite3.Connection) -> tuple[str, ...]:
        """What is meant, for people: topics by their titles."""
        asked = (*self.topics, *self.paths)
        titles = (found.title if (found := topics.find(index, name)) else name for name in asked)
        return (*titles, *self.decks, *self.tags)

    def words(self, index: sqlite3.Connection) -> str:
        """The same on one line, decks as pages write them."""
        return ", ".join(name.replace("::", " › ") for name in self.names(index))


EVERYTHING = Scope()


@dataclass(slots=True)
class Desk:
    """One learner's desk. All that uses it runs in one thread, one request after the other."""

    collection: Collection
    clock: Callable[[], int]
    name: str = ""
    """What the collection is called on the pages."""
    stopwatch: Callable[[], float] = perf_counter
    """Seconds, from any start: what looking for files costs."""
    sitting: Session | None = None
    scope: Scope = EVERYTHING
    _notices: dict[str, tuple[str, bytes | None]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _look_again: float = 0.0

    def refresh(self, *, surely: bool = False) -> None:
        """Take in changed deck files, if it is not too soon to look for them again, and what other programs have
        answered."""
        begun = self.stopwatch()
        if begun < self._look_again and not surely:
            self.collection.catch_up(self.clock())
            return
        changes = self.collection.refresh(self.clock())
        spent = self.stopwatch() - begun
        slow = spent > AT_ONCE and not changes.files  # reading what has changed says nothing of how long looking takes
        self._look_again = begun + spent * PATIENCE if slow else 0.0
        if changes.files and self.sitting is not None:
            self._select_again(self.sitting)

    def _select_again(self, sitting: Session) -> None:
        """Topics of changed files are other rows now, and the card may read otherwise."""
        sitting.selection = self.scope.selection(self.collection.index)
        if sitting.card is not None and not sitting.edited():
            sitting.advance()

    def session(self) -> Session:
        """The sitting that goes on, or one over everything."""
        return self.sitting or self.begin(Options())

    def begin(self, options: Options, scope: Scope = EVERYTHING) -> Session:
        """A new sitting in the place of the one before."""
        self.scope = scope
        index = self.collection.index
        self.sitting = Session(self.collection, self.clock, options, scope.selection(index), scope.names(index))
        return self.sitting

    def say(self, text: str, action: bytes | None = None) -> str:
        """Keep a notice for the next page; returns the name under which an address may ask for it. One of an `action`
        is said only as long as that is the latest that stands."""
        if not text:
            return ""
        name = str(next(self._numbers))
        self._notices[name] = text, action
        for old in list(self._notices)[:-KEPT]:
            del self._notices[old]
        return name

    def said(self, name: str) -> str:
        """The notice of that name; empty if it is no longer kept, or no longer so."""
        text, action = self._notices.get(name, ("", None))
        return text if action is None or self.told(name) else ""

    def told(self, name: str) -> bool:
        """Whether the notice of that name tells what an undo would take back."""
        _, action = self._notices.get(name, ("", None))
        return action is not None and action == self.collection.history.latest_action()
