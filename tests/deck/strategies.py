"""Texts like those that people write into deck files, right and wrong."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    "topics:\n", "deck: A\n", "tags: [a]\n", "  - topic: One\n", "  - topic: Two?\n",
    "    text: |\n      words\n", "    cards:\n", "      - What is it?: this\n", "      - A {{cloze}} here\n",
    "      - q: Why?\n", "        a: so\n", "        reverse: true\n", "      - list: Steps\n",
    "        items: [a, b]\n", "    requires: [One, Two]\n", "    id: x\n", "- ", ": ", "? ", "{{", "}}", "[",
    "]", "{", "}", "&a ", "*a", "!x ", "#", " #", "\"", "'", "\\n", "|\n", ">\n", "\n", " ", "\t", "---\n",
    "...\n", "%", "@", "`", "$x$", "$\\frac$", "\u00e9", "\u2028", "\u0085", "\ufeff", "\u0000", "\ud800",
    "\ue000", "<<: ", "- - ", "\r", "true", ",", "::", "\"\\beta\"", "    aka: Z\n", "      - - x\n", "topic",
    "cards", "~~~\n",
)  # fmt: skip

hostile = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=40).map("".join)
"""Pieces of decks and of YAML in any order."""

words = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
sentences = st.lists(words, min_size=1, max_size=5).map(" ".join)
