"""Styled lines to the terminal: a dialogue that scrolls, and a foot below it that comes and goes.

It never takes the whole screen, so that earlier cards stay in the terminal's memory.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TextIO

from flashcards.text.styled import ansi, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from flashcards.text.styled import Line, Run

WIDEST = 88
"""Longer rows are hard to read."""

MARGIN = 2
NARROW = 30


class Screen:
    """Where a session is shown. `size` yields columns and rows; `base` goes before the addresses of local files."""

    def __init__(self, out: TextIO, *, colour: bool, size: Callable[[], tuple[int, int]], base: str = "") -> None:
        self._out = out
        self._size = size
        self._base = base
        self.colour = colour
        self._foot = 0
        self._below = 0

    @property
    def width(self) -> int:
        """Cells for text in a row; the last column stays free, where terminals differ about what comes after it."""
        columns, _ = self._size()
        return max(1, min(columns - 1 - 2 * self._margin, WIDEST))

    @property
    def height(self) -> int:
        return self._size()[1]

    @property
    def _margin(self) -> int:
        return MARGIN if self._size()[0] >= NARROW else 0

    def write(self, lines: Iterable[Line]) -> None:
        """Add lines that stay, in the place of the foot."""
        self._put(self._gone() + "".join(f"{row}\n" for row in self.rows(lines)))

    def foot(self, lines: Iterable[Line], *, above: Sequence[str] = (), cursor: tuple[int, int] | None = None) -> None:
        """Replace the foot, which stays until something is written. The cursor goes to a row and cell in it."""
        rows = [*above, *self.rows(lines)]
        text = self._gone() + "\n".join(rows)
        self._foot, self._below = len(rows), 0
        if cursor:
            row, cell = cursor
            self._below = len(rows) - 1 - row
            text += f"\r{_up(self._below)}{_right(self._margin + cell)}"
        self._put(text)

    def parted(self, lines: Iterable[Line], *, spare: int) -> list[list[str]]:
        """Rows in parts that fit on the screen, with so many to spare."""
        rows, room = self.rows(lines), max(1, self.height - spare)
        return [rows[start : start + room] for start in range(0, len(rows), room)]

    def clear(self) -> None:
        """An empty screen; what has scrolled out of it stays in the terminal's memory."""
        self._foot = self._below = 0
        self._put("\x1b[0m\x1b[H\x1b[2J")

    def end(self) -> None:
        """Leave the terminal below all that was shown."""
        self._put(self._gone())

    def rows(self, lines: Iterable[Line]) -> list[str]:
        margin = " " * self._margin
        return [self._row(margin, row) for row in wrap(lines, self.width)]

    def _row(self, margin: str, runs: Sequence[Run]) -> str:
        return (margin + ansi(runs, colour=self.colour, base=self._base)).rstrip()

    def _gone(self) -> str:
        """What takes the foot away, whatever scrolled meanwhile: rows are counted upwards from the cursor."""
        if not self._foot:
            return ""
        up = self._foot - 1 - self._below
        self._foot = self._below = 0
        return f"\r{_up(up)}\x1b[J"

    def _put(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


def size_of(out: TextIO) -> tuple[int, int]:
    """Columns and rows of a terminal; 80 by 24 if it does not say."""
    try:
        columns, rows = os.get_terminal_size(out.fileno())
    except (OSError, ValueError):
        return 80, 24
    return columns or 80, rows or 24


def _up(rows: int) -> str:
    return f"\x1b[{rows}A" if rows else ""


def _right(cells: int) -> str:
    return f"\x1b[{cells}C" if cells else ""
