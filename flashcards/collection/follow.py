"""New events of the history to the index: memories, names, contents, ordinals. At open, and before every card."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flashcards.collection import content, rows
from flashcards.collection.index import meta, set_meta
from flashcards.collection.tally import Tally
from flashcards.memory.scheduler import DEFAULT_PARAMETERS
from flashcards.model import Kind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from flashcards.memory.history import History
    from flashcards.model import Memory

MEMORY = (
    "state", "step", "stability", "difficulty", "interval", "due_day", "due_at", "last_day", "introduced_day",
    "reviewed_day", "reps", "lapses", "passed", "known", "suspended", "flag", "buried_until",
)  # fmt: skip
FRESH = {name: "null" if name == "due_at" else "-1" if name.endswith(("_day", "_until")) else "0" for name in MEMORY}
QUEUE = """case when position is null or suspended or known then null
  when state = 0 then 0 when due_at is not null then 1 else 2 end"""
NAMING = (Kind.RENAME, Kind.CONTENT, Kind.ORDINAL)
MANY = 5_000
"""New events from which on, if they are most of all, once through the log is less work than card by card."""
_EXPORTED = """
insert into exported values (:origin, :hash, :stamp, :stamp / 1000, :stamp) on conflict (origin) do update set
  created = min(created, :stamp), modified = iif(:stamp > stamp, max(modified + 1, :stamp / 1000), modified),
  hash = iif(:stamp > stamp, :hash, hash), stamp = max(stamp, :stamp)
"""


def follow(index: sqlite3.Connection, history: History, progress: Callable[[int], None] | None = None) -> None:
    """Fold what has arrived since the last time, within the caller's transaction.

    A card goes on from what was remembered of it; if anything came late, was merged or undone, or the parameters are
    new, it is folded anew from all of its events.
    """
    with history.moment():  # what arrives meanwhile is left for the next time, or it would count twice
        _take_in(index, history, progress)


def _take_in(index: sqlite3.Connection, history: History, progress: Callable[[int], None] | None) -> None:
    seen, newest = meta(index, "sequence"), history.sequence
    if seen == newest:
        return
    _names(index, history, seen)
    changed = history.parameters() != _parameters_text(index)
    if changed:
        set_meta(index, "parameters", history.parameters())
    if changed or seen == 0 or newest - seen > max(seen, MANY):
        _fold_all(index, history, progress)
    else:
        _fold_on(index, history, seen, progress)
    set_meta(index, "sequence", newest)


def parameters(index: sqlite3.Connection) -> tuple[float, ...]:
    """The FSRS parameters in force."""
    text = _parameters_text(index)
    return tuple(json.loads(text)) if text else DEFAULT_PARAMETERS


def _parameters_text(index: sqlite3.Connection) -> str | None:
    row = index.execute("select value from meta where key = 'parameters'").fetchone()
    return row[0] if row else None


def _fold_all(index: sqlite3.Connection, history: History, progress: Callable[[int], None] | None) -> None:
    from flashcards.memory.fold import recount

    weights = parameters(index)
    index.execute(f"update card set {', '.join(f'{name} = {FRESH[name]}' for name in MEMORY)} where touched")
    memories = []
    tally = Tally()
    for done, (origin, steps) in enumerate(history.steps()):
        memory, answers = recount(steps, weights)
        memories.append((origin, memory))
        tally.add(answers)
        if progress and done % 1000 == 0:
            progress(done)
    tally.store(index, anew=True)
    _remember(index, memories)


def _fold_on(index: sqlite3.Connection, history: History, seen: int, progress: Callable[[int], None] | None) -> None:
    from flashcards.memory.fold import recount

    weights, goes_on = parameters(index), history.continues(seen)
    memories = []
    tally = Tally()
    for done, origin in enumerate(history.touched(seen)):
        before = _memory(index, origin) if goes_on else None
        steps = history.steps_of(origin, after=seen if before else 0)
        memory, answers = recount(steps, weights, before)
        memories.append((origin, memory))
        tally.add(answers)
        if before is None:
            tally.add(recount(history.steps_then(origin, seen), weights)[1], -1)
        if progress and done % 100 == 0:
            progress(done)
    tally.store(index, anew=False)
    _remember(index, memories)


def _memory(index: sqlite3.Connection, origin: str) -> Memory | None:
    row = index.execute(f"select {rows.MEMORY} from card c where c.origin = ? and c.touched", (origin,)).fetchone()
    return rows.memory(row) if row else None


def _remember(index: sqlite3.Connection, memories: Sequence[tuple[str, Memory]]) -> None:
    columns = ", ".join(MEMORY)
    index.executemany(
        f"insert into card (origin, touched, {columns}) values (?, 1, {', '.join('?' * len(MEMORY))})"
        f" on conflict (origin) do update set touched = 1, {', '.join(f'{name} = excluded.{name}' for name in MEMORY)}",
        [(origin, *_columns(memory)) for origin, memory in memories],
    )
    queue(index, [origin for origin, _ in memories])


def queue(index: sqlite3.Connection, origins: Sequence[str] | None = None) -> None:
    """Decide anew where cards wait: 0 new, 1 a learning step, 2 due by day, null where they do not."""
    if origins is None or len(origins) > 1000:
        index.execute(f"update card set queue = {QUEUE} where queue is not {QUEUE}")
    else:
        index.executemany(f"update card set queue = {QUEUE} where origin = ?", [(origin,) for origin in origins])


def _columns(memory: Memory) -> tuple[object, ...]:
    return tuple(getattr(memory, name) for name in MEMORY)


def _names(index: sqlite3.Connection, history: History, after: int) -> None:
    for event in history.events(after=after, kinds=NAMING):
        draft = event.draft
        match draft.kind:
            case Kind.RENAME:
                _bear(index, draft.subject, str(draft.text), event.stamp)
                set_meta(index, "unsettled", 1)
            case Kind.CONTENT:
                _bear(index, draft.subject, None, event.stamp)
                index.execute(
                    "update origin set content = ?, recorded = ? where origin = ? and coalesce(recorded, 0) <= ?",
                    (draft.text, event.stamp, draft.subject, event.stamp),
                )
                if export := content.exported(str(draft.text)):
                    index.execute(_EXPORTED, {"origin": draft.subject, "hash": export, "stamp": event.stamp})
            case Kind.ORDINAL:
                index.execute(
                    "insert into ordinal values (?, ?, ?)"
                    " on conflict (note, part) do update set n = min(n, excluded.n)",
                    (draft.subject, draft.text or "", draft.value),
                )
                if draft.text:
                    _bear(index, f"{draft.subject}/{draft.text}", None, event.stamp)


def _bear(index: sqlite3.Connection, origin: str, name: str | None, stamp: int) -> None:
    """Note that an origin exists, and that it has borne a name since a stamp; its first name is its own."""
    index.execute(
        "insert or ignore into origin (origin, name, stamp, parts) values (?, ?, 0, ?)",
        (origin, origin, origin.count("/") - 1),
    )
    index.execute("insert or ignore into bearer values (?, 0, ?)", (origin, origin))
    if name is not None:
        index.execute("insert or ignore into bearer values (?, ?, ?)", (name, stamp, origin))
        index.execute(
            "update origin set name = ?, stamp = ? where origin = ? and stamp <= ?", (name, stamp, origin, stamp)
        )
