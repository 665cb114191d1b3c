"""A decision tree that tells four fruits apart."""

from draw import arrow, named, save, svg, text


def question(x: float, y: float, words: str) -> str:
    return named(x, y, 190, 50, words, "blue")


def leaf(x: float, words: str) -> str:
    return named(x, 300, 120, 46, words, "green", 23)


def draw() -> str:
    parts = [
        question(350, 45, "wider than 5 cm?"),
        arrow((300, 71), (196, 144)),
        text(228, 104, "yes", "right"),
        arrow((400, 71), (504, 144)),
        text(472, 104, "no", "left"),
        question(180, 170, "thick peel?"),
        question(520, 170, "red?"),
        arrow((150, 196), (104, 275)),
        text(112, 236, "yes", "right"),
        arrow((210, 196), (256, 275)),
        text(248, 236, "no", "left"),
        arrow((490, 196), (444, 275)),
        text(452, 236, "yes", "right"),
        arrow((550, 196), (596, 275)),
        text(588, 236, "no", "left"),
        leaf(90, "orange"),
        leaf(270, "apple"),
        leaf(430, "cherry"),
        leaf(610, "grape"),
    ]
    return svg(700, 336, "A decision tree for fruits", parts)


if __name__ == "__main__":
    save(__file__, draw())
