"""Answers counted by logical day, so that statistics need not read the history. Filled by `follow`."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from flashcards.memory.answers import Stage

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from flashcards.memory.answers import Answer


class Count(NamedTuple):
    """The live answers of one logical day to cards of one stage: how many of each grade, and the time they took."""

    day: int
    stage: Stage
    again: int
    hard: int
    good: int
    easy: int
    millis: int

    @property
    def answers(self) -> int:
        return self.again + self.hard + self.good + self.easy


class Tally:
    """Sums of answers that came and went, to be put into the index in one go."""

    def __init__(self) -> None:
        self._sums: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0] * 5)

    def add(self, answers: Iterable[Answer], sign: int = 1) -> None:
        """Count answers; with a sign of -1, no longer."""
        for day, stage, rating, millis in answers:
            sums = self._sums[day, stage]
            sums[rating - 1] += sign
            sums[4] += sign * millis

    def rows(self) -> list[tuple[int, ...]]:
        """Day, stage, grades and milliseconds, where there is anything to add."""
        return sorted((day, int(stage), *sums) for (day, stage), sums in self._sums.items() if any(sums))

    def store(self, index: sqlite3.Connection, *, anew: bool) -> None:
        """Add to what the index has counted, or replace it."""
        if anew:
            index.execute("delete from day")
        index.executemany(
            "insert into day values (?, ?, ?, ?, ?, ?, ?) on conflict (day, stage) do update set again = again +"
            " excluded.again, hard = hard + excluded.hard, good = good + excluded.good, easy = easy + excluded.easy,"
            " millis = millis + excluded.millis",
            self.rows(),
        )
        index.executemany(
            "delete from day where day = ? and stage = ? and not (again or hard or good or easy)",
            [row[:2] for row in self.rows()],
        )


def counts(index: sqlite3.Connection) -> list[Count]:
    """All days with answers, in order, one row for each stage."""
    found = index.execute("select day, stage, again, hard, good, easy, millis from day order by day, stage")
    return [Count(day, Stage(stage), *rest) for day, stage, *rest in found]
