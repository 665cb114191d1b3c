"""Tags as Obsidian writes them, `#one/two`, to ours: lines of nothing else, and ends of headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flashcards.formats.markdown.pieces import Piece

_LINE = re.compile(r"(?:#[\w/:-]*[^\W\d][\w/:-]*\s*)+$")
_AT_END = re.compile(r"(?:\s#[\w/:-]*[^\W\d][\w/:-]*)+$")


def are_tags(piece: Piece) -> bool:
    """Whether a paragraph is nothing but tags."""
    return not piece.code and all(_LINE.match(line) for line in piece.lines)


def of_heading(title: str) -> tuple[str, tuple[str, ...]]:
    """A heading without the tags at its end, and these."""
    found = _AT_END.search(title)
    return (title[: found.start()], tags(found[0])) if found else (title, ())


def tags(text: str) -> tuple[str, ...]:
    """Tags of Obsidian as ours: `/` nests. That there are cards is no tag."""
    found = (tag.lstrip("#").strip("/").removeprefix("flashcards").strip("/") for tag in text.split())
    return tuple(tag.replace("/", "::") for tag in found if tag)
