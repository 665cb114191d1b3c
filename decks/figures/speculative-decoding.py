"""One round of speculative decoding: four drafted tokens, two accepted, one rejected."""

from draw import arrow, group, line, named, save, svg, text

TOKENS = ("the", "old", "red", "barn")
YES = line((-7.5, 0), (-2.5, 6.3), (8, -7.5), kind="green curve")
NO = group(line((-7, -7), (7, 7), kind="curve"), line((-7, 7), (7, -7), kind="curve"), stroke="#e0524c")


def draw() -> str:
    parts = [
        text(122, 50, "text so far"),
        named(122, 90, 200, 48, "They met behind"),
        text(458, 50, "tokens proposed by the draft model"),
        text(122, 192, "the large model"),
    ]
    for i, token in enumerate(TOKENS):
        x = 302 + 104 * i
        parts += [group(named(x, 90, 92, 48, token, "blue"), stroke_dasharray="6 4")]
        if i < 3:
            sign = NO if i == 2 else YES
            parts += [arrow((x, 116), (x, 160)), group(sign, transform=f"translate({x} 186) scale(1.6)")]
    return svg(680, 226, "One round of speculative decoding", parts)


if __name__ == "__main__":
    save(__file__, draw())
