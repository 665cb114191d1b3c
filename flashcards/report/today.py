"""A collection and an instant to what a learner sees first: what waits, how long it takes, and how things stand."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import counts, decks, tally
from flashcards.report.numbers import streak
from flashcards.study.intervals import minutes
from flashcards.study.plan import Options, plan
from flashcards.text.plural import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from flashcards.collection.collection import Collection
    from flashcards.collection.decks import Waits
    from flashcards.report.numbers import Streak
    from flashcards.study.plan import Left

AWAY = 3
"""From so many days without an answer on, coming back is spoken of."""
SITTING = 20
"""Minutes of a day that can be asked of someone who comes back."""


class Shelf(NamedTuple):
    """A deck with all that lies inside it; `label` is the last part of its name."""

    deck: str
    label: str
    depth: int
    new: int
    learning: int
    due: int
    cards: int


@dataclass(frozen=True, slots=True)
class Today:
    """The day as it stands now."""

    date: date
    left: Left
    """What the plan still holds, within the limits."""
    minutes: float
    due: int
    """Cards that are due today or late, whatever the limits."""
    answers: int
    """Given today, in `spent` minutes."""
    spent: float
    streak: Streak
    shelves: tuple[Shelf, ...]
    absence: tuple[str, ...]
    """What to say to someone who comes back; nothing to one who was here."""


def today(collection: Collection, at: int) -> Today:
    """A few aggregates over the cards, and one row for each day of the past."""
    calendar, index = collection.calendar, collection.index
    day = calendar.day(at)
    current = plan(collection, at, Options())
    left = current.left()
    past = tally.counts(index)
    here = [count for count in past if count.day == day]
    due = counts.due(index, day, 1)[0]
    last = max((count.day for count in past), default=day)
    return Today(
        date=calendar.date(day),
        left=left,
        minutes=current.minutes(left),
        due=due,
        answers=sum(count.answers for count in here),
        spent=sum(count.millis for count in here) / 60_000,
        streak=streak([count.day for count in past], day),
        shelves=tuple(shelves(decks.waiting(index, day))),
        absence=tuple(absence(day - last, due, left, current.pace)),
    )


def shelves(waiting: Iterable[Waits]) -> list[Shelf]:
    """Decks with those that they lie in, each with the sums of all inside it, each deck right before what is in it."""
    sums: dict[str, list[int]] = {}
    for deck, *numbers in waiting:
        parts = deck.split("::")
        for depth in range(1, len(parts) + 1):
            name = "::".join(parts[:depth])
            sums[name] = [a + b for a, b in zip(sums.get(name, [0] * len(numbers)), numbers, strict=True)]
    return [Shelf(name, _last(name), name.count("::"), *sums[name]) for name in _nested(list(sums))]


def _nested(names: Sequence[str], above: str = "") -> Iterator[str]:
    """Names in their order, but for those inside another, which follow it."""
    inside: dict[str, list[str]] = {}
    for name in names:
        inside.setdefault(name.rpartition("::")[0], []).append(name)
    waiting = list(reversed(inside.get(above, [])))
    while waiting:
        name = waiting.pop()
        yield name
        waiting += reversed(inside.get(name, []) if name else [])


def _last(name: str) -> str:
    return name.rpartition("::")[2]


def absence(away: int, due: int, left: Left, pace: float) -> list[str]:
    """What piled up in some days without an answer, and what to do about it. `pace` is seconds an answer."""
    if away < AWAY or not due:
        return []
    come = "has" if due == 1 else "have"
    said = [
        f"Your last answer was {away} days ago, and {counted(due, 'card')} {come} come due. Nothing is lost by that."
    ]
    if 0 < left.reviews < due:
        said.append(f"Today's limit takes the {left.reviews} that have waited longest; the others wait for tomorrow.")
    whole = due * pace / 60
    if whole <= SITTING:
        said.append(f"All of it takes {_about(whole)}.")
    else:
        days = ceil(whole / SITTING)
        said.append(f"With {SITTING} minutes a day you have caught up in about {days} days.")
    return said


def _about(amount: float) -> str:
    return minutes(amount) if amount < 0.75 else f"about {minutes(amount)}"
