"""Numbers to bars made of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVELS = " ▁▂▃▄▅▆▇█"


def bars(values: Sequence[int], rows: int = 1) -> list[str]:
    """Bars side by side, two cells each, the highest as high as all rows; whatever is not nothing can be seen."""
    top = max(values, default=0)
    heights = [max(1, round(value / top * rows * 8)) if value > 0 else 0 for value in values]
    return [
        "".join(LEVELS[min(8, max(0, height - 8 * below))] * 2 for height in heights).rstrip()
        for below in reversed(range(rows))
    ]


def share(part: float, width: int) -> str:
    """A bar that lies down: a part of a width."""
    return "█" * round(max(0.0, min(1.0, part)) * width)


def axis(labels: Sequence[str], cells: int = 2) -> str:
    """Labels below bars, each beginning under its own; those that would run into each other are left out."""
    line = ""
    for place, label in enumerate(labels):
        if label and len(line) <= place * cells - (1 if line else 0):
            line = line.ljust(place * cells) + label
    return line
