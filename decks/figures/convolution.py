"""Convolution and max pooling, with one cell of each result left to work out."""

from pathlib import Path

STYLE = """
  text { font: 18px sans-serif; fill: #444; text-anchor: middle }
  .line { stroke: #777; stroke-width: 2; fill: none }
  .tip { fill: #777 }
  .sign { font-size: 28px }
  .cell { fill: #888; fill-opacity: 0.1; stroke: #888 }
  .blue { fill: #3d85d9; fill-opacity: 0.4; stroke: #888 }
  .orange { fill: #e8862e; fill-opacity: 0.45; stroke: #888 }
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


IMAGE = ((2, 1, 0, 1), (0, 3, 1, 0), (1, 0, 2, 1), (0, 2, 0, 1))
FILTER = ((1, 0), (0, 1))
FEATURES = ((3, 0, 1, 7), (5, 2, 4, 2), (0, 6, 8, 1), (1, 3, 0, 2))
CELL = 44


def grid(left: float, top: float, rows: list[list[str]], colors: dict[tuple[int, int], str]) -> list[str]:
    """Numbers in cells; colors by row and column."""
    parts = []
    for i, row in enumerate(rows):
        for j, words in enumerate(row):
            x, y = left + j * CELL, top + i * CELL
            kind = colors.get((i, j), "cell")
            parts.append(f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{CELL}" height="{CELL}"/>')
            parts.append(text(x + CELL / 2, y + CELL / 2 + 6, words))
    return parts


def convolve() -> list[list[str]]:
    span = range(len(FILTER))
    places = range(len(IMAGE) - len(FILTER) + 1)
    return [[str(sum(FILTER[k][m] * IMAGE[i + k][j + m] for k in span for m in span)) for j in places] for i in places]


def pool() -> list[list[str]]:
    return [[str(max(FEATURES[i + k][j + m] for k in (0, 1) for m in (0, 1))) for j in (0, 2)] for i in (0, 2)]


def words(rows: tuple[tuple[int, ...], ...]) -> list[list[str]]:
    return [[str(number) for number in row] for row in rows]


def draw() -> str:
    blue = {(i, j): "blue" for i in (0, 1) for j in (0, 1)}
    orange = {(i, j): "orange" for i in (0, 1) for j in (2, 3)}
    mapped, pooled = convolve(), pool()
    mapped[0][0], pooled[0][1] = "A", "B"
    parts = [
        *(text(x, 28, name) for x, name in ((108, "image"), (324, "filter"), (526, "feature map"))),
        *grid(20, 44, words(IMAGE), blue),
        *grid(280, 88, words(FILTER), blue),
        *grid(460, 66, mapped, {(0, 0): "blue"}),
        text(238, 138, "∗", "sign"),
        arrow((386, 132), (442, 132)),
        *(text(x, 278, name) for x, name in ((108, "another feature map"), (400, "max pooling, 2 × 2"))),
        *grid(20, 294, words(FEATURES), orange),
        *grid(356, 338, pooled, {(0, 1): "orange"}),
        arrow((220, 382), (332, 382)),
    ]
    return svg(612, 490, "Convolution and pooling", parts)


if __name__ == "__main__":
    media = Path(__file__).resolve().parents[1] / "media"
    (media / "convolution.svg").write_text(draw(), encoding="utf-8", newline="\n")
