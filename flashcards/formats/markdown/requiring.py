"""A paragraph that says what its topic builds on, on one line or as bullets below it, to references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashcards.formats.markdown import marked
from flashcards.model import Reference, Span

if TYPE_CHECKING:
    from flashcards.formats.markdown.pieces import Piece

_REQUIRES = re.compile(r"[*_]{0,2}(?:requires|prerequisites?|builds on)[*_]{0,2}:[*_]{0,2}(?:\s+|$)", re.IGNORECASE)
_BULLET = re.compile(r"\s*[-*+]\s+")


def required(piece: Piece, path: str) -> tuple[list[Reference], int]:
    """What is required, and how many lines say so: none in a paragraph that begins in any other way."""
    first = _REQUIRES.match(piece.lines[0])
    if first is None:
        return [], 0
    below = 1
    while below < len(piece.lines) and _BULLET.match(piece.lines[below]):
        below += 1
    texts = [piece.lines[0][first.end() :], *(_BULLET.sub("", line, count=1) for line in piece.lines[1:below])]
    found = []
    for place, text in enumerate(texts):
        column = piece.lines[place].find(text) + 1
        found += [Reference(name, Span(path, piece.line + place, column + at)) for name, at in marked.titles(text)]
    return found, below
