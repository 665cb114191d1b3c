"""A transformer block with residual connections, its two main parts named A and B only."""

from pathlib import Path

STYLE = """
  text { font: 18px sans-serif; fill: #444; text-anchor: middle }
  .line { stroke: #777; stroke-width: 2; fill: none }
  .tip { fill: #777 }
  .letter { font-size: 28px; font-weight: bold }
  .small { font-size: 16px }
  .norm { fill: #888; fill-opacity: 0.15; stroke: #888; stroke-width: 2 }
  .main { fill: #3d85d9; fill-opacity: 0.2; stroke: #3d85d9; stroke-width: 2 }
  .add { fill: #2fa36b; fill-opacity: 0.25; stroke: #2fa36b; stroke-width: 2 }
  .strand { stroke: #e8862e; stroke-width: 3; fill: none }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd }
    .line { stroke: #aaa }
    .tip { fill: #aaa }
  }
"""

TIP = (
    '<marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="6" markerHeight="6" orient="auto">'
    '<path class="tip" d="M 0 0 L 10 5 L 0 10 z"/></marker>'
)


def svg(width: int, height: int, title: str, parts: list[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">\n<title>{title}</title>'
    return "\n".join([head, f"<style>{STYLE}</style>", f"<defs>{TIP}</defs>", *parts, "</svg>", ""])


def text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text{kind and f" class={kind!r}"} x="{x:g}" y="{y:g}">{words}</text>'.replace("'", '"')


def box(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A rounded box, by its center."""
    corner = f'x="{x - width / 2:g}" y="{y - height / 2:g}"'
    return f'<rect class="{kind}" {corner} width="{width:g}" height="{height:g}" rx="8"/>'


def arrow(*points: tuple[float, float]) -> str:
    path = " L ".join(f"{x:g} {y:g}" for x, y in points)
    return f'<path class="line" d="M {path}" marker-end="url(#tip)"/>'


LANES = (130, 210, 290)


def through(bottom: float, top: float) -> list[str]:
    """One arrow per token."""
    return [arrow((x, bottom), (x, top)) for x in LANES]


def frame(y: float, height: float, name: str, kind: str) -> list[str]:
    return [box(210, y, 250, height, kind), text(210, y + 6, name)]


def strand(start: float, end: float, bottom: float, top: float) -> str:
    return f'<path class="strand" d="M {start} {bottom} L {end} {top}"/>'


def bypass(start: float, end: float) -> str:
    """A curve to the right of everything, from below a part to the addition above it."""
    curve = f"M 290 {start} C 440 {start - 10} 440 {end + 10} 341 {end}"
    return f'<path class="line" d="{curve}" marker-end="url(#tip)"/>'


def draw() -> str:
    parts = [text(x, 672, f"token {i}", "small") for i, x in enumerate(LANES, 1)]
    for low, start, letter in ((650, 650, "A"), (350, 379, "B")):
        parts += through(start, low - 48)
        parts += frame(low - 68, 36, "normalize", "norm")
        parts += through(low - 86, low - 116)
        parts += frame(low - 161, 86, "", "main")
        ends = [(a, b) for a in LANES for b in LANES] if letter == "A" else [(a, a) for a in LANES]
        parts += [strand(a, b, low - 120, low - 202) for a, b in ends]
        parts += [text(66, low - 152, letter, "letter")]
        parts += through(low - 204, low - 231)
        parts += frame(low - 251, 36, "add", "add")
        parts += [bypass(low - 14, low - 251)]
    parts += through(81, 46)
    parts += [text(210, 28, "to the next block", "small")]
    return svg(430, 690, "A transformer block", parts)


if __name__ == "__main__":
    media = Path(__file__).resolve().parents[1] / "media"
    (media / "transformer-block.svg").write_text(draw(), encoding="utf-8", newline="\n")
