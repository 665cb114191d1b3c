"""Markdown text to its formulas and code, with their places; and one formula to MathML or to what is wrong with it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from flashcards.text.blocks import DISPLAY, Block, blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from math_core import LatexToMathML

RegionKind = Literal["formula", "display", "code", "fence"]

_STOPS = re.compile(r"!?\[|[\\`$<\]]")
_AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*>")
_DESTINATION = re.compile(r"\]\([ \t\n]*(?:<[^<>\n]*>|[^\s()<][^\s()]*)?(?:[ \t\n]+(\"[^\"]*\"|'[^']*'))?[ \t\n]*\)")
_COMMENT = re.compile(r"(?<!\\)(?:\\\\)*%")

MACROS = {
    "tr": r"\operatorname{tr}",
    "pmb": r"\boldsymbol{#1}",
    "mathbbm": r"\mathbb{#1}",
    "smallsetminus": r"\setminus",
    "centerdot": r"\cdot",
    "varpropto": r"\propto",
    "thicksim": r"\sim",
    "thickapprox": r"\approx",
    "shortmid": r"\mid",
    "nshortmid": r"\nmid",
    "shortparallel": r"\parallel",
    "Ll": r"\lll",
    "lcm": r"\operatorname{lcm}",
    "dotsc": r"\ldots",
    "dotsb": r"\cdots",
    "dotsm": r"\cdots",
    "dotsi": r"\cdots",
    "substack": r"\begin{matrix}#1\end{matrix}",
}
"""Commands that authors expect and math-core does not know."""


class Region(NamedTuple):
    """A place that is not prose: a formula, a code span or a fence. `content` is without the marks around it."""

    kind: RegionKind
    start: int
    end: int
    content: str


class Formula(NamedTuple):
    """A formula and where it stands, dollars included."""

    start: int
    end: int
    tex: str
    display: bool


class Fault(NamedTuple):
    """What is wrong with a text, and at which character."""

    offset: int
    message: str


def formulas(text: str) -> list[Formula]:
    """The formulas of a Markdown text, in order; a text without `$` costs nothing."""
    if "$" not in text:
        return []
    found = [region for region in regions(text) if region.kind in ("formula", "display")]
    return [Formula(region.start, region.end, region.content, region.kind == "display") for region in found]


def regions(text: str) -> list[Region]:
    """Formulas and code of a Markdown text, in order, without overlap."""
    if "$" not in text and "`" not in text and "    " not in text and "~~~" not in text and "\t" not in text:
        return []
    return [region for block in blocks(text) for region in _regions(block)]


def formula_at(source: str, start: int) -> Region | None:
    """The formula that opens with the `$` at `start` of a paragraph; the same verdict everywhere in the app.

    No white space inside the dollars and no digit outside, so that prices stay prices.
    """
    if source[start - 1 : start].isdigit() or _escaped(source, start) or not source[start + 1 : start + 2].strip():
        return None
    double = source.startswith("$$", start)
    mark = "$$" if double else "$"
    end = source.find(mark, start + len(mark))
    while end != -1 and _escaped(source, end):
        end = source.find(mark, end + 1)
    after = end + len(mark)
    content = source[start + len(mark) : end]
    if end == -1 or not content.strip() or source[after : after + 1].isdigit():
        return None
    if not double and content[-1].isspace():
        return None
    return Region("display" if double else "formula", start, after, content)


def typeset(tex: str, *, display: bool = False) -> str:
    """A formula as a MathML element. Raises ValueError where `fault` finds one."""
    from math_core import LatexError

    try:
        return _converter().convert_with_local_state(tex, displaystyle=display)
    except LatexError as error:
        raise ValueError(str(error)) from error


def fault(tex: str) -> Fault | None:
    """What keeps a formula from being typeset."""
    if comment := _COMMENT.search(tex):
        return Fault(comment.end() - 1, "'%' starts a comment and hides the rest of its line; write \\%")
    try:
        typeset(tex)
    except ValueError as error:
        offset, _, message = str(error).partition(": ")
        return Fault(min(int(offset), len(tex)), message.removesuffix("."))
    return None


@lru_cache(maxsize=1)
def _converter() -> LatexToMathML:
    from math_core import LatexToMathML

    return LatexToMathML(fancy_error=False, macros=MACROS)


def _regions(block: Block) -> Iterator[Region]:
    if not block.lines:
        return
    source, place = block.source, block.places()
    last = block.lines[-1]
    if block.kind == "code":
        yield Region("fence", block.lines[0].start, last.start + len(last.content), source)
    elif block.kind == "display":
        found = DISPLAY.match(source)
        if found:
            yield Region("display", place(0), place(found.end(1) + 1) + 1, found[1])
    else:
        for kind, start, end, content in _inline(source):
            yield Region(kind, place(start), place(end - 1) + 1, content)


def _inline(source: str) -> Iterator[Region]:
    """Code spans and formulas of one paragraph, from left to right: what opens first wins."""
    at = 0
    labels: list[str] = []
    while stop := _STOPS.search(source, at):
        start = stop.start()
        at = stop.end()
        match stop[0]:
            case "\\":
                at = start + 2
            case "`":
                ticks = re.compile("`+").match(source, start)
                at = ticks.end() if ticks else at
                if code := _code_span(source, start, at - start):
                    yield code
                    at = code.end
            case "$":
                if formula := formula_at(source, start):
                    yield formula
                    at = formula.end
            case "<":
                at = _after(_AUTOLINK, source, start) or at
            case "]" if labels:
                label, destination = labels.pop(), _after(_DESTINATION, source, start)
                at = destination or at
                labels = [] if destination and label == "[" else labels
            case "[" | "![":
                labels.append(stop[0])


def _after(pattern: re.Pattern[str], source: str, start: int) -> int:
    found = pattern.match(source, start)
    return found.end() if found else 0


def _code_span(source: str, start: int, ticks: int) -> Region | None:
    closing = re.compile(rf"(?<!`)`{{{ticks}}}(?!`)").search(source, start + ticks)
    if not closing:
        return None
    return Region("code", start, closing.end(), source[start + ticks : closing.start()])


def _escaped(source: str, at: int) -> bool:
    slashes = 0
    while at > slashes and source[at - slashes - 1] == "\\":
        slashes += 1
    return slashes % 2 == 1
