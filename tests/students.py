"""A folder, a clock and a learner: what tests need to study a real collection on a day of their choosing."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import cards, queues, topics
from flashcards.collection.collection import Collection
from flashcards.model import Draft, Kind, Rating
from flashcards.study.plan import Options
from flashcards.study.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flashcards.collection.cards import Entry
    from flashcards.collection.current import Changes
    from flashcards.collection.queues import Selection
    from flashcards.model import Memory
    from flashcards.study.plan import Why

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
MORNING = int(datetime(2026, 3, 2, 8, tzinfo=UTC).timestamp() * 1000)
SETTINGS = 'timezone = "UTC"\n'


@dataclass(slots=True)
class Clock:
    """The time, as UTC ms, that only moves when told to."""

    at: int = MORNING

    def __call__(self) -> int:
        return self.at


class Answer(NamedTuple):
    """One answer of a learner, and how the card came up."""

    front: str
    topic: str
    note: str
    rating: Rating
    why: Why | None
    at: int
    before: Memory


@dataclass(slots=True)
class Desk:
    """A collection open in a folder, and the clock above it."""

    folder: Path
    clock: Clock
    device: str = "desk"
    seed: int = 1
    changes: Changes = field(init=False)
    collection: Collection = field(init=False)
    _written: int = 1

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        chance = random.Random(f"{self.device} {self.seed}")
        self.collection = Collection.open(self.folder, device=self.device, entropy=chance.randbytes)
        self.changes = self.collection.refresh(self.clock.at)

    def close(self) -> None:
        self.collection.close()

    def reopen(self, *, without_index: bool = False) -> Changes:
        """Close and open again, as the next run of the program does; returns what it found changed."""
        self.close()
        self.seed += 1
        if without_index:
            for path in (self.folder / ".flashcards").glob("index.db*"):
                path.unlink()
        self.open()
        return self.changes

    def write(self, text: str, name: str = "deck.yaml") -> None:
        """Save a deck file; each time counts as later than the one before, however fast the test is."""
        self._written += 1
        save(self.folder / name, text, self._written)

    def session(
        self,
        *,
        new: int | None = None,
        limit: int | None = None,
        minutes: float | None = None,
        ahead: int = 0,
        selection: Selection | None = None,
    ) -> Session:
        options = Options(new, limit, minutes, ahead)
        return Session(self.collection, self.clock, options, selection or queues.Selection())

    def topic(self, title: str) -> int:
        found = topics.find(self.collection.index, title)
        assert found is not None
        return found.key

    def cards(self) -> dict[str, Entry]:
        """All cards of the decks by what they ask."""
        return {entry.card.front: entry for entry in cards.entries(self.collection.index)}

    def memory(self, front: str) -> Memory:
        return self.cards()[front].memory

    def memories(self) -> dict[str, Memory]:
        return {front: entry.memory for front, entry in self.cards().items()}

    def log(self, kind: Kind, front: str, **values: int) -> None:
        """An event from outside of any session, as another command writes it."""
        day = self.collection.calendar.day(self.clock.at)
        draft = Draft(kind, self.cards()[front].origin, value=values.get("value"))
        self.collection.history.append([draft], at=self.clock.at, day=day)
        self.collection.catch_up(self.clock.at)

    def reviews(self) -> int:
        """How many answers the log holds that were not taken back."""
        undone = self.collection.history.undone()
        events = self.collection.history.events(kinds=[Kind.REVIEW])
        return sum(event.action not in undone for event in events)


def save(path: Path, text: str, order: int = 1) -> None:
    """Write a file with a date that depends on `order` only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    os.utime(path, ns=(order * 10**9, order * 10**9))


def deck(*topics_: str) -> str:
    """A deck file of topics made by `topic`."""
    return "topics:\n" + "".join(topics_)


def topic(title: str, *questions: str, requires: str | list[str] = "", more: str = "") -> str:
    """A topic of questions whose answers do not matter; `more` are further lines of it."""
    wanted = [requires] if isinstance(requires, str) and requires else list(requires)
    lines = [f"- topic: {title}"]
    if wanted:
        lines.append(f"  requires: [{', '.join(wanted)}]")
    lines += [f"  {line}" for line in more.splitlines()]
    lines += ["  cards:" if questions else "  cards: []"]
    lines += [f"  - {question}: The answer to {question.rstrip('?')}." for question in questions]
    return "\n".join(lines) + "\n"


def answer(session: Session, rating: Rating = Rating.GOOD, *, seconds: float = 8) -> Answer:
    """Answer the card that is shown; the clock moves on by the time it takes."""
    card = session.card
    assert card is not None
    why, clock = session.why, session.clock
    assert isinstance(clock, Clock)
    session.reveal()
    clock.at += round(seconds * SECOND)
    said = Answer(card.card.front, card.title, card.note.id, rating, why, clock.at, card.memory)
    assert session.grade(card, rating, seconds)
    return said


def good(_: Entry) -> Rating:
    return Rating.GOOD


def study(
    session: Session, student: Callable[[Entry], Rating] = good, *, seconds: float = 8, most: int = 5000
) -> list[Answer]:
    """Answer until nothing is left, or `most` times."""
    answers: list[Answer] = []
    while session.card is not None and len(answers) < most:
        answers.append(answer(session, student(session.card), seconds=seconds))
    return answers


def introduced(answers: list[Answer]) -> list[str]:
    """What was asked for the first time, in order."""
    return [said.front for said in answers if said.before.introduced_day < 0]
