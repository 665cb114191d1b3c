"""A router and four experts with the scores that the router gives them."""

from pathlib import Path

STYLE = """
  text { font: 18px sans-serif; fill: #444; text-anchor: middle }
  .line { stroke: #777; stroke-width: 2; fill: none }
  .tip { fill: #777 }
  .sign { font-size: 26px }
  .score { font-weight: bold }
  .router { fill: #e8862e; fill-opacity: 0.35; stroke: #e8862e; stroke-width: 2 }
  .expert { fill: #3d85d9; fill-opacity: 0.25; stroke: #3d85d9; stroke-width: 2 }
  .sum { fill: #888; fill-opacity: 0.15; stroke: #888; stroke-width: 2 }
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


SCORES = ((0.1, 76), (0.5, 148), (0.1, 213), (0.3, 267))  # and how far down each is written


def draw() -> str:
    parts = [
        text(46, 196, "token"),
        arrow((78, 190), (118, 190)),
        box(170, 190, 100, 64, "router"),
        text(170, 196, "router"),
        '<circle class="sum" cx="610" cy="190" r="28"/>',
        text(610, 197, "+", "sign"),
        arrow((638, 190), (676, 190)),
    ]
    for i, (score, height) in enumerate(SCORES):
        y = 46 + 96 * i
        parts += [
            arrow((220, 178 + 8 * i), (374, y)),
            text(320, height, f"{score:g}", "score"),
            box(434, y, 116, 60, "expert"),
            text(434, y + 6, f"expert {i + 1}"),
            arrow((492, y), (584, 172 + 12 * i)),
        ]
    return svg(690, 380, "A mixture of experts", parts)


if __name__ == "__main__":
    media = Path(__file__).resolve().parents[1] / "media"
    (media / "mixture-of-experts.svg").write_text(draw(), encoding="utf-8", newline="\n")
