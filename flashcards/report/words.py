"""The numbers of a collection to lines of text: with bars for a terminal, or with numbers alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flashcards.report.bars import axis, bars, share
from flashcards.text.plural import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from flashcards.report.numbers import Numbers, Recall, Retention

HIGH = 4
WIDE = 30


def pictured(found: Numbers, *, everything: bool = False) -> list[str]:
    """For a terminal: bars for what is to come, what was done, and how the cards stand; `everything` has empty ones."""
    return _told(found, _coming_drawn(found), _done_drawn(found), drawn=True, everything=everything)


def listed(found: Numbers, *, everything: bool = False) -> list[str]:
    """For pipes and screen readers: one number a line, nothing drawn; `everything` has days without any."""
    days = zip(_dates(found), found.forecast, strict=True)
    coming = [f"  {day.isoformat()}  {due:,}" for day, due in days if due or everything]
    done = [f"  {day.date.isoformat()}  {day.answers:,} in {lasting(day.millis)}" for day in found.days if day.answers]
    return _told(
        found,
        ["Due in the next days", *(coming or ["  none"])],
        ["Answers in the last days", *(done or ["  none"])],
        drawn=False,
        everything=everything,
    )


def _told(found: Numbers, coming: Sequence[str], done: Sequence[str], *, drawn: bool, everything: bool) -> list[str]:
    """The blocks that have numbers, with an empty line between them; what has none yet is named at the end."""
    begun, remembers = found.answers > 0, found.ever.all.reviews > 0
    comes = begun or any(found.forecast)
    blocks = [
        _today(found),
        coming if comes or everything else [],
        done if begun or everything else [],
        _cards(found, drawn=drawn, everything=everything),
        _memory(found) if remembers or everything else [],
        _effort(found) if begun or everything else [],
    ]
    later = {"what comes due": comes, "what you did": begun, "how much you remember": remembers}
    missing = [what for what, there in later.items() if not there]
    if missing and not everything:
        blocks.append([f"To come as you review: {', '.join(missing)}"])
    return [line for block in blocks if block for line in ("", *block)][1:]


def _coming_drawn(found: Numbers) -> list[str]:
    return [
        f"Due in the next {len(found.forecast)} days (at most {max(found.forecast):,} a day)",
        *_drawn(found.forecast, _dates(found)),
    ]


def _done_drawn(found: Numbers) -> list[str]:
    answers = [day.answers for day in found.days]
    return [
        f"Answers in the last {len(answers)} days (at most {max(answers):,} a day)",
        *_drawn(answers, [day.date for day in found.days]),
    ]


def _drawn(numbers: Sequence[int], dates: Sequence[date]) -> list[str]:
    """Bars over days, of which every third is named."""
    named = [f"{day.day}" if place % 3 == 0 else "" for place, day in enumerate(dates)]
    return [*(f"  {row}" for row in bars(numbers, HIGH)), f"  {axis(named)}"]


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


def _cards(found: Numbers, *, drawn: bool, everything: bool) -> list[str]:
    states = found.states
    always = ("new", "learning", "young", "mature") if everything else ()
    rows = [(name, number) for name, number in states._asdict().items() if number or name in always]
    size = len(f"{states.total:,}")
    bar = {name: share(number / states.total, WIDE) if drawn and states.total else "" for name, number in rows}
    return [
        f"Cards: {states.total:,}",
        *(f"  {name:<10} {number:>{size},}  {bar[name]}".rstrip() for name, number in rows),
    ]


def _memory(found: Numbers) -> list[str]:
    return [
        "Remembered (reviews of cards that had left learning)",
        *_retention("30 days", found.month),
        *_retention("ever", found.ever),
    ]


def _effort(found: Numbers) -> list[str]:
    streak = found.streak
    pace = f", {found.millis / found.answers / 1000:.1f} s each" if found.answers else ""
    return [
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
    return counted(count, "day")
