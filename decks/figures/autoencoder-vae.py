"""An autoencoder and a variational autoencoder, named A and B only."""

from draw import arrow, circle, group, line, save, span, svg, text


def funnel(x: float, y: float, left: float, right: float, name: str) -> list[str]:
    """A trapezoid 120 wide, with the heights of its left and right sides."""
    a, b = x - 60, x + 60
    corners = ((a, y - left / 2), (b, y - right / 2), (b, y + right / 2), (a, y + left / 2))
    return [line((a, y), *corners, (a, y), kind="blue"), text(x, y + 6, name)]


def node(x: float, y: float, name: str, kind: str = "orange") -> list[str]:
    return [circle(x, y, 24, kind), text(x, y + 6, span(name, font_style="italic"))]


def network(y: float, letter: str) -> list[str]:
    return [
        text(30, y + 8, letter, "letter"),
        *node(90, y, "x", "box"),
        arrow((114, y), (146, y)),
        *funnel(210, y, 130, 80, "encoder"),
        *funnel(560, y, 80, 130, "decoder"),
        arrow((620, y), (650, y)),
        *node(678, y, "x̂", "box"),
    ]


def draw() -> str:
    plain = [arrow((270, 100), (358, 100)), *node(385, 100, "z"), arrow((409, 100), (496, 100))]
    sampled = [
        arrow((270, 270), (300, 254)),
        arrow((270, 290), (300, 306)),
        *node(326, 244, "μ"),
        *node(326, 316, "σ"),
        arrow((350, 252), (410, 273)),
        arrow((350, 308), (410, 287)),
        *node(436, 280, "z"),
        group(*node(436, 376, "ε", "green"), stroke_dasharray="5 4"),
        arrow((436, 352), (436, 307)),
        arrow((460, 280), (496, 280)),
    ]
    return svg(716, 416, "Two autoencoders", [*network(100, "A"), *plain, *network(280, "B"), *sampled])


if __name__ == "__main__":
    save(__file__, draw())
