"""Source code to styled rows, by Pygments where it knows the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.text.styled import Run, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

OPEN, CLOSE = "\ue000", "\ue001"

STYLES = {
    "Keyword": "keyword",
    "Operator.Word": "keyword",
    "Name.Function": "name",
    "Name.Class": "name",
    "Name.Decorator": "name",
    "Name.Tag": "keyword",
    "Literal.String": "string",
    "Literal.Number": "number",
    "Comment": "comment",
}
"""The look of a kind of token and of all kinds below it; the others stay plain."""


def highlighted(code: str, language: str) -> list[tuple[Run, ...]]:
    """The rows of a piece of code. Marks of clozes do not disturb the colours of what is around them."""
    source, marks = _without_marks(code.rstrip("\n"))
    rows: list[list[Run]] = [[]]
    for text, style in _marked(tokens(source, language), marks):
        for at, piece in enumerate(text.split("\n")):
            if at:
                rows.append([])
            if piece:
                rows[-1].append(Run(clean(piece), style))
    return [tuple(row) for row in rows]


def _without_marks(code: str) -> tuple[str, list[tuple[int, bool]]]:
    """The code, and where a cloze opens (true) and closes."""
    letters: list[str] = []
    marks: list[tuple[int, bool]] = []
    for letter in code:
        if letter in (OPEN, CLOSE):
            marks.append((len(letters), letter == OPEN))
        else:
            letters.append(letter)
    return "".join(letters), marks


def tokens(source: str, language: str) -> Iterator[tuple[str, str]]:
    """The source in pieces with their looks from `STYLES`; in one piece where Pygments does not know the language."""
    if not language:
        yield source, ""
        return
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        yield source, ""
        return
    if "\r" in source:
        source = source.replace("\r\n", "\n").replace("\r", "\n")
    for kind, text in lexer.get_tokens(source):
        yield text, _style(str(kind).removeprefix("Token."))


def _style(kind: str) -> str:
    return next((style for name, style in STYLES.items() if kind == name or kind.startswith(f"{name}.")), "")


def _marked(tokens: Iterator[tuple[str, str]], marks: list[tuple[int, bool]]) -> Iterator[tuple[str, str]]:
    """The tokens, divided at the marks, with the look of a cloze between them."""
    done, cloze, waiting = 0, False, list(marks)
    for text, style in tokens:
        start, end = done, done + len(text)
        while waiting and waiting[0][0] <= end:
            at, opens = waiting.pop(0)
            yield text[done - start : at - start], _in_cloze(style, cloze)
            done, cloze = at, opens
        yield text[done - start :], _in_cloze(style, cloze)
        done = end


def _in_cloze(style: str, cloze: bool) -> str:
    return f"{style} cloze".strip() if cloze else style
