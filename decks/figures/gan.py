"""A generative adversarial network, its two parts named A and B only."""

from pathlib import Path

STYLE = """
  text { font: 18px sans-serif; fill: #444; text-anchor: middle }
  .line { stroke: #777; stroke-width: 2; fill: none }
  .tip { fill: #777 }
  .letter { font-size: 28px; font-weight: bold }
  .first { fill: #e8862e; fill-opacity: 0.35; stroke: #e8862e; stroke-width: 2 }
  .second { fill: #3d85d9; fill-opacity: 0.3; stroke: #3d85d9; stroke-width: 2 }
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


def draw() -> str:
    parts = [
        text(70, 96, "random"),
        text(70, 118, "noise"),
        arrow((112, 104), (170, 104)),
        box(230, 104, 116, 76, "first"),
        text(230, 113, "A", "letter"),
        arrow((288, 104), (422, 104), (422, 158), (454, 158)),
        text(70, 212, "real"),
        text(70, 234, "samples"),
        arrow((118, 222), (422, 222), (422, 184), (454, 184)),
        box(516, 171, 116, 96, "second"),
        text(516, 180, "B", "letter"),
        arrow((574, 171), (624, 171)),
        text(664, 165, "real or"),
        text(664, 187, "fake?"),
    ]
    return svg(716, 280, "A generative adversarial network", parts)


if __name__ == "__main__":
    media = Path(__file__).resolve().parents[1] / "media"
    (media / "gan.svg").write_text(draw(), encoding="utf-8", newline="\n")
