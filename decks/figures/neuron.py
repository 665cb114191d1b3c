"""On the left one neuron with numbers, on the right a layer of such neurons."""

from draw import arrow, box, circle, line, link, save, svg, text


def draw() -> str:
    inputs = [(500, 100 + 80 * i) for i in range(3)]
    neurons = [(650, 60 + 80 * i) for i in range(4)]
    parts = [
        text(40, 106, "2"),
        text(40, 226, "3"),
        arrow((58, 104), (146, 146)),
        arrow((58, 216), (146, 176)),
        text(112, 108, "× 4", "left"),
        text(112, 222, "× (−1)", "left"),
        text(180, 96, "bias −1"),
        arrow((180, 104), (180, 124)),
        circle(180, 161, 36, "blue"),
        text(180, 167, "sum"),
        arrow((217, 161), (248, 161)),
        box(288, 161, 76, 52, "orange"),
        text(288, 167, "ReLU"),
        arrow((327, 161), (364, 161)),
        text(382, 168, "?", "letter"),
        line((430, 30), (430, 320), kind="thin"),
        *[link(start, end, 24, "thin") for start in inputs for end in neurons],
        *[circle(x, y, 22, "box") for x, y in inputs],
        *[circle(x, y, 22, "blue") for x, y in neurons],
        *[arrow((x + 24, y), (x + 54, y)) for x, y in neurons],
        text(190, 348, "one neuron"),
        text(500, 348, "inputs"),
        text(650, 348, "layer"),
    ]
    return svg(730, 364, "A neuron and a layer", parts)


if __name__ == "__main__":
    save(__file__, draw())
