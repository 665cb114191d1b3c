"""Two runs of gradient descent on a curve with two minima, with different learning rates."""

from draw import arrow, box, circle, graph, line, save, svg, text

START = -2.05


def height(x: float) -> float:
    return x**4 - 4 * x**2 - x


def slope(x: float) -> float:
    return 4 * x**3 - 8 * x - 1


def place(x: float, y: float) -> tuple[float, float]:
    """Where a point of the curve is drawn."""
    return 370 + 150 * x, 190 - 30 * y


def run(rate: float, steps: int) -> list[tuple[float, float]]:
    xs = [START]
    for _ in range(steps):
        xs.append(xs[-1] - rate * slope(xs[-1]))
    return [place(x, height(x)) for x in xs]


def draw() -> str:
    curve = [place(x, y) for x, y in graph(height, -2.12, 2.28)]
    short, long = run(0.016, 12), run(0.11, 8)
    parts = [
        arrow((30, 380), (720, 380)),
        text(375, 408, "parameter"),
        arrow((30, 380), (30, 40)),
        text(40, 34, "loss", "left"),
        line(*curve),
        line(*long, kind="blue curve"),
        line(*short, kind="orange curve"),
        *[box(x, y, 13, 13, "blue solid", 2) for x, y in long[1:]],
        *[circle(x, y, 6.5, "orange solid") for x, y in short],
        text(short[0][0] + 16, short[0][1] - 6, "start", "left"),
        text(short[-1][0] - 4, short[-1][1] + 38, "A", "letter"),
        text(long[-1][0] + 4, long[-1][1] - 30, "B", "letter"),
    ]
    return svg(740, 420, "Two runs of gradient descent", parts)


if __name__ == "__main__":
    save(__file__, draw())
