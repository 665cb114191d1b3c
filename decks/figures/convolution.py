"""Convolution and max pooling, with one cell of each result left to work out."""

from draw import arrow, named, save, span, svg, text

IMAGE = ((2, 1, 0, 1), (0, 3, 1, 0), (1, 0, 2, 1), (0, 2, 0, 1))
FILTER = ((1, 0), (0, 1))
FEATURES = ((3, 0, 1, 7), (5, 2, 4, 2), (0, 6, 8, 1), (1, 3, 0, 2))
CELL = 44


def grid(left: float, top: float, rows: list[list[str]], colors: dict[tuple[int, int], str]) -> list[str]:
    """Numbers in cells; colors by row and column, on top of the lines of the others."""
    cells = {(i, j): words for i, row in enumerate(rows) for j, words in enumerate(row)}
    parts = []
    for i, j in sorted(cells, key=lambda cell: cell in colors):
        x, y = left + (j + 0.5) * CELL, top + (i + 0.5) * CELL
        parts.append(named(x, y, CELL, CELL, cells[i, j], colors.get((i, j), "thin"), 0))
    return parts


def convolve() -> list[list[str]]:
    size = range(len(FILTER))
    places = range(len(IMAGE) - len(FILTER) + 1)
    return [[str(sum(FILTER[k][m] * IMAGE[i + k][j + m] for k in size for m in size)) for j in places] for i in places]


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
        text(238, 138, span("∗", font_size=28)),
        arrow((386, 132), (442, 132)),
        *(text(x, 278, name) for x, name in ((108, "another feature map"), (400, "max pooling, 2 × 2"))),
        *grid(20, 294, words(FEATURES), orange),
        *grid(356, 338, pooled, {(0, 1): "orange"}),
        arrow((220, 382), (332, 382)),
    ]
    return svg(612, 490, "Convolution and pooling", parts)


if __name__ == "__main__":
    save(__file__, draw())
