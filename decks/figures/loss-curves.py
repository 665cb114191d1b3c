"""The loss on training and on validation data over the epochs, named A and B only."""

from math import exp

from draw import arrow, graph, line, save, svg, text


def falling(epoch: float) -> float:
    return 0.1 + 0.84 * exp(-epoch / 20)


def turning(epoch: float) -> float:
    """Lowest at epoch 40."""
    late = max(0.0, epoch - 40)
    early = max(0.0, 40 - epoch)
    return 0.36 + 0.66 * (early / 40) ** 2.4 + 0.4 * (1 - exp(-((late / 38) ** 2)))


def place(epoch: float, loss: float) -> tuple[float, float]:
    return 70 + 5.6 * epoch, 320 - 260 * loss


def draw() -> str:
    ticks = [part for epoch in (20, 40, 60, 80, 100) for part in tick(epoch)]
    parts = [
        arrow((70, 320), (680, 320)),
        arrow((70, 320), (70, 26)),
        text(80, 24, "loss", "left"),
        text(375, 378, "epoch"),
        *ticks,
        line(*[place(*point) for point in graph(turning, 0, 100)], kind="orange curve"),
        line(*[place(*point) for point in graph(falling, 0, 100)], kind="blue curve"),
        text(place(100, 0)[0] + 24, place(0, turning(100))[1] + 9, "A", "letter"),
        text(place(100, 0)[0] + 24, place(0, falling(100))[1] + 9, "B", "letter"),
    ]
    return svg(700, 392, "Two loss curves over 100 epochs", parts)


def tick(epoch: int) -> list[str]:
    x, y = place(epoch, 0)
    return [line((x, y - 5), (x, y + 5)), text(x, y + 28, str(epoch))]


if __name__ == "__main__":
    save(__file__, draw())
