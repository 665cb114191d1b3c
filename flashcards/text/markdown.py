"""The one Markdown parser behind terminal, HTML and Anki: CommonMark with tables, strikethrough and formulas, no HTML.

Formulas are tokens `formula` (inline) and `display` (inline or block). They are found by the rules of
`flashcards.text.formulas` instead of a plugin's, so that what a check accepts is what a reader sees.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from flashcards.text.blocks import DISPLAY
from flashcards.text.formulas import formula_at

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token


def tokens(markdown: str) -> list[Token]:
    """The block tokens of a text; importing the parser is left until a text needs it."""
    return _parser().parse(markdown)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("escape", "formula", _formula)
    parser.block.ruler.before("fence", "display", _display)
    return parser


def _formula(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    found = formula_at(state.src, state.pos)
    if not found or found.end > state.posMax:
        return False
    if not silent:
        state.push(found.kind, "math", 0).content = found.content
    state.pos = found.end
    return True


def _display(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("$$", first):
        return False
    stop = start + 1
    while stop < end and not state.isEmpty(stop) and state.sCount[stop] >= state.blkIndent:
        stop += 1
    found = DISPLAY.match("\n".join(_content(state, line) for line in range(start, stop)))
    if not found:
        return False
    if not silent:
        state.line = start + found[0].rstrip("\n").count("\n") + 1
        token = state.push("display", "math", 0)
        token.content, token.block, token.map = found[1], True, [start, state.line]
    return True


def _content(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
