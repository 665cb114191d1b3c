"""A typed answer beside the expected one: where they part, and the grade that this suggests."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from flashcards.model import Rating
from flashcards.text.styled import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flashcards.study.align import Aligner

NEAR = 0.8
"""From this similarity on an answer counts as a slip, not as forgotten."""

ALIKE = 0.5
"""Words less alike than this are shown as exchanged as a whole, not letter by letter."""

LONG = 500
"""Letters from which on the likeness of two texts is that of their words."""

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


class Comparison(NamedTuple):
    """What was typed and what was expected; the runs that differ have the style `wrong` or `missing`."""

    typed: tuple[Run, ...]
    expected: tuple[Run, ...]
    suggestion: Rating
    right: bool


def compare(typed: str, expected: str) -> Comparison:
    """Compare as a reader would: white space and the way accents are stored do not matter."""
    given, wanted = _normal(typed), _normal(expected)
    if given == wanted:
        return Comparison((Run(given),), (Run(wanted),), Rating.GOOD, right=True)
    left: list[Run] = []
    right: list[Run] = []
    for ours, theirs in _pieces(given, wanted):
        same = ours == theirs
        left += [Run(ours, "" if same else "wrong strike")] if ours else []
        right += [Run(theirs, "" if same else "missing underline")] if theirs else []
    return Comparison(_joined(left), _joined(right), _suggestion(given, wanted), right=False)


def marked(runs: Sequence[Run]) -> str:
    """The text with brackets around what differs, for where there is no colour."""
    return "".join(f"[{run.text}]" if run.style else run.text for run in runs)


def _normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _suggestion(given: str, wanted: str) -> Rating:
    given, wanted = given.casefold(), wanted.casefold()
    if given == wanted:
        return Rating.GOOD
    return Rating.HARD if _likeness(given, wanted) >= NEAR else Rating.AGAIN


def _likeness(given: str, wanted: str) -> float:
    """How much of both is the same: letter by letter, in long texts word by word first."""
    if max(len(given), len(wanted)) <= LONG:
        return _aligner().likeness(given, wanted)
    same = sum(len(ours) for ours, theirs in _pieces(given, wanted) if ours == theirs)
    return 2 * same / (len(given) + len(wanted))


def _pieces(given: str, wanted: str) -> Iterator[tuple[str, str]]:
    """Pairs of what was typed and what stands for it: word by word, and letter by letter in words that are alike."""
    aligner = _aligner()
    for ours, theirs in aligner.pairs(_WORDS.findall(given), _WORDS.findall(wanted)):
        left, right = "".join(ours), "".join(theirs)
        if left != right and left and right and aligner.likeness(left, right) >= ALIKE:
            yield from (("".join(a), "".join(b)) for a, b in aligner.pairs(left, right))
        else:
            yield left, right


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    """Neighbours of one look as one run, so that marks do not fall between every two letters."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].style == run.style:
            joined[-1] = Run(joined[-1].text + run.text, run.style)
        else:
            joined.append(run)
    return tuple(joined)


def _aligner() -> Aligner:
    from flashcards.study.align import Aligner  # few cards are typed

    return Aligner()
