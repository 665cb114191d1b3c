r"""The formulas in a text of Anki, `\(…\)`, `[latex]…[/latex]` and their like, to formulas as our Markdown has them."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from flashcards.text.clean_html import words

if TYPE_CHECKING:
    from collections.abc import Callable

_OPENING = re.compile(
    r"\\\(|\\\[|\[latex\]|\[\$\$\]|\[\$\]|<anki-mathjax\b[^<>]*>|<(pre|code|script|style|textarea)\b", re.IGNORECASE
)
_BREAKS = re.compile(r"<(?:br|/?div|/?p)\b[^<>]*>", re.IGNORECASE)
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_PARTED = re.compile(r"\}\s+(?=\})")
"""How TeX is written for Anki, to which two braces mean something."""
_DOLLAR = re.compile(r"(?<!\\)\$")
_IN_LATEX = re.compile(
    r"\$\$(.+?)\$\$|\\\[(.+?)\\\]|\\begin\{(equation|displaymath|align|gather|multline)(\*?)\}(.*?)\\end\{\3\4\}"
    r"|\$([^$]+)\$|\\\((.+?)\\\)|\\begin\{math\}(.*?)\\end\{math\}",
    re.DOTALL,
)
_ALIGNED = frozenset(["align", "gather", "multline"])


def replaced(html: str, hold: Callable[[str, bool], str]) -> str:
    """The HTML with what `hold` makes of each formula (its TeX, and whether it is displayed) in the formula's place."""
    written: list[str] = []
    done = at = 0
    missing: set[str] = set()
    while found := _OPENING.search(html, at):
        opening = found[0].lower()
        closing = f"</{found[1].lower()}" if found[1] else _closing(opening)
        end = -1 if closing in missing else _find(html, closing, found.end())
        if end == -1:
            missing.add(closing)
        elif not found[1]:
            written += [html[done : found.start()], _formula(opening, html[found.end() : end], hold)]
            done = end + len(closing)
        at = found.end() if end == -1 else end + len(closing)
    return "".join([*written, html[done:]]) if done else html


def _find(html: str, closing: str, start: int) -> int:
    found = re.compile(re.escape(closing), re.IGNORECASE).search(html, start)
    return found.start() if found else -1


def _closing(opening: str) -> str:
    if opening.startswith("<"):
        return "</anki-mathjax>"
    return {r"\(": r"\)", r"\[": r"\]"}.get(opening) or f"[/{opening[1:]}"


def _formula(opening: str, inside: str, hold: Callable[[str, bool], str]) -> str:
    if opening == "[latex]":
        return _latex(_plain(inside), hold)
    display = opening in (r"\[", "[$$]") or (opening.startswith("<") and "true" in opening)
    return hold(tex(_plain(inside)), display)


def _latex(source: str, hold: Callable[[str, bool], str]) -> str:
    """A piece of a LaTeX document: formulas among words."""
    from html import escape

    written: list[str] = []
    done = 0
    for found in _IN_LATEX.finditer(source):
        written.append(escape(source[done : found.start()]))
        shown, bracketed, name, _, environment, inline, parenthesised, math = found.groups()
        display = shown or bracketed or environment
        if name in _ALIGNED:
            display = rf"\begin{{aligned}}{environment}\end{{aligned}}"
        written.append(hold(tex(display or inline or parenthesised or math or ""), bool(display)))
        done = found.end()
    return "".join([*written, escape(source[done:])])


def _plain(html: str) -> str:
    return unescape(words(_BREAKS.sub("\n", html))).replace("\xa0", " ")


def tex(source: str) -> str:
    """TeX on one line, without comments, and without what would end it between dollars."""
    source = _DOLLAR.sub("", _COMMENT.sub("", source))
    line = _PARTED.sub("}", " ".join(source.split()))
    slashes = len(line) - len(line.rstrip("\\"))
    return f"{line} {{}}" if slashes % 2 else line
