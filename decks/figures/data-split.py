"""A dataset cut into three parts, each with what it is used for."""

from draw import arrow, box, save, svg, text


def draw() -> str:
    parts = [
        box(231, 100, 418, 90, "blue", 4),
        box(488, 100, 86, 90, "orange", 4),
        box(580, 100, 86, 90, "green", 4),
        text(231, 109, "A", "letter"),
        text(488, 109, "B", "letter"),
        text(580, 109, "C", "letter"),
        text(231, 40, "70%"),
        text(488, 40, "15%"),
        text(580, 40, "15%"),
        arrow((231, 148), (231, 192)),
        text(231, 216, "the parameters"),
        text(231, 238, "are fitted to it"),
        arrow((478, 148), (450, 192)),
        text(440, 216, "models are"),
        text(440, 238, "compared on it"),
        arrow((590, 148), (618, 192)),
        text(628, 216, "used once,"),
        text(628, 238, "at the end"),
    ]
    return svg(700, 256, "A dataset in three parts", parts)


if __name__ == "__main__":
    save(__file__, draw())
