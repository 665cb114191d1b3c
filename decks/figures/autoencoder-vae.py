"""An autoencoder and a variational autoencoder, named A and B only."""

from pathlib import Path

STYLE = """
  text { font: 18px sans-serif; fill: #444; text-anchor: middle }
  .line { stroke: #777; stroke-width: 2; fill: none }
  .tip { fill: #777 }
  .letter { font-size: 28px; font-weight: bold }
  .math { font-style: italic }
  .part { fill: #3d85d9; fill-opacity: 0.3; stroke: #3d85d9; stroke-width: 2 }
  .end { fill: #888; fill-opacity: 0.15; stroke: #888; stroke-width: 2 }
  .code { fill: #e8862e; fill-opacity: 0.35; stroke: #e8862e; stroke-width: 2 }
  .noise { fill: #2fa36b; fill-opacity: 0.3; stroke: #2fa36b; stroke-width: 2; stroke-dasharray: 5 4 }
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


def arrow(*points: tuple[float, float]) -> str:
    path = " L ".join(f"{x:g} {y:g}" for x, y in points)
    return f'<path class="line" d="M {path}" marker-end="url(#tip)"/>'


def funnel(x: float, y: float, left: float, right: float, name: str) -> list[str]:
    """A trapezoid 120 wide, with the heights of its left and right sides."""
    corners = ((x - 60, y - left / 2), (x + 60, y - right / 2), (x + 60, y + right / 2), (x - 60, y + left / 2))
    points = " ".join(f"{a:g},{b:g}" for a, b in corners)
    return [f'<polygon class="part" points="{points}"/>', text(x, y + 6, name)]


def node(x: float, y: float, name: str, kind: str = "code") -> list[str]:
    return [f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="24"/>', text(x, y + 6, name, "math")]


def network(y: float, letter: str) -> list[str]:
    return [
        text(30, y + 8, letter, "letter"),
        *node(90, y, "x", "end"),
        arrow((114, y), (146, y)),
        *funnel(210, y, 130, 80, "encoder"),
        *funnel(560, y, 80, 130, "decoder"),
        arrow((620, y), (650, y)),
        *node(678, y, "x̂", "end"),
    ]


def draw() -> str:
    plain = [arrow((270, 100), (358, 100)), *node(385, 100, "z"), arrow((409, 100), (496, 100))]
    sampled = [
        arrow((270, 270), (300, 254)),
        arrow((270, 290), (300, 306)),
        *node(326, 244, "μ"),
        *node(326, 316, "σ"),
        arrow((350, 252), (410, 273)),
        arrow((350, 308), (410, 287)),
        *node(436, 280, "z"),
        *node(436, 376, "ε", "noise"),
        arrow((436, 352), (436, 307)),
        arrow((460, 280), (496, 280)),
    ]
    return svg(716, 416, "Two autoencoders", [*network(100, "A"), *plain, *network(280, "B"), *sampled])


if __name__ == "__main__":
    media = Path(__file__).resolve().parents[1] / "media"
    (media / "autoencoder-vae.svg").write_text(draw(), encoding="utf-8", newline="\n")
