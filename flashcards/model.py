"""The nouns of the project: what every other module passes around. Frozen, no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, NamedTuple, Self

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


class Kind(IntEnum):
    """The kinds of event. The numbers are stored: never change one, never use one again."""

    REVIEW = 1
    UNDO = 2
    SUSPEND = 3
    UNSUSPEND = 4
    FLAG = 5
    BURY = 6
    FORGET = 7
    KNOWN = 8
    RESCHEDULE = 9
    RENAME = 10
    CONTENT = 11
    ORDINAL = 12
    PARAMETERS = 13


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before the history stamps it. `subject` is the origin of a card or note, empty for the whole collection.

    What `value` and `text` hold depends on the kind: flag its colour (0–7), bury the first logical day on which the
    card may be shown again, ordinal its number (of `text`, a part), rename the new name, content and parameters their
    JSON, undo the action (hex) that it takes back, reschedule what another program remembers of the card, or nothing.
    """

    kind: Kind
    subject: str = ""
    rating: Rating | None = None
    millis: int | None = None
    schedule: Schedule | None = None
    value: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, as the history keeps it for ever.

    `at` is the wall clock (UTC ms), `day` the logical day as decided then, `stamp` rises within a log and orders the
    fold (with `id` as the tie-break). `seq` is the arrival in this file only. What shares an `action` is undone as one.
    """

    seq: int
    id: bytes
    stamp: int
    at: int
    day: int
    device: str
    action: bytes
    draft: Draft


@dataclass(frozen=True, slots=True)
class Memory:
    """What the events of one card add up to. Days are logical days since 1970-01-01; -1 stands for never."""

    state: State = State.NEW
    step: int = 0
    stability: float = 0.0
    difficulty: float = 0.0
    interval: int = 0
    due_day: int = -1
    due_at: int | None = None
    last_day: int = -1
    introduced_day: int = -1
    reviewed_day: int = -1
    """The last day on which it was answered as a review, which is what the daily limit counts."""
    reps: int = 0
    lapses: int = 0
    passed: bool = False
    """Remembered at least once on a later day than it was introduced: the gate of its dependants counts it."""
    known: bool = False
    suspended: bool = False
    flag: int = 0
    buried_until: int = -1
    """The first logical day on which it may be shown again."""


class Fault(Exception):
    """Something about the world, as one sentence that says what to do about it. Nothing is lost by it."""

    @classmethod
    def of(cls, error: OSError) -> Self:
        """What the system says of a file, if it says of which."""
        name = "a file" if error.filename is None or isinstance(error.filename, int) else error.filename
        return cls(f"{name} cannot be read or written: {(error.strerror or str(error)).lower()}")


class Mistake(Exception):
    """Something the user asked for that cannot be done, as one sentence."""


class Stale(Exception):
    """The card was answered elsewhere since it was shown; the answer was not taken."""
