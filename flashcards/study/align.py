"""Two sequences to what they share and where they part, with so much work and no more."""

from __future__ import annotations

from collections import Counter, deque
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STEPS = 500_000
"""Enough for any answer that a person would type; some tenths of a second at the most."""


class Shared(NamedTuple):
    """A run that both have, by where it begins in each."""

    left: int
    right: int
    size: int


class Part(NamedTuple):
    """A stretch of each, from and to."""

    left: int
    left_end: int
    right: int
    right_end: int


class Aligner:
    """Finds what two sequences share as `difflib` does, the longest run first, until its steps are used up.

    `difflib` takes a time that grows with the cube of the length where much is repeated. From then on of what is left
    only the equal beginnings and ends are found, and all between passes for exchanged.
    """

    def __init__(self, steps: int = STEPS) -> None:
        self._steps = steps

    def pairs(self, left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
        """All of both in order: runs that are equal, and between them what stands for one another, or for nothing."""
        i = j = 0
        for run in (*self._shared(left, right), Shared(len(left), len(right), 0)):
            if i < run.left or j < run.right:
                yield left[i : run.left], right[j : run.right]
            i, j = run.left + run.size, run.right + run.size
            if run.size:
                yield left[run.left : i], right[run.right : j]

    def likeness(self, left: Sequence[str], right: Sequence[str]) -> float:
        """How much of both is shared, from 0 to 1."""
        shared = sum(run.size for run in self._shared(left, right))
        return 2 * shared / (len(left) + len(right) or 1)

    def _shared(self, left: Sequence[str], right: Sequence[str]) -> list[Shared]:
        from difflib import SequenceMatcher

        matcher = SequenceMatcher(None, left, right, autojunk=False)
        times = Counter(right)
        effort = [0, *accumulate(1 + times[one] for one in left)]
        found, parts = [], deque([Part(0, len(left), 0, len(right))])
        while parts:
            part = parts.popleft()
            steps = effort[part.left_end] - effort[part.left]
            if steps > self._steps:
                found += _ends(left, right, part)
                continue
            self._steps -= steps
            run = Shared(*matcher.find_longest_match(*part))
            if run.size:
                found.append(run)
                parts += [rest for rest in _around(run, part) if rest.left < rest.left_end]
        return sorted(found)


def _around(run: Shared, part: Part) -> tuple[Part, Part]:
    before = Part(part.left, run.left, part.right, run.right)
    return before, Part(run.left + run.size, part.left_end, run.right + run.size, part.right_end)


def _ends(left: Sequence[str], right: Sequence[str], part: Part) -> list[Shared]:
    """What two stretches begin and end with alike."""
    most = min(part.left_end - part.left, part.right_end - part.right)
    begin = next((n for n in range(most) if left[part.left + n] != right[part.right + n]), most)
    rest = most - begin
    end = next((n for n in range(rest) if left[part.left_end - 1 - n] != right[part.right_end - 1 - n]), rest)
    runs = (Shared(part.left, part.right, begin), Shared(part.left_end - end, part.right_end - end, end))
    return [run for run in runs if run.size]
