"""The nouns of the project: what every other module passes around. Frozen, no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, NamedTuple

Level = Literal["error", "warning"]
NoteKind = Literal["basic", "cloze", "list"]


class Span(NamedTuple):
    """A place in a file. Line and column count from 1, the column in characters."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """Something wrong in what a user wrote: a value, never an exception."""

    level: Level
    span: Span
    message: str
    hint: str = ""

    def __str__(self) -> str:
        mark = "warning: " if self.level == "warning" else ""
        return f"{self.span}: {mark}{self.message}" + (f" ({self.hint})" if self.hint else "")


class Reference(NamedTuple):
    """A prerequisite as its author wrote it: a title, another title or an id."""

    text: str
    span: Span


class Note(NamedTuple):
    """One thing to know; cards are made of it. All texts are Markdown.

    `id` is the name the deck files give it, `topic/key`. For a cloze `question` is the whole text with its `{{…}}` and
    `answer` is empty; for a list `question` is the prompt and `items` are the answers. `reverse` is the question of the
    other direction, empty for none; with `reverse: true` it equals `answer`.
    """

    id: str
    kind: NoteKind
    question: str
    answer: str
    span: Span
    items: tuple[str, ...] = ()
    ordered: bool = True
    reverse: str = ""
    typed: bool = False
    extra: str = ""
    hint: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    anki: str = ""


class Topic(NamedTuple):
    """A step of a subject: reading text, notes, and the topics it builds on. Without notes it is a milestone.

    `deck` nests by `::`. `tags` include those of the file. `own_id` says that the author wrote `id:`.
    """

    id: str
    title: str
    deck: str
    span: Span
    aka: tuple[str, ...] = ()
    requires: tuple[Reference, ...] = ()
    tags: tuple[str, ...] = ()
    text: str = ""
    notes: tuple[Note, ...] = ()
    own_id: bool = False


class Card(NamedTuple):
    """One question with its answer, as Markdown. `id` is the note's, or `note/part`; `part` is empty for a plain card.

    Hidden and revealed clozes stand between U+E000 and U+E001, which the renderers turn into a look of their own.
    """

    id: str
    part: str
    front: str
    back: str
    typed: str = ""
    """What has to be typed, as plain text; empty for a card that is not typed."""


class Rating(IntEnum):
    """How well a card was remembered, numbered as in Anki and FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class State(IntEnum):
    """Where a card stands, numbered as in FSRS; `NEW` is ours."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


@dataclass(frozen=True, slots=True)
class Schedule:
    """What an answer decided: the state after it and when the card comes back.

    `interval` is in days (0 for a learning step). `due_day` is a logical day; `due_at` (UTC ms) is set only for a
    learning step that falls before the day's end.
    """

    state: State
    step: int
    interval: int
    due_day: int
    due_at: int | None = None
