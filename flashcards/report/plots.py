"""Numbers to pictures: columns, lines, points against a diagonal, a calendar, a curve. SVG as text.

A picture is 360 units wide, so that its words have the size of text on a phone and are a little larger elsewhere. It
knows nothing of collections: what is drawn, and what is said about it, comes in.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from flashcards.report.svg import Scale, element, picture, points, steps, text, title

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 38, 8, 10, 24
CELL = 12
"""A day of a calendar, with the gap to the next."""
LEVELS = 4
NAME = 13
"""The height of a name."""


class Column(NamedTuple):
    """A column: the label below it (empty for none), its parts from the bottom up, and what is said about it."""

    label: str
    parts: tuple[float, ...]
    said: str


class Point(NamedTuple):
    """A place, 0–1 in both directions, its weight, and what is said about it."""

    x: float
    y: float
    weight: float
    said: str


class Row(NamedTuple):
    """A line through values, None for a gap; its name stands at its end. `said` is one for each value."""

    name: str
    values: tuple[float | None, ...]
    said: tuple[str, ...]


class Square(NamedTuple):
    """A day of a calendar: how much was done, and what is said about it."""

    date: date
    value: int
    said: str


def columns(label: str, bars: Sequence[Column]) -> str:
    """Columns side by side above their labels."""
    lines = steps(0, max((sum(bar.parts) for bar in bars), default=0) or 1)
    up = Scale(0, lines[-1], HEIGHT - BOTTOM, TOP)
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(bars))
    drawn = [_column(bar, LEFT + place * slot, slot, up) for place, bar in enumerate(bars)]
    size = "tick small" if max((len(bar.label) for bar in bars), default=0) * 6.5 > slot > 30 else "tick"
    labels = [
        text(bar.label, min(LEFT + (place + 0.5) * slot, WIDTH - 3 * len(bar.label)), HEIGHT - BOTTOM + 15, size)
        for place, bar in enumerate(bars)
        if bar.label
    ]
    return picture(WIDTH, HEIGHT, label, *_across(lines, up, short), *drawn, *labels)


def _column(bar: Column, x: float, slot: float, up: Scale) -> str:
    """A column of rounded parts, and over all of its height something to point at."""
    gap = min(3.0, slot * 0.22)
    drawn, below = [], 0.0
    for place, part in enumerate(bar.parts, 1):
        top, bottom = up(below + part), up(below)
        if part > 0:
            top = min(top, bottom - 1.5)  # whatever is not nothing can be seen
            drawn.append(
                element(
                    "rect", class_=f"part-{place}", x=x + gap / 2, y=max(up.end, top), width=slot - gap,
                    height=bottom - max(up.end, top), rx=min(2.0, slot / 5),
                )
            )  # fmt: skip
        below += part
    catcher = element("rect", class_="catcher", x=x, y=up.end, width=slot, height=up.start - up.end)
    return element("g", title(bar.said), *drawn, catcher)


def lines(
    label: str, below: Sequence[str], rows: Sequence[Row], *, wanted: float | None = None, least: float = 0.0
) -> str:
    """Shares (0–1) as lines, each with its name; a dashed line is what is `wanted`. The picture begins at `least`."""
    across = steps(least * 100, 100)
    up = Scale(across[0] / 100, across[-1] / 100, HEIGHT - BOTTOM, TOP)
    right = WIDTH - RIGHT - 46
    along = Scale(0, max(1, len(below) - 1), LEFT + 8, right)
    names = [text(words, along(place), HEIGHT - BOTTOM + 15) for place, words in enumerate(below) if words]
    target = [] if wanted is None else [_target(wanted, up, right)]
    drawn = [_line(row, f"line-{place}", along, up) for place, row in enumerate(rows, 1)]
    ends = _apart(
        [(up(last), row.name, f"name-{n}") for n, row in enumerate(rows, 1) if (last := _last(row)) is not None]
    )
    words = [text(name, right + 8, y + 4, class_, "start") for y, name, class_ in ends]
    return picture(
        WIDTH, HEIGHT, label, *_across(across, up, lambda value: f"{value:.0f}%", 100), *target, *drawn, *words, *names
    )


def _target(wanted: float, up: Scale, right: float) -> str:
    line = element("line", class_="wanted", x1=LEFT, x2=right, y1=up(wanted), y2=up(wanted))
    return element("g", title(f"wanted: {wanted:.0%}"), line)


def _line(row: Row, class_: str, along: Scale, up: Scale) -> str:
    places = [(along(n), up(value)) if value is not None else None for n, value in enumerate(row.values)]
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    drawn = [element("polyline", points=points(run)) for run in runs if len(run) > 1]
    dots = [
        element("g", title(said), element("circle", cx=place[0], cy=place[1], r=3))
        for place, said in zip(places, row.said, strict=True)
        if place
    ]
    return _group(class_, [*drawn, *dots])


def _last(row: Row) -> float | None:
    return next((value for value in reversed(row.values) if value is not None), None)


def _apart(names: list[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """Names at the ends of lines, pushed apart where they would cover each other: up from the lower edge, and down
    again from the upper one."""
    ordered = sorted(names, reverse=True)
    places: list[float] = []
    lowest = float(HEIGHT - BOTTOM)
    for y, _, _ in ordered:
        places.append(min(y, lowest))
        lowest = places[-1] - NAME
    highest = float(TOP)
    for n in reversed(range(len(places))):
        places[n] = max(places[n], highest)
        highest = places[n] + NAME
    return [(y, name, class_) for y, (_, name, class_) in zip(places, ordered, strict=True)]


def diagonal(label: str, found: Sequence[Point], *, along: str, up: str) -> str:
    """Points beside a diagonal, on which what was expected is what was seen; larger ones weigh more."""
    low = min((min(point.x, point.y) for point in found), default=0.5)
    across = steps(low * 100, 100)
    ground, ceiling = across[0] / 100, across[-1] / 100
    high = Scale(ground, ceiling, HEIGHT - BOTTOM - 12, TOP + 16)
    wide = Scale(ground, ceiling, LEFT + 12, WIDTH - RIGHT - 12)
    most = max((point.weight for point in found), default=1) or 1
    line = element("line", class_="wanted", x1=wide.start, y1=high.start, x2=wide.end, y2=high.end)
    dots = [
        element(
            "g",
            title(point.said),
            element("circle", cx=wide(point.x), cy=high(point.y), r=2.5 + 5 * (point.weight / most) ** 0.5),
        )
        for point in found
    ]
    ticks = [text(f"{value:.0f}%", wide(value / 100), high.start + 15) for value in across]
    names = [text(along, wide.end, HEIGHT - 4, "axis", "end"), text(up, LEFT, TOP, "axis", "start")]
    percents = _across(across, high, lambda value: f"{value:.0f}%", 100)
    return picture(WIDTH, HEIGHT, label, *percents, line, _group("line-1", dots), *ticks, *names)


def _group(class_: str, drawn: Sequence[str]) -> str:
    return element("g", *drawn, class_=class_) if drawn else ""


def area(
    label: str, places: Sequence[tuple[float, float]], top: float, ends: tuple[str, str], said: Sequence[str]
) -> str:
    """Something that grows: x 0–1, up to a line at `top`; `ends` stand below the first and the last place."""
    lines_ = steps(0, top or 1)
    up = Scale(0, lines_[-1], HEIGHT - BOTTOM, TOP)
    along = Scale(0, 1, LEFT, WIDTH - RIGHT)
    line = [(along(x), up(y)) for x, y in places]
    drawn = []
    if line:
        shape = [(line[0][0], up.start), *line, (line[-1][0], up.start)]
        drawn = [element("polygon", class_="area", points=points(shape)), element("polyline", points=points(line))]
    dots = [
        element("g", title(words), element("circle", class_="catcher", cx=x, cy=y, r=5))
        for (x, y), words in zip(line, said, strict=True)
    ]
    limit = element("line", class_="wanted", x1=LEFT, x2=WIDTH - RIGHT, y1=up(top), y2=up(top))
    names = [
        text(ends[0], LEFT, HEIGHT - BOTTOM + 15, anchor="start"),
        text(ends[1], WIDTH - RIGHT, HEIGHT - BOTTOM + 15, anchor="end"),
    ]
    across = _across(lines_, up, short)
    return picture(WIDTH, HEIGHT, label, *across, limit, _group("line-1", [*drawn, *dots]), *names)


def short(value: float) -> str:
    """A number in few letters: 250, 15k, 2.5M."""
    for power, letter in ((1e6, "M"), (1e3, "k")):
        if value >= 10 * power or (value >= power and power > 1e3):
            return f"{value / power:.1f}".removesuffix(".0") + letter
    return f"{value:,.0f}"


def _across(values: Sequence[float], up: Scale, says: Callable[[float], str], per: float = 1) -> list[str]:
    """Thin lines from left to right, each with its number."""
    return [
        element("line", class_="grid", x1=LEFT, x2=WIDTH - RIGHT, y1=up(value / per), y2=up(value / per))
        + text(says(value), LEFT - 6, up(value / per) + 4, anchor="end")
        for value in values
    ]


def calendar(label: str, days: Sequence[Square], *, class_: str = "plot") -> str:
    """Whole weeks as columns of squares, the first day a Monday; darker is more, in four levels."""
    most = usual([day.value for day in days])
    weeks = (len(days) + 6) // 7
    left, top = 30, 18
    cells = [
        element(
            "rect", title(day.said), class_=f"level-{min(LEVELS, ceil(LEVELS * day.value / most))}",
            x=left + place // 7 * CELL, y=top + place % 7 * CELL, width=CELL - 2, height=CELL - 2, rx=2,
        )
        for place, day in enumerate(days)
    ]  # fmt: skip
    names = [
        text(name, left - 6, top + 9 + row * CELL, anchor="end") for row, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"))
    ]
    width = left + weeks * CELL + 2
    return picture(width, top + 7 * CELL + 2, label, *names, *_months(days, left, width), *cells, class_=class_)


def _months(days: Sequence[Square], left: float, width: float) -> list[str]:
    """The month above the week in which it begins, where there is room for its name."""
    begins = [(place // 7, day.date) for place, day in enumerate(days) if day.date.day == 1]
    return [
        text(f"{first:%b}", left + week * CELL, 11, anchor="start")
        for week, first in begins
        if left + week * CELL + 22 <= width
    ]


def usual(values: Sequence[int]) -> int:
    """What all but a few days keep below, so that one day of catching up does not make all others pale."""
    there = sorted(value for value in values if value)
    return there[int(len(there) * 0.95)] if there else 1


def curve(label: str, places: Sequence[tuple[float, float]], now: tuple[float, float], wanted: float) -> str:
    """A forgetting curve in little room: both directions 0–1, with a dot where it stands now."""
    width, height, edge = 120, 52, 4
    along, up = Scale(0, 1, edge, width - edge), Scale(0, 1, height - edge, edge)
    return picture(
        width, height, label,
        element("line", class_="grid", x1=edge, x2=width - edge, y1=up(0), y2=up(0)),
        element("line", class_="wanted", x1=edge, x2=width - edge, y1=up(wanted), y2=up(wanted)),
        element("g", element("polyline", points=points([(along(x), up(y)) for x, y in places])),
                element("circle", cx=along(now[0]), cy=up(now[1]), r=3), class_="line-1"),
        class_="plot curve",
    )  # fmt: skip
