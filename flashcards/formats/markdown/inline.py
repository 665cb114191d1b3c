"""A line of Markdown to the card in it: `question::answer`, or `:::` for both ways."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARK = re.compile(r"(?<!:)(:::?)(?!:)")
_BULLET = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+")
_SPACES = frozenset({"std", "boost", "core", "crate", "self", "super", "Self", "absl", "chrono", "ranges"})
"""What C++ and Rust write before `::` in the middle of a sentence."""


LONGEST = 5_000
"""A longer line is no card: nobody could answer it, and to look for its marks would take long."""


class Pair(NamedTuple):
    """A question and its answer; `both` asks the other way round, too."""

    question: str
    answer: str
    both: bool


def inline(line: str) -> Pair | None:
    """The card that a line is, if any: `::` outside of code, formulas, tables and clozes, with text on either side."""
    if "::" not in line or len(line) > LONGEST or line.lstrip().startswith(("|", ">", "<")):
        return None
    marks = [found for found in _MARK.finditer(line) if _parts(line, found)]
    if marks and ("`" in line or "$" in line or "{{" in line):
        marks = _outside(line, marks)
    spaced = [found for found in marks if line[found.start() - 1].isspace() or line[found.end()].isspace()]
    if spaced:
        found = spaced[0]
    elif len(marks) == 1 and not _is_code(line, marks[0]):
        found = marks[0]
    else:
        return None
    bullet = _BULLET.match(line)
    question = line[bullet.end() if bullet else 0 : found.start()].strip()
    return Pair(question, line[found.end() :].strip(), found[1] == ":::") if question else None


def _parts(line: str, found: re.Match[str]) -> bool:
    return bool(line[: found.start()].strip() and line[found.end() :].strip())


def _is_code(line: str, found: re.Match[str]) -> bool:
    before = re.split(r"[^\w]", line[: found.start()])[-1]
    return before in _SPACES or line.rstrip().endswith((";", "{", "("))


def _outside(line: str, marks: list[re.Match[str]]) -> list[re.Match[str]]:
    from flashcards.text import cloze
    from flashcards.text.formulas import regions

    places = [(region.start, region.end) for region in regions(line)]
    places += [(piece.start, piece.end) for piece in cloze.parse(line)[0] if isinstance(piece, cloze.Cloze)]
    return [found for found in marks if not any(start <= found.start() < end for start, end in places)]
