"""What Anki was told to aim at, and has learned of its user's memory, to what can be taken over here, and what is said.

FSRS parameters are taken over where the collection has none of its own yet; nothing else is, since settings are written
by hand here.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import TYPE_CHECKING

from flashcards.formats.anki.inward.rows import Preset
from flashcards.memory.scheduler import DEFAULT_PARAMETERS, are_sound
from flashcards.model import Draft, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flashcards.collection.collection import Collection
    from flashcards.formats.anki.inward.opened import Package
    from flashcards.formats.anki.inward.rows import Card

_USUAL_RETENTION = 0.9
_FSRS_4, _FSRS_5 = 17, 19
"""How many parameters the older models have."""


def take_over(collection: Collection, package: Package, cards: Iterable[Card], *, at: int) -> tuple[str, ...]:
    """Log the FSRS parameters of most of the cards, if there are none here; returns sentences for the user."""
    presets = Counter(
        preset
        for card in cards
        if (deck := package.decks.get(card.home)) and (preset := package.presets.get(deck.preset)) is not None
    )
    said = _days(collection, package.config.rollover)
    for place, (preset, _) in enumerate(presets.most_common()):
        said += _parameters(collection, preset, at, first=place == 0) + _retention(collection, preset)
        said += _options(collection, preset)
    return tuple(dict.fromkeys(said))


def _days(collection: Collection, rollover: int | None) -> list[str]:
    ours = collection.settings.day_starts_at
    if rollover is None or rollover * 3600 == ours:
        return []
    theirs, here = f"{rollover % 24:02}:00", f"{ours // 3600:02}:{ours % 3600 // 60:02}"
    same = f'for the same, put day_starts_at = "{theirs}" into flashcards.toml'
    return [f"In Anki a day starts at {theirs}, here at {here}; past reviews keep their days ({same})"]


def _retention(collection: Collection, preset: Preset) -> list[str]:
    wanted, ours = round(preset.retention, 2), collection.settings.retention
    if wanted in (_USUAL_RETENTION, ours):
        return []
    same = f"for the same, put retention = {wanted} into flashcards.toml"
    return [f"'{preset.name}' in Anki aims at {wanted:.0%} remembered, here it is {ours:.0%} ({same})"]


def _options(collection: Collection, preset: Preset) -> list[str]:
    """Steps and limits that are neither Anki's usual ones nor those that hold here."""
    ours, usual = collection.settings, Preset(0, "", learn_steps=(1, 10), relearn_steps=(10,))
    steps = (
        ("learning_steps", preset.learn_steps, _minutes(ours.learning_steps), usual.learn_steps),
        ("relearning_steps", preset.relearn_steps, _minutes(ours.relearning_steps), usual.relearn_steps),
    )
    limits = (
        ("new_per_day", preset.new_per_day, ours.new_per_day, usual.new_per_day),
        ("reviews_per_day", preset.reviews_per_day, ours.reviews_per_day, usual.reviews_per_day),
    )
    lines = [f"{key} = {_steps(theirs)}" for key, theirs, *known in steps if theirs not in known]
    lines += [f"{key} = {theirs}" for key, theirs, *known in limits if theirs not in known]
    if not lines:
        return []
    return [
        f"'{preset.name}' in Anki has options of its own (for the same, put into flashcards.toml: {', '.join(lines)})"
    ]


def _minutes(steps: Iterable[int]) -> tuple[float, ...]:
    return tuple(seconds / 60 for seconds in steps)


def _steps(minutes: Iterable[float]) -> str:
    """As flashcards.toml has them: ["1m", "90s"]."""
    said = (f"{step:g}m" if float(step).is_integer() else f"{round(step * 60)}s" for step in minutes)
    return f"[{', '.join(f'{chr(34)}{step}{chr(34)}' for step in said)}]"


def _parameters(collection: Collection, preset: Preset, at: int, *, first: bool) -> list[str]:
    wanted = modern(preset.parameters)
    if wanted is None or _alike(wanted, collection.parameters()):
        return []
    if not first or collection.history.parameters() is not None or not are_sound(wanted):
        stay = "those that hold here stay, so stability and difficulty of its cards differ"
        return [f"'{preset.name}' in Anki has FSRS parameters of its own; {stay}"]
    draft = Draft(Kind.PARAMETERS, text=json.dumps(wanted))
    collection.history.append([draft], at=at, day=collection.calendar.day(at))
    return [f"The FSRS parameters of '{preset.name}' were taken over from Anki"]


def modern(parameters: Sequence[float]) -> tuple[float, ...] | None:
    """Parameters as FSRS-6 has them, from those of older models too (fsrs-rs, `check_and_fill_parameters`).

    Those of all others, and none, which stands for the default ones, give None.
    """
    found = list(parameters)
    if not all(map(math.isfinite, found)):
        return None
    if len(found) == _FSRS_4:
        found[4] = found[5] * 2 + found[4]
        found[5] = math.log(max(found[5] * 3 + 1, 1e-9)) / 3
        found[6] += 0.5
        found += [0.0, 0.0]
    if len(found) == _FSRS_5:
        found += [0.0, 0.5]
    return tuple(round(value, 6) for value in found) if len(found) == len(DEFAULT_PARAMETERS) else None


def _alike(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(math.isclose(a, b, rel_tol=1e-4, abs_tol=1e-6) for a, b in zip(one, other, strict=True))
