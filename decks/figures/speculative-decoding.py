"""One round of speculative decoding: four drafted tokens, two accepted, one rejected."""

from pathlib import Path

STYLE = """
  text { font: 18px sans-serif; fill: #444; text-anchor: middle }
  .line { stroke: #777; stroke-width: 2; fill: none }
  .tip { fill: #777 }
  .given { fill: #888; fill-opacity: 0.15; stroke: #888; stroke-width: 2 }
  .draft { fill: #3d85d9; fill-opacity: 0.25; stroke: #3d85d9; stroke-width: 2; stroke-dasharray: 6 4 }
  .yes { stroke: #2fa36b; stroke-width: 5; fill: none }
  .no { stroke: #e0524c; stroke-width: 5; fill: none }
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


TOKENS = ("the", "old", "red", "barn")
SIGNS = {
    "yes": "M -12 0 L -4 10 L 13 -12",
    "no": "M -11 -11 L 11 11 M 11 -11 L -11 11",
}


def sign(kind: str, x: float, y: float) -> str:
    return f'<path class="{kind}" transform="translate({x:g} {y:g})" d="{SIGNS[kind]}"/>'


def draw() -> str:
    parts = [
        text(122, 50, "text so far"),
        box(122, 90, 200, 48, "given"),
        text(122, 96, "They met behind"),
        text(458, 50, "tokens proposed by the draft model"),
        text(122, 192, "the large model"),
    ]
    for i, token in enumerate(TOKENS):
        x = 302 + 104 * i
        parts += [box(x, 90, 92, 48, "draft"), text(x, 96, token)]
        if i < 3:
            parts += [arrow((x, 116), (x, 160)), sign("no" if i == 2 else "yes", x, 186)]
    return svg(680, 226, "One round of speculative decoding", parts)


if __name__ == "__main__":
    media = Path(__file__).resolve().parents[1] / "media"
    (media / "speculative-decoding.svg").write_text(draw(), encoding="utf-8", newline="\n")
