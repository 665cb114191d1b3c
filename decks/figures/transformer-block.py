"""A transformer block with residual connections, its two main parts named A and B only."""

from draw import arrow, box, line, named, save, svg, text

LANES = (130, 210, 290)


def through(bottom: float, top: float) -> list[str]:
    """One arrow per token."""
    return [arrow((x, bottom), (x, top)) for x in LANES]


def bypass(start: float, end: float) -> str:
    """A curve to the right of everything, from below a part to the addition above it."""
    curve = f"M 290 {start} C 440 {start - 10} 440 {end + 10} 341 {end}"
    return f'<path class="line" d="{curve}" marker-end="url(#tip)"/>'


def draw() -> str:
    parts = [text(x, 672, f"token {i}", "small") for i, x in enumerate(LANES, 1)]
    for low, start, letter in ((650, 650, "A"), (350, 379, "B")):
        parts += through(start, low - 48)
        parts += [named(210, low - 68, 250, 36, "normalize")]
        parts += through(low - 86, low - 116)
        parts += [box(210, low - 161, 250, 86, "blue")]
        ends = [(a, b) for a in LANES for b in LANES] if letter == "A" else [(a, a) for a in LANES]
        parts += [line((a, low - 120), (b, low - 202), kind="orange curve") for a, b in ends]
        parts += [text(66, low - 152, letter, "letter")]
        parts += through(low - 204, low - 231)
        parts += [named(210, low - 251, 250, 36, "add", "green")]
        parts += [bypass(low - 14, low - 251)]
    parts += through(81, 46)
    parts += [text(210, 28, "to the next block", "small")]
    return svg(430, 690, "A transformer block", parts)


if __name__ == "__main__":
    save(__file__, draw())
