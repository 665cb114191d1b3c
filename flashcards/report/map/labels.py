"""Titles to lines that fit into a box, without a font at hand: letters are taken as wide as in the widest usual one."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from flashcards.report.layout.shapes import Size
from flashcards.text.cells import clusters
from flashcards.text.styled import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

FONT = 13
"""The size of the letters, in pixels."""
LINE = 17
MOST_LINES = 3
WIDE, WIDEST = 150, 210
"""Of a line, in pixels: as a rule, and for a title that would need more lines."""
NARROWEST = 56
AROUND = (14, 10)
"""Room to both sides of the lines, and above and below them."""

EM = {
    **dict.fromkeys("ijlI|.,:;'!", 0.34),
    **dict.fromkeys('frt()[]{}/\\- "`', 0.44),
    **dict.fromkeys("mwMW@%&—…Œœ", 0.98),
    **dict.fromkeys("ABCDGHKNOQRSUVXYZ", 0.75),
}
"""The width of letters as a part of the font's size; others are `USUAL`, or `DOUBLE` with two cells in a terminal."""
USUAL, DOUBLE = 0.64, 1.05
SPACE = EM[" "] * FONT


class Label(NamedTuple):
    """The lines of a title, and the box they need."""

    lines: tuple[str, ...]
    size: Size


def extent(text: str) -> float:
    """The width of a text in pixels, rather too large than too small."""
    return sum(_em(piece, cells) for piece, cells in clusters(text)) * FONT


def _em(piece: str, cells: int) -> float:
    if piece in EM:
        return EM[piece]
    return (0.0, USUAL, DOUBLE)[cells] if len(piece) == 1 else DOUBLE


@lru_cache(maxsize=4096)
def label(title: str) -> Label:
    """A title on as few lines as it needs, about equally long; what does not fit is cut off, with an ellipsis."""
    words = [piece for word in clean(" ".join(title.split())).split(" ") for piece in _pieces(word)]
    widths = [extent(word) for word in words]
    fewest = min(MOST_LINES, len(_breaks(widths, WIDE)))
    tried = (_breaks(widths, width) for width in range(NARROWEST, WIDEST + 1, 2))
    breaks = next((breaks for breaks in tried if len(breaks) <= fewest), None) or _breaks(widths, WIDEST)
    lines = [" ".join(words[start:end]) for start, end in pairwise([*breaks, len(words)])]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], _cut(lines[MOST_LINES - 1])]
    width = max(NARROWEST, round(max(map(extent, lines))))
    return Label(tuple(lines), Size(width + 2 * AROUND[0], len(lines) * LINE + 2 * AROUND[1]))


def _breaks(widths: Sequence[float], most: int) -> list[int]:
    """The words that begin a line, when no line is wider than this, unless one word is."""
    breaks, used = [0], widths[0]
    for place, width in enumerate(widths[1:], 1):
        used += SPACE + width
        if used > most:
            breaks.append(place)
            used = width
    return breaks


def _pieces(word: str) -> list[str]:
    """A word in pieces that fit on a line each; it is parted after hyphens and slashes before anywhere else."""
    pieces = [""]
    for piece, _ in clusters(word):
        if extent(pieces[-1] + piece) > WIDE:
            at = max(pieces[-1].rfind(mark) for mark in "-/–") + 1
            head, tail = (pieces[-1][:at], pieces[-1][at:]) if at > 2 else (pieces[-1], "")
            pieces[-1:] = [head, tail]
        pieces[-1] += piece
    return pieces


def _cut(line: str) -> str:
    kept = [piece for piece, _ in clusters(line)]
    while kept and extent("".join(kept)) > WIDEST - FONT:
        kept.pop()
    return "".join(kept).rstrip() + "…"
