"""Texts like those that people bring along, right and wrong."""

from __future__ import annotations

from hypothesis import strategies as st

OUTLINE = (
    "Title\n", "What is it?\n", "  body\n", "  - bullet\n", "      * nested\n", " - Title\n", " - Other\n", "- Title\n",
    " odd\n", "\ttab\n", "\t- tab\n", "# Heading\n", "## \n", "  ```\n", "```py\n", "  ~~~\n", "  1) step\n", " - \n",
    "\r\n", "\n", "\ufeff",
)  # fmt: skip
MARKDOWN = (
    "# One\n", "## Two #flashcards/x\n", "### Three ###\n", "Under\n---\n", "Under\n===\n", "---\n", "Q: a\n", "A: b\n",
    "C: a [b] c\n", "**Q.** a\n", "**A.**\n", "a::b\n", "a ::: b\n", "std::x\n", "?\n", "??\n", "==x== y\n",
    "{{c1::x}} y\n", "{{c1::", "<!--SR:!2023-01-01,1,230-->\n", "<!-- note\n", "-->\n", "x %%y%% z\n", "%%\n",
    "[[A|b]]\n", "![[x.png]]\n",
    "Requires: [[One]], [[Two#x]]\n", "requires:\n- [[A]]\n", "<b>x</b>\n", "<div>\n", "</div>\n", "<br>", "```\n",
    "~~~\n", "- item\n", "1. item::x\n", "| a | b |\n", "> q\n", "#tag #other/x\n", "tags: [a\n", "requires: [[A]]\n",
    "*D::E*\n", "$x$", "`", "\n", "\n\n",
)  # fmt: skip
TABLE = (
    "front,back\n", "question\tanswer\ttags\n", "a,b\n", "a;b;c\n", "a\tb\tc\n", '"a\nb",c\n', '"', "#separator:tab\n",
    "#separator:;\n", "#html:true\n", "#html:false\n", "#deck column:1\n", "#tags column:3\n", "#guid column:2\n",
    "#columns:Front\tBack\n", "#notetype:Cloze\n", "#notetype column:99\n", "{{c1::a::b}},x\n",
    "{{c1::{{c2::a}}}}\tx\n", "<b>x</b>,y&nbsp;z\n", "topic,front,back,requires\n", "|", ",", ";", "\n", "\r",
)  # fmt: skip
CARDS = (
    '[{"front": "a", "back": "b"}]', '{"front":', "[", "]", '"deck": "A::", ', "1" * 5000, "null", '"\\ud800"', "[[",
)  # fmt: skip


def hostile(*pieces: str) -> st.SearchStrategy[str]:
    """Pieces of a format in any order, with any letters between them."""
    return st.lists(st.sampled_from(pieces) | st.text(max_size=4), max_size=30).map("".join)


words = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
sentences = st.lists(words, min_size=1, max_size=5).map(" ".join)
