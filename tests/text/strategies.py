"""Random Markdown as people write it, for the laws that the tests of this room state."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = st.sampled_from(
    ["word", "a", "5", "x1", "naïve", "日本", "**bold**", "*it*", "_it_", "e.g.", "-", "1)", "=", "\\"]
)
DOLLARS = st.sampled_from(
    ["$x$", "$x_1^2$", "$5", "$ x $", "$", "$$", "$$y$$", "\\$", "\\$z$", "`$c$`", "``$`$``", "`", "$a b$", "$x$2",
     "3$x$", "[l $v$](u$r$l)", "![a](m$1$.png)", "<http://x.y/$z$>", "$\\$$", "\\\\$q$", "$a`b$", "$a\nb$"]
)  # fmt: skip
INLINE = st.lists(WORDS | DOLLARS, min_size=1, max_size=6).map(" ".join) | st.lists(WORDS | DOLLARS, max_size=4).map(
    "".join
)


def _prefixed(first: str, rest: str, text: str) -> str:
    head, *tail = text.split("\n")
    return "\n".join([first + head, *(rest + line if line else rest.rstrip() for line in tail)])


def _containers(block: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inner = st.lists(block, min_size=1, max_size=3).map("\n\n".join)
    return (
        inner.map(lambda text: _prefixed("- ", "  ", text))
        | inner.map(lambda text: _prefixed("1. ", "   ", text))
        | inner.map(lambda text: _prefixed("> ", "> ", text))
    )


_LEAVES = (
    INLINE
    | st.lists(INLINE, min_size=2, max_size=3).map("\n".join)
    | INLINE.map(lambda text: f"# {text}".replace("\n", " "))
    | INLINE.map(lambda text: f"```python\n{text}\n```")
    | INLINE.map(lambda text: f"~~~\n{text}\n\n{text}\n~~~")
    | INLINE.map(lambda text: "    " + text.replace("\n", "\n    "))
    | st.tuples(INLINE, INLINE).map(
        lambda cells: "| a | b |\n|---|---|\n| {} | {} |".format(*cells).replace("$a\nb$", "$a$")
    )
    | st.sampled_from(["$$\nx\n- y\n$$", "$$ x $$", "$$a$$ (b)", "$$a$$ $$b$$", "$$\nx\n\ny\n$$", "---", "", "$$\nx"])
)
BLOCKS = st.recursive(_LEAVES, _containers, max_leaves=6)
MARKDOWN = st.lists(BLOCKS, max_size=4).map("\n\n".join) | st.lists(BLOCKS, max_size=4).map("\n".join)
NOISE = st.text(st.sampled_from("ab1 \n$`\\{}[]()!>-*_#|~:.c\t\ue000é漢"), max_size=40)
