"""Answers counted, so that statistics need not read the history: by day, by hour, and by what FSRS expected of them.

Filled by `follow`. All sums are of whole numbers, so that what is taken out again leaves nothing behind.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from flashcards.memory.answers import Stage

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from flashcards.memory.answers import Answer

QUARTER_MS = 900_000
"""A quarter of an hour: what all time zones begin an hour at."""


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


class Quarter(NamedTuple):
    """The live answers of one quarter of an hour (numbered since 1970, UTC), and the reviews among them."""

    quarter: int
    answers: int
    reviews: int
    remembered: int


class Expected(NamedTuple):
    """The live reviews that FSRS gave one chance, in whole percent, and how many of them were remembered."""

    percent: int
    reviews: int
    remembered: int


class _Table(NamedTuple):
    """A table of the index: by what it counts, and what; its first so many sums say whether there is anything."""

    keys: tuple[str, ...]
    sums: tuple[str, ...]
    telling: int


TABLES = {
    "day": _Table(Count._fields[:2], Count._fields[2:], 4),
    "quarter": _Table(Quarter._fields[:1], Quarter._fields[1:], 1),
    "expected": _Table(Expected._fields[:1], Expected._fields[1:], 1),
}


class Tally:
    """Sums of answers that came and went, to be put into the index in one go."""

    def __init__(self) -> None:
        self._days: _Sums = defaultdict(lambda: [0] * 5)
        self._quarters: _Sums = defaultdict(lambda: [0] * 3)
        self._expected: _Sums = defaultdict(lambda: [0] * 2)

    def add(self, answers: Iterable[Answer], sign: int = 1) -> None:
        """Count answers; with a sign of -1, no longer."""
        for day, stage, rating, millis, at, chance in answers:
            sums = self._days[day, int(stage)]
            sums[rating - 1] += sign
            sums[4] += sign * millis
            quarter = self._quarters[at // QUARTER_MS,]
            quarter[0] += sign
            if stage >= Stage.YOUNG:
                quarter[1] += sign
                quarter[2] += sign * (rating > 1)
            if chance is not None:
                percent = self._expected[round(chance * 100),]
                percent[0] += sign
                percent[1] += sign * (rating > 1)

    def rows(self) -> dict[str, list[tuple[int, ...]]]:
        """The rows of each table, in order, where there is anything to add."""
        return {
            name: sorted((*key, *sums) for key, sums in counted.items() if any(sums))
            for name, counted in zip(TABLES, (self._days, self._quarters, self._expected), strict=True)
        }

    def store(self, index: sqlite3.Connection, *, anew: bool) -> None:
        """Add to what the index has counted, or replace it."""
        for name, rows in self.rows().items():
            keys, sums, telling = TABLES[name]
            if anew:
                index.execute(f"delete from {name}")
            index.executemany(
                f"insert into {name} values ({', '.join('?' * len(keys + sums))}) on conflict ({', '.join(keys)})"
                f" do update set {', '.join(f'{column} = {column} + excluded.{column}' for column in sums)}",
                rows,
            )
            index.executemany(
                f"delete from {name} where {' and '.join(f'{key} = ?' for key in keys)}"
                f" and not ({' or '.join(sums[:telling])})",
                [row[: len(keys)] for row in rows],
            )


def counts(index: sqlite3.Connection) -> list[Count]:
    """All days with answers, in order, one row for each stage."""
    return [Count(day, Stage(stage), *rest) for day, stage, *rest in _rows(index, "day")]


def quarters(index: sqlite3.Connection, since: int) -> list[Quarter]:
    """All quarters of an hour with answers that began at an instant (UTC ms) or later, in order."""
    found = index.execute("select * from quarter where quarter >= ? order by quarter", (since // QUARTER_MS,))
    return [Quarter(*row) for row in found]


def expected(index: sqlite3.Connection) -> list[Expected]:
    """All reviews by what FSRS expected of them, the least likely first."""
    return [Expected(*row) for row in _rows(index, "expected")]


def stored(index: sqlite3.Connection) -> dict[str, list[tuple[int, ...]]]:
    """What the index has counted, as `Tally.rows` has it."""
    return {name: list(_rows(index, name)) for name in TABLES}


def _rows(index: sqlite3.Connection, name: str) -> Iterator[tuple[int, ...]]:
    yield from index.execute(f"select * from {name} order by {', '.join(TABLES[name].keys)}")


if TYPE_CHECKING:
    _Sums = defaultdict[tuple[int, ...], list[int]]
