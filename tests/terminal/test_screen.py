from __future__ import annotations

import io

import pytest

from flashcards.terminal import foot, pages
from flashcards.terminal.screen import Screen, size_of
from flashcards.text.cells import width_of
from flashcards.text.styled import Line, Run


def screen(width: int, height: int = 24) -> tuple[Screen, io.StringIO]:
    out = io.StringIO()
    return Screen(out, colour=False, size=lambda: (width, height)), out


def test_the_foot_makes_room_for_what_is_written() -> None:
    shown, out = screen(80)

    shown.foot([Line(runs=(Run("a"),)), Line(runs=(Run("b"),))])
    shown.write([Line(runs=(Run("c"),))])

    assert "  a\n  b\r\x1b[1A\x1b[J  c\n" == out.getvalue()


def test_the_cursor_stands_in_the_line_that_is_typed() -> None:
    shown, out = screen(80)

    shown.foot([Line(runs=(Run("> x"),)), pages.BLANK, Line(runs=(Run("keys"),))], cursor=(0, 3))
    shown.end()

    assert "  > x\n\n  keys\r\x1b[2A\x1b[5C\r\x1b[J" == out.getvalue()


@pytest.mark.parametrize("width", [1, 2, 5, 12, 29, 30, 40, 200])
def test_no_row_is_wider_than_the_terminal(width: int) -> None:
    shown, _ = screen(width)
    keys = [foot.Key("space", "answer"), *foot.ALWAYS]

    rows = shown.rows([*pages.help_page(), *foot.flow(keys, shown.width), Line(runs=(Run("long " * 40),))])

    assert max(map(width_of, rows)) <= max(1, min(width - 1, 90))


def test_a_long_page_is_parted() -> None:
    shown, _ = screen(80, 10)

    parts = shown.parted([Line(runs=(Run(str(number)),)) for number in range(20)], spare=2)

    assert [8, 8, 4] == [len(part) for part in parts]


def test_a_stream_without_a_terminal_has_a_usual_size() -> None:
    assert (80, 24) == size_of(io.StringIO())
