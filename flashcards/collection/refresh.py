"""Changed deck files to the index: read what changed, name it, order it. What is unchanged is not read again.

It writes the index, and to the history only what makes names last (`rename`, `content`); it decides nothing about days
or dues.
"""

from __future__ import annotations

import gc
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashcards.collection import discover, first, names, order, replace, shelve
from flashcards.collection.current import Changes
from flashcards.collection.follow import QUEUE, follow
from flashcards.collection.index import UNFINISHED, build_indexes, meta, set_meta
from flashcards.collection.shelve import Found
from flashcards.deck import read
from flashcards.memory import store
from flashcards.model import Problem, Span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from flashcards.collection.discover import DeckFile
    from flashcards.memory.history import History

    Progress = Callable[[str, int, int], None]


def refresh(
    folder: Path,
    index: sqlite3.Connection,
    history: History,
    *,
    at: int,
    day: int,
    writable: bool = True,
    progress: Progress | None = None,
) -> Changes:
    """Bring the index up to date with the files and the history."""
    files = {file.path: file for file in discover.walk(folder)}
    enabled = gc.isenabled()
    gc.disable()
    try:
        filling = store.alone(index, UNFINISHED) if meta(index, "read") == 0 else nullcontext()
        with store.faults(folder), filling, store.transaction(index):
            return _Refresh(folder, index, history, at, day, writable, progress).run(files)
    finally:
        if enabled:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Refresh:
    """One refresh, inside one transaction of the index."""

    folder: Path
    index: sqlite3.Connection
    history: History
    at: int
    day: int
    writable: bool
    progress: Progress | None

    def run(self, files: dict[str, DeckFile]) -> Changes:
        unread = meta(self.index, "read") == 0
        follow(self.index, self.history, self._folding)
        changed, removed = self._differences(files)
        readings = [self._read(file, done, len(changed)) for done, file in enumerate(changed)]
        found = [entry for entry in readings if entry is not None]
        paths = [entry.file.path for entry in found]
        if first.possible(self.index):
            first.fill(self.index, found)
            return Changes(files=len(found), first=True)
        before = shelve.take_out(self.index, paths, removed)
        topics = shelve.put_in(self.index, found, files)
        if found or removed or unread:
            order.link(self.index, found)
        if unread:
            build_indexes(self.index)  # histories are looked up one by one
        settled = names.Settled()
        if found or removed or meta(self.index, "unsettled"):
            settled = self._name(before, topics)
        if unread:
            set_meta(self.index, "read", 1)
        else:
            order.place(self.index)
        new = 0 if unread else settled.new
        return Changes(
            settled.edited, settled.moved, new, settled.gone, settled.ambiguous, len(found) + len(removed), unread
        )

    def _name(self, before: dict[str, str], topics: range) -> names.Settled:
        """Notes and parts to their histories; what was decided goes to the log, if it can be written."""
        settled = names.settle(self.index, before)
        self.index.execute("delete from card where note is null and touched is null")
        rows, renames = names.card_rows(self.index)
        self.index.executemany(
            "insert into card (origin, note, part, topic, ord, position, queue) values (?, ?, ?, ?, ?, ?, 0)"
            " on conflict (origin) do update set note = excluded.note, part = excluded.part, topic = excluded.topic,"
            " ord = excluded.ord, position = excluded.position,"
            f" queue = {QUEUE.replace('position', 'excluded.position')}",
            rows,
        )
        if self.writable:
            drafts = [*settled.drafts, *renames, *names.changed(self.index, topics)]
            names.log(self.index, self.history, drafts, at=self.at, day=self.day)
        set_meta(self.index, "unsettled", 0)
        return settled

    def _folding(self, done: int) -> None:
        if self.progress:
            self.progress("Reading the history", done, 0)

    def _differences(self, files: dict[str, DeckFile]) -> tuple[list[DeckFile], list[str]]:
        known = {path: (size, mtime) for path, size, mtime in self.index.execute("select path, size, mtime from file")}
        changed = [file for file in files.values() if known.get(file.path) != (file.size, file.mtime)]
        return sorted(changed, key=lambda file: discover.natural(file.path)), [p for p in known if p not in files]

    def _read(self, file: DeckFile, done: int, total: int) -> Found | None:
        """A changed file's topics; None where only its date has changed."""
        if self.progress:
            self.progress("Reading decks", done, total)
        try:
            content = (self.folder / file.path).read_bytes() if file.size <= read.LARGEST else b"topics:"
        except OSError as error:
            problem = Problem("error", Span(file.path, 1, 1), f"the file cannot be read: {error.strerror}")
            return Found(file._replace(mtime=-1), b"", problems=(problem,), whole=False)
        digest = replace.digest_of(content)
        row = self.index.execute("select hash from file where path = ?", (file.path,)).fetchone()
        if row is not None and row[0] == digest:
            self.index.execute("update file set size = ?, mtime = ? where path = ?", (file.size, file.mtime, file.path))
            return None
        return parse(file, content, digest)


def parse(file: DeckFile, content: bytes, digest: bytes) -> Found:
    """A deck file's bytes to its topics; a YAML file of another tool has none, and no problems either."""
    if file.size > read.LARGEST:
        problem = Problem("error", Span(file.path, 1, 1), "the file is too large", "split it into files below 10 MB")
        return Found(file, digest, problems=(problem,), whole=False)
    if not discover.is_deck(content):
        return Found(file, digest)
    text, problems = read.decode(content, file.path)
    if problems:
        return Found(file, digest, problems=problems, whole=False)
    reading = read.read(text, file.path)
    return Found(file, digest, reading.topics, reading.problems, reading.held, reading.whole)
