"""Rows of the index to the nouns of the model."""

from __future__ import annotations

import json
from typing import Any

from flashcards.model import Memory, Note, Span, State

NOTE = (
    "n.key, n.id, n.kind, n.question, n.answer, n.items, n.ordered, n.reverse, n.typed, n.extra, n.hint, n.source,"
    " n.tags, n.anki, n.line, n.column"
)
MEMORY = (
    "c.state, c.step, c.stability, c.difficulty, c.interval, c.due_day, c.due_at, c.last_day, c.introduced_day,"
    " c.reviewed_day, c.reps, c.lapses, c.passed, c.known, c.suspended, c.flag, c.buried_until"
)


def note(row: tuple[Any, ...], path: str = "") -> Note:
    """A note from the columns of `NOTE`."""
    _, id_, kind, question, answer, items, ordered, reverse, typed, extra, hint, source, tags, anki, line, column = row
    return Note(
        id_,
        kind,
        question,
        answer,
        Span(path, line, column),
        texts(items),
        bool(ordered),
        reverse,
        bool(typed),
        extra,
        hint,
        source,
        texts(tags),
        anki,
    )


def memory(row: tuple[Any, ...]) -> Memory:
    """A memory from the columns of `MEMORY`."""
    values = list(row)
    values[0], values[12:15] = State(row[0]), map(bool, row[12:15])
    return Memory(*values)


def texts(column: str | None) -> tuple[str, ...]:
    """A JSON list of texts; empty for null."""
    return tuple(json.loads(column)) if column else ()
