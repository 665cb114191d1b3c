"""HTML in the making: tags, leaves and the marks of clozes, joined so that no element is torn by a cloze.

A mark is U+E000, perhaps with a number after it (`mark`), and ends at U+E001. Where the tags between the two are not in
balance, as in `{{a **b}} c**`, each leaf between them is marked by itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

OPEN, CLOSE = "\ue000", "\ue001"
PLAIN = -1
"""The number of a mark that has none."""
FIRST = "\ue100"
"""The letter after the opening of a mark that has the number 0."""
MOST_MARKS = 0xF8FF - 0xE100 + 1

_MARKS = re.compile(f"({OPEN}[{FIRST}-\uf8ff]?|{CLOSE})")


class Piece(NamedTuple):
    """A tag that opens or closes, a leaf (text or an element without content), or a mark with its number."""

    kind: Literal["open", "close", "leaf", "mark", "unmark"]
    html: str
    number: int = PLAIN


def mark(number: int, text: str) -> str:
    """A Markdown text inside a mark with a number below `MOST_MARKS`."""
    return f"{OPEN}{chr(ord(FIRST) + number)}{text}{CLOSE}"


def without_marks(text: str) -> str:
    """The text alone, for places where nothing can be marked."""
    return _MARKS.sub("", text) if OPEN in text or CLOSE in text else text


def leaves(text: str, escape: Callable[[str], str], around: tuple[str, str] = ("", "")) -> Iterator[Piece]:
    """A text with its marks; `around` are tags that each stretch of it is to stand in."""
    if OPEN not in text and CLOSE not in text:
        yield Piece("leaf", f"{around[0]}{escape(text)}{around[1]}")
        return
    for part in _MARKS.split(text):
        if part == CLOSE:
            yield Piece("unmark", "")
        elif part.startswith(OPEN):
            yield Piece("mark", "", ord(part[1]) - ord(FIRST) if len(part) > 1 else PLAIN)
        elif part:
            yield Piece("leaf", f"{around[0]}{escape(part)}{around[1]}")


def join(pieces: Iterable[Piece], cloze: Callable[[int, str], str]) -> str:
    """The HTML; `cloze` gets the number of a mark and what stands in it."""
    written: list[str] = []
    inside: list[Piece] = []
    number: int | None = None
    for piece in pieces:
        if piece.kind in ("mark", "unmark"):
            if number is not None:
                written.append(_marked(inside, number, cloze))
            number, inside = (piece.number if piece.kind == "mark" else None), []
        elif number is None:
            written.append(piece.html)
        else:
            inside.append(piece)
    return "".join(written) + (_marked(inside, number, cloze) if number is not None else "")


def _marked(inside: Sequence[Piece], number: int, cloze: Callable[[int, str], str]) -> str:
    if _balanced(inside):
        html = "".join(piece.html for piece in inside)
        return cloze(number, html) if html else ""
    return "".join(
        cloze(number, piece.html) if piece.kind == "leaf" and piece.html.strip() else piece.html for piece in inside
    )


def _balanced(pieces: Iterable[Piece]) -> bool:
    depth = 0
    for piece in pieces:
        depth += {"open": 1, "close": -1}.get(piece.kind, 0)
        if depth < 0:
            return False
    return depth == 0
