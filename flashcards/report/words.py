"""The numbers of a collection to lines of text: with bars for a terminal, or with numbers alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flashcards.report.bars import axis, bars, share

if TYPE_CHECKING:
    from datetime import date

    from flashcards.report.numbers import Numbers, Recall, Retention

HIGH = 4
WIDE = 30


def pictured(found: Numbers) -> list[str]:
    """For a terminal: bars for what is to come, what was done, and how the cards stand."""
    coming = [f"{day.day}" for day in _dates(found)]
    done = [f"{day.date.day}" for day in found.days]
    return [
        *_today(found),
        "",
        f"Due in the next {len(found.forecast)} days (at most {max(found.forecast):,} a day)",
        *(f"  {row}" for row in bars(found.forecast, HIGH)),
        f"  {axis([label if n % 3 == 0 else '' for n, label in enumerate(coming)])}",
        "",
        f"Answers in the last {len(found.days)} days (at most {max(day.answers for day in found.days):,} a day)",
        *(f"  {row}" for row in bars([day.answers for day in found.days], HIGH)),
        f"  {axis([label if n % 3 == 0 else '' for n, label in enumerate(done)])}",
        "",
        *_cards(found, drawn=True),
        "",
        *_memory(found),
    ]


def listed(found: Numbers) -> list[str]:
    """For pipes and screen readers: one number a line, nothing drawn."""
    coming = [f"  {day.isoformat()}  {due:,}" for day, due in zip(_dates(found), found.forecast, strict=True)]
    done = [f"  {day.date.isoformat()}  {day.answers:,} in {lasting(day.millis)}" for day in found.days if day.answers]
    return [
        *_today(found),
        "",
        "Due in the next days",
        *coming,
        "",
        "Answers in the last days",
        *(done or ["  none"]),
        "",
        *_cards(found, drawn=False),
        "",
        *_memory(found),
    ]


def _dates(found: Numbers) -> list[date]:
    return [found.date + timedelta(days=ahead) for ahead in range(len(found.forecast))]


def _today(found: Numbers) -> list[str]:
    left, today = found.left, found.today
    waiting = f"{left.reviews:,} to review, {left.learning:,} learning, {left.new:,} new"
    return [
        f"Today, {found.date.isoformat()}",
        f"  due      {found.due:,}",
        f"  left     {waiting}: about {round(found.minutes):,} min",
        f"  done     {today.answers:,} answers in {lasting(today.millis)}, {today.introduced:,} new cards",
    ]


def _cards(found: Numbers, *, drawn: bool) -> list[str]:
    states = found.states
    rows = [(name, number) for name, number in states._asdict().items() if number or name not in ("suspended", "known")]
    size = len(f"{states.total:,}")
    bar = {name: share(number / states.total, WIDE) if drawn and states.total else "" for name, number in rows}
    return [
        f"Cards: {states.total:,}",
        *(f"  {name:<10} {number:>{size},}  {bar[name]}".rstrip() for name, number in rows),
    ]


def _memory(found: Numbers) -> list[str]:
    streak = found.streak
    pace = f", {found.millis / found.answers / 1000:.1f} s each" if found.answers else ""
    return [
        "Remembered (reviews of cards that had left learning)",
        *_retention("30 days", found.month),
        *_retention("ever", found.ever),
        "",
        f"Streak: {_days(streak.days)} (longest {_days(streak.longest)}; {_days(streak.studied)} with answers)",
        f"Answers: {found.answers:,} in {lasting(found.millis)}{pace}",
    ]


def _retention(label: str, retention: Retention) -> list[str]:
    parts = (("all", retention.all), ("young", retention.young), ("mature", retention.mature))
    return [f"  {label:<8} {', '.join(f'{name} {_recall(recall)}' for name, recall in parts)}"]


def _recall(recall: Recall) -> str:
    return "–" if recall.share is None else f"{recall.share:.1%} of {recall.reviews:,}"


def lasting(millis: int) -> str:
    """A time as people say it."""
    minutes = millis / 60_000
    return f"{minutes / 60:,.1f} h" if minutes >= 90 else f"{round(minutes)} min"


def plural(count: int, noun: str) -> str:
    """'1 card', '1,200 cards'."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def percent(share: float | None) -> str:
    """A share; a dash for none."""
    return "–" if share is None else f"{share:.1%}"


def target(share: float) -> str:
    """A share that was chosen, in as many digits as that took."""
    return percent(share).replace(".0%", "%")


def recalled(recall: Recall) -> str:
    """A share, and of how many reviews."""
    return f"{percent(recall.share)} of {recall.reviews:,}" if recall.reviews else "no reviews"


def _days(count: int) -> str:
    return plural(count, "day")
