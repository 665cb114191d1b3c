"""A memory to its forgetting curve: from the last answer to well after the card is due, with a dot for today."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashcards.memory.scheduler import ideal_interval, retrievability
from flashcards.report import plots
from flashcards.text.plural import counted

if TYPE_CHECKING:
    from flashcards.model import Memory

POINTS = 40
BEYOND = 1.6
"""How far the curve goes on, as a multiple of the time to the due day or to today."""


class Curve(NamedTuple):
    """Recall by days since the last answer, the days until today, recall today, and the days for which it is enough."""

    recall: tuple[tuple[float, float], ...]
    elapsed: int
    now: float
    enough: float


def curve(memory: Memory, day: int, wanted: float, parameters: tuple[float, ...]) -> Curve | None:
    """The curve of a card on a logical day; None for one without a memory."""
    if memory.stability <= 0 or memory.last_day < 0:
        return None
    elapsed = max(0, day - memory.last_day)
    enough = ideal_interval(memory.stability, wanted, parameters)
    end = BEYOND * max(1.0, elapsed, enough, memory.due_day - memory.last_day)
    days = [end * place / (POINTS - 1) for place in range(POINTS)]
    recall = tuple((at, retrievability(memory.stability, at, parameters)) for at in days)
    return Curve(recall, elapsed, retrievability(memory.stability, elapsed, parameters), enough)


def picture(found: Curve, wanted: float) -> str:
    """The curve, drawn small: from certain recall down to none."""
    end = found.recall[-1][0]
    places = [(at / end, recall) for at, recall in found.recall]
    later = f"{counted(round(found.enough), 'day')} after the last answer"
    said = f"Forgetting curve: {found.now:.0%} today, {wanted:.0%} {later}."
    return plots.curve(said, places, (found.elapsed / end, found.now), wanted)
