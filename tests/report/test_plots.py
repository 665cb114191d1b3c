"""Pictures: sound XML, nothing that runs or styles itself, and everything inside."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flashcards.report import plots, svg
from flashcards.report.plots import Column, Point, Row, Square

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = "{http://www.w3.org/2000/svg}"
WORDS = st.text(max_size=12)
SHARES = st.floats(0, 1, allow_nan=False)
NUMBERS = st.integers(0, 10**7)


def drawn(picture: str) -> ElementTree.Element:
    """The picture, read; it must be as it may stand in a page of the strictest policy."""
    root = ElementTree.fromstring(picture)  # noqa: S314 - made here
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert names <= {"svg", "g", "rect", "line", "circle", "polyline", "polygon", "text", "title"}
    assert not any(name == "style" or name.startswith("on") or "href" in name for e in root.iter() for name in e.attrib)
    return root


def places(root: ElementTree.Element) -> Iterator[tuple[float, float]]:
    """All places that something is drawn at."""
    for element in root.iter():
        found = element.attrib
        match element.tag.removeprefix(SVG):
            case "rect":
                x, y = float(found["x"]), float(found["y"])
                yield from ((x, y), (x + float(found["width"]), y + float(found["height"])))
            case "line":
                yield from ((float(found["x1"]), float(found["y1"])), (float(found["x2"]), float(found["y2"])))
            case "circle":
                yield float(found["cx"]), float(found["cy"])
            case "text":
                yield float(found["x"]), float(found["y"])
            case "polyline" | "polygon":
                yield from (tuple(map(float, pair.split(","))) for pair in found["points"].split())  # type: ignore[misc]


def is_inside(root: ElementTree.Element) -> bool:
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    return all(-0.01 <= x <= width + 0.01 and -0.01 <= y <= height + 0.01 for x, y in places(root))


def said(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}title")]


@given(st.lists(st.builds(Column, WORDS, st.tuples(NUMBERS, NUMBERS), WORDS), max_size=40), WORDS)
def test_columns_are_inside_and_say_what_they_are(bars: list[Column], label: str) -> None:
    root = drawn(plots.columns(label, bars))

    assert is_inside(root)
    assert [svg.clean(bar.said).replace("\r", "\n") for bar in bars] == said(root)


@given(st.lists(NUMBERS, min_size=1, max_size=40))
def test_columns_are_as_high_as_their_numbers(values: list[int]) -> None:
    root = drawn(plots.columns("", [Column("", (value,), "") for value in values]))
    groups = [group for group in root.findall(f"{SVG}g") if group.find(f"{SVG}title") is not None]
    heights = [
        sum(float(r.attrib["height"]) for r in group.findall(f"{SVG}rect") if r.attrib["class"] != "catcher")
        for group in groups
    ]

    assert [value > 0 for value in values] == [height > 0 for height in heights]
    for value, height in zip(values, heights, strict=True):
        assert height == pytest.approx(value / max(values) * max(heights) if value else 0, abs=1.6)


@example([("all", [1.0] * 6), ("young", [1.0] * 6), ("mature", [1.0] * 6)], 0.9, 0.5)
@example([("all", [0.0] * 6), ("young", [0.0] * 6), ("mature", [0.0] * 6)], 0.9, 0.0)
@given(st.lists(st.tuples(WORDS, st.lists(st.none() | SHARES, min_size=6, max_size=6)), max_size=3), SHARES, SHARES)
def test_lines_are_inside(rows: list[tuple[str, list[float | None]]], wanted: float, least: float) -> None:
    there = [Row(name, tuple(values), tuple(map(str, values))) for name, values in rows]

    root = drawn(plots.lines("", ["a", "", "b", "", "c", ""], there, wanted=wanted, least=least))

    assert is_inside(root)
    values = [value for row in there for value in row.values if value is not None]
    assert len(values) == len(list(root.iter(f"{SVG}circle")))


@given(st.lists(st.builds(Point, SHARES, SHARES, st.floats(0, 1e6), WORDS), max_size=20))
def test_points_beside_a_diagonal_are_inside(found: list[Point]) -> None:
    root = drawn(plots.diagonal("", found, along="x", up="y"))

    assert is_inside(root)
    assert len(found) == len(said(root))


@given(st.lists(st.tuples(SHARES, NUMBERS.map(float)), max_size=30), NUMBERS)
def test_what_grows_is_inside(line: list[tuple[float, float]], top: int) -> None:
    assert is_inside(drawn(plots.area("", sorted(line), top, ("then", "now"), [""] * len(line))))


@given(st.lists(NUMBERS, max_size=380), st.dates(date(1980, 1, 1), date(2080, 1, 1)))
def test_a_calendar_has_a_square_for_each_day(values: list[int], first: date) -> None:
    monday = first - timedelta(days=first.weekday())
    days = [Square(monday + timedelta(days=place), value, f"{value}") for place, value in enumerate(values)]

    root = drawn(plots.calendar("", days))

    squares = [rect.attrib["class"] for rect in root.iter(f"{SVG}rect")]
    assert is_inside(root)
    assert [value > 0 for value in values] == [name != "level-0" for name in squares]
    by_value = sorted(zip(values, squares, strict=True))
    assert [name for _, name in by_value] == sorted(squares)


@given(st.lists(st.tuples(SHARES, SHARES), min_size=2, max_size=40), SHARES, SHARES, SHARES)
def test_a_curve_is_inside(line: list[tuple[float, float]], x: float, y: float, wanted: float) -> None:
    assert is_inside(drawn(plots.curve("", line, (x, y), wanted)))


@given(st.text())
def test_any_words_may_be_said(words: str) -> None:
    picture = plots.columns(words, [Column("", (1,), words)])

    assert said(drawn(picture)) == [re.sub("\r\n?", "\n", svg.clean(words))]


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_lines_across_stand_around_all_values(one: float, other: float) -> None:
    low, high = sorted((one, other))

    found = svg.steps(low, high)

    assert found[0] <= low + 1e-6
    assert found[-1] >= high - 1e-6
    assert 2 <= len(found) <= 8


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (950, "950"), (9_500, "9,500"), (15_000, "15k"), (300_000, "300k"), (2_500_000, "2.5M")],
)
def test_large_numbers_are_said_in_few_letters(value: float, words: str) -> None:
    assert words == plots.short(value)
