"""Names and attributes to SVG text, and numbers to places in a picture. How things look is a style sheet's matter:
nothing made here has a style or a script, so that the strictest policy of a page lets it through.
"""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Sequence

TICKS = 4
"""About so many lines across a picture."""
ILLEGAL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])
"""Characters that XML cannot hold, not even escaped."""


def element(name: str, *inside: str, **attributes: str | float) -> str:
    """An element around others. Attributes are escaped, `class_` is `class`, `font_size` is `font-size`."""
    said = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(clean(value) if isinstance(value, str) else number(value))}"
        for key, value in attributes.items()
    )
    return f"<{name}{said}>{''.join(inside)}</{name}>" if inside else f"<{name}{said}/>"


def text(words: str, x: float, y: float, class_: str = "tick", anchor: str = "middle") -> str:
    """Words at a place; `anchor` is the end of them that is there."""
    return element("text", escape(clean(words)), x=x, y=y, class_=class_, text_anchor=anchor)


def title(words: str) -> str:
    """What is shown over an element that the pointer rests on."""
    return element("title", escape(clean(words)))


def clean(words: str) -> str:
    """Words without what XML cannot hold."""
    return words.translate(ILLEGAL)


def picture(width: float, height: float, label: str, *inside: str, class_: str = "plot") -> str:
    """A whole picture, which scales; `label` is what is read out in its place."""
    return element(
        "svg", *inside, xmlns="http://www.w3.org/2000/svg", class_=class_,
        viewBox=f"0 0 {number(width)} {number(height)}", role="img", aria_label=label,
    )  # fmt: skip


def number(value: float) -> str:
    """A number as short as a picture can do with."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def points(places: Sequence[tuple[float, float]]) -> str:
    """Places as the points of a line."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in places)


class Scale(NamedTuple):
    """Values from `low` to `high` to places from `start` to `end`. What lies outside is drawn at the edge."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)


def steps(low: float, high: float, *, whole: bool = True) -> list[float]:
    """Round numbers from one at or below `low` to one at or above `high`: 1, 2 or 5 times a power of ten apart."""
    rough = max((high - low) / TICKS, 1e-9)
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)
    step = max(1.0, step) if whole else step
    first, last = floor(low / step + 1e-9), max(ceil(high / step - 1e-9), floor(low / step + 1e-9) + 1)
    return [place * step for place in range(first, last + 1)]
