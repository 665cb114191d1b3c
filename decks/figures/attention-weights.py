"""A heat map of attention weights, each word attending to itself and earlier ones."""

from draw import box, group, save, svg, text

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


def place(row: float, column: float) -> tuple[float, float]:
    """The center of a cell."""
    return LEFT + WIDTH * (column + 0.5), TOP + HEIGHT * (row + 0.5)


def weight(row: int, column: int) -> str:
    """A blue cell, the darker the more weight; its own border makes up for the 2 that it is smaller."""
    cell = box(*place(row, column), WIDTH - 2, HEIGHT - 2, "blue solid", 0)
    return group(cell, opacity=round(0.12 + 0.85 * WEIGHTS[row][column], 2))


def draw() -> str:
    size = range(len(WORDS))
    parts = [text(LEFT + WIDTH * len(WORDS) / 2, 26, "attended to"), text(50, 60, "attends")]
    for i, word in enumerate(WORDS):
        x, y = place(i, i)
        parts += [text(x, 60, word), text(50, y + 6, word)]
    parts += [weight(i, j) for i in size for j in range(i + 1)]
    parts += [group(*(box(*place(i, j), WIDTH, HEIGHT, "thin", 0) for i in size for j in size), opacity=0.5)]
    return svg(LEFT + WIDTH * len(WORDS) + 20, TOP + HEIGHT * len(WORDS) + 20, "Attention weights", parts)


if __name__ == "__main__":
    save(__file__, draw())
