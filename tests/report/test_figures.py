"""The figures of a fixed past: as gold files, as tables, as a file that can be mailed, and in words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flashcards.report.details import details
from flashcards.report.document import document, rankings, tiles
from flashcards.report.figures import figures, thinned
from flashcards.report.statistics import Met, Statistics, statistics
from tests.report.learner import DECK, SETTINGS, studied
from tests.report.test_plots import drawn, is_inside
from tests.students import MORNING, Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    Desks = Callable[..., Desk]

GOLD = Path(__file__).parent / "gold"
NAMES = ("year", "forecast", "retention", "calibration", "stability", "time", "hours", "progress", "states")


@pytest.fixture
def found(desk: Desks) -> Statistics:
    place = studied(desk(DECK, SETTINGS), 70)
    return statistics(place.collection, place.clock.at)


def compare(name: str, made: str, gold: bool) -> None:
    path = GOLD / name
    if gold:
        path.parent.mkdir(exist_ok=True)
        path.write_text(made, "utf-8")

    assert path.read_text("utf-8") == made


def test_figures_look_as_they_did(found: Statistics, gold: bool) -> None:
    assert list(NAMES) == [figure.name for figure in figures(found)]
    for figure in figures(found):
        compare(f"{figure.name}.svg", "\n".join(figure.pictures).replace("><", ">\n<") + "\n", gold)


def test_details_read_as_they_did(found: Statistics, gold: bool) -> None:
    for drawn_ in (False, True):
        compare(f"details{'-drawn' * drawn_}.txt", "\n".join(details(found, drawn=drawn_)) + "\n", gold)


def test_a_table_has_what_its_picture_has(found: Statistics) -> None:
    for figure in figures(found):
        assert figure.rows
        assert all(len(row) == len(figure.head) for row in figure.rows)
        assert figure.said.endswith(".")
        assert all(figure.said in picture for picture in figure.pictures)


@pytest.mark.parametrize("text", ["", DECK])
def test_a_collection_without_a_past_has_figures_too(desk: Desks, text: str) -> None:
    empty = statistics(desk(text).collection, MORNING)

    for figure in figures(empty):
        assert all(is_inside(drawn(picture)) for picture in figure.pictures)
    assert [] == rankings(empty)
    assert details(empty, drawn=True)
    assert "–" in {tile.value for tile in tiles(empty)}


def test_a_report_needs_nothing_but_itself(found: Statistics) -> None:
    page = document(found, "Tom & <Jerry>", ".plot { color: red }")

    assert "<h1>Tom &amp; &lt;Jerry&gt; <small>" in page
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert not re.search(r"<script|<link|<img|@import|url\(|\bsrc=|href=|\son\w+=", page)
    assert {"http://www.w3.org/2000/svg"} == set(re.findall(r"https?://[^\s\"']+", page))
    assert page.count("<svg") == page.count("</svg>") == 10


def test_words_of_the_decks_cannot_break_out_of_a_report(desk: Desks) -> None:
    evil = DECK.replace("What is a bond?", "Is <script>alert(1)</script> a bond?")
    place = studied(desk(evil, SETTINGS), 70)
    page = document(statistics(place.collection, place.clock.at), "x", "")

    assert "&lt;script&gt;" in page
    assert "<script" not in page


def test_of_many_days_some_are_chosen_with_the_first_and_the_last() -> None:
    from datetime import date, timedelta

    days = [Met(date(2026, 1, 1) + timedelta(days=day), day) for day in range(1000)]

    assert (60, days[0], days[-1]) == (len(thinned(days)), thinned(days)[0], thinned(days)[-1])
    assert days[:60] == thinned(days[:60])
