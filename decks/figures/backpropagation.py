"""A small graph of computations with its values, and the derivatives that the backward pass has found so far."""

from draw import arrow, box, circle, save, svg, text


def draw() -> str:
    parts = [
        text(60, 66, "x = 2"),
        text(60, 196, "w = 3"),
        circle(60, 60, 40, "box"),
        circle(60, 190, 40, "box"),
        arrow((101, 64), (188, 110)),
        arrow((101, 186), (188, 140)),
        box(226, 125, 72, 60, "blue"),
        text(226, 134, "×", "letter"),
        arrow((263, 125), (386, 125)),
        text(324, 113, "p = 6"),
        box(424, 125, 72, 60, "blue"),
        text(424, 133, "− 4"),
        arrow((461, 125), (584, 125)),
        text(522, 113, "e = 2"),
        box(626, 125, 80, 60, "blue"),
        text(626, 132, "square"),
        arrow((667, 125), (716, 125)),
        text(752, 132, "L = 4"),
        arrow((592, 168), (470, 168), kind="orange curve"),
        text(522, 198, "∂L/∂e = 4"),
        arrow((390, 168), (268, 168), kind="orange curve"),
        text(324, 198, "∂L/∂p = 4"),
        arrow((196, 168), (110, 212), kind="orange curve"),
        text(190, 232, "∂L/∂w = ?"),
        arrow((560, 62), (690, 62)),
        text(548, 68, "forward", "right"),
        arrow((690, 250), (560, 250), kind="orange curve"),
        text(548, 256, "backward", "right"),
    ]
    return svg(800, 276, "A graph of computations", parts)


if __name__ == "__main__":
    save(__file__, draw())
