"""`flashcards.toml` to settings, every key optional; what is wrong comes back as problems."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from flashcards.collection.discover import SETTINGS
from flashcards.memory.days import Calendar
from flashcards.memory.scheduler import Rules
from flashcards.model import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_DEEPEST = 100
_TOO_DEEP = "is nested too deep"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a learner may choose. Times are in seconds; what each key means stands in docs/settings.md."""

    namespace: str = ""
    new_per_day: int = 20
    reviews_per_day: int = 200
    retention: float = 0.9
    learning_steps: tuple[int, ...] = (60, 600)
    relearning_steps: tuple[int, ...] = (600,)
    maximum_interval: int = 36500
    fuzz: bool = True
    learn_ahead: int = 1200
    leech_lapses: int = 8
    day_starts_at: int = 4 * 3600
    timezone: str = ""
    grades: int = 4
    deck_retention: Mapping[str, float] = field(default_factory=dict)

    def calendar(self) -> Calendar:
        """When this learner's days begin."""
        if not self.timezone:
            return Calendar(None, timedelta(seconds=self.day_starts_at))
        from zoneinfo import ZoneInfo

        return Calendar(ZoneInfo(self.timezone), timedelta(seconds=self.day_starts_at))

    def rules(self, deck: str, parameters: tuple[float, ...]) -> Rules:
        """The rules for the cards of a deck; the nearest deck above with a retention of its own decides."""
        return Rules(
            parameters=parameters,
            retention=self.retention_of(deck),
            learning_steps=self.learning_steps,
            relearning_steps=self.relearning_steps,
            maximum_interval=self.maximum_interval,
            fuzz=self.fuzz,
        )

    def retention_of(self, deck: str) -> float:
        while deck:
            if deck in self.deck_retention:
                return self.deck_retention[deck]
            deck = deck.rpartition("::")[0]
        return self.retention


class Written(NamedTuple):
    """The settings of a folder; `text` is what its file says, empty where all of it is passed over."""

    settings: Settings
    problems: tuple[Problem, ...] = ()
    text: str = ""


def of_folder(folder: Path) -> Written:
    """What the settings file of a folder says; where there is none, or it is none, all keeps its default."""
    try:
        content = (folder / SETTINGS).read_bytes()
    except FileNotFoundError:
        return Written(Settings())
    except OSError as error:
        said = f"the file cannot be read: {(error.strerror or str(error)).lower()}"
        return Written(Settings(), (Problem("error", Span(SETTINGS, 1, 1), said),))
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        from flashcards.deck.read import decode  # YAML comes with it

        return Written(Settings(), decode(content, SETTINGS)[1])
    return read(text, SETTINGS)


def read(text: str, path: str) -> Written:
    """Settings from TOML. A key with a problem keeps its default in the result."""
    table, problem = _table(text, path)
    if problem:
        return Written(Settings(), (problem,))
    settings, problems = Settings(), []
    for key, value in table.items():
        try:
            settings = replace(settings, **_entry(key, value))
        except ValueError as error:
            message, _, hint = str(error).partition(" | ")
            problems.append(Problem("error", _place(text, path, key), message, hint))
        except RecursionError:  # raised while the value is told
            problems.append(Problem("error", _place(text, path, key), f"the value of '{key}' {_TOO_DEEP}"))
    return Written(settings, tuple(problems), text)


def _table(text: str, path: str) -> tuple[dict[str, Any], Problem | None]:
    import tomllib

    try:
        return tomllib.loads(text), None
    except ValueError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (max(1, text.count("\n")), 1)
        message = re.sub(r" \(at .*\)$", "", str(error))
        return {}, Problem("error", Span(path, line, column), f"this is not TOML: {message}")
    except RecursionError:
        return {}, Problem("error", _span(text, path, _deep(text)), f"what begins around here {_TOO_DEEP}")


