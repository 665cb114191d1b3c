"""The settings of a collection to what is in force, and where each of them comes from."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import settings as settings_
from flashcards.collection.discover import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flashcards.collection.settings import Settings

TIMES = ("learning_steps", "relearning_steps", "learn_ahead")


class Source(NamedTuple):
    """One setting: its value as it is written in the file, and the place there; line 0 is the default's.

    `deck` is empty for the whole collection.
    """

    key: str
    value: object
    deck: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{SETTINGS}:{self.line}" if self.line else "default"


def in_force(folder: Path, settings: Settings) -> list[Source]:
    """Every setting in the order of the documentation, then those of single decks."""
    _, problems, text = settings_.of_folder(folder)
    names = [field.name for field in fields(settings) if field.name != "deck_retention"]
    names.append(names.pop(names.index("namespace")))
    wrong = {problem.span.line for problem in problems}
    found = [Source(name, _written(name, getattr(settings, name)), line=_line(text, name)) for name in names]
    kept = [source._replace(line=0) if source.line in wrong else source for source in found]
    return [*kept, *_decks(text, settings)]


def of_deck(sources: list[Source], deck: str) -> list[Source]:
    """What holds for the cards of a deck: the nearest deck above with a setting of its own decides."""
    own = {source.deck: source for source in sources if source.deck}
    above = deck
    while above and above not in own:
        above = above.rpartition("::")[0]
    whole = [source for source in sources if not source.deck]
    return [own[above] if above and source.key == own[above].key else source for source in whole]


def _decks(text: str, settings: Settings) -> Iterator[Source]:
    for deck, retention in settings.deck_retention.items():
        head = re.search(rf"^\s*\[\s*decks\s*\.\s*[\"']?{re.escape(deck)}[\"']?\s*\]", text, re.MULTILINE)
        line = _line(text, "retention", head.end() if head else 0) or _line(text, "decks")
        yield Source("retention", retention, deck, line)


def _line(text: str, key: str, start: int = 0) -> int:
    """Where a key is set, counted from 1; 0 where it is not. It is looked for above all tables, or from `start` on."""
    end = len(text)
    if not start and key != "decks":
        table = re.search(r"^\s*\[", text, re.MULTILINE)
        end = table.start() if table else end
    found = re.compile(rf"^[ \t]*\[?[\"']?{re.escape(key)}[\"']?\s*[=.\]]", re.MULTILINE).search(text, start, end)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def _written(key: str, value: object) -> object:
    """A value as one writes it into the file: times with their unit."""
    if key == "day_starts_at" and isinstance(value, int):
        return f"{value // 3600:02}:{value % 3600 // 60:02}"
    if key in TIMES:
        return list(map(_time, value)) if isinstance(value, tuple) else _time(value)
    return value


def _time(seconds: object) -> str:
    amount = int(str(seconds))
    size, unit = next(
        (size, unit) for size, unit in ((86400, "d"), (3600, "h"), (60, "m"), (1, "s")) if not amount % size
    )
    return f"{amount // size}{unit}"
