from __future__ import annotations

import io
import sys

import pytest

from flashcards import opening
from flashcards.terminal import progress
from flashcards.terminal.progress import Counter


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


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


def test_what_fails_leaves_no_line_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    out = Terminal()
    monkeypatch.setattr(sys, "stderr", out)
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0)

    def write() -> None:
        with opening.counting() as counter:
            assert counter is not None
            counter("Writing", 1, 2)
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        write()

    assert ["", "Writing: 1 of 2", " " * 15, ""] == out.getvalue().split("\r")


def test_in_a_pipe_nothing_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())

    with opening.counting() as counter:
        assert counter is None
