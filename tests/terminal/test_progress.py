from __future__ import annotations

import io

from flashcards.terminal.progress import Counter


def test_what_is_quick_shows_nothing() -> None:
    out = io.StringIO()
    counter = Counter(out, monotonic=lambda: 0.0)

    counter("Reading decks", 1, 2)
    counter.clear()

    assert "" == out.getvalue()


def test_what_takes_long_counts_and_goes_away() -> None:
    out, now = io.StringIO(), iter((0.0, 1.0, 1.01, 2.0))
    counter = Counter(out, monotonic=lambda: next(now))

    counter("Reading decks", 1000, 2000)
    counter("Reading decks", 1001, 2000)
    counter("Reading", 5, 0)
    counter.clear()

    assert ["", "Reading decks: 1,000 of 2,000", "Reading: 5".ljust(29), " " * 10, ""] == out.getvalue().split("\r")
