"""Small SVG helpers for the figures: enough for boxes, arrows, curves and labels, on light and dark backgrounds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Point = tuple[float, float]

STYLE = """
  text { font: 18px sans-serif; fill: #444; text-anchor: middle }
  .left { text-anchor: start }
  .right { text-anchor: end }
  .letter { font-size: 26px; font-weight: bold }
  .small { font-size: 16px }
  .line { stroke: #777; stroke-width: 2; fill: none }
  .thin { stroke: #888; stroke-width: 1; fill: none }
  .tip { fill: #777 }
  .dot { fill: #777 }
  .box { fill: #888; fill-opacity: 0.15; stroke: #888; stroke-width: 2 }
  .orange { fill: #e8862e; fill-opacity: 0.3; stroke: #e8862e; stroke-width: 2 }
  .blue { fill: #3d85d9; fill-opacity: 0.3; stroke: #3d85d9; stroke-width: 2 }
  .green { fill: #2fa36b; fill-opacity: 0.3; stroke: #2fa36b; stroke-width: 2 }
  .curve { fill: none; stroke-width: 3 }
  .solid { fill-opacity: 1 }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd }
    .line, .thin { stroke: #aaa }
    .tip, .dot { fill: #aaa }
  }
"""

TIP = (
    '<marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="6" markerHeight="6" orient="auto">'
    '<path class="tip" d="M 0 0 L 10 5 L 0 10 z"/></marker>'
)


def svg(width: int, height: int, title: str, parts: Iterable[str]) -> str:
    """A whole drawing. It has no size of its own and fills what it is given."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">\n<title>{title}</title>'
    return "\n".join([head, f"<style>{STYLE}</style>", f"<defs>{TIP}</defs>", *parts, "</svg>", ""])


def text(x: float, y: float, words: str, kind: str = "") -> str:
    look = f' class="{kind}"' if kind else ""
    return f'<text{look} x="{n(x)}" y="{n(y)}">{words}</text>'


def span(words: object, **look: object) -> str:
    """Some words of a text with a look of their own: `span(2, dy=-7, font_size=13)` is an exponent."""
    return f"<tspan{_attributes(look)}>{words}</tspan>"


def group(*parts: str, **look: object) -> str:
    """Parts that share what no class says, such as `opacity=0.5`, `transform` or `stroke_dasharray`."""
    return "\n".join([f"<g{_attributes(look)}>", *parts, "</g>"])


def box(x: float, y: float, width: float, height: float, kind: str = "box", radius: float = 8) -> str:
    """A rounded box, by its center."""
    corner = f'x="{n(x - width / 2)}" y="{n(y - height / 2)}"'
    return f'<rect class="{kind}" {corner} width="{n(width)}" height="{n(height)}" rx="{n(radius)}"/>'


def named(x: float, y: float, width: float, height: float, words: str, kind: str = "box", radius: float = 8) -> str:
    """A box with words in its middle."""
    return box(x, y, width, height, kind, radius) + "\n" + text(x, y + 6, words)


def circle(x: float, y: float, radius: float, kind: str = "dot") -> str:
    return f'<circle class="{kind}" cx="{n(x)}" cy="{n(y)}" r="{n(radius)}"/>'


def line(*points: Point, kind: str = "line") -> str:
    return f'<path class="{kind}" d="{_path(points)}"/>'


def arrow(*points: Point, kind: str = "line") -> str:
    return f'<path class="{kind}" d="{_path(points)}" marker-end="url(#tip)"/>'


def link(start: Point, end: Point, gap: float, kind: str = "line") -> str:
    """A straight arrow between two circles of radius `gap`, from rim to rim."""
    (x1, y1), (x2, y2) = start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    dx, dy = (x2 - x1) / length * gap, (y2 - y1) / length * gap
    return arrow((x1 + dx, y1 + dy), (x2 - dx, y2 - dy), kind=kind)


def graph(function: Callable[[float], float], low: float, high: float, steps: int = 120) -> list[Point]:
    """Points of a function from `low` to `high`."""
    xs = [low + (high - low) * i / steps for i in range(steps + 1)]
    return [(x, function(x)) for x in xs]


def save(script: str, drawing: str) -> None:
    """Into media/ next to the folder of the script, under the script's name."""
    path = Path(script).resolve()
    target = path.parents[1] / "media" / f"{path.stem}.svg"
    target.write_text(drawing, encoding="utf-8", newline="\n")


def n(value: float) -> str:
    """A coordinate to a tenth, so that the last bits of a float never show."""
    return f"{round(value, 1) + 0.0:g}"


def _path(points: Iterable[Point]) -> str:
    return "M " + " L ".join(f"{n(x)} {n(y)}" for x, y in points)


def _attributes(look: dict[str, object]) -> str:
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in look.items())