def _deep(text: str) -> int:
    """Where brackets are open that no settings have, whatever they stand for."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter in "[{") - (letter in "]}")
        if depth > _DEEPEST:
            return place
    return 0


def _entry(key: str, value: Any) -> dict[str, Any]:
    """One key of the file as a field of `Settings`. Raises ValueError with a message, ' | ' and a hint."""
    if key == "decks":
        return {"deck_retention": _decks(value)}
    if key not in READERS:
        from difflib import get_close_matches

        near = get_close_matches(key, [*READERS, "decks"], 1)
        raise ValueError(f"there is no setting '{key}' | " + (f"did you mean '{near[0]}'?" if near else "see the docs"))
    return {key: READERS[key](key, value)}


def _decks(value: Any) -> dict[str, float]:
    if not isinstance(value, dict):
        raise ValueError(
            "'decks' is a table of tables | write [decks.\"Name of the deck\"] and below it retention = 0.95"
        )
    chosen = {}
    for deck, entries in value.items():
        if not isinstance(entries, dict) or set(entries) - {"retention"}:
            raise ValueError(f"a deck has the one setting 'retention' (in '{deck}') | retention = 0.95")
        if "retention" in entries:
            chosen[deck] = _retention("retention", entries["retention"])
    return chosen


def _whole(low: int, high: int) -> Callable[[str, Any], int]:
    def number(key: str, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(f"'{key}' is a whole number from {low} to {high}, not {value!r} | {key} = {low}")
        return value

    return number


def _retention(key: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.7 <= value <= 0.99:
        raise ValueError(f"'{key}' is a share from 0.70 to 0.99, not {value!r} | {key} = 0.9")
    return float(value)


def _truth(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"'{key}' is true or false, not {value!r} | {key} = true")
    return value


def _word(key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"'{key}' is a text, not {value!r} | {key} = \"…\"")
    return value


def _seconds(key: str, value: Any) -> int:
    """A span of time such as "90s", "10m", "3h" or "1d"."""
    match = re.fullmatch(r"(\d{1,6})\s*([smhd])", value) if isinstance(value, str) else None
    if not match or not int(match[1]):
        raise ValueError(f'\'{key}\' is a time such as "10m", not {value!r} | use s, m, h or d: {key} = "20m"')
    return int(match[1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[match[2]]


def _steps(key: str, value: Any) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise ValueError(f'\'{key}\' is a list of times, not {value!r} | {key} = ["1m", "10m"]')
    steps = tuple(_seconds(key, step) for step in value)
    if len(steps) > 20 or any(step > 7 * 86400 for step in steps):
        raise ValueError(f'\'{key}\' has at most 20 steps of at most 7d | {key} = ["1m", "10m"]')
    return steps


def _hour(key: str, value: Any) -> int:
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", value) if isinstance(value, str) else None
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError(f'\'{key}\' is a time of day such as "04:00", not {value!r} | {key} = "04:00"')
    return int(match[1]) * 3600 + int(match[2]) * 60


def _zone(key: str, value: Any) -> str:
    from zoneinfo import ZoneInfo

    if value == "":
        return ""
    try:
        ZoneInfo(_word(key, value))
    except (OSError, ValueError, KeyError):
        raise ValueError(f"'{key}' names no known time zone: {value!r} | {key} = \"Europe/Berlin\"") from None
    return str(value)


def _grades(key: str, value: Any) -> int:
    if isinstance(value, bool) or value not in (2, 4):
        raise ValueError(f"'{key}' is 4 (again, hard, good, easy) or 2 (again, good), not {value!r} | {key} = 4")
    return int(value)


READERS: dict[str, Callable[[str, Any], Any]] = {
    "namespace": _word,
    "new_per_day": _whole(0, 9999),
    "reviews_per_day": _whole(0, 99999),
    "retention": _retention,
    "learning_steps": _steps,
    "relearning_steps": _steps,
    "maximum_interval": _whole(1, 36500),
    "fuzz": _truth,
    "learn_ahead": _seconds,
    "leech_lapses": _whole(0, 99),
    "day_starts_at": _hour,
    "timezone": _zone,
    "grades": _grades,
}


def _place(text: str, path: str, key: str) -> Span:
    found = re.search(rf"^[ \t\[]*[\"']?{re.escape(key)}\b", text, re.MULTILINE)
    return _span(text, path, found.end() - len(key) if found else 0)


def _span(text: str, path: str, start: int) -> Span:
    return Span(path, text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1)
