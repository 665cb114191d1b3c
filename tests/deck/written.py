"""Deck files as people have written them: every form of a card, comments and empty lines, line breaks of any kind."""

from __future__ import annotations

from hypothesis import strategies as st

HEADS = (
    "Why {n}?: so", "Why {n}?:\n    so\n    it is", "q: Name {n}\na: so", "a: so\nq: |\n  Name\n\n  {n}",
    'q: "Quoted {n}"\na: \'it is\'', "cloze: A {{{{gap}}}} {n}", "A bare {{{{gap}}}} {n}",
    "|\n  A bare\n  {{{{gap}}}} {n}", "list: Steps {n}\nitems: [one, two, three]",
    "list: Steps {n}\nitems:\n- one\n- two",
    "list: Steps {n}\nitems:\n  - one\n  - |\n    two\n    lines\n  - three",
)  # fmt: skip
MORE = (
    "hint: h", "extra: |\n  e\n\n  f", "source: a book", "tags: t", "tags: [t, u]", "tags:\n  - t\n  - u",
    "id: own-{n}", "# remark {n}", "", "anki: x{n}",
)  # fmt: skip
ASKED = ("type: true", "reverse: true", "reverse: back {n}", "type: false")


@st.composite
def cards(draw: st.DrawFn, number: int) -> str:
    """A card as its author may have written it, from its dash."""
    head = draw(st.sampled_from(HEADS))
    keys = draw(st.lists(st.sampled_from(MORE + (ASKED if "q: " in head or "?" in head else ())), max_size=4))
    if head.startswith(("A bare", "|")):
        keys = []
    keys = list({key.partition(":")[0]: key for key in keys}.values())
    place = draw(st.integers(0, len(keys)))
    if place and not keys[0]:
        keys[0] = "# remark {n}"
    below = draw(st.sampled_from((2, 4)))
    rows = "\n".join([*keys[:place], head, *keys[place:]]).format(n=number).split("\n")
    begin = next(n for n, row in enumerate(rows) if not row.startswith("#"))
    lines = [
        *rows[:begin],
        f"-{' ' * (below - 1)}{rows[begin]}",
        *(" " * below + row if row else "" for row in rows[begin + 1 :]),
    ]
    behind = draw(st.sampled_from(("", f"   # behind {number}"))) if len(lines) == 1 else ""
    return "\n".join(lines) + behind


@st.composite
def decks(draw: st.DrawFn) -> str:
    """A deck file of a few cards, with comments and empty lines among them."""
    made = [draw(cards(number)) for number in range(draw(st.integers(1, 4)))]
    body = draw(st.sampled_from(("\n", "\n\n", "\n# between\n"))).join(made)
    margin = draw(st.sampled_from((2, 6)))
    text = "topics:\n- topic: T\n  cards:\n" + "".join(
        f"{' ' * margin}{row}\n" if row else "\n" for row in body.split("\n")
    )
    text += draw(st.sampled_from(("", "\n- topic: U\n  cards: []\n", "# the end\n")))
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    return text.replace("\n", draw(st.sampled_from(("\n", "\r\n"))))
