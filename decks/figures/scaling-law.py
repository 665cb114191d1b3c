"""Test loss against training compute, on two logarithmic axes."""

from math import log10
from pathlib import Path

STYLE = """
  text { font: 18px sans-serif; fill: #444; text-anchor: middle }
  .line { stroke: #777; stroke-width: 2; fill: none }
  .power { font-size: 13px }
  .law { stroke: #3d85d9; stroke-width: 3; fill: none }
  .run { fill: #e8862e }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd }
    .line { stroke: #aaa }
  }
"""


def svg(width: int, height: int, title: str, parts: list[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">\n<title>{title}</title>'
    return "\n".join([head, f"<style>{STYLE}</style>", *parts, "</svg>", ""])


def text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text{kind and f" class={kind!r}"} x="{x:g}" y="{y:g}">{words}</text>'.replace("'", '"')


SCATTER = (0.004, -0.005, 0.002, 0.005, -0.004, 0.001, -0.003, 0.004, -0.002)
FIRST, LAST = 16, 24


def across(exponent: float) -> float:
    return 90 + 60 * (exponent - FIRST)


def up(loss: float) -> float:
    """The height of a loss, 1.8 to 5 over 300 units."""
    return 330 - 300 * log10(loss / 1.8) / log10(5 / 1.8)


def draw() -> str:
    parts = [
        f'<path class="line" d="M 90 30 V 330 H {across(LAST) + 20:g}"/>',
        text(330, 400, "training compute (operations)"),
        f'<g transform="translate(28 180) rotate(-90)">{text(0, 0, "test loss")}</g>',
    ]
    for exponent in range(FIRST, LAST + 1, 2):
        x = across(exponent)
        power = f'10<tspan class="power" dy="-7">{exponent}</tspan>'
        parts += [f'<path class="line" d="M {x:g} 330 v 7"/>', text(x, 362, power)]
    for loss in (2, 3, 4, 5):
        parts += [f'<path class="line" d="M 90 {up(loss):.1f} h -7"/>', text(66, up(loss) + 6, str(loss))]
    ends = [(across(e), up(3 * 10 ** (-0.05 * (e - 20)))) for e in (FIRST, LAST)]
    parts.append('<path class="law" d="M {:g} {:.1f} L {:g} {:.1f}"/>'.format(*ends[0], *ends[1]))
    for exponent, shift in zip(range(FIRST, LAST + 1), SCATTER, strict=True):
        loss = 3 * 10 ** (-0.05 * (exponent - 20) + shift)
        parts.append(f'<circle class="run" cx="{across(exponent):g}" cy="{up(loss):.1f}" r="6"/>')
    return svg(620, 420, "A scaling law", parts)


if __name__ == "__main__":
    media = Path(__file__).resolve().parents[1] / "media"
    (media / "scaling-law.svg").write_text(draw(), encoding="utf-8", newline="\n")
