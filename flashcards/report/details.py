"""Statistics to lines of text: what `stats --all` says beyond the numbers of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.report.bars import share
from flashcards.report.figures import stability_names
from flashcards.report.words import percent, recalled, target
from flashcards.text.plural import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.report.statistics import Statistics

WIDE = 24


def details(found: Statistics, *, drawn: bool) -> list[str]:
    """One block after another, each with its title; `drawn` puts bars beside the numbers."""
    blocks = [
        _months(found),
        _calibration(found),
        _table("How long cards last", stability_names(), found.stabilities, drawn=drawn),
        _hours(found, drawn=drawn),
        _progress(found),
        _hardest_cards(found),
        _hardest_topics(found),
    ]
    return [line for block in blocks if block for line in ("", *block)]


def _months(found: Statistics) -> list[str]:
    rows = [
        f"  {month.first:%Y-%m}  young {recalled(month.retention.young)}, mature {recalled(month.retention.mature)}"
        for month in found.months
        if month.retention.all.reviews
    ]
    return [f"Remembered by month (wanted {target(found.wanted)})", *(rows or ["  nothing yet"])]


def _calibration(found: Statistics) -> list[str]:
    expected = found.expected
    if not expected.reviews:
        return []
    seen = sum(group.recall.remembered for group in found.calibration) / expected.reviews
    return [
        f"Expected by FSRS: {percent(expected.share)}, remembered: {percent(seen)}",
        *(f"  {percent(group.expected):>6}  {recalled(group.recall)}" for group in found.calibration),
    ]


def _hours(found: Statistics, *, drawn: bool) -> list[str]:
    there = [
        (f"{n}:00, {percent(hour.recall.share)}", hour.answers) for n, hour in enumerate(found.hours) if hour.answers
    ]
    return _table(
        "Hours of the day, last year: remembered, answers",
        [name for name, _ in there],
        [answers for _, answers in there],
        drawn=drawn,
    )


def _progress(found: Statistics) -> list[str]:
    topics, states = found.topics, found.numbers.states
    met = found.met[-1].cards if found.met else 0
    return [
        f"Met: {met:,} of {counted(states.total, 'card')}",
        f"Topics: {topics.begun:,} of {topics.all:,} begun, {topics.learned:,} learned",
    ]


def _hardest_cards(found: Statistics) -> list[str]:
    rows = [
        f"  {card.id}  {card.lapses:,} in {counted(card.answers, 'answer')}  {card.question}" for card in found.hardest
    ]
    return ["Forgotten most often", *rows] if rows else []


def _hardest_topics(found: Statistics) -> list[str]:
    rows = [
        f"  {topic.lapses:,} in {counted(topic.answers, 'answer')}  {topic.title}" for topic in found.hardest_topics
    ]
    return ["Hardest topics", *rows] if rows else []


def _table(title: str, names: Sequence[str], counts: Sequence[int], *, drawn: bool) -> list[str]:
    """A name, its number, and a bar for it."""
    most = max(counts, default=0)
    if not most:
        return []
    size, room = max(map(len, names)), len(f"{most:,}")
    bars = [share(count / most, WIDE) if drawn else "" for count in counts]
    rows = [
        f"  {name:<{size}}  {count:>{room},}  {bar}".rstrip()
        for name, count, bar in zip(names, counts, bars, strict=True)
    ]
    return [title, *rows]
