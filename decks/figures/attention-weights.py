"""A heat map of attention weights, each word attending to itself and earlier ones."""

from pathlib import Path

STYLE = """
  text { font: 18px sans-serif; fill: #444; text-anchor: middle }
  .cell { fill: none; stroke: #888; stroke-opacity: 0.5 }
  .weight { fill: #2b7de0 }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd }
  }
"""


def svg(width: int, height: int, title: str, parts: list[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">\n<title>{title}</title>'
    return "\n".join([head, f"<style>{STYLE}</style>", *parts, "</svg>", ""])


def text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text{kind and f" class={kind!r}"} x="{x:g}" y="{y:g}">{words}</text>'.replace("'", '"')


WORDS = ("The", "cat", "slept", "because", "it", "purred")
WEIGHTS = (
    (1.00,),
    (0.30, 0.70),
    (0.10, 0.60, 0.30),
    (0.10, 0.20, 0.40, 0.30),
    (0.05, 0.60, 0.15, 0.10, 0.10),
    (0.05, 0.30, 0.10, 0.10, 0.35, 0.10),
)
WIDTH, HEIGHT, LEFT, TOP = 78, 46, 110, 74


def draw() -> str:
    parts = [text(LEFT + WIDTH * len(WORDS) / 2, 26, "attended to"), text(50, 60, "attends")]
    for i, word in enumerate(WORDS):
        parts.append(text(LEFT + WIDTH * (i + 0.5), 60, word))
        parts.append(text(50, TOP + HEIGHT * (i + 0.5) + 6, word))
        for j in range(len(WORDS)):
            corner = f'x="{LEFT + j * WIDTH}" y="{TOP + i * HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
            parts.append(f'<rect class="cell" {corner}/>')
            if j <= i:
                parts.append(f'<rect class="weight" {corner} fill-opacity="{0.12 + 0.85 * WEIGHTS[i][j]:.2f}"/>')
    return svg(LEFT + WIDTH * len(WORDS) + 20, TOP + HEIGHT * len(WORDS) + 20, "Attention weights", parts)


if __name__ == "__main__":
    media = Path(__file__).resolve().parents[1] / "media"
    (media / "attention-weights.svg").write_text(draw(), encoding="utf-8", newline="\n")
