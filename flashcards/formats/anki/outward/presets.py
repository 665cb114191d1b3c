"""Settings to a preset of Anki's: limits, steps, order, and what FSRS needs.

Anki never changes a preset that it has, so one with other contents gets another id. The day's start, the time zone and
learning ahead belong to no preset there.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from flashcards.collection.settings import Settings

_MOST_A_DAY = 9999
_ASCENDING_POSITION = 1
_AS_GATHERED = 1
_SUSPEND = 0
_COMMON = {"dyn": False, "maxTaken": 60, "timer": 0, "autoplay": True, "replayq": True}
"""What Anki misses where it is missing."""


class Preset(NamedTuple):
    """A preset; `contents` are as in Anki's legacy JSON."""

    id: int
    name: str
    contents: dict[str, object]

    def to_json(self) -> dict[str, object]:
        return {"id": self.id, "name": self.name, "mod": 0, "usn": -1} | self.contents


def preset(settings: Settings, deck: str, parameters: tuple[float, ...]) -> Preset:
    """The preset of a deck."""
    retention = settings.retention_of(deck)
    contents = _COMMON | _new_cards(settings) | _reviews(settings) | _fsrs(retention, parameters)
    digest = blake2b(json.dumps(contents, sort_keys=True).encode(), digest_size=5).digest()
    number = (1 << 40) + int.from_bytes(digest, "big") % (1 << 39)
    return Preset(number, f"flashcards {retention * 100:g} %", contents)


def _new_cards(settings: Settings) -> dict[str, object]:
    """New cards come by position, across decks and clozes; their siblings wait for another day."""
    return {
        "new": {
            "perDay": min(settings.new_per_day, _MOST_A_DAY),
            "delays": _minutes(settings.learning_steps),
            "order": 1,
            "bury": True,
            "initialFactor": 2500,
            "ints": [1, 4, 0],
        },
        "newGatherPriority": _ASCENDING_POSITION,
        "newSortOrder": _AS_GATHERED,
    }


def _reviews(settings: Settings) -> dict[str, object]:
    return {
        "rev": {
            "perDay": min(settings.reviews_per_day, _MOST_A_DAY),
            "maxIvl": settings.maximum_interval,
            "bury": False,
            "ease4": 1.3,
            "hardFactor": 1.2,
            "ivlFct": 1.0,
        },
        "lapse": {
            "delays": _minutes(settings.relearning_steps),
            "leechFails": settings.leech_lapses,
            "leechAction": _SUSPEND,
            "minInt": 1,
            "mult": 0.0,
        },
        "buryInterdayLearning": False,
    }


def _fsrs(retention: float, parameters: tuple[float, ...]) -> dict[str, object]:
    return {"desiredRetention": retention, "fsrsParams6": list(parameters)}


def _minutes(steps: tuple[int, ...]) -> list[float]:
    return [seconds / 60 for seconds in steps]
