"""A paragraph of Markdown to the items of the list in it, each with its own lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.formats.markdown.pieces import Piece

_BULLET = re.compile(r"(?P<indent>\s*)(?:[-*+]|\d{1,9}[.)])\s+")


class Item(NamedTuple):
    """Lines from this place in the paragraph on, of which the first has a bullet; what stands above the list has none.

    `depth` is the column of the bullet, -1 without one; `width` is where its text begins.
    """

    place: int
    lines: tuple[str, ...]
    depth: int = -1
    width: int = 0

    @property
    def text(self) -> str:
        """What the item says, without its bullet."""
        margin = re.compile(rf"\s{{0,{self.width}}}")
        return "\n".join([self.lines[0][self.width :], *(margin.sub("", line, count=1) for line in self.lines[1:])])


def items(piece: Piece) -> list[Item]:
    """All items in their order, whatever the depth; just one without a bullet for a paragraph that has no list."""
    bullets = {
        place: bullet
        for place, line in enumerate(piece.lines)
        if place not in piece.code and (bullet := _BULLET.match(line))
    }
    begins = sorted({0, *bullets})
    made = []
    for begin, end in zip(begins, [*begins[1:], len(piece.lines)], strict=True):
        bullet = bullets.get(begin)
        depth, width = (len(bullet["indent"].expandtabs(4)), bullet.end()) if bullet else (-1, 0)
        made.append(Item(begin, piece.lines[begin:end], depth, width))
    return made


def heads(found: Sequence[Item], left: frozenset[int]) -> frozenset[int]:
    """Which of the items have one of those `left` somewhere below them; all are given by their number in the list."""
    made: set[int] = set()
    above: list[int] = []
    for number, item in enumerate(found):
        while above and found[above[-1]].depth >= item.depth:
            above.pop()
        if number in left:
            made.update(above)
        above.append(number)
    return frozenset(made)
