"""Spans of time in words short enough for a button, as Anki writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.text.plural import counted

if TYPE_CHECKING:
    from flashcards.model import Schedule

MINUTE, HOUR, DAY = 60, 3600, 86_400
MONTH, YEAR = 30 * DAY, 365 * DAY


def brief(seconds: float) -> str:
    """`<1m`, `10m`, `1.5h`, `4d`, `2.3mo`, `1.1y`."""
    if seconds < MINUTE:
        return "<1m"
    for unit, name, until, digits in (
        (MINUTE, "m", HOUR, 0),
        (HOUR, "h", DAY, 1),
        (DAY, "d", MONTH, 0),
        (MONTH, "mo", YEAR, 1),
    ):
        if round(seconds / unit, digits) * unit < until:
            return f"{_short(seconds / unit, digits)}{name}"
    return f"{_short(seconds / YEAR, 1)}y"


def until(schedule: Schedule, at: int, day: int) -> str:
    """When a card comes back, seen from an instant and its logical day."""
    if schedule.due_at is not None:
        return brief((schedule.due_at - at) / 1000)
    return brief((schedule.interval or max(1, schedule.due_day - day)) * DAY)


def minutes(amount: float) -> str:
    """`less than a minute`, `1 minute`, `12 minutes`, `1.5 hours`."""
    if amount < 0.75:
        return "less than a minute"
    if amount < 90:
        return counted(round(amount), "minute")
    return f"{_short(amount / 60, 1)} hours"


def _short(number: float, digits: int) -> str:
    return f"{number:.{digits}f}".removesuffix(".0")
