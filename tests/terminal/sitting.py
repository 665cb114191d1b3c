"""A small collection and a session over it, with a clock and a chance of its own."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from flashcards.collection.collection import Collection
from flashcards.study.plan import Options
from flashcards.study.session import Session
from flashcards.terminal import keys
from flashcards.terminal.dialogue import Dialogue
from flashcards.terminal.review import review
from flashcards.terminal.screen import Screen
from flashcards.terminal.stopwatch import Stopwatch
from tests import maths

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flashcards.model import Event

MORNING = 1_767_258_000_000
"""2026-01-01 09:00 UTC."""

SETTINGS = 'timezone = "UTC"\nfuzz = false\n'

DECK = maths.deck("1. call `backward()`\n2. read it")


@dataclass
class Clock:
    """A clock that stands still until it is told to go on."""

    at: int = MORNING

    def __call__(self) -> int:
        return self.at

    def advance(self, *, minutes: float) -> None:
        self.at += round(minutes * 60_000)


@dataclass
class Seconds:
    """A stopwatch's clock: three seconds pass for every key."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Sitting:
    """An open collection in a folder."""

    folder: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        chance = count(1)
        self.collection = Collection.open(
            self.folder, device="here", entropy=lambda size: next(chance).to_bytes(size, "big")
        )
        self.collection.refresh(self.clock())

    def session(self, **wishes: object) -> Session:
        return Session(self.collection, self.clock, Options(**wishes))  # type: ignore[arg-type]

    def converse(self, *pressed: str, width: int = 80, colour: bool = False, **wishes: object) -> str:
        """What a terminal shows while keys are pressed."""
        return converse(self.session(**wishes), *pressed, width=width, colour=colour)

    def plain(self, lines: str, **wishes: object) -> str:
        """What plain mode says to lines of input."""
        out = io.StringIO()
        review(self.session(**wishes), plain=True, source=io.StringIO(lines), out=out, environ={}, monotonic=Seconds())
        return out.getvalue()

    def events(self) -> list[Event]:
        return list(self.collection.history.events())

    def log(self) -> list[tuple[object, ...]]:
        """The drafts of all events, which is what two sessions have to agree on."""
        return [(event.at, event.day, event.draft) for event in self.events()]


def write(folder: Path, deck: str = DECK, settings: str = SETTINGS) -> Path:
    """A collection's files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "maths.yaml").write_text(deck, "utf-8")
    (folder / "flashcards.toml").write_text(settings, "utf-8")
    return folder


class Keys:
    """A keyboard that plays what it was given, and then closes."""

    def __init__(self, seconds: Seconds, *pressed: str) -> None:
        self._seconds = seconds
        self._left = [key for keys in pressed for key in ([keys] if keys.startswith("paste:") else _single(keys))]

    def read(self) -> str:
        self._seconds.now += 3
        return self._left.pop(0) if self._left else keys.CLOSE

    def waiting(self) -> bool:
        return False

    @contextmanager
    def released(self) -> Iterator[None]:
        yield


def _single(pressed: str) -> list[str]:
    """A name of a key as one key, anything else letter by letter."""
    names = (keys.ENTER, keys.ESCAPE, keys.BACKSPACE, keys.REDRAW, keys.CLOSE)
    return [pressed] if pressed in names else list(pressed)


def converse(session: Session, *pressed: str, width: int = 80, colour: bool = False, environ: object = None) -> str:
    """What a terminal gets to see while keys are pressed."""
    out = io.StringIO()
    screen = Screen(out, colour=colour, size=lambda: (width, 40))
    seconds = Seconds()
    keyboard: Any = Keys(seconds, *pressed)
    Dialogue(session, screen, keyboard, Stopwatch(seconds), environ or {}).run()  # type: ignore[arg-type]
    return out.getvalue()
