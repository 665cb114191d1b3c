"""A router and four experts with the scores that the router gives them."""

from draw import arrow, circle, named, save, span, svg, text

SCORES = ((0.1, 76), (0.5, 148), (0.1, 213), (0.3, 267))  # and how far down each is written


def draw() -> str:
    parts = [
        text(46, 196, "token"),
        arrow((78, 190), (118, 190)),
        named(170, 190, 100, 64, "router", "orange"),
        circle(610, 190, 28, "box"),
        text(610, 199, "+", "letter"),
        arrow((638, 190), (676, 190)),
    ]
    for i, (score, height) in enumerate(SCORES):
        y = 46 + 96 * i
        parts += [
            arrow((220, 178 + 8 * i), (374, y)),
            text(320, height, span(score, font_weight="bold")),
            named(434, y, 116, 60, f"expert {i + 1}", "blue"),
            arrow((492, y), (584, 172 + 12 * i)),
        ]
    return svg(690, 380, "A mixture of experts", parts)


if __name__ == "__main__":
    save(__file__, draw())
