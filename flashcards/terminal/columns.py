"""Cards to lines in columns, cut to the width of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashcards.text.cells import clusters, width_of
from flashcards.text.styled import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

GAP = "  "
LEAST = 20
"""Cells that the last column has at least, however narrow the terminal is."""


class Row(NamedTuple):
    """A card in a list."""

    name: str
    state: str
    due: str
    question: str


def lines(rows: Iterable[Row], width: int | None) -> Iterator[str]:
    """Rows with their columns aligned; without a width nothing is cut. A name takes a third of it at most."""
    there = [Row(*(clean(" ".join(cell.split())) for cell in row)) for row in rows]
    most = None if width is None else max(LEAST, width // 3)
    cut = [Row(cut_to(row.name, most), *row[1:]) for row in there]
    sizes = [
        max((width_of(cell) for cell in column), default=0) for column in zip(*(row[:3] for row in cut), strict=True)
    ]
    room = None if width is None else max(LEAST, width - sum(sizes) - len(GAP) * len(sizes))
    for row in cut:
        yield GAP.join([*map(_padded, row[:3], sizes), cut_to(row.question, room)]).rstrip()


def cut_to(text: str, width: int | None) -> str:
    """A text in so many cells, with an ellipsis where something was cut off."""
    if width is None or width_of(text) <= width:
        return text
    kept, used = [], 0
    for piece, cells in clusters(text):
        if used + cells > width - 1:
            break
        kept.append(piece)
        used += cells
    return "".join(kept).rstrip() + "…"


def _padded(text: str, size: int) -> str:
    return text + " " * (size - width_of(text))


def aligned(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Labels with what they say, in two columns."""
    size = max((width_of(label) for label, _ in pairs), default=0)
    return [f"{_padded(label, size)}{GAP}{clean(said)}".rstrip() for label, said in pairs]
