"""Test loss against training compute, on two logarithmic axes."""

from math import log10

from draw import circle, group, line, save, span, svg, text

SCATTER = (0.004, -0.005, 0.002, 0.005, -0.004, 0.001, -0.003, 0.004, -0.002)
FIRST, LAST = 16, 24


def across(exponent: float) -> float:
    return 90 + 60 * (exponent - FIRST)


def up(loss: float) -> float:
    """The height of a loss, 1.8 to 5 over 300 units."""
    return 330 - 300 * log10(loss / 1.8) / log10(5 / 1.8)


def law(exponent: float) -> float:
    """The loss after 10 to that many operations."""
    return 3 * 10 ** (-0.05 * (exponent - 20))


def draw() -> str:
    parts = [
        line((90, 30), (90, 330), (across(LAST) + 20, 330)),
        text(330, 400, "training compute (operations)"),
        group(text(0, 0, "test loss"), transform="translate(28 180) rotate(-90)"),
    ]
    for exponent in range(FIRST, LAST + 1, 2):
        x = across(exponent)
        parts += [line((x, 330), (x, 337)), text(x, 362, f"10{span(exponent, dy=-7, font_size=13)}")]
    for loss in (2, 3, 4, 5):
        parts += [line((90, up(loss)), (83, up(loss))), text(66, up(loss) + 6, str(loss))]
    parts.append(line(*[(across(e), up(law(e))) for e in (FIRST, LAST)], kind="blue curve"))
    for exponent, shift in zip(range(FIRST, LAST + 1), SCATTER, strict=True):
        parts.append(circle(across(exponent), up(law(exponent) * 10**shift), 5, "orange solid"))
    return svg(620, 420, "A scaling law", parts)


if __name__ == "__main__":
    save(__file__, draw())
