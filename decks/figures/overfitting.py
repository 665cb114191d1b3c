"""The same points fitted three times: by a line, by a parabola, and by a polynomial through all of them."""

from draw import circle, graph, line, save, svg, text

POINTS = [(0.4, 1.1), (0.9, 3.1), (1.9, 3.6), (3.2, 6.4), (4.7, 5.8), (6.1, 7.3), (7.4, 5.2), (8.4, 5.4), (9.0, 3.6)]


def solve(matrix: list[list[float]]) -> list[float]:
    """The unknowns of linear equations, each row ending in its right-hand side, by Gauss and Jordan."""
    rows = [row[:] for row in matrix]
    for i in range(len(rows)):
        best = max(range(i, len(rows)), key=lambda r: abs(rows[r][i]))
        rows[i], rows[best] = rows[best], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for r in range(len(rows)):
            if r != i:
                rows[r] = [a - rows[r][i] * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [row[-1] for row in rows]


def polynomial(degree: int, x: float) -> float:
    """The value at `x` of the polynomial that fits the points with least squares."""
    powers = range(degree + 1)
    sums = [[sum(px ** (i + j) for px, _ in POINTS) for j in powers] for i in powers]
    right = [sum(py * px**i for px, py in POINTS) for i in powers]
    factors = solve([[*row, value] for row, value in zip(sums, right, strict=True)])
    return sum(factor * x**i for i, factor in enumerate(factors))


def through_all(x: float) -> float:
    """Lagrange's polynomial, which meets every point."""
    total = 0.0
    for px, py in POINTS:
        term = py
        for other, _ in POINTS:
            if other != px:
                term *= (x - other) / (px - other)
        total += term
    return total


def panel(left: float, letter: str, kind: str, curve: list[tuple[float, float]]) -> list[str]:
    def place(x: float, y: float) -> tuple[float, float]:
        return left + 22 * x, 250 - 22 * y

    return [
        line((left - 8, 40), (left - 8, 270), (left + 208, 270)),
        line(*[place(x, y) for x, y in curve], kind=f"{kind} curve"),
        *[circle(*place(x, y), 5) for x, y in POINTS],
        text(left + 100, 306, letter, "letter"),
    ]


def draw() -> str:
    parts = [
        *panel(30, "A", "green", graph(lambda x: polynomial(1, x), 0, 9.3, 1)),
        *panel(280, "B", "blue", graph(lambda x: polynomial(2, x), 0, 9.3)),
        *panel(530, "C", "orange", graph(through_all, 0.4, 9.0, 240)),
    ]
    return svg(760, 320, "Three fits to the same points", parts)


if __name__ == "__main__":
    save(__file__, draw())
