"""What is remembered of a card to the columns that tell Anki's scheduler the same.

Anki keeps ready-made what we fold from the log: stability, difficulty, and when the last answer was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from flashcards.memory.days import number
from flashcards.memory.scheduler import ideal_interval
from flashcards.model import State

if TYPE_CHECKING:
    from flashcards.memory.days import Calendar
    from flashcards.memory.scheduler import Rules
    from flashcards.model import Memory

FIRST_DAY = number(date(2014, 9, 19))
"""The day from which a package counts days: genanki's `crt`, with an offset of 0. Anki moves them to its own."""
EASE = 2500
"""What FSRS does not know, and the older scheduler begins with."""
_SUSPENDED, _BURIED, _NEW, _STEP, _REVIEW, _STEP_OF_A_DAY = -1, -3, 0, 1, 2, 3


class Standing(NamedTuple):
    """Columns of the table `cards`, from `type` on, without those of filtered decks."""

    type: int = 0
    queue: int = _NEW
    due: int = 0
    ivl: int = 0
    factor: int = 0
    reps: int = 0
    lapses: int = 0
    left: int = 0
    flags: int = 0
    data: str = ""


@dataclass(frozen=True, slots=True)
class Reckoner:
    """Makes standings as of one logical day."""

    calendar: Calendar
    day: int

    def standing(self, memory: Memory, place: int, answered: int | None, rules: Rules) -> Standing:
        """A card's standing. `place` is its position among the new, `answered` the instant of its last answer."""
        shelf = self._shelf(memory)
        if memory.state is State.NEW:
            return Standing(queue=shelf or _NEW, due=place, flags=memory.flag)
        answered = self.calendar.begins(memory.last_day) if answered is None else answered
        known = _fsrs(memory, place, answered, rules) if memory.stability else f'{{"pos":{place}}}'
        if memory.state is State.REVIEW:
            due, days = memory.due_day - FIRST_DAY, max(1, memory.interval)
            return Standing(
                _REVIEW, shelf or _REVIEW, due, days, EASE, memory.reps, memory.lapses, 0, memory.flag, known
            )
        queue, due = self._step(memory, shelf)
        state, left = int(memory.state), _left(memory, rules)
        days, ease = (_after_relearning(memory, rules), EASE) if memory.state is State.RELEARNING else (0, 0)
        return Standing(state, shelf or queue, due, days, ease, memory.reps, memory.lapses, left, memory.flag, known)

    def _shelf(self, memory: Memory) -> int:
        """Where a card lies that is not asked. Anki has no word for known; such a card is suspended."""
        if memory.suspended or memory.known:
            return _SUSPENDED
        return _BURIED if memory.buried_until > self.day else 0

    def _step(self, memory: Memory, shelf: int) -> tuple[int, int]:
        """Anki counts days for learning steps of another day; but when it takes cards in it moves days to its own count
        only for those that it asks, so a shelved card is due at an instant."""
        if memory.due_at is not None:
            return _STEP, memory.due_at // 1000
        if shelf:
            return _STEP, self.calendar.begins(memory.due_day) // 1000
        return _STEP_OF_A_DAY, memory.due_day - FIRST_DAY


def _after_relearning(memory: Memory, rules: Rules) -> int:
    if not memory.stability:
        return 1
    ideal = ideal_interval(memory.stability, rules.retention, rules.parameters)
    return min(max(1, round(ideal)), rules.maximum_interval)


def _left(memory: Memory, rules: Rules) -> int:
    """How many steps a card has before it, the one that it waits for included."""
    relearning = memory.state is State.RELEARNING
    return max(1, len(rules.relearning_steps if relearning else rules.learning_steps) - memory.step)


def _fsrs(memory: Memory, place: int, answered: int, rules: Rules) -> str:
    """The column `data`: position, stability, difficulty, wanted retention, decay, the second of the last answer."""
    return (
        f'{{"pos":{place},"s":{memory.stability:.4f},"d":{memory.difficulty:.3f},"dr":{rules.retention},'
        f'"decay":{rules.parameters[20]},"lrt":{answered // 1000}}}'
    )
