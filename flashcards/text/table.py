"""The cells of a Markdown table to lines with columns under each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.text.cells import width_of
from flashcards.text.styled import Line, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = "  "


class Column(str):
    """How a column is aligned, as the parser writes it: `text-align:right`."""

    __slots__ = ()


def laid_out(rows: Sequence[Sequence[tuple[Run, ...]]], columns: Sequence[Column], first: str, rest: str) -> list[Line]:
    """A header, a line under it, and the other rows."""
    widths = [max(_width(row[at]) for row in rows if at < len(row)) for at in range(len(columns))]
    header, *body = [_row(row, widths, columns) for row in rows]
    under = GAP.join("─" * width for width in widths)
    written = [header, (Run(under, "dim"),), *body]
    return [Line(rest if at else first, rest + GAP, runs) for at, runs in enumerate(written)]


def _row(row: Sequence[tuple[Run, ...]], widths: Sequence[int], columns: Sequence[Column]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for at, (cell, width, column) in enumerate(zip(row, widths, columns, strict=False)):
        spare = width - _width(cell)
        left = spare if "right" in column else spare // 2 if "center" in column else 0
        runs += [Run(" " * (left + (len(GAP) if at else 0))), *cell, Run(" " * (spare - left))]
    while runs and not runs[-1].text.strip():
        runs.pop()
    return tuple(run for run in runs if run.text)


def _width(cell: Sequence[Run]) -> int:
    return sum(width_of(run.text) for run in cell)
