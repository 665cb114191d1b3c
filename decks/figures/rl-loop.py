"""The loop of reinforcement learning, with two of its arrows unnamed."""

from pathlib import Path

STYLE = """
  text { font: 18px sans-serif; fill: #444; text-anchor: middle }
  .line { stroke: #777; stroke-width: 2; fill: none }
  .tip { fill: #777 }
  .letter { font-size: 26px; font-weight: bold }
  .agent { fill: #e8862e; fill-opacity: 0.35; stroke: #e8862e; stroke-width: 2 }
  .world { fill: #3d85d9; fill-opacity: 0.3; stroke: #3d85d9; stroke-width: 2 }
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
        box(290, 60, 190, 72, "agent"),
        text(290, 66, "agent"),
        box(290, 260, 190, 72, "world"),
        text(290, 266, "environment"),
        arrow((385, 60), (480, 60), (480, 260), (389, 260)),
        text(504, 168, "A", "letter"),
        arrow((195, 246), (142, 246), (142, 74), (191, 74)),
        text(90, 156, "next"),
        text(90, 178, "state"),
        arrow((250, 224), (250, 100)),
        text(274, 170, "B", "letter"),
        text(350, 168, "one number"),
    ]
    return svg(560, 320, "The loop of reinforcement learning", parts)


if __name__ == "__main__":
    media = Path(__file__).resolve().parents[1] / "media"
    (media / "rl-loop.svg").write_text(draw(), encoding="utf-8", newline="\n")
