"""A generative adversarial network, its two parts named A and B only."""

from draw import arrow, box, save, svg, text


def draw() -> str:
    parts = [
        text(70, 96, "random"),
        text(70, 118, "noise"),
        arrow((112, 104), (170, 104)),
        box(230, 104, 116, 76, "orange"),
        text(230, 113, "A", "letter"),
        arrow((288, 104), (422, 104), (422, 158), (454, 158)),
        text(70, 212, "real"),
        text(70, 234, "samples"),
        arrow((118, 222), (422, 222), (422, 184), (454, 184)),
        box(516, 171, 116, 96, "blue"),
        text(516, 180, "B", "letter"),
        arrow((574, 171), (624, 171)),
        text(664, 165, "real or"),
        text(664, 187, "fake?"),
    ]
    return svg(716, 280, "A generative adversarial network", parts)


if __name__ == "__main__":
    save(__file__, draw())
