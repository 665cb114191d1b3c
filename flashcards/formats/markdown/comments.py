"""Lines of Markdown to the comments in them, HTML's and Obsidian's: where they begin and end, outside of code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashcards.text.blocks import FENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ENDS = {"<!--": "-->", "%%": "%%"}
"""What ends a comment, by what begins it."""
_BEGIN = re.compile(r"<!--|(?<![\d%\\])%%(?!%)")
_OVER_LINES = re.compile(r"\s*%%|.*%%(?:\s|$)")
_FENCE = re.compile(rf"\s*(?:>\s*)*(?P<marks>{FENCE})[ \t]*(?P<more>.*)$")


def begins(line: str) -> list[re.Match[str]]:
    """Where a comment may begin in a line; a percentage (50%%) begins none."""
    marks = list(_BEGIN.finditer(line)) if "%%" in line or "<!--" in line else []
    if not marks or not ("`" in line or "$" in line):
        return marks
    from flashcards.text.formulas import regions

    places = [(region.start, region.end) for region in regions(line)]
    return [mark for mark in marks if not any(start <= mark.start() < end for start, end in places)]


def goes_on(line: str, mark: re.Match[str]) -> bool:
    """Whether a comment may end on a line below: `%%time` in a sentence is no comment that does."""
    return mark[0] != "%%" or _OVER_LINES.match(line[: mark.end() + 1]) is not None


def last_line(lines: Sequence[str], at: int, end: str) -> int | None:
    """The place, from `at` on, of the line with the end of a comment; one of Obsidian's does not end in fenced code."""
    prose = _prose(lines, at) if end == "%%" else range(at, len(lines))
    return next((number for number in prose if end in lines[number]), None)


def _prose(lines: Sequence[str], at: int) -> Iterator[int]:
    """The places of the lines outside of fenced code."""
    fence = ""
    for number in range(at, len(lines)):
        found = _FENCE.match(lines[number])
        if found is None:
            if not fence:
                yield number
        elif not fence:
            fence = found["marks"]
        elif found["marks"].startswith(fence) and not found["more"].strip():
            fence = ""
