"""Words as points in a plane, and one point whose word is to be guessed."""

from draw import circle, line, save, svg, text

WORDS = {
    "blue": {"cat": (130, 92), "dog": (170, 148), "wolf": (250, 170)},
    "orange": {"car": (520, 110), "bus": (585, 78), "train": (600, 150)},
    "green": {"apple": (330, 300), "pear": (400, 270), "cherry": (420, 340)},
}


def draw() -> str:
    parts = [line((40, 20), (40, 390), (690, 390))]
    for kind, words in WORDS.items():
        for word, (x, y) in words.items():
            parts += [circle(x, y, 7, f"{kind} solid"), text(x + 14, y + 6, word, "left")]
    parts += [circle(228, 112, 9, "line"), text(246, 121, "?", "letter left")]
    return svg(710, 410, "Words as points in a plane", parts)


if __name__ == "__main__":
    save(__file__, draw())
