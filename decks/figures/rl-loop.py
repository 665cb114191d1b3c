"""The loop of reinforcement learning, with two of its arrows unnamed."""

from draw import arrow, named, save, svg, text


def draw() -> str:
    parts = [
        named(290, 60, 190, 72, "agent", "orange"),
        named(290, 260, 190, 72, "environment", "blue"),
        arrow((385, 60), (480, 60), (480, 260), (389, 260)),
        text(504, 168, "A", "letter"),
        arrow((195, 246), (142, 246), (142, 74), (191, 74)),
        text(90, 156, "next"),
        text(90, 178, "state"),
        arrow((250, 224), (250, 100)),
        text(274, 170, "B", "letter"),
        text(350, 168, "one number"),
    ]
    return svg(560, 320, "The loop of reinforcement learning", parts)


if __name__ == "__main__":
    save(__file__, draw())
