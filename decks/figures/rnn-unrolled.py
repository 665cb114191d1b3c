"""A recurrent neural network unrolled over three steps, its cell named A and its memory B."""

from draw import arrow, box, save, span, svg, text


def index(letter: str, step: int) -> str:
    return letter + span(step, dy=5, font_size=14)


def draw() -> str:
    parts = [arrow((40, 160), (122, 160))]
    for step, x in enumerate((175, 375, 575), 1):
        parts += [
            text(x, 302, index("x", step)),
            arrow((x, 278), (x, 204)),
            box(x, 160, 104, 84, "blue"),
            text(x, 169, "A", "letter"),
            arrow((x, 117), (x, 52)),
            text(x, 36, index("y", step)),
            arrow((x + 53, 160), (x + 147, 160), kind="orange curve"),
            text(x + 98, 146, "B", "letter"),
        ]
    parts += [text(740, 166, "…")]
    return svg(760, 320, "A recurrent neural network, unrolled", parts)


if __name__ == "__main__":
    save(__file__, draw())
