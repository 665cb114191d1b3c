"""Statistics to figures: a title, a sentence, a picture, and the same as a table for those who do not see it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from flashcards.report import plots
from flashcards.report.plots import Column, Point, Row, Square
from flashcards.report.statistics import STABILITIES
from flashcards.report.words import lasting, percent, recalled, target
from flashcards.text.plural import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from flashcards.report.numbers import Day
    from flashcards.report.statistics import Met, Statistics

HALF = 7 * 26
"""Days of a calendar that fits on a phone, before those of this week."""


class Figure(NamedTuple):
    """A picture with its words. `head` and `rows` are the table; `wide` takes the whole width of a page."""

    name: str
    title: str
    said: str
    pictures: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: bool = False


def figures(found: Statistics) -> list[Figure]:
    """All of them, in the order of a page: what was done, what is to come, how well it is kept, how it goes on."""
    return [
        year(found),
        forecast(found),
        retention(found),
        calibration(found),
        stability(found),
        time(found),
        hours(found),
        progress(found),
        states(found),
    ]


def year(found: Statistics) -> Figure:
    """Answers day by day over a year; half of it where there is little room."""
    there = [day for day in found.year if day.answers]
    most = max(there, key=lambda day: day.answers, default=None)
    said = f"{counted(sum(day.answers for day in there), 'answer')} on {counted(len(there), 'day')}"
    said += f"; the most, {most.answers:,}, on {most.date.isoformat()}." if most else "."
    squares = [Square(day.date, day.answers, _day(day)) for day in found.year]
    short = squares[-(HALF + (len(squares) - 1) % 7 + 1) :]
    return Figure(
        "year", "A year of answers", said,
        (plots.calendar(f"Calendar. {said}", squares, class_="plot long"),
         plots.calendar(f"Calendar of half a year. {said}", short, class_="plot short")),
        ("Day", "Answers", "New cards", "Time"),
        tuple((day.date.isoformat(), f"{day.answers:,}", f"{day.introduced:,}", lasting(day.millis)) for day in there),
        wide=True,
    )  # fmt: skip


def _day(day: Day) -> str:
    done = f"{counted(day.answers, 'answer')} in {lasting(day.millis)}" if day.answers else "no answers"
    return f"{day.date:%a} {day.date.isoformat()}: {done}"


def forecast(found: Statistics) -> Figure:
    """Cards due on each of the days to come."""
    numbers = found.numbers
    dates = [numbers.date + timedelta(days=ahead) for ahead in range(len(numbers.forecast))]
    later = _later(sum(numbers.forecast[1:]), len(dates) - 1)
    said = f"{counted(numbers.due, 'card')} due today, late ones with them; then {later}."
    bars = [
        Column(label, (due,), f"{day:%a} {day.isoformat()}: {counted(due, 'card')}")
        for day, due, label in zip(dates, numbers.forecast, _weekly(dates), strict=True)
    ]
    rows = tuple((day.isoformat(), f"{due:,}") for day, due in zip(dates, numbers.forecast, strict=True))
    return Figure("forecast", "To come", said, (plots.columns(f"Columns. {said}", bars),), ("Day", "Due"), rows)


def _later(cards: int, days: int) -> str:
    """How many are due on the days to come: on each, or where that is less than one, on all of them."""
    if cards >= days:
        return f"about {cards / days:,.0f} a day"
    return f"{cards:,} more in {days} days" if cards else f"none in {days} days"


def retention(found: Statistics) -> Figure:
    """True retention by month, of young and of mature cards, against what the settings want."""
    months = found.months
    month = found.numbers.month.all
    lately = recalled(month) if month.reviews else "No reviews"
    said = f"{lately} in the last 30 days; {target(found.wanted)} are wanted (the dashed line)."
    rows = [
        Row(
            name,
            tuple(recall.share for recall in recalls),
            tuple(
                f"{name}, {month.first:%B %Y}: {recalled(recall)}"
                for month, recall in zip(months, recalls, strict=True)
            ),
        )
        for name, recalls in (
            ("young", [month.retention.young for month in months]),
            ("mature", [month.retention.mature for month in months]),
        )
    ]
    shares = [share for row in rows for share in row.values if share is not None]
    least = min([*shares, found.wanted, 0.8])
    below = [f"{month.first:%b}" if place % 2 == len(months[:-1]) % 2 else "" for place, month in enumerate(months)]
    return Figure(
        "retention", "Remembered", said,
        (plots.lines(f"Lines. {said}", below, rows, wanted=found.wanted, least=least),),
        ("Month", "Young cards", "Mature cards", "All"),
        tuple(
            (f"{month.first:%Y-%m}", *map(recalled, month.retention))
            for month in months
        ),
    )  # fmt: skip


def calibration(found: Statistics) -> Figure:
    """What FSRS expected of reviews, and what came of them."""
    expected = found.expected
    seen = sum(group.recall.remembered for group in found.calibration)
    said = "There are no reviews yet."
    if expected.reviews:
        said = (
            f"FSRS expected {percent(expected.share)} of {counted(expected.reviews, 'review')} to be remembered;"
            f" {percent(seen / expected.reviews)} were. On the dashed line both are the same."
        )
    spots = [
        Point(group.expected, group.recall.share or 0.0, group.recall.reviews,
              f"expected {percent(group.expected)}, seen {recalled(group.recall)}")
        for group in found.calibration
    ]  # fmt: skip
    return Figure(
        "calibration", "Expected and seen", said,
        (plots.diagonal(f"Points. {said}", spots, along="expected", up="remembered"),),
        ("Expected", "Remembered", "Reviews"),
        tuple(
            (percent(group.expected), percent(group.recall.share), f"{group.recall.reviews:,}")
            for group in found.calibration
        ),
    )  # fmt: skip


def stability(found: Statistics) -> Figure:
    """Cards by how long they last."""
    cards = sum(found.stabilities)
    lasting_ = sum(found.stabilities[STABILITIES.index(30) + 1 :])
    said = "No card has been answered yet."
    if cards:
        said = f"Of {counted(cards, 'card')}, {lasting_:,} keep a chance of 90% for a month or longer."
    names = stability_names()
    labels = [*(_days(bound) for bound in STABILITIES), "more"]
    bars = [
        Column(label, (count,), f"{name}: {counted(count, 'card')}")
        for label, name, count in zip(labels, names, found.stabilities, strict=True)
    ]
    rows = tuple((name, f"{count:,}") for name, count in zip(names, found.stabilities, strict=True))
    return Figure(
        "stability",
        "How long cards last",
        said,
        (plots.columns(f"Columns. {said}", bars),),
        ("Stability", "Cards"),
        rows,
    )


def stability_names() -> list[str]:
    """The groups of cards by stability, in words."""
    return [*(f"under {_days(bound)}" for bound in STABILITIES), f"{_days(STABILITIES[-1])} and more"]


def time(found: Statistics) -> Figure:
    """Minutes of each day of the last month."""
    days = found.numbers.days
    millis = sum(day.millis for day in days)
    answers = sum(day.answers for day in days)
    pace = f", {millis / answers / 1000:.1f} s an answer" if answers else ""
    said = f"{lasting(millis)} in the last {len(days)} days{pace}."
    bars = [
        Column(label, (day.millis / 60_000,), _day(day))
        for day, label in zip(days, _weekly([day.date for day in days]), strict=True)
    ]
    rows = tuple((day.date.isoformat(), f"{day.millis / 60_000:,.1f}", f"{day.answers:,}") for day in days)
    return Figure(
        "time", "Minutes a day", said, (plots.columns(f"Columns. {said}", bars),), ("Day", "Minutes", "Answers"), rows
    )


def hours(found: Statistics) -> Figure:
    """Answers by hour of the day, and how the reviews among them went."""
    best = max(range(24), key=lambda hour: found.hours[hour].answers)
    answers = sum(hour.answers for hour in found.hours)
    said = f"Most answers of the last year came between {best}:00 and {best + 1}:00." if answers else "No answers yet."
    bars = [
        Column(
            f"{hour}" if hour % 3 == 0 else "",
            (there.answers,),
            f"{hour}:00: {counted(there.answers, 'answer')}, {recalled(there.recall)}",
        )
        for hour, there in enumerate(found.hours)
    ]
    rows = tuple((f"{hour}:00", f"{there.answers:,}", recalled(there.recall)) for hour, there in enumerate(found.hours))
    return Figure(
        "hours", "Hours of the day", said, (plots.columns(f"Columns. {said}", bars),),
        ("Hour", "Answers", "Reviews remembered"), rows,
    )  # fmt: skip


def progress(found: Statistics) -> Figure:
    """Cards met, over time, against all there are."""
    total, met, topics = found.numbers.states.total, found.met, found.topics
    cards = met[-1].cards if met else 0
    said = (
        f"{cards:,} of {counted(total, 'card')} met; of {counted(topics.all, 'topic')}, {topics.begun:,} begun"
        f" and {topics.learned:,} learned. The dashed line is all there is."
    )
    shown = thinned(met)
    first = met[0].date if met else found.numbers.date
    days = max(1, (found.numbers.date - first).days)
    places = [((there.date - first).days / days, float(there.cards)) for there in shown]
    places += [(1.0, float(cards))] if met else []
    words = [f"{there.date.isoformat()}: {counted(there.cards, 'card')}" for there in shown]
    words += [f"today: {counted(cards, 'card')}"] if met else []
    picture = plots.area(f"Area. {said}", places, total, (first.isoformat(), "today"), words)
    rows = tuple((there.date.isoformat(), f"{there.cards:,}") for there in shown)
    return Figure("progress", "Progress", said, (picture,), ("Day", "Cards met"), rows)


def states(found: Statistics) -> Figure:
    """Cards by where they stand."""
    there = found.numbers.states
    said = (
        f"{counted(there.young + there.mature, 'card')} in review, {there.mature:,} of them mature (21 days and more)."
    )
    bars = [Column(name, (count,), f"{name}: {counted(count, 'card')}") for name, count in there._asdict().items()]
    rows = tuple((name, f"{count:,}") for name, count in there._asdict().items())
    return Figure(
        "states", "How cards stand", said, (plots.columns(f"Columns. {said}", bars),), ("State", "Cards"), rows
    )


def thinned(values: Sequence[Met], most: int = 60) -> list[Met]:
    """Some of many values, evenly chosen, the first and the last with them."""
    if len(values) <= most:
        return list(values)
    return [values[round(place * (len(values) - 1) / (most - 1))] for place in range(most)]


def _weekly(dates: Sequence[date]) -> list[str]:
    """The day of the month below every Monday."""
    return [f"{day.day} {day:%b}" if day.weekday() == 0 else "" for day in dates]


def _days(bound: int) -> str:
    """Days in the largest unit that they fill."""
    for days, unit in ((365, "y"), (30, "m"), (7, "w")):
        if bound >= days:
            return f"{bound // days}{unit}"
    return f"{bound}d"
